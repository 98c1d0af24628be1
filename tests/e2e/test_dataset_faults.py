"""What goes wrong while a dataset is collected: every file and disk that fails is named, and nothing is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from app.gui.main_window import MainWindow, Use
from core.images.write import write_png
from core.project.problem import Problem
from core.project.project import Project

LONG = 60_000


def picture(path: Path, seed: int = 0) -> None:
    """A small readable image."""
    write_png(path, np.random.default_rng(seed).integers(0, 256, (16, 16), dtype=np.uint8))


def import_folder(qtbot: QtBot, window: MainWindow, folder: Path, project: Path) -> None:
    """Drop, accept, and wait for the end of it, whatever that is."""
    window.open_any([folder], Use.DATASET)
    page = window.dataset.import_page
    qtbot.waitUntil(page.review.isVisible, timeout=LONG)
    if not window.project.is_open:
        page.review.target.field.setText(str(project))
    page.review.accept.click()
    qtbot.waitUntil(lambda: window.project.is_open, timeout=LONG)
    qtbot.waitUntil(lambda: not window.runner.jobs, timeout=LONG)


def problems(window: MainWindow) -> dict[str, Problem]:
    """The problems of every image by its name."""
    table = window.project.table
    return {table.names[row]: table.row(row).problems for row in range(len(table))}


def notices(window: MainWindow) -> list[str]:
    """Everything that the banner says or still has to say."""
    return [f"{notice.text} {notice.way_out}".strip() for notice in window.banner._notices]


@pytest.mark.skipif(sys.platform == "win32", reason="these names and links cannot be made on Windows")
def test_odd_files_are_named_and_the_rest_is_imported(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "照片 🙂"
    good = ["好零件.png", "Teil 1.png", "🙂.png"]
    for number, name in enumerate(good):
        picture(folder / name, number)
    undecodable = os.fsdecode(os.fsencode(folder) + b"/kaputt_\xff.png")
    picture(Path(undecodable), 7)
    deep = folder / ("d" * 150) / ("e" * 150)
    picture(deep / "deep.png", 8)
    (folder / "empty.png").write_bytes(b"")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    (folder / "text.jpg").write_text("this is no image")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.png").symlink_to(folder / "nowhere.png")
    import_folder(qtbot, window, folder, tmp_path / "p.isugan")
    found = problems(window)
    assert set(found) == {
        *good,
        Path(undecodable).name,
        "deep.png",
        "empty.png",
        "broken.png",
        "text.jpg",
        "gone.png",
    }
    assert [name for name, problem in found.items() if problem == Problem.UNREADABLE] == [
        name for name in found if name in ("empty.png", "broken.png", "text.jpg")
    ]
    assert found["gone.png"] == Problem.MISSING
    assert all(not found[name] for name in [*good, Path(undecodable).name, "deep.png"])
    assert window.dataset.browser.listing.counters.total == 9
    # Each says why, where it is looked at.
    view = window.dataset.browser
    row = next(r for r in range(view.model.rowCount()) if view.model.tile(r).name == "broken.png")
    view.select_row(row)
    qtbot.waitUntil(lambda: "broken.png" in view.details._values["problems"].text(), timeout=LONG)


def test_a_full_disk_keeps_what_was_saved_and_the_import_goes_on_later(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(1500):
        (folder / f"n{number % 3}").mkdir(parents=True, exist_ok=True)
        (folder / f"n{number % 3}" / f"image_with_a_rather_long_name_{number:05d}.png").write_bytes(b"x" * 10)
    Project.create(tmp_path / "p.isugan").close()
    window.open_project(tmp_path / "p.isugan")
    qtbot.waitUntil(lambda: window.project.is_open and not window.runner.jobs, timeout=LONG)
    project = window.project.project
    assert project is not None
    engine = project._database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = {"pages": pages + 30}

    def fill(connection: object, *_rest: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit['pages']}")  # type: ignore[attr-defined]

    event.listen(engine, "checkout", fill)
    import_folder(qtbot, window, folder, tmp_path / "unused.isugan")
    assert any("disk is full" in text and "project.sqlite" in text for text in notices(window))
    kept = len(window.project.table)
    assert 0 < kept < 1500
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM images").scalar_one() == kept

    limit["pages"] = 100_000
    import_folder(qtbot, window, folder, tmp_path / "unused.isugan")
    assert len(window.project.table) == 1500
    event.remove(engine, "checkout", fill)


def test_a_locked_file_is_told_and_the_label_is_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from core.project import project as module

    monkeypatch.setattr(module, "BUSY_SECONDS", 0.2)
    for number in range(3):
        picture(tmp_path / "set" / f"{number}.png", number)
    import_folder(qtbot, window, tmp_path / "set", tmp_path / "p.isugan")
    other = sqlite3.connect(tmp_path / "p.isugan" / "project.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    window.show_view("dataset")
    window.dataset.browser.select_row(0)
    image = window.dataset.browser.selected_ids
    window.actions_registry["label_good"].trigger()
    assert window.project.table.get_values("label", image) == ["good"]
    qtbot.waitUntil(lambda: any("locked" in text for text in notices(window)), timeout=LONG)
    other.execute("ROLLBACK")
    other.close()
    qtbot.waitUntil(lambda: window.project.table.get_values("label", image) == ["unlabelled"], timeout=LONG)
    window.actions_registry["label_good"].trigger()
    qtbot.waitUntil(lambda: "good" in window.project.undo_text, timeout=LONG)


def test_a_second_window_reads_and_says_who_writes(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    for number in range(3):
        picture(tmp_path / "set" / f"{number}.png", number)
    first = make_window()
    import_folder(qtbot, first, tmp_path / "set", tmp_path / "p.isugan")
    second = make_window()
    second.open_project(tmp_path / "p.isugan")
    qtbot.waitUntil(lambda: second.project.is_open and not second.runner.jobs, timeout=LONG)
    assert "read-only" in second.top._project.text()
    assert any(
        "open for reading only" in text and f"process {os.getpid()}" in text for text in notices(second)
    )
    assert second.dataset.browser.listing.counters.total == 3
    second.show_view("dataset")
    second.dataset.browser.select_row(0)
    assert not second.actions_registry["label_good"].isEnabled()
    second.add_images([tmp_path / "set"])
    assert any("Nothing can be imported" in text for text in notices(second))


def test_what_holds_no_project_leaves_the_open_one(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    picture(tmp_path / "set" / "a.png")
    import_folder(qtbot, window, tmp_path / "set", tmp_path / "p.isugan")
    fake = tmp_path / "other.isugan"
    fake.mkdir()
    (fake / "project.sqlite").write_bytes(
        b"this is no database at all, but it is long enough to be read as one" * 20
    )
    window.open_any([fake])
    qtbot.waitUntil(lambda: any("other.isugan" in text for text in notices(window)), timeout=LONG)
    assert window.project.project is not None
    assert window.project.project.name == "p"
    assert len(window.project.table) == 1
