from __future__ import annotations

import dataclasses
import random
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.datasets.dataset import Label, Split
from core.images.find import natural_key
from core.project.chips import Chips
from core.project.columns import Columns
from core.project.image_row import ImageRow
from core.project.image_table import ImageTable
from core.project.ordering import SortKey
from core.project.problem import NO_PROBLEM, Problem

NAMES = ["image", "Image", "part", "größe", "传感器", "🙂"]


def random_row(number: int, dice: random.Random) -> ImageRow:
    problems = NO_PROBLEM
    for problem in dice.sample(list(Problem), dice.choice([0, 0, 0, 1, 2])):
        problems |= problem
    return ImageRow(
        id=number,
        folder=dice.choice(["/data/a", "/data/b10", "/data/b9", "C:\\x", ""]),
        name=f"{dice.choice(NAMES)}{dice.randrange(200)}_{number}.png",
        label=dice.choice(list(Label)),
        split=dice.choice(list(Split)),
        defect_type=dice.choice(["", "", "scratch", "blowhole"]),
        reviewed=dice.random() < 0.5,
        removed=dice.random() < 0.1,
        has_mask=dice.random() < 0.3,
        has_areas=dice.random() < 0.2,
        problems=problems,
        width=dice.choice([0, 64, 512, 70_000]),
        height=dice.choice([0, 64, 512]),
        bit_depth=dice.choice([0, 8, 16]),
        channels=dice.choice([0, 1, 3]),
        file_size=dice.choice([0, 10, 5_000_000_000]),
        score=dice.choice([None, 0.25, 0.5, dice.randrange(1000) / 1024]),
        model=dice.choice([0, 3, 4]),
        tags=tuple(dice.sample(["edge", "dark", "to do"], dice.choice([0, 0, 1, 2]))),
        note=dice.choice(["", "", "", "look again"]),
    )


@pytest.fixture(scope="module")
def rows() -> list[ImageRow]:
    dice = random.Random(11)
    return [random_row(number, dice) for number in dice.sample(range(1, 100_000), 3_000)]


def table_of(rows: list[ImageRow], block: int = 701) -> ImageTable:
    table = ImageTable()
    for start in range(0, len(rows), block):
        table.append(rows[start : start + block])
    return table


@pytest.fixture
def table(rows: list[ImageRow]) -> ImageTable:
    return table_of(rows)


def chosen(table: ImageTable, mask: np.ndarray) -> set[int]:
    return set(table.ids[mask].tolist())


@pytest.mark.parametrize("block", [1, 97, 5000])
def test_rows_come_back_as_they_were_added(rows: list[ImageRow], block: int) -> None:
    few = rows[:600]
    table = table_of(few, block)
    assert len(table) == 600
    assert [table.row(row) for row in range(600)] == few
    assert [table.folder_of(row) for row in range(600)] == [row.folder for row in few]


def test_ids_are_found_in_any_order(table: ImageTable, rows: list[ImageRow]) -> None:
    places = list(range(len(rows)))
    random.Random(1).shuffle(places)
    assert table.rows_of([rows[place].id for place in places]).tolist() == places
    assert table.rows_of([]).tolist() == []
    for unknown in (-1, 0, 200_000):
        with pytest.raises(KeyError, match=str(unknown)):
            table.rows_of([rows[0].id, unknown])
    with pytest.raises(KeyError, match="3"):
        ImageTable().rows_of([3])


@pytest.mark.parametrize("ids", [(5, 5), (6, 1), (1,)])
def test_an_id_is_added_once(ids: tuple[int, ...]) -> None:
    table = table_of([ImageRow(1, "f", "a"), ImageRow(9, "f", "b")])
    with pytest.raises(ValueError, match="twice"):
        table.append([ImageRow(number, "g", "c") for number in ids])
    assert table.ids.tolist() == [1, 9]
    assert table.order(table.select()).tolist() == [0, 1]
    table.append([ImageRow(5, "f", "0")])
    assert table.rows_of([5, 1]).tolist() == [2, 0]


def test_put_adds_what_is_new_and_renews_the_rest(table: ImageTable, rows: list[ImageRow]) -> None:
    dice = random.Random(3)
    renewed = [dataclasses.replace(random_row(row.id, dice), name=row.name) for row in dice.sample(rows, 500)]
    added = [random_row(200_000 + number, dice) for number in range(50)]
    mixed = [*renewed, *added]
    dice.shuffle(mixed)
    table.put(mixed)
    table.put([])
    assert len(table) == len(rows) + 50
    now = {row.id: row for row in (*rows, *renewed, *added)}
    assert {row.id: row for row in map(table.row, range(len(table)))} == now
    fresh = table_of(list(now.values()))
    assert table.counters() == fresh.counters()
    assert table.ids[table.order(table.select())].tolist() == fresh.ids[fresh.order(fresh.select())].tolist()


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(ImageRow)])
def test_values_are_read_and_set(field: str, table: ImageTable, rows: list[ImageRow]) -> None:
    ids = [row.id for row in rows[100:300]][::-1]
    before = [getattr(row, field) for row in rows[100:300]][::-1]
    assert table.get_values(field, ids) == before
    if field in ("id", "name"):
        with pytest.raises(ValueError, match=field):
            table.set_value(field, ids, before[0])
        return
    others = [getattr(row, field) for row in rows[400:600]]
    table.set_values(field, ids, others)
    assert table.get_values(field, ids) == others
    expected = list(rows)
    for place, value in zip(range(299, 99, -1), others, strict=True):
        expected[place] = dataclasses.replace(rows[place], **{field: value})
    assert [table.row(row) for row in range(len(table))] == expected
    table.set_value(field, ids, others[0])
    assert table.get_values(field, ids) == [others[0]] * 200


