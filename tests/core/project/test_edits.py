from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label, Split
from core.datasets.polygon_mask import PolygonMask
from core.errors import DatasetError, ProjectError
from core.images.areas import Area, AreaKind
from core.project import changes, edits, history
from core.project.images import dataset, details, ids_of, rows_of
from core.project.project import Project

INSPECT = Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1, 0.2), (0.9, 0.8)))
IGNORE = Area(kind=AreaKind.IGNORE, shape="ellipse", points=((0.4, 0.4), (0.5, 0.6)))
DRAWN = PolygonMask.of(6, 4, [[(0, 0), (3, 0), (3, 3)]])


def test_a_label_that_a_person_gives_is_reviewed(five: Project) -> None:
    applied = edits.set_label(five, [1, 3], Label.DEFECTIVE)
    assert (applied.text, applied.undo, applied.redo) == (
        *("Label 2 images defective", "Label 2 images defective"),
        "",
    )
    assert [(c.column, c.ids, c.before, c.after) for c in applied.changes] == [
        ("label", (1, 3), ("good", "good"), ("defective", "defective")),
        ("reviewed", (1, 3), (False, False), (True, True)),
    ]
    assert [(r.label, r.reviewed) for r in rows_of(five, [1, 2])] == [("defective", True), ("good", False)]
    edits.set_label(five, [1], Label.UNLABELLED)
    assert [(r.label, r.reviewed) for r in rows_of(five, [1])] == [("unlabelled", False)]


def test_what_is_so_already_is_no_step(five: Project) -> None:
    edits.set_split(five, [1, 2], Split.TEST)
    peeked = edits.peek(five)
    assert edits.set_split(five, [1, 2], Split.TEST) is None
    assert edits.set_mask(five, 1, None) is None
    assert edits.set_areas(five, 1, []) is None
    assert edits.set_areas(five, None, []) is None
    assert edits.change_tags(five, [1], [], ["never"]) is None
    assert edits.set_label(five, [], Label.GOOD) is None
    assert edits.set_label(five, [99], Label.GOOD) is None
    assert edits.peek(five) == peeked
    # Of several images only those that change are in the step.
    applied = edits.set_split(five, [2, 3, 99], Split.TEST)
    assert applied.changes[0].ids == (3,)


def test_each_image_its_own_split(five: Project) -> None:
    wanted = {1: Split.TRAIN, 2: Split.VALIDATION, 3: Split.TEST, 4: Split.UNASSIGNED}
    applied = edits.set_splits(five, wanted, "Split by seed 7")
    assert applied.text == "Split by seed 7"
    assert [row.split for row in rows_of(five, [1, 2, 3, 4])] == list(wanted.values())


def test_tags_are_sorted_each_once_and_others_stay(five: Project) -> None:
    edits.change_tags(five, [1, 2], ["dark", " edge ", "edge", ""])
    assert [row.tags for row in rows_of(five, [1, 2, 3])] == [("dark", "edge"), ("dark", "edge"), ()]
    applied = edits.change_tags(five, [2, 3], ["暗い"], ["edge"])
    assert applied.text == "Tag 2 images 暗い, -edge"
    assert [row.tags for row in rows_of(five, [1, 2, 3])] == [("dark", "edge"), ("dark", "暗い"), ("暗い",)]
    edits.undo(five)
    assert [row.tags for row in rows_of(five, [2, 3])] == [("dark", "edge"), ()]


def test_text_that_no_file_can_hold_is_cleaned(five: Project) -> None:
    """Half of a character or a NUL can come from the clipboard."""
    edits.set_values(five, [1], {"note": "a\0b\ud83d c"}, "Note")
    edits.change_tags(five, [1], ["x\0\udcff"])
    assert (rows_of(five, [1])[0].note, rows_of(five, [1])[0].tags) == ("ab? c", ("x?",))
    assert edits.undo(five).text.startswith("Tag")
    assert edits.undo(five).text == "Note"
    assert rows_of(five, [1])[0].note == ""


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("label", "splendid"), ("label", True), ("split", "holiday"), ("reviewed", "yes"), ("tags", "[1]")),
        *(("tags", "no list"), ("note", False), ("sha256", "0"), ("id", "1"), ("label = 'x' --", "good")),
    ],
)
def test_nothing_else_can_be_set(five: Project, column: str, value: Any, state: Any) -> None:
    before = state(five)
    with pytest.raises(ValueError, match="cannot be"):
        edits.set_values(five, [1], {"note": "first", column: value}, "Nonsense")
    assert state(five) == before


