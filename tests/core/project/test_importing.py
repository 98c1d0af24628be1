from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label, Sample, Split
from core.datasets.polygon_mask import PolygonMask
from core.project import edits, importing
from core.project.images import all_rows, dataset, details, import_images, read_new_images, rows_of
from core.project.problem import Problem
from core.project.project import Project


def rows(project: Project) -> dict[str, Any]:
    return {row.name: row for block in all_rows(project) for row in block}


def test_images_come_in_by_reference(project: Project, tmp_path: Path, pictures: Any, samples: Any) -> None:
    paths = pictures(tmp_path / "images", "1.png", "2.png")
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]
    result = import_images(project, samples(paths, Label.DEFECTIVE, Split.TEST))
    assert (result.added, result.known, result.changed, result.cancelled) == ([1, 2], 0, 0, False)
    row = rows(project)["1.png"]
    assert (row.id, row.folder, row.label, row.split) == (1, str(tmp_path / "images"), "defective", "test")
    assert (row.reviewed, row.removed, row.tags, row.note, row.score) == (False, False, (), "", None)
    assert (row.width, row.file_size) == (0, len(before[0][0]))
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths] == before
    assert [path.name for path in (project.folder / "cache").iterdir()] == []


def test_the_same_again_doubles_nothing(five: Project, tmp_path: Path, samples: Any, state: Any) -> None:
    paths = sorted((tmp_path / "images").iterdir())
    edits.set_label(five, [1], Label.DEFECTIVE)
    edits.set_split(five, [1], Split.TEST)
    edits.change_tags(five, [1], ["odd"])
    edits.set_values(five, [1], {"note": "look"}, "Note")
    before, peeked = state(five), edits.peek(five)
    result = import_images(five, samples(paths, Label.GOOD, Split.TRAIN))
    assert (result.added, result.known, result.changed) == ([], 5, 0)
    assert state(five) == before
    # Nothing happened, so nothing is to be undone, and what was undone can still be redone.
    assert edits.peek(five) == peeked


