"""From a drop to images in the project, in the real window."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.dataset.import_page import ImportPage
from core.datasets import plan as plan_module
from core.datasets.dataset import Label, Sample, Split
from core.errors import DatasetError
from core.images.write import write_png
from core.project import importing
from core.project.images import dataset
from core.project.project import Project
from tests.app.gui.views.dataset.hands import Settled


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three good and two defective pictures in folders that say so."""
    root = tmp_path / "teile ü"
    for number in range(5):
        folder = root / ("good" if number < 3 else "defective")
        write_png(folder / f"{number}.png", np.full((8, 8), 40 * number, np.uint8))
    return root


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    return window.dataset.import_page


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Looking through a drop waits for this; open at first."""
    opened = threading.Event()
    opened.set()
    real = plan_module.plan_import

    def slow(paths: Sequence[Path], layout: str | None = None, **options: Any) -> Any:
        while not opened.wait(0.01):
            if options["cancelled"]():
                break
        return real(paths, layout, **options)

    monkeypatch.setattr(plan_module, "plan_import", slow)
    yield opened
    opened.set()


def drop(window: MainWindow, *paths: Path, share: float = 0.25) -> None:
    """Let them fall at `share` of the window's width; the left half takes them into the project."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    place = QPointF(window.width() * share, 200)
    QApplication.sendEvent(window, QDropEvent(place, copy, data, left, none))


def reviewed(qtbot: QtBot, window: MainWindow, source: Path) -> ImportPage:
    """The review page of a drop."""
    drop(window, source)
    page = window.dataset.import_page
    qtbot.waitUntil(page.review.isVisible)
    return page


def names(window: MainWindow) -> list[str]:
    model = window.dataset.browser.model
    return sorted(model.tile(row).name for row in range(model.rowCount()))


def test_a_drop_is_shown_first_and_makes_a_project_only_when_accepted(
    qtbot: QtBot, window: MainWindow, source: Path, settled: Settled, tmp_path: Path
) -> None:
    page = reviewed(qtbot, window, source)
    place = page.review.target.path
    assert place == tmp_path / "teile ü.isugan"
    assert not place.exists()
    assert not window.project.is_open
    with qtbot.waitSignal(window.project.imported):
        page.review.accept.click()
    settled(window)
    assert window.dataset.stack.currentWidget() is window.dataset.browser
    assert window.top._project.text() == "teile ü"
    assert names(window) == [f"{number}.png" for number in range(5)]
    labels = window.project.table.get_values("label", window.project.table.ids.tolist())
    assert labels.count(Label.DEFECTIVE) == 2
    assert page.plan.images == 0  # nothing of it is kept in memory


def test_cancel_on_the_review_page_makes_nothing(
    qtbot: QtBot, window: MainWindow, source: Path, tmp_path: Path, settled: Settled
) -> None:
    page = reviewed(qtbot, window, source)
    page.review.cancel.click()
    assert window.dataset.stack.currentWidget() is window.dataset.no_project
    settled(window)
    assert not list(tmp_path.glob("*.isugan"))
    assert not window.project.is_open


def test_cancel_while_looking(
    qtbot: QtBot, window: MainWindow, source: Path, gate: threading.Event, page: ImportPage, settled: Settled
) -> None:
    gate.clear()
    drop(window, source)
    assert page.looking.isVisible()
    page.looking.cancel.click()
    assert window.dataset.stack.currentWidget() is window.dataset.no_project
    gate.set()
    settled(window)
    # What was found in the meantime does not come back.
    assert window.dataset.stack.currentWidget() is window.dataset.no_project
    assert page.plan.images == 0


def test_a_second_drop_while_looking_takes_the_place_of_the_first(
    qtbot: QtBot, window: MainWindow, source: Path, gate: threading.Event, tmp_path: Path, settled: Settled
) -> None:
    write_png(tmp_path / "andere" / "x.png", np.zeros((8, 8), np.uint8))
    gate.clear()
    drop(window, source)
    drop(window, tmp_path / "andere")
    gate.set()
    page = window.dataset.import_page
    qtbot.waitUntil(page.review.isVisible)
    settled(window)
    assert [s.path for s in page.plan.sources] == [tmp_path / "andere"]
    page.review.cancel.click()


def test_a_folder_without_images_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, page: ImportPage, collect: Callable[[Any], list[Any]]
) -> None:
    notices = collect(window.notifications.noticed)
    (tmp_path / "leer").mkdir()
    drop(window, tmp_path / "leer")
    qtbot.waitUntil(page.failed.isVisible)
    assert "leer" in page.failed.text
    assert notices == []
    page.failed.back.click()
    assert window.dataset.stack.currentWidget() is window.dataset.no_project