def test_setting_refuses_what_does_not_fit(table: ImageTable, rows: list[ImageRow]) -> None:
    ids = [row.id for row in rows[:3]]
    with pytest.raises(ValueError, match="2 values for 3 images"):
        table.set_values("note", ids, ["a", "b"])
    with pytest.raises(KeyError):
        table.set_value("colour", ids, "red")
    with pytest.raises(KeyError):
        table.set_value("label", ids, "bad")
    with pytest.raises(KeyError):
        table.get_values("label", [-5])
    assert [table.row(row) for row in range(3)] == rows[:3]


def test_a_column_cannot_be_written_past_the_table(table: ImageTable) -> None:
    with pytest.raises(ValueError, match="read-only"):
        table.columns["label"][0] = 1


@pytest.mark.parametrize(
    ("chips", "test"),
    [
        (Chips(), lambda r: True),
        (Chips(labels=frozenset({Label.GOOD, Label.UNLABELLED})), lambda r: r.label != Label.DEFECTIVE),
        (Chips(splits=frozenset({Split.TEST})), lambda r: r.split == Split.TEST),
        (Chips(reviewed=True), lambda r: r.reviewed),
        (Chips(reviewed=False), lambda r: not r.reviewed),
        (
            Chips(problems=Problem.BLURRED | Problem.MISSING),
            lambda r: Problem.BLURRED in r.problems or Problem.MISSING in r.problems,
        ),
        (Chips(scores=(0.25, 0.5)), lambda r: r.score is not None and 0.25 <= r.score <= 0.5),
        (Chips(inspected=True), lambda r: r.score is not None),
        (Chips(inspected=False), lambda r: r.score is None),
        (Chips(models=frozenset({4})), lambda r: r.model == 4),
        (
            Chips(labels=frozenset({Label.GOOD}), reviewed=True, inspected=True),
            lambda r: r.label == Label.GOOD and r.reviewed and r.score is not None,
        ),
    ],
)
def test_chips_let_through(
    chips: Chips, test: Callable[[ImageRow], bool], table: ImageTable, rows: list[ImageRow]
) -> None:
    expected = {row.id for row in rows if not row.removed and test(row)}
    assert chosen(table, table.select(chips=chips)) == expected
    assert expected  # else this would show nothing


def test_counters_leave_out_what_was_removed(table: ImageTable, rows: list[ImageRow]) -> None:
    kept = [row for row in rows if not row.removed]
    pairs = Counter((row.split, row.label) for row in kept)
    counters = table.counters()
    assert counters.total == len(kept)
    assert counters.train_good == pairs[Split.TRAIN, Label.GOOD]
    assert counters.train_defective == pairs[Split.TRAIN, Label.DEFECTIVE]
    for split in Split:
        assert getattr(counters, split.value) == sum(pairs[split, label] for label in Label)
    for label in Label:
        assert getattr(counters, label.value) == sum(pairs[split, label] for split in Split)
    assert counters.reviewed == sum(row.reviewed for row in kept)
    table.set_value("removed", table.ids, True)
    assert dataclasses.astuple(table.counters()) == (0,) * 11
    assert not table.order(table.select()).size


@pytest.mark.parametrize("masked", [False, True])
def test_facets(masked: bool, table: ImageTable, rows: list[ImageRow]) -> None:
    mask = table.select(chips=Chips(reviewed=True)) if masked else None
    kept = [row for row in rows if not row.removed and (row.reviewed or not masked)]
    facets = table.facets(mask)
    assert facets.total == len(kept)
    assert facets.labels == Counter(row.label for row in kept)
    assert facets.splits == Counter(row.split for row in kept)
    assert facets.problems == Counter(problem for row in kept for problem in row.problems)
    assert facets.defect_types == Counter(row.defect_type for row in kept if row.defect_type)
    assert facets.reviewed == sum(row.reviewed for row in kept)
    assert facets.inspected == sum(row.score is not None for row in kept)
    assert facets.models == Counter(row.model for row in kept if row.score is not None)
    assert facets.with_problem == sum(bool(row.problems) for row in kept)


