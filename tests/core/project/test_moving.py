"""Projects and images that are moved, together or alone, and folders that get another place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.errors import ProjectError
from core.project import edits
from core.project.folders import MissingFolder
from core.project.images import all_rows, dataset, details, import_images, read_new_images, rows_of
from core.project.problem import Problem
from core.project.project import Project
from core.project.relinking import missing_folders, plan, relink


@pytest.fixture
def closed(tmp_path: Path, pictures: Any, samples: Any) -> Path:
    """The folder `work` with a project, three images in two folders and a mask, all closed."""
    work = tmp_path / "work"
    paths = pictures(work / "images", "1.png", "2.png") + pictures(work / "images" / "deep", "3.png")
    (mask,) = pictures(work / "masks", "1.png")
    with Project.create(work / "p.isugan") as project:
        import_images(project, samples(paths))
        edits.set_mask(project, 1, mask)
    return work


def paths_of(project: Project) -> list[Path]:
    return [sample.path for sample in dataset(project).samples]


def test_a_project_that_moves_with_its_images_finds_them(closed: Path, tmp_path: Path) -> None:
    moved = tmp_path / "another" / "place"
    moved.parent.mkdir()
    closed.rename(moved)
    for _ in range(2):  # noted by the first opening, so the second finds the same
        with Project.open(moved / "p.isugan") as project:
            assert missing_folders(project) == []
            assert {path.relative_to(moved).as_posix() for path in paths_of(project)} == {
                *("images/1.png", "images/2.png", "images/deep/3.png")
            }
            assert details(project, 1).mask == moved / "masks" / "1.png"
            assert {row.folder for row in rows_of(project, [1, 3])} == {
                *(str(moved / "images"), str(moved / "images" / "deep"))
            }
    # Noted: from here the project may go on alone.
    (tmp_path / "alone").mkdir()
    (moved / "p.isugan").rename(tmp_path / "alone" / "p.isugan")
    with Project.open(tmp_path / "alone" / "p.isugan") as project:
        assert all(path.exists() for path in paths_of(project))


def test_a_project_that_moves_alone_finds_its_images(closed: Path, tmp_path: Path) -> None:
    before = closed / "images" / "1.png"
    (tmp_path / "far" / "away").mkdir(parents=True)
    moved = tmp_path / "far" / "away" / "p.isugan"
    (closed / "p.isugan").rename(moved)
    with Project.open(moved) as project:
        assert missing_folders(project) == []
        assert before in paths_of(project)
    # The relative way was noted anew: now both may move.
    (tmp_path / "whole").mkdir()
    for name in ("far", "work"):
        (tmp_path / name).rename(tmp_path / "whole" / name)
    with Project.open(tmp_path / "whole" / "far" / "away" / "p.isugan") as project:
        assert all(path.exists() for path in paths_of(project))


def test_another_set_at_the_same_distance_is_not_taken_for_the_images(
    closed: Path, tmp_path: Path, pictures: Any
) -> None:
    """Names such as 1.png are in every set: where both places are there, sizes tell."""
    decoy = pictures(tmp_path / "second" / "images", "1.png", "2.png")
    for path in decoy:
        path.write_bytes(path.read_bytes() + b"tail")
    shutil.move(closed / "p.isugan", tmp_path / "second" / "p.isugan")
    with Project.open(tmp_path / "second" / "p.isugan") as project:
        assert closed / "images" / "1.png" in paths_of(project)


def test_a_copy_of_everything_takes_its_own_images(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy")
    with Project.open(tmp_path / "copy" / "p.isugan") as project:
        assert all(path.is_relative_to(tmp_path / "copy") for path in paths_of(project))
    with Project.open(closed / "p.isugan") as project:
        assert all(path.is_relative_to(closed) for path in paths_of(project))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_project_opened_through_a_link_keeps_its_ways(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    link = tmp_path / "deep" / "er" / "link"
    link.symlink_to(closed)
    with Project.open(link / "p.isugan") as project:
        assert missing_folders(project) == []
    link.unlink()
    closed.rename(tmp_path / "moved")
    with Project.open(tmp_path / "moved" / "p.isugan") as project:
        assert missing_folders(project) == []
        assert all(path.is_relative_to(tmp_path / "moved") for path in paths_of(project))


def test_folders_that_took_each_others_place(tmp_path: Path, pictures: Any, samples: Any) -> None:
    """What lay beside the project is now where another folder was: no path may be in the file twice."""
    with Project.create(tmp_path / "a" / "p.isugan") as project:
        import_images(project, samples(pictures(tmp_path / "a" / "x", "1.png")))
        import_images(project, samples(pictures(tmp_path / "b" / "x", "22.png")))
    (tmp_path / "b").rename(tmp_path / "c")
    (tmp_path / "a").rename(tmp_path / "b")
    with Project.open(tmp_path / "b" / "p.isugan") as project:
        assert rows_of(project, [1])[0].folder == str(tmp_path / "b" / "x")
        assert sum(map(len, all_rows(project))) == 2


def test_missing_folders_are_named_with_their_images(closed: Path) -> None:
    (closed / "images").rename(closed / "gone")
    with Project.open(closed / "p.isugan") as project:
        assert sorted(missing_folders(project), key=lambda f: f.path) == [
            MissingFolder(closed / "images", 2),
            MissingFolder(closed / "images" / "deep", 1),
        ]
        # A folder whose images were all removed is missed by nobody.
        edits.remove(project, [3])
        assert [found.path for found in missing_folders(project)] == [closed / "images"]


def test_a_moved_folder_is_relinked_by_its_prefix(closed: Path, tmp_path: Path, state: Any) -> None:
    (closed / "images").rename(tmp_path / "elsewhere")
    with Project.open(closed / "p.isugan") as project:
        read_new_images(project)
        assert [row.problems for row in rows_of(project, [1, 2, 3])] == [Problem.MISSING] * 3
        before = state(project)
        planned = plan(project, closed / "images", tmp_path / "elsewhere")
        assert (planned.images, planned.found, len(planned.folders)) == (3, 3, 2)
        assert planned.folders[closed / "images" / "deep"] == tmp_path / "elsewhere" / "deep"
        assert state(project) == before
        applied = relink(project, planned)
        assert (applied.text, applied.undo) == ("Relink 3 images", "Relink 3 images")
        assert missing_folders(project) == []
        assert {path.parent.name for path in paths_of(project)} == {"elsewhere", "deep"}
        # What was missing is read again, once.
        assert [row.problems for row in rows_of(project, [1, 2, 3])] == [0] * 3
        assert read_new_images(project) == 3
        assert rows_of(project, [1])[0].width == 6
        # New files of the new place are no second images.
        relinked = state(project)
        edits.undo(project)
        assert state(project) == before
        assert closed / "images" in [found.path for found in missing_folders(project)]
        assert project.folders.id(tmp_path / "elsewhere") is None
        edits.redo(project)
        assert state(project) == relinked
    with Project.open(closed / "p.isugan") as project:
        assert state(project) == relinked


def test_a_prefix_is_whole_folder_names(closed: Path, tmp_path: Path) -> None:
    with Project.open(closed / "p.isugan") as project:
        assert plan(project, closed / "ima", tmp_path).folders == {}
        with pytest.raises(ProjectError, match="No folder of the project begins like this"):
            relink(project, plan(project, closed / "ima", tmp_path))
        assert len(plan(project, closed, tmp_path).folders) == 3


def test_partly_moved(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (closed / "images" / "1.png").rename(tmp_path / "new" / "1.png")
    shutil.rmtree(closed / "images")
    with Project.open(closed / "p.isugan") as project:
        planned = plan(project, closed / "images", tmp_path / "new")
        assert (planned.images, planned.found) == (3, 1)
        relink(project, planned)
        read_new_images(project)
        assert [row.problems for row in rows_of(project, [1, 2, 3])] == [
            *(Problem(0), Problem.MISSING, Problem.MISSING)
        ]
        assert [found.path for found in missing_folders(project)] == [tmp_path / "new" / "deep"]


def test_a_place_that_is_in_the_project_already_is_refused(
    closed: Path, tmp_path: Path, pictures: Any, samples: Any, state: Any
) -> None:
    with Project.open(closed / "p.isugan") as project:
        import_images(project, samples(pictures(tmp_path / "new", "1.png")))
        before = state(project)
        with pytest.raises(ProjectError, match="new is in the project already"):
            relink(project, plan(project, closed / "images", tmp_path / "new"))
        assert state(project) == before
        # Into itself is no conflict: every folder gives its place to the next.
        deeper = relink(project, plan(project, closed / "images", closed / "images" / "deep"))
        assert deeper.text == "Relink 3 images"
        assert rows_of(project, [3])[0].folder == str(closed / "images" / "deep" / "deep")
        edits.undo(project)
        assert state(project) == before
        assert relink(project, plan(project, closed / "images", closed / "images")) is None


def test_a_plan_that_is_out_of_date_is_refused(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with Project.open(closed / "p.isugan") as project:
        planned = plan(project, closed / "images", tmp_path / "new")
        relink(project, planned)
        with pytest.raises(ProjectError, match="images is no longer a folder of the project"):
            relink(project, planned)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_the_new_place_is_known_without_links(closed: Path, tmp_path: Path, samples: Any) -> None:
    (closed / "images").rename(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with Project.open(closed / "p.isugan") as project:
        relink(project, plan(project, closed / "images", tmp_path / "link"))
        again = import_images(project, samples([tmp_path / "real" / "1.png", tmp_path / "link" / "2.png"]))
        assert (again.known, again.added) == (2, [])
