"""Any sequence of edits, undo and redo does what plain dictionaries with a list of earlier ones do."""

from __future__ import annotations

import copy
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label, Sample, Split
from core.datasets.polygon_mask import PolygonMask
from core.images.areas import Area, AreaKind
from core.project import changes, edits, relinking
from core.project.images import all_rows, details, import_images
from core.project.project import Project

NAMES = [f"{number}.png" for number in range(12)]
COLUMNS = ("label", "split", "reviewed", "removed", "note", "tags")
FRESH = {"reviewed": False, "removed": False, "note": "", "tags": (), "mask": None, "areas": []}
AREAS = [
    Area(kind=kind, shape=shape, points=((0.1, 0.2), (0.9, 0.8)))
    for kind in AreaKind
    for shape in ("rectangle", "ellipse")
]


class Model:
    """The project as plain values, every earlier state kept whole."""

    def __init__(self) -> None:
        self.images: dict[int, dict[str, Any]] = {}
        self.areas: list[Area] = []
        self.folder = "images"
        self.past: list[Any] = []
        self.future: list[Any] = []

    def now(self) -> Any:
        return copy.deepcopy((self.images, self.areas, self.folder))

    def step(self, before: Any) -> None:
        if self.now() != before:
            self.past.append(before)
            self.future.clear()

    def set(self, ids: list[int], **values: Any) -> None:
        before = self.now()
        for number in ids:
            self.images[number].update(values)
        self.step(before)

    def back(self) -> None:
        if self.past:
            self.future.append(self.now())
            self._restore(self.past.pop())

    def forth(self) -> None:
        if self.future:
            self.past.append(self.now())
            self._restore(self.future.pop())

    def taken_back(self) -> set[int]:
        """Images that an undone step brought in."""
        found = set()
        for (old, *_), (new, *_) in pairwise([self.now(), *reversed(self.future)]):
            there = {number for number, image in old.items() if not image["removed"]}
            found |= {number for number, image in new.items() if not image["removed"]} - there
        return found

    def _restore(self, state: Any) -> None:
        images, self.areas, self.folder = copy.deepcopy(state)
        # The rows of an import that was undone stay, removed.
        gone = {n: {**image, "removed": True} for n, image in self.images.items() if n not in images}
        self.images = images | gone


class Walk:
    """Does the same to a project and to a model."""

    def __init__(self, project: Project, folder: Path, dice: random.Random) -> None:
        self.project, self.folder, self.dice = project, folder, dice
        self.model = Model()
        self.numbers: dict[str, int] = {}

    def some(self) -> list[int]:
        return self.dice.sample(sorted(self.model.images), self.dice.randrange(1, len(self.model.images) + 1))

    def bring(self, count: int = 3) -> None:
        chosen = sorted(self.dice.sample(NAMES, count))
        says = {"label": self.dice.choice(list(Label)), "split": self.dice.choice(list(Split))}
        before, images = self.model.now(), self.model.images
        taken_back = self.model.taken_back()
        place = self.folder / self.model.folder
        import_images(self.project, [Sample(place / name, **says) for name in chosen])
        self.numbers |= {row.name: row.id for block in all_rows(self.project) for row in block}
        for number in (self.numbers[name] for name in chosen):
            if number not in images:
                images[number] = copy.deepcopy(FRESH) | says
            elif images[number]["removed"]:
                anew = number in taken_back and not images[number]["reviewed"]
                images[number] |= {"removed": False} | (says if anew else {})
        self.model.step(before)

    def label(self) -> None:
        ids, label = self.some(), self.dice.choice(list(Label))
        edits.set_label(self.project, ids, label)
        self.model.set(ids, label=label, reviewed=label is not Label.UNLABELLED)

    def split(self) -> None:
        ids, split = self.some(), self.dice.choice(list(Split))
        edits.set_split(self.project, ids, split)
        self.model.set(ids, split=split)

    def note(self) -> None:
        ids, note = self.some(), self.dice.choice(["", "look", "部品 🙂\nline"])
        edits.set_values(self.project, ids, {"note": note}, "Note")
        self.model.set(ids, note=note)

    def tag(self) -> None:
        ids, add, gone = self.some(), self.dice.sample("abü", 2), self.dice.sample("abü", 1)
        edits.change_tags(self.project, ids, add, gone)
        before = self.model.now()
        for image in (self.model.images[number] for number in ids):
            image["tags"] = tuple(sorted({*image["tags"]} - {*gone} | {*add}))
        self.model.step(before)

    def remove(self) -> None:
        ids = self.some()[:2]
        edits.remove(self.project, ids)
        self.model.set(ids, removed=True)

    def mask(self) -> None:
        (image, *_), row = self.some(), self.dice.randrange(1, 4)
        drawn = PolygonMask.of(6, 4, [[(0, 0), (3, 0), (3, row)]])
        mask = self.dice.choice([None, drawn, self.folder / "masks" / self.dice.choice(NAMES)])
        edits.set_mask(self.project, image, mask)
        self.model.set([image], mask=mask)

    def area(self) -> None:
        (image, *_), areas = self.some(), self.dice.sample(AREAS, self.dice.randrange(3))
        edits.set_areas(self.project, image, areas)
        self.model.set([image], areas=areas)

    def areas_of_all(self) -> None:
        before, self.model.areas = self.model.now(), self.dice.sample(AREAS, self.dice.randrange(3))
        edits.set_areas(self.project, None, self.model.areas)
        self.model.step(before)

    def relink(self) -> None:
        before, old = self.model.now(), self.model.folder
        self.model.folder = "elsewhere" if old == "images" else "images"
        plan = relinking.plan(self.project, self.folder / old, self.folder / self.model.folder)
        relinking.relink(self.project, plan)
        self.model.step(before)

    def undo(self) -> None:
        for _ in range(self.dice.randrange(1, 6)):
            assert (edits.undo(self.project) is not None) == bool(self.model.past)
            self.model.back()

    def redo(self) -> None:
        for _ in range(self.dice.randrange(1, 6)):
            assert (edits.redo(self.project) is not None) == bool(self.model.future)
            self.model.forth()

    def steps(self) -> list[Any]:
        edit = [self.label, self.split, self.note, self.tag, self.remove, self.mask, self.area]
        return [*edit, self.areas_of_all, self.relink, self.bring, self.undo, self.redo]


def as_plain_values(project: Project) -> Any:
    images = {}
    for row in (row for block in all_rows(project) for row in block):
        found = details(project, row.id)
        images[row.id] = {name: getattr(row, name) for name in COLUMNS}
        images[row.id] |= {"mask": found.mask, "areas": [*found.areas]}
        assert (row.has_mask, row.has_areas) == (found.mask is not None, bool(found.areas))
    return images, [*found.project_areas], found.path.parent.name


@pytest.mark.parametrize("seed", range(4))
def test_against_a_dictionary(
    seed: int, project: Project, tmp_path: Path, pictures: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "BLOCK", 3)
    for folder in ("images", "elsewhere", "masks"):
        pictures(tmp_path / folder, *NAMES)
    dice = random.Random(seed)
    walk = Walk(project, tmp_path, dice)
    walk.bring(5)
    for _ in range(60):
        dice.choice(walk.steps())()
        assert as_plain_values(project) == walk.model.now()
    project.close()
    with Project.open(project.folder) as opened:
        while walk.model.past:
            assert edits.undo(opened)
            walk.model.back()
            assert as_plain_values(opened) == walk.model.now()
        assert edits.undo(opened) is None