def test_a_file_named_twice_in_one_import_is_one(
    project: Project, tmp_path: Path, pictures: Any, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FIRST", 2)
    (path,) = pictures(tmp_path / "images", "1.png")
    twice = [Sample(path, label, Split.TRAIN) for label in (Label.GOOD, Label.DEFECTIVE, Label.GOOD)]
    result = import_images(project, twice)
    assert (result.added, result.known) == ([1], 1)
    assert rows(project)["1.png"].label is Label.GOOD


def test_a_cancelled_import_goes_on(
    project: Project,
    tmp_path: Path,
    pictures: Any,
    samples: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "FIRST", 3)
    monkeypatch.setattr(importing, "BATCH", 4)
    wanted = samples(pictures(tmp_path / "images", *(f"{i}.png" for i in range(15))))
    blocks: list[list[int]] = []
    progress: list[tuple[int, int]] = []
    result = import_images(
        project,
        wanted,
        imported=lambda new: blocks.append([row.id for row in new]),
        progress=lambda *done: progress.append(done),
        cancelled=lambda: len(blocks) == 2,
    )
    assert (result.cancelled, result.added) == (True, list(range(1, 8)))
    assert blocks == [[1, 2, 3], [4, 5, 6, 7]]
    assert progress == [(3, 15), (7, 15)]
    edits.set_label(project, [2], Label.DEFECTIVE)
    result = import_images(project, wanted)
    assert (result.cancelled, result.known, result.added) == (False, 7, list(range(8, 16)))
    assert len(rows(project)) == 15
    assert rows(project)["1.png"].label is Label.DEFECTIVE
    undone = [edits.undo(project) for _ in range(3)]
    assert [step.text for step in undone if step] == [
        *("Import 8 images", "Label 1 image defective", "Import 7 images")
    ]
    assert all(row.removed for row in rows(project).values())


def test_an_edit_during_the_import_keeps_its_place_in_the_history(
    project: Project,
    tmp_path: Path,
    pictures: Any,
    samples: Any,
    state: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "FIRST", 3)
    monkeypatch.setattr(importing, "BATCH", 3)
    states = [state(project)]

    def between(new: list[Any]) -> None:
        if new[0].id == 4:
            states.append(state(project))
            edits.remove(project, [1, 2])
            states.append(state(project))

    import_images(
        project, samples(pictures(tmp_path / "images", *(f"{i}.png" for i in range(9)))), imported=between
    )
    assert edits.undo(project).text == "Import 3 images"
    for wanted in reversed(states):
        got = state(project)
        # Rows stay for good; those of images that are not in yet are removed ones.
        assert [row for row in got["images"] if not row[-1]] == [
            row for row in wanted["images"] if not row[-1]
        ]
        edits.undo(project)
    assert edits.undo(project) is None


def test_changed_files_are_read_again(five: Project, tmp_path: Path, pictures: Any, samples: Any) -> None:
    read_new_images(five)
    paths = sorted((tmp_path / "images").iterdir())
    edits.set_label(five, [2], Label.DEFECTIVE)
    before = details(five, 2).sha256, rows(five)["1.png"]
    (changed,) = pictures(tmp_path / "other", "another.png")
    paths[1].write_bytes(changed.read_bytes() + b"more")
    result = import_images(five, samples(paths))
    assert (result.added, result.known, result.changed) == ([], 5, 1)
    assert rows(five)["2.png"].width == 0
    assert rows(five)["2.png"].file_size == paths[1].stat().st_size
    assert read_new_images(five) == 1
    assert rows(five)["2.png"].width == 6
    assert details(five, 2).sha256 not in ("", before[0])
    assert rows(five)["2.png"].label is Label.DEFECTIVE
    assert rows(five)["1.png"] == before[1]


def test_removed_images_come_back_with_what_they_had(
    five: Project, tmp_path: Path, samples: Any, state: Any
) -> None:
    edits.set_label(five, [1, 2], Label.DEFECTIVE)
    edits.change_tags(five, [2], ["odd"])
    before = state(five)
    edits.remove(five, [1, 2])
    removed = state(five)
    blocks: list[Any] = []
    result = import_images(five, samples(sorted((tmp_path / "images").iterdir())), imported=blocks.append)
    assert (result.added, result.known) == ([1, 2], 3)
    assert [[row.id for row in block] for block in blocks] == [[1, 2]]
    assert state(five) == before
    edits.undo(five)
    assert state(five) == removed


def test_an_import_that_was_undone_comes_in_with_other_labels(
    five: Project, tmp_path: Path, samples: Any, state: Any
) -> None:
    """The usual reason to take an import back: the folders meant something else."""
    first = state(five)
    edits.undo(five)
    paths = sorted((tmp_path / "images").iterdir())
    other = [replace(s, defect_type="dent") for s in samples(paths, Label.DEFECTIVE, Split.TEST)]
    assert import_images(five, other).added == [1, 2, 3, 4, 5]
    for row in rows(five).values():
        assert (row.label, row.split, row.defect_type) == ("defective", "test", "dent")
    second = state(five)
    edits.undo(five)
    assert [row[:4] for row in state(five)["images"]] == [row[:4] for row in first["images"]]
    assert all(row[-1] for row in state(five)["images"])
    edits.redo(five)
    assert state(five) == second


def test_a_mask_that_is_found_later_is_added(
    five: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    paths = sorted((tmp_path / "images").iterdir())
    masks = pictures(tmp_path / "masks", "1.png", "2.png")
    drawn = PolygonMask.of(6, 4, [[(0, 0), (3, 0), (3, 3)]])
    edits.set_mask(five, 2, drawn)
    first, second, third, *_ = samples(paths)
    polygons = PolygonMask.of(6, 4, [[(1, 1), (2, 1), (2, 2)]])
    given = [replace(first, mask=masks[0]), replace(second, mask=masks[1]), replace(third, mask=polygons)]
    assert import_images(five, given).added == []
    assert details(five, 1).mask == masks[0]
    assert details(five, 2).mask == drawn  # what was drawn by hand stays
    assert details(five, 3).mask == polygons
    assert [row.has_mask for row in rows_of(five, [1, 2, 3, 4])] == [True, True, True, False]
    assert [sample.mask for sample in dataset(five).samples] == [masks[0], drawn, polygons, None, None]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_folder_is_no_second_place(five: Project, tmp_path: Path, samples: Any) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "images")
    linked = [tmp_path / "link" / "1.png", tmp_path / "link" / ".." / "images" / "2.png"]
    assert import_images(five, samples(linked)).known == 2
    (tmp_path / "link" / "loop").symlink_to(tmp_path / "images")
    assert import_images(five, samples([tmp_path / "link" / "loop" / "loop" / "3.png"])).known == 1


def test_a_relative_path_is_the_same_file(
    five: Project, tmp_path: Path, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "images")
    assert import_images(five, samples([Path("1.png"), Path("../images/2.png")])).known == 2


def odd_names() -> list[str]:
    names = ["传感器 表面.png", "🙂🔍.png", "größe.png", "100%?#&.png", "a'b\"c;--.png", "new\nline.png"]
    # One letter of one sign and of two: different names for a file system, the same to look at.
    names += ["\u00e9.png", "e\u0301.png"]
    return [*names, os.fsdecode(b"caf\xe9.png"), os.fsdecode(b"\xff\xfe.png")]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be on Windows")
def test_every_name_that_a_disk_can_hold(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    folder = tmp_path / os.fsdecode(b"odd \xe9 \xff") / "图像 🙂"
    try:
        paths = pictures(folder, *odd_names())
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    assert len(import_images(project, samples(paths)).added) == len(paths)
    assert import_images(project, samples(paths)).known == len(paths)
    assert read_new_images(project) == len(paths)
    found = rows(project)
    assert sorted(found) == sorted(odd_names())
    assert {row.folder for row in found.values()} == {str(folder)}
    assert {row.problems for row in found.values()} == {Problem(0)}
    edits.set_mask(project, 1, folder / odd_names()[-1])
    edits.undo(project)
    edits.redo(project)
    project.close()
    with Project.open(project.folder) as opened:
        assert details(opened, 1).mask == folder / odd_names()[-1]
        assert {sample.path for sample in dataset(opened).samples} == set(paths)
        edits.undo(opened)
        edits.undo(opened)
        assert dataset(opened).samples == ()


def test_a_path_of_300_characters(project: Project, tmp_path: Path, pictures: Any, samples: Any) -> None:
    deep = tmp_path / ("d" * 150) / ("e" * 150)
    paths = pictures(deep, "1.png")
    import_images(project, samples(paths))
    read_new_images(project)
    assert len(str(paths[0])) > 300
    assert rows(project)["1.png"].width == 6


def test_files_that_cannot_be_looked_at_are_marked_and_the_rest_comes_in(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    good = pictures(tmp_path / "images", "1.png", "2.png")
    too_long = tmp_path / "images" / f"{'x' * 300}.png"
    gone = tmp_path / "images" / "gone.png"
    nowhere = tmp_path / "no" / "folder" / "a.png"
    result = import_images(project, samples([good[0], too_long, gone, nowhere, good[1]]))
    assert result.added == [1, 2, 3, 4, 5]
    problems = [row.problems for row in rows_of(project, range(1, 6))]
    assert problems == [0, Problem.UNREADABLE, Problem.MISSING, Problem.MISSING, 0]
    assert "File name too long" in details(project, 2).error
    assert details(project, 3).error == f"{gone} cannot be read: No such file or directory."
    assert read_new_images(project) == 2
    assert [row.problems for row in rows_of(project, range(1, 6))] == problems
    # They are tried again when they are there.
    pictures(tmp_path / "images", "gone.png")
    assert import_images(project, samples([gone])).changed == 1
    assert rows_of(project, [3])[0].problems == 0
    assert read_new_images(project) == 1
    assert (details(project, 3).error, rows_of(project, [3])[0].width) == ("", 6)
    # And what vanished since is marked when it is asked for again.
    good[0].unlink()
    assert import_images(project, samples(good)).changed == 1
    assert rows_of(project, [1])[0].problems == Problem.MISSING


def test_a_file_that_was_forbidden_is_tried_again(
    five: Project, tmp_path: Path, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions change neither size nor time."""

    def forbidden(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("core.project.reading.hash_file", forbidden)
    read_new_images(five)
    assert {row.problems for row in rows(five).values()} == {Problem.UNREADABLE}
    monkeypatch.undo()
    assert import_images(five, samples(sorted((tmp_path / "images").iterdir()))).changed == 0
    assert read_new_images(five) == 5
    assert {row.problems for row in rows(five).values()} == {Problem(0)}


def test_a_large_import_is_one_step(project: Project, tmp_path: Path, pictures: Any, samples: Any) -> None:
    names = [f"{i}.png" for i in range(importing.FIRST + importing.BATCH + 3)]
    paths = [tmp_path / "images" / name for name in names]
    (tmp_path / "images").mkdir()
    for path in paths:
        path.write_bytes(b"x")
    result = import_images(project, samples(paths))
    assert result.added == list(range(1, len(names) + 1))
    assert edits.peek(project) == (f"Import {len(names):,} images", "")
    edits.undo(project)
    assert dataset(project).samples == ()
    edits.redo(project)
    assert len(dataset(project).samples) == len(names)


def test_an_import_that_was_undone_comes_in_with_another_mask(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    first, second = samples(pictures(tmp_path / "images", "1.png", "2.png"))
    wrong, right = pictures(tmp_path / "masks", "wrong.png", "right.png")
    import_images(project, [replace(first, mask=wrong), replace(second, mask=wrong)])
    edits.undo(project)
    import_images(project, [replace(first, mask=right), second])
    assert [details(project, number).mask for number in (1, 2)] == [right, None]
    edits.undo(project)
    assert [details(project, number).mask for number in (1, 2)] == [wrong, wrong]
    edits.redo(project)
    assert [details(project, number).mask for number in (1, 2)] == [right, None]


def test_a_mask_that_an_import_brings_goes_with_it(
    five: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    first, *_ = samples(sorted((tmp_path / "images").iterdir()))
    mask = pictures(tmp_path / "masks", "1.png")[0]
    told: list[Any] = []
    result = import_images(five, [replace(first, mask=mask)], imported=told.append)
    assert (result.added, result.known) == ([], 1)
    assert [(row.id, row.has_mask) for rows in told for row in rows] == [(1, True)]
    assert edits.peek(five)[0] == "Import 1 image"
    edits.undo(five)
    assert details(five, 1).mask is None
    assert len(dataset(five).samples) == 5
    edits.redo(five)
    assert details(five, 1).mask == mask