def test_an_empty_table_has_nothing() -> None:
    table = ImageTable()
    table.append([])
    assert len(table) == table.counters().total == table.facets().total == 0
    assert table.facets().labels == {}
    for key in SortKey:
        assert table.order(table.select(chips=Chips(reviewed=True)), key, descending=True).size == 0


SORTED: dict[SortKey, Callable[[ImageRow], Any]] = {
    SortKey.NAME: lambda row: 0,
    SortKey.LABEL: lambda row: list(Label).index(row.label),
    SortKey.SPLIT: lambda row: list(Split).index(row.split),
    SortKey.SCORE: lambda row: row.score,
    SortKey.FILE_SIZE: lambda row: row.file_size,
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", list(SORTED))
def test_order(key: SortKey, descending: bool, table: ImageTable, rows: list[ImageRow]) -> None:
    kept = sorted(
        (row for row in rows if not row.removed),
        key=lambda row: (natural_key(row.folder), natural_key(row.name)),
    )
    value = SORTED[key]
    if key is SortKey.NAME and descending:
        expected = kept[::-1]
    else:
        known = [row for row in kept if value(row) is not None]
        # Equal ones stay in the order of their paths in both directions, as `reverse` has it too.
        expected = sorted(known, key=value, reverse=descending)
        expected += [row for row in kept if value(row) is None]
    ordered = table.order(table.select(), key, descending=descending)
    assert ordered.dtype == np.int64
    assert table.ids[ordered].tolist() == [row.id for row in expected]


def test_added_order_is_that_of_the_rows(table: ImageTable) -> None:
    mask = table.select()
    assert table.order(mask, SortKey.ADDED).tolist() == np.flatnonzero(mask).tolist()
    assert table.order(mask, SortKey.ADDED, descending=True).tolist() == np.flatnonzero(mask)[::-1].tolist()


def test_the_order_follows_new_rows_and_moved_folders() -> None:
    table = table_of([ImageRow(1, "/b", "x2"), ImageRow(2, "/b", "x10"), ImageRow(3, "/c", "x1")])

    def names() -> list[tuple[str, str]]:
        return [(table.folder_of(row), table.names[row]) for row in table.order(table.select()).tolist()]

    assert names() == [("/b", "x2"), ("/b", "x10"), ("/c", "x1")]
    table.append([ImageRow(4, "/a", "x3"), ImageRow(5, "/b", "x3")])
    assert names() == [("/a", "x3"), ("/b", "x2"), ("/b", "x3"), ("/b", "x10"), ("/c", "x1")]
    table.rename_folders({"/a": "/z", "/unknown": "/y"})
    assert names()[-1] == ("/z", "x3")
    table.set_value("folder", [3], "/b")
    assert names()[0] == ("/b", "x1")
    # Two folders that became one are sorted as one.
    table.rename_folders({"/z": "/b"})
    table.append([ImageRow(6, "/b", "x2b")])
    assert [name for _, name in names()] == ["x1", "x2", "x2b", "x3", "x3", "x10"]


def test_many_folders_are_sorted() -> None:
    # More than 16 bits can number.
    numbers = list(range(70_000))
    random.Random(2).shuffle(numbers)
    table = table_of([ImageRow(number, f"/f{number}", "a") for number in numbers], 10_000)
    assert table.ids[table.order(table.select())].tolist() == list(range(70_000))


def test_room_grows_with_the_rows() -> None:
    columns = Columns({"a": np.int64, "b": np.bool_})
    for number in range(5000):
        columns.extend({"a": np.array([number]), "b": np.array([number % 2 == 0])})
    assert columns["a"].tolist() == list(range(5000))
    assert columns["b"].tolist() == [True, False] * 2500
    assert 9 * 5000 <= columns.nbytes <= 9 * 5000 * 1.25


def test_an_image_takes_few_bytes() -> None:
    table = ImageTable()
    count = 20_000
    for start in range(0, count, 2000):
        table.append(
            [ImageRow(n, "/data/photos/line 1", f"img_{n:06d}_cam1.png") for n in range(start, start + 2000)]
        )
    held = table.columns.nbytes + table.names.nbytes
    assert held / count < 230
    # What the figure counts is there: 48 bytes of numbers, the name of 19 characters and its key of twice that.
    assert held / count > 48 + 3 * 19
    folders = {id(table.folder_of(row)) for row in range(count)}
    assert len(folders) == 1
    assert sys.getsizeof(table.tags) < 100


def test_problems_have_names_of_one_or_two_words() -> None:
    names = [problem.display for problem in Problem]
    assert len(set(names)) == len(Problem) == 12
    assert all(1 <= len(name.split()) <= 2 for name in names)
    assert (Problem.BLURRED | Problem.MASK).display == "Blurred, Mask"
    assert NO_PROBLEM.display == ""
    # Stored in project files.
    assert [problem.value for problem in Problem] == [1 << bit for bit in range(12)]
    assert Problem.UNREADABLE.value == 1
    assert Problem.MISSING.value == 1024
    assert Problem.ACROSS_LABELS.value == 2048
