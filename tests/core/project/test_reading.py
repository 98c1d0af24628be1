from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.datasets.dataset import Sample
from core.project import edits, reading
from core.project.images import details, import_images, read_new_images, rows_of, unread
from core.project.problem import Problem
from core.project.project import Project


def test_size_depth_and_hash(project: Project, tmp_path: Path, samples: Any) -> None:
    grey16 = tmp_path / "grey16.png"
    colour = tmp_path / "colour.bmp"
    cv2.imwrite(str(grey16), np.zeros((3, 7), np.uint16))
    cv2.imwrite(str(colour), np.zeros((5, 2, 3), np.uint8))
    import_images(project, samples([grey16, colour]))
    assert unread(project) == 2
    assert read_new_images(project) == 2
    first, second = rows_of(project, [1, 2])
    assert (first.width, first.height, first.bit_depth, first.channels) == (7, 3, 16, 1)
    assert (second.width, second.height, second.bit_depth, second.channels) == (2, 5, 8, 3)
    assert details(project, 1).sha256 == hashlib.sha256(grey16.read_bytes()).hexdigest()
    assert (unread(project), read_new_images(project)) == (0, 0)


def test_what_cannot_be_read_is_marked_and_the_rest_goes_on(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    good = pictures(tmp_path / "images", "good 1.png", "good 2.png")
    folder = tmp_path / "images"
    (folder / "zero.png").touch()
    (folder / "letter.png").write_text("this is no picture")
    (folder / "cut.png").write_bytes(good[0].read_bytes()[:20])
    (folder / "folder.png").mkdir()
    names = ["zero.png", "letter.png", "cut.png", "folder.png"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.png")  # opening it would wait for ever
        names.append("pipe.png")
    (gone,) = pictures(folder, "gone.png")
    bad = [folder / name for name in names]
    import_images(project, samples([good[0], *bad, gone, good[1]]))
    gone.unlink()
    heard: list[Any] = []
    progress: list[tuple[int, int]] = []
    count = len(bad) + 3
    assert read_new_images(project, read=heard.extend, progress=lambda *at: progress.append(at)) == count
    assert progress == [(count, count)]
    found = rows_of(project, range(1, count + 1))
    marks = [row.problems for row in found]
    assert marks == [0, *[Problem.UNREADABLE] * len(bad), Problem.MISSING, 0]
    assert [fact.id for fact in heard] == list(range(1, count + 1))
    for number, path in enumerate([*bad, gone], start=2):
        assert str(path) in details(project, number).error
        assert details(project, number).sha256 == ""
    # What failed is not tried again and again.
    assert (unread(project), read_new_images(project)) == (0, 0)


def test_reading_stops_and_goes_on_after_the_project_was_closed(
    five: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BLOCK", 2)
    heard: list[Any] = []
    assert read_new_images(five, read=heard.append, cancelled=lambda: len(heard) == 1) == 2
    assert unread(five) == 3
    five.close()
    with Project.open(five.folder) as opened:
        assert unread(opened) == 3
        assert read_new_images(opened) == 3
        assert all(row.width == 6 for row in rows_of(opened, range(1, 6)))


def test_removed_images_are_not_read(five: Project) -> None:
    edits.remove(five, [1, 2])
    assert (unread(five), read_new_images(five)) == (3, 3)
    edits.undo(five)
    assert read_new_images(five) == 2


def test_other_marks_stay(five: Project) -> None:
    with five.write() as connection:
        connection.exec_driver_sql(
            "UPDATE images SET problems = ?", (int(Problem.BLURRED | Problem.MISSING),)
        )
    read_new_images(five)
    assert {row.problems for row in rows_of(five, range(1, 6))} == {Problem.BLURRED}


def test_a_file_that_changes_between_import_and_reading_is_known_as_it_was_read(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    (path,) = pictures(tmp_path / "images", "1.png")
    import_images(project, samples([path]))
    (other,) = pictures(tmp_path / "other", "another content.png")
    path.write_bytes(other.read_bytes() + b"tail")
    read_new_images(project)
    assert rows_of(project, [1])[0].file_size == path.stat().st_size
    assert import_images(project, samples([path])).changed == 0
    assert details(project, 1).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_unread_image_has_no_facts(project: Project, tmp_path: Path, samples: list[Sample]) -> None:
    with pytest.raises(KeyError):
        details(project, 1)
    assert rows_of(project, [1, 2]) == []