def test_masks(five: Project, tmp_path: Path, pictures: Any, state: Any) -> None:
    (file,) = pictures(tmp_path / "masks", "1.png")
    states, wanted = [state(five)], [None, file, DRAWN, file, None]
    for mask in wanted[1:]:
        edits.set_mask(five, 1, mask)
        states.append(state(five))
    for mask, before in zip(wanted[::-1], states[::-1], strict=True):
        assert state(five)["masks"] == before["masks"]
        assert details(five, 1).mask == mask
        assert rows_of(five, [1])[0].has_mask == (mask is not None)
        assert dataset(five).samples[0].mask == mask
        edits.undo(five)


def test_masks_are_taken_off_many_images(five: Project, tmp_path: Path, pictures: Any, state: Any) -> None:
    (file,) = pictures(tmp_path / "masks", "1.png")
    edits.set_mask(five, 1, file)
    edits.set_mask(five, 3, DRAWN)
    before = state(five)
    applied = edits.remove_masks(five, [1, 2, 3, 99])
    assert applied.text == "Take the mask off 2 images"
    assert [row.has_mask for row in rows_of(five, [1, 2, 3])] == [False, False, False]
    assert edits.remove_masks(five, [1, 2, 3]) is None
    edits.undo(five)
    assert state(five) == before


def test_areas(five: Project, state: Any) -> None:
    edits.set_areas(five, None, [INSPECT])
    edits.set_areas(five, 2, [IGNORE, INSPECT])
    found = details(five, 2)
    assert (found.areas, found.project_areas) == ((IGNORE, INSPECT), (INSPECT,))
    assert details(five, 1).areas == ()
    whole = dataset(five)
    assert whole.areas == (INSPECT,)
    assert [sample.areas for sample in whole.samples[:2]] == [(INSPECT,), (INSPECT, IGNORE, INSPECT)]
    assert [row.has_areas for row in rows_of(five, [1, 2])] == [False, True]
    before = state(five)
    edits.set_areas(five, 2, [])
    edits.set_areas(five, 3, [IGNORE])
    edits.undo(five)
    edits.undo(five)
    assert state(five) == before
    edits.undo(five)
    edits.undo(five)
    assert state(five)["areas"] == []


def test_an_image_that_there_is_not(five: Project) -> None:
    with pytest.raises(KeyError):
        edits.set_mask(five, 6, DRAWN)
    with pytest.raises(KeyError):
        edits.set_areas(five, 6, [IGNORE])


def test_a_removed_image_is_in_no_dataset_and_nowhere_to_be_found(five: Project, tmp_path: Path) -> None:
    path = tmp_path / "images" / "2.png"
    assert ids_of(five, [path, tmp_path / "images" / "no.png", tmp_path / "2.png"]) == {path: 2}
    edits.remove(five, [2])
    assert path.exists()
    assert [sample.path.name for sample in dataset(five).samples] == ["1.png", "3.png", "4.png", "5.png"]
    assert ids_of(five, [path]) == {}
    assert rows_of(five, [2])[0].removed
    edits.undo(five)
    assert ids_of(five, [path]) == {path: 2}