def test_another_layout_is_looked_through_again(
    qtbot: QtBot, window: MainWindow, source: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reviewed(qtbot, window, source)
    assert page.plan.layouts == ("good_defective",)
    page.layout_chosen.emit("flat")
    qtbot.waitUntil(lambda: page.review.isVisible() and page.plan.layouts == ("flat",))
    page.layout_chosen.emit("")
    qtbot.waitUntil(lambda: page.review.isVisible() and page.plan.layouts == ("good_defective",))

    def no(*_arguments: object, **_options: object) -> Any:
        raise DatasetError("This is no DAGM folder.", "Choose another layout.")

    monkeypatch.setattr(plan_module, "plan_import", no)
    page.layout_chosen.emit("dagm")
    qtbot.waitUntil(lambda: "This is no DAGM folder." in page.review.text)
    assert page.plan.layouts == ("good_defective",)
    page.review.cancel.click()
    settled(window)


def test_a_project_that_cannot_be_made_loses_no_correction(
    qtbot: QtBot,
    window: MainWindow,
    source: Path,
    tmp_path: Path,
    settled: Settled,
    collect: Callable[[Any], list[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notices = collect(window.notifications.noticed)
    page = reviewed(qtbot, window, source)
    page.review.table.selectAll()
    page.review.model.set_role(page.review.table.selected_rows, split=Split.TEST)
    corrected = page.plan
    assert {group.split for group in corrected.groups} == {Split.TEST}
    # Made by somebody else since the page looked.
    taken = tmp_path / "taken.isugan"
    page.review.target.field.setText(str(taken))
    Project.create(taken).close()
    page.review.accept.click()
    qtbot.waitUntil(lambda: "is a project already" in page.review.text)
    assert page.review.isVisible()
    assert page.plan == corrected
    assert not window.project.is_open
    assert notices == []  # it is said where it is put right
    page.review.target.field.setText(str(tmp_path / "free.isugan"))
    with qtbot.waitSignal(window.project.imported):
        page.review.accept.click()
    settled(window)
    ids = window.project.table.ids.tolist()
    assert window.project.table.get_values("split", ids) == [Split.TEST] * 5


def test_accepting_twice_imports_once(
    qtbot: QtBot, window: MainWindow, source: Path, settled: Settled
) -> None:
    results: list[Any] = []
    window.project.imported.connect(results.append)
    page = reviewed(qtbot, window, source)
    page.review.accept.click()
    page.review.accept.click()
    qtbot.waitUntil(lambda: bool(results))
    settled(window)
    assert [len(result.added) for result in results] == [5]


def test_into_the_open_project(qtbot: QtBot, curating: MainWindow, source: Path, settled: Settled) -> None:
    page = reviewed(qtbot, curating, source)
    assert page.review.target.text == "Into project p"
    with qtbot.waitSignal(curating.project.imported):
        page.review.accept.click()
    settled(curating)
    assert len(names(curating)) == 17
    assert curating.project.undo_text == "Import 5 images"


def test_the_page_follows_the_project_that_is_open(
    qtbot: QtBot, curating: MainWindow, source: Path, settled: Settled, tmp_path: Path
) -> None:
    page = reviewed(qtbot, curating, source)
    with qtbot.waitSignal(curating.project.opened):
        curating.project.close()
    assert page.review.isVisible()
    assert page.review.target.path == tmp_path / "teile ü.isugan"
    with qtbot.waitSignal(curating.project.imported):
        page.review.accept.click()
    settled(curating)
    assert curating.top._project.text() == "teile ü"
    assert len(names(curating)) == 5


def test_a_read_only_project_takes_nothing_and_says_why(
    qtbot: QtBot,
    window: MainWindow,
    source: Path,
    tmp_path: Path,
    settled: Settled,
    collect: Callable[[Any], list[Any]],
) -> None:
    with Project.create(tmp_path / "p.isugan"):
        page = reviewed(qtbot, window, source)
        window.open_project(tmp_path / "p.isugan")
        qtbot.waitUntil(lambda: window.project.is_open)
        # Opened while the review was shown: the plan stays.
        page.review.accept.click()
        assert "Nothing can be imported. It is open for writing by" in page.review.text
        assert page.plan.images == 5
        page.review.cancel.click()
        notices = collect(window.notifications.noticed)
        drop(window, source)
        assert not page.isVisible()
        assert notices[0].text == "Nothing can be imported."
        assert "open for writing by" in notices[0].way_out
        assert not window.actions_registry["add_images"].isEnabled()
        settled(window)
        with qtbot.waitSignal(window.project.opened):
            window.project.close()
        settled(window)


def test_two_imports_follow_one_another(
    qtbot: QtBot, curating: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    results: list[Any] = []
    curating.project.imported.connect(results.append)
    batches = []
    for batch in ("a", "b", "c"):
        folder = tmp_path / batch
        for number in range(4):
            write_png(folder / f"{batch}{number}.png", np.full((4, 4), number, np.uint8))
        batches.append([Sample(p, Label.GOOD, Split.TRAIN) for p in sorted(folder.iterdir())])
    for samples in batches:
        curating.project.import_images(samples)
    qtbot.waitUntil(lambda: len(results) == 3)
    settled(curating)
    assert [len(result.added) for result in results] == [4, 4, 4]
    assert len(names(curating)) == 24
    assert curating.project.undo_text == "Import 4 images"


def slow_import(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Says by the first event that four images have come; the fifth waits for the second one."""
    came, go_on = threading.Event(), threading.Event()
    real = importing.look

    def look(samples: Any) -> Iterator[Any]:
        for number, found in enumerate(real(samples), start=1):
            if number == 5:
                came.set()
                assert go_on.wait(10)
            yield found

    monkeypatch.setattr(importing, "look", look)
    return came, go_on


def test_an_import_that_is_cancelled_keeps_what_came_and_says_so(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    tmp_path: Path,
    settled: Settled,
    collect: Callable[[Any], list[Any]],
) -> None:
    notices = collect(window.notifications.noticed)
    window.project.create(tmp_path / "p.isugan", lambda: window.show_view("dataset"))
    qtbot.waitUntil(lambda: window.project.is_open)
    with pytest.MonkeyPatch.context() as patch:
        some_came, go_on = slow_import(patch)
        window.project.import_images(samples)
        # A second one waits behind it, and is meant by the cancel too.
        window.project.import_images(samples)
        qtbot.waitUntil(lambda: window.project.is_busy("import"))
        qtbot.waitUntil(lambda: window.runner.jobs and window.runner.jobs[0].title == "Importing")
        # Before, there may be nothing to keep.
        qtbot.waitUntil(some_came.is_set)
        window.actions_registry["cancel"].trigger()
        go_on.set()
        settled(window)
    came = len(names(window))
    assert 0 < came < 12
    (notice,) = [n for n in notices if "imported" in n.text]
    assert notice.text.endswith("Importing was stopped; importing the same folder again goes on.")
    with qtbot.waitSignal(window.project.imported):
        window.project.import_images(samples)
    settled(window)
    assert len(names(window)) == 12
    assert notices[-1].text == f"{12 - came} images were imported. {came} were in the project already."


def test_closing_the_window_while_importing_loses_nothing(
    qtbot: QtBot, window: MainWindow, samples: list[Sample], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.project.create(tmp_path / "p.isugan", lambda: window.show_view("dataset"))
    qtbot.waitUntil(lambda: window.project.is_open)
    _, go_on = slow_import(monkeypatch)
    window.project.import_images(samples)
    window.close()
    go_on.set()
    window.runner.shutdown()
    window.project.shutdown()
    monkeypatch.undo()
    with Project.open(tmp_path / "p.isugan") as project:
        assert project.read_only == ""
        there = {sample.path for sample in dataset(project).samples}
        assert there <= {sample.path for sample in samples}
        from core.project.edits import peek
        from core.project.images import import_images

        if there:
            assert peek(project)[0] == f"Import {len(there)} images"
        import_images(project, samples)
        assert len(dataset(project).samples) == 12


def test_one_image_was_imported(
    qtbot: QtBot, curating: MainWindow, tmp_path: Path, settled: Settled, collect: Callable[[Any], list[Any]]
) -> None:
    notices = collect(curating.notifications.noticed)
    write_png(tmp_path / "neu.png", np.zeros((4, 4), np.uint8))
    one = [Sample(tmp_path / "neu.png", Label.GOOD, Split.TRAIN)]
    for _ in range(2):
        with qtbot.waitSignal(curating.project.imported):
            curating.project.import_images(one)
        settled(curating)
    assert [notice.text for notice in notices] == [
        "1 image was imported.",
        "0 images were imported. 1 was in the project already.",
    ]