def test_the_dataset_is_in_natural_order(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    from core.project.images import import_images

    late = pictures(tmp_path / "set" / "b", "10.png", "9.png")
    early = pictures(tmp_path / "set" / "a", "2.png")
    import_images(project, samples([*late, *early]))
    made = dataset(project)
    assert [made.name_of(sample.path) for sample in made.samples] == ["a/2.png", "b/9.png", "b/10.png"]


def test_a_damaged_mask_or_area_names_itself(five: Project) -> None:
    with five.write() as connection:
        connection.exec_driver_sql("INSERT INTO masks (image_id, document) VALUES (4, '{\"width\": 3}')")
    for read in (lambda: dataset(five), lambda: details(five, 4)):
        with pytest.raises(DatasetError, match=r"The mask of .*4\.png is damaged"):
            read()
    with five.write() as connection:
        connection.exec_driver_sql("DELETE FROM masks")
        connection.exec_driver_sql("INSERT INTO areas (document) VALUES ('{}')")
    for read in (lambda: dataset(five), lambda: details(five, 4)):
        with pytest.raises(ProjectError, match="is damaged"):
            read()


def test_many_images_go_in_blocks(five: Project, monkeypatch: pytest.MonkeyPatch, state: Any) -> None:
    monkeypatch.setattr(changes, "BLOCK", 2)
    monkeypatch.setattr("core.project.some_ids.AT_ONCE", 2)
    before = state(five)
    applied = edits.set_splits(
        five, dict(zip([5, 1, 4, 2, 3], [*list(Split)[1:], *list(Split)[1:3]], strict=True)), "Split"
    )
    assert [change.ids for change in applied.changes] == [(5, 1), (4, 2), (3,)]
    assert [row.split for row in rows_of(five, [1, 2, 3, 4, 5])] == [
        *("test", "validation", "test", "unassigned", "validation")
    ]
    edits.undo(five)
    assert state(five) == before


# --- undo and redo ------------------------------------------------------------------------------------------


def test_nothing_to_undo(project: Project) -> None:
    assert edits.undo(project) is None
    assert edits.redo(project) is None
    assert edits.peek(project) == ("", "")


def test_what_was_undone_can_be_done_again_until_something_else_happens(five: Project) -> None:
    edits.set_split(five, [1], Split.TEST)
    edits.set_split(five, [2], Split.TEST)
    assert edits.undo(five).redo == "Move 1 image to test"
    assert edits.undo(five).undo == "Import 5 images"
    assert edits.redo(five).undo == "Move 1 image to test"
    edits.set_label(five, [3], Label.DEFECTIVE)
    assert edits.peek(five) == ("Label 1 image defective", "")
    assert edits.redo(five) is None
    assert [row.split for row in rows_of(five, [1, 2])] == ["test", "train"]
    with five.read() as connection:
        steps = history.steps(connection)
    assert [(step.text, step.undone) for step in steps] == [
        *(("Label 1 image defective", False), ("Move 1 image to test", False), ("Import 5 images", False))
    ]
    assert all(step.who and step.at.tzinfo for step in steps)


def test_250_steps_are_undone_after_closing_and_opening_again(
    five: Project, tmp_path: Path, pictures: Any, state: Any
) -> None:
    (file,) = pictures(tmp_path / "masks", "1.png")
    # A folder stays known once it is, also without files.
    edits.set_mask(five, 1, file)
    edits.undo(five)
    start = state(five)
    states = []
    for number in range(250):
        image = 1 + number % 5
        if number % 5 == 0:
            edits.set_values(five, [image], {"note": f"note {number}"}, "Note")
        elif number % 5 == 1:
            edits.change_tags(five, [image, 1], [f"tag {number}"])
        elif number % 5 == 2:
            edits.set_areas(five, image, [INSPECT] * (number % 3) + [IGNORE])
        elif number % 5 == 3:
            edits.set_mask(five, image, file if number % 2 else DRAWN)
        else:
            edits.set_values(five, [1, 2, 3, 4, 5], {"removed": number % 2 == 0}, "Remove or not")
        states.append(state(five))
    five.close()
    with Project.open(five.folder) as opened:
        with opened.read() as connection:
            assert history.count(connection) >= 250
        for wanted in reversed(states):
            assert state(opened) == wanted
            assert edits.undo(opened)
    with Project.open(five.folder) as opened:
        assert edits.peek(opened)[0] == "Import 5 images"
        assert state(opened) == start
        while edits.redo(opened):
            pass
        assert state(opened) == states[-1]


def test_the_oldest_steps_are_forgotten(five: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 4)
    for number in range(6):
        edits.set_values(five, [1], {"note": str(number)}, f"Note {number}")
    undone = []
    while applied := edits.undo(five):
        undone.append(applied.text)
    assert undone == ["Note 5", "Note 4", "Note 3", "Note 2"]
    assert rows_of(five, [1])[0].note == "1"


def test_at_least_200_steps_are_kept() -> None:
    assert history.KEPT >= 200
