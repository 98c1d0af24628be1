from __future__ import annotations

import fnmatch
import random
import re
import unicodedata
from collections.abc import Callable

import pytest

from core.datasets.dataset import Label, Split
from core.project.chips import Chips
from core.project.image_row import ImageRow
from core.project.image_table import ImageTable
from core.project.problem import NO_PROBLEM, Problem
from core.project.query import QUERY_HELP, Query, QueryError, parse_query
from core.project.query_complete import complete, word_at
from core.project.query_keys import KEYS

FOLDERS = ["/data/Good/cam1", "/data/bad/cam2", "C:\\Photos\\Line 3", "", "/data/good"]
WORDS = ["img", "IMG", "part", "Größe", "e\u0301dge", "传感器", "a+b", "x(1)", "good", "100%"]


def random_rows(count: int, seed: int) -> list[ImageRow]:
    dice = random.Random(seed)
    return [
        ImageRow(
            id=number,
            folder=dice.choice(FOLDERS),
            name=f"{dice.choice(WORDS)}_{number}{dice.choice(['', ' copy'])}.{dice.choice(['png', 'JPG'])}",
            label=dice.choice(list(Label)),
            split=dice.choice(list(Split)),
            defect_type=dice.choice(["", "Blowhole", "scratch", "deep scratch"]),
            reviewed=dice.random() < 0.5,
            removed=dice.random() < 0.1,
            has_mask=dice.random() < 0.5,
            has_areas=dice.random() < 0.5,
            problems=dice.choice([NO_PROBLEM, *Problem, Problem.ODD_SIZE | Problem.BLURRED]),
            width=dice.choice([0, 100, 256, 512]),
            height=dice.choice([0, 100, 256, 512]),
            bit_depth=dice.choice([0, 8, 16]),
            channels=dice.choice([0, 1, 3]),
            file_size=dice.choice([0, 99_999, 100_000, 102_400, 3_000_000]),
            score=dice.choice([None, 0.1, 0.2, 0.3, 0.4, 0.7]),
            model=dice.choice([0, 0, 3, 5, 70_000]),
            tags=dice.choice([(), (), ("Scratch",), ("to do", "edge"), ("edge",)]),
            note=dice.choice(["", "", "To check", "checked, fine"]),
        )
        for number in range(count)
    ]


MODELS = {3: "Weave", 5: "weave 2", 70_000: "Weave"}


def table_of(rows: list[ImageRow]) -> ImageTable:
    table = ImageTable()
    table.model_names = MODELS
    for start in range(0, len(rows), 300):
        table.append(rows[start : start + 300])
    return table


@pytest.fixture(scope="module")
def rows() -> list[ImageRow]:
    return random_rows(5000, 7)


@pytest.fixture(scope="module")
def table(rows: list[ImageRow]) -> ImageTable:
    return table_of(rows)


def found(table: ImageTable, text: str) -> set[int]:
    return set(table.ids[table.select(parse_query(text))].tolist())


def names(text: str, *paths: str) -> list[str]:
    """Of some "folder/name" texts, those that a search finds."""
    split = [path.rpartition("/") for path in paths]
    table = table_of([ImageRow(n, folder, name) for n, (folder, _, name) in enumerate(split)])
    return [paths[number] for number in sorted(found(table, text))]


def path(row: ImageRow) -> str:
    folder = row.folder.replace("\\", "/")
    text = f"{folder}/{row.name}" if folder else row.name
    return unicodedata.normalize("NFC", text.casefold())


def scored(row: ImageRow) -> float:
    return float("nan") if row.score is None else row.score


CASES: dict[str, Callable[[ImageRow], bool]] = {
    "": lambda r: True,
    "   ": lambda r: True,
    '""': lambda r: True,
    "img": lambda r: "img" in path(r),
    "GOOD": lambda r: "good" in path(r),
    "_12": lambda r: "_12" in path(r),
    "GRÖSSE": lambda r: "grösse" in path(r),
    "\u00e9dge": lambda r: "\u00e9dge" in path(r),
    "传感器": lambda r: "传感器" in r.name,
    "a+b": lambda r: "a+b" in r.name,
    "x(1) .jpg": lambda r: "x(1)" in r.name and r.name.endswith("JPG"),
    '"3 copy"': lambda r: "3 copy" in r.name,
    "-copy": lambda r: "copy" not in r.name,
    "name:good": lambda r: "good" in r.name,
    "folder:good": lambda r: "good" in r.folder.lower(),
    "-folder:good,bad": lambda r: "good" not in r.folder.lower() and "bad" not in r.folder,
    "good/": lambda r: "good/" in path(r),
    "good/img": lambda r: "good/img" in path(r),
    "/img": lambda r: "/img" in path(r),
    'path:"line 3/img_1"': lambda r: "line 3/img_1" in path(r),
    "photos\\": lambda r: r.folder.startswith("C:"),
    "*.png": lambda r: r.name.endswith(".png"),
    "name:img_?.*": lambda r: re.fullmatch(r"img_.\..*", r.name.lower()) is not None,
    "name:*1*2*3*": lambda r: fnmatch.fnmatch(r.name, "*1*2*3*"),
    "folder:g*d": lambda r: r.folder.endswith("/good"),
    "good/*.jpg": lambda r: r.folder == "/data/good" and r.name.endswith("JPG"),
    '"*.png"': lambda r: False,
    "label:good,defective": lambda r: r.label != Label.UNLABELLED,
    "label:def": lambda r: r.label == Label.DEFECTIVE,
    "label:*": lambda r: r.label != Label.UNLABELLED,
    "-label:*": lambda r: r.label == Label.UNLABELLED,
    "LABEL:Good": lambda r: r.label == Label.GOOD,
    "split:train": lambda r: r.split == Split.TRAIN,
    "split:t": lambda r: r.split in (Split.TRAIN, Split.TEST),
    "split:*": lambda r: r.split != Split.UNASSIGNED,
    "type:blowhole": lambda r: r.defect_type == "Blowhole",
    "type:scratch": lambda r: r.defect_type == "scratch",
    "type:*scratch": lambda r: r.defect_type.endswith("scratch"),
    "type:*": lambda r: bool(r.defect_type),
    "tag:scratch": lambda r: "Scratch" in r.tags,
    'tag:"to do",scratch': lambda r: "to do" in r.tags or "Scratch" in r.tags,
    "tag:e*": lambda r: "edge" in r.tags,
    "tag:*": lambda r: bool(r.tags),
    'note:"to check"': lambda r: r.note == "To check",
    "note:check": lambda r: "check" in r.note,
    'note:"checked, fine"': lambda r: r.note == "checked, fine",
    "note:*": lambda r: bool(r.note),
    "-note:*": lambda r: not r.note,
    "problem:blur": lambda r: Problem.BLURRED in r.problems,
    "problem:odd": lambda r: Problem.ODD_SIZE in r.problems or Problem.ODD_DEPTH in r.problems,
    'problem:"Near duplicate"': lambda r: Problem.NEAR_DUPLICATE in r.problems,
    "problem:EXACT_DUPLICATE,near-dup": lambda r: bool(
        r.problems & (Problem.EXACT_DUPLICATE | Problem.NEAR_DUPLICATE)
    ),
    "problem:missing": lambda r: Problem.MISSING in r.problems,
    "problem:*": lambda r: bool(r.problems),
    "reviewed:yes": lambda r: r.reviewed,
    "reviewed:no": lambda r: not r.reviewed,
    "reviewed:yes,no": lambda r: True,
    "mask:yes area:no": lambda r: r.has_mask and not r.has_areas,
    "score:>0.3": lambda r: scored(r) > 0.3,
    "score:>=0.3": lambda r: scored(r) >= 0.3,
    "score:<.3": lambda r: scored(r) < 0.3,
    "score:<=0.3": lambda r: scored(r) <= 0.3,
    "score:0.3": lambda r: r.score == 0.3,
    "score:=0.3,0.7": lambda r: r.score in (0.3, 0.7),
    "score:0.2..0.4": lambda r: 0.2 <= scored(r) <= 0.4,
    "score:..0.2": lambda r: scored(r) <= 0.2,
    "score:0.4..": lambda r: scored(r) >= 0.4,
    "score:*": lambda r: r.score is not None,
    "-score:>0.3": lambda r: not scored(r) > 0.3,
    "score:>-1": lambda r: r.score is not None,
    "score:<" + "9" * 60: lambda r: r.score is not None,
    "model:weave": lambda r: r.model in (3, 70_000),
    'model:"WEAVE 2"': lambda r: r.model == 5,
    "-model:*2": lambda r: r.model != 5,
    "model:*": lambda r: r.model != 0,
    "width:>=256": lambda r: r.width >= 256,
    "width:<256": lambda r: 0 < r.width < 256,
    "height:100..256": lambda r: 100 <= r.height <= 256,
    "width:*": lambda r: r.width > 0,
    "size:<100kB": lambda r: r.file_size < 100_000,
    "size:<=100KB": lambda r: r.file_size <= 100_000,
    "size:100KiB": lambda r: r.file_size == 102_400,
    "size:1MB..2.9MB,>=3mb": lambda r: r.file_size >= 3_000_000,
    "size:*": lambda r: True,
    "depth:16": lambda r: r.bit_depth == 16,
    "depth:300": lambda r: False,
    "channels:1,3": lambda r: r.channels in (1, 3),
    "img label:good -split:test score:>0.1": lambda r: (
        "img" in path(r) and r.label == Label.GOOD and r.split != Split.TEST and scored(r) > 0.1
    ),
    '"img': lambda r: "img" in path(r),
    'note:"to che': lambda r: r.note == "To check",
    "label:good,": lambda r: r.label == Label.GOOD,
    "-": lambda r: "-" in path(r),
    "100%": lambda r: "100%" in path(r),
}


@pytest.mark.parametrize("text", list(CASES))
def test_a_search_finds_what_plain_python_finds(text: str, table: ImageTable, rows: list[ImageRow]) -> None:
    assert found(table, text) == {row.id for row in rows if not row.removed and CASES[text](row)}


def test_the_cases_tell_something(rows: list[ImageRow]) -> None:
    """A case that no image meets would pass whatever the search does."""
    idle = [text for text, test in CASES.items() if not any(test(row) for row in rows)]
    assert idle == ['"*.png"', "depth:300", "-"]


def test_random_terms_together(table: ImageTable, rows: list[ImageRow]) -> None:
    dice = random.Random(5)
    single = [text for text in CASES if text.strip() and '"' not in text and " " not in text]
    for _ in range(100):
        terms = dice.sample(single, 3)
        expected = {row.id for row in rows if not row.removed and all(CASES[term](row) for term in terms)}
        assert found(table, " ".join(terms)) == expected


def test_query_and_chips_go_together(table: ImageTable, rows: list[ImageRow]) -> None:
    mask = table.select(parse_query("img"), Chips(labels=frozenset({Label.GOOD})))
    expected = {r.id for r in rows if not r.removed and "img" in path(r) and r.label == Label.GOOD}
    assert set(table.ids[mask].tolist()) == expected
    assert expected


def test_wildcards_match_parts_of_a_path() -> None:
    paths = ["/d/good/a.png", "/d/good/sub/b.png", "/d/goods/c.png", "/d/e/good.png"]
    assert names("folder:good", *paths) == paths[:3]
    assert names("folder:*/good", *paths) == paths[:1]
    assert names("folder:goo?", *paths) == paths[:1]
    assert names("folder:good*", *paths) == paths[:3]
    assert names("folder:/d/goo*s", *paths) == paths[2:3]
    assert names("folder:/good*", *paths) == []
    assert names("good*", *paths) == paths
    assert names("goo?/", *paths) == paths[:1]
    assert names("goo?/?.png", *paths) == paths[:1]
    assert names("path:*/b.png", *paths) == paths[1:2]
    assert names("name:good*", *paths) == paths[3:]
    assert names("e/good", *paths) == paths[3:]
    assert names("good/b", *paths) == []


def test_names_that_look_like_something_else() -> None:
    paths = [
        "/d/a[1].png",
        "/d/a1.png",
        "/d/a.b.png",
        '/d/-x".png',
        "/d/12:30.png",
        "/d/label:good.png",
        "/d/a\n.png",
    ]
    assert names("a[1]", *paths) == paths[:1]
    assert names("a[1]*", *paths) == paths[:1]
    assert names("a.*", *paths) == [paths[2]]
    assert names("12:30", *paths) == [paths[4]]
    assert names('"label:good"', *paths) == [paths[5]]
    assert names('"-x"', *paths) == [paths[3]]
    assert names("name:a?.png", *paths) == [paths[1], paths[6]]
    assert names("a,b", "/d/a,b.png", "/d/a.png") == ["/d/a,b.png"]
    assert names("name:a,b", "/d/a,b.png", "/d/a.png", "/d/c.x") == ["/d/a,b.png", "/d/a.png"]


def test_new_rows_are_found(rows: list[ImageRow]) -> None:
    table = ImageTable()
    for number, row in enumerate(rows[:50]):
        table.append([row])
        assert found(table, f"_{row.id}") >= {row.id} - {r.id for r in rows if r.removed}
        assert len(parse_query("img").mask(table)) == number + 1


def test_folders_that_moved_are_found_in_their_new_place() -> None:
    table = table_of([ImageRow(1, "/old/a", "x"), ImageRow(2, "/old/b", "y")])
    table.rename_folders({"/old/a": "/new/a"})
    assert found(table, "folder:new") == {1}
    assert found(table, "old") == {2}


def test_stars_do_not_take_for_ever() -> None:
    # With a pattern that gives back what it took, this takes longer than anybody waits.
    assert names("*a" * 60 + "*b", "/d/" + "a" * 200) == []


@pytest.mark.parametrize(
    ("text", "word", "start", "says"),
    [
        ("img labl:good", "labl:", 4, "label:, split:"),
        ("-Labl:good", "Labl:", 1, "label:, split:"),
        ('a label:"bad one",good', '"bad one"', 8, "good, defective, unlabelled"),
        ("http://x", "http:", 0, "quotation marks"),
        ("label:good,bad", "bad", 11, "good, defective, unlabelled"),
        ("-label:bad", "bad", 7, "good, defective, unlabelled"),
        ("label:", "label:", 0, "good, defective, unlabelled"),
        ("a label: good", "label:", 2, "right behind the colon"),
        ('tag:""', 'tag:""', 0, "a tag"),
        ("split:training", "training", 6, "train, validation, test, unassigned"),
        ("problem:ugly", "ugly", 8, "near duplicate"),
        ("reviewed:maybe", "maybe", 9, "yes or no"),
        ("mask:*", "*", 5, "yes or no"),
        ("score:high", "high", 6, ">0.3"),
        ("score:>", ">", 6, ">0.3"),
        ("score:..", "..", 6, ">0.3"),
        ("score:nan", "nan", 6, ">0.3"),
        ("score:0.4..0.2", "0.4..0.2", 6, ">0.3"),
        ("score:1_0", "1_0", 6, ">0.3"),
        ("width:10px", "10px", 6, "pixels"),
        ("size:<10XB", "<10XB", 5, "<100kB"),
        ("depth:٣", "٣", 6, "bits"),
    ],
)
def test_what_is_not_understood_is_named(text: str, word: str, start: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert (caught.value.word, caught.value.start) == (word, start)
    assert word in caught.value.message
    assert says in caught.value.way_out


def test_no_text_raises_anything_else(rows: list[ImageRow]) -> None:
    table = table_of(rows[:100])
    dice = random.Random(13)
    pieces = [
        *KEYS,
        *'"""::,,--**??..<>=/\\ \0\n\t',
        "0.3",
        "kB",
        "good",
        "*",
        "ß",
        "\ud800",
        "\u3000",
        "½",
        "x{",
        "(?",
    ]
    errors: list[tuple[str, QueryError]] = []
    for _ in range(4000):
        text = "".join(dice.choice(pieces) + dice.choice(["", ":", " "]) for _ in range(dice.randrange(9)))
        try:
            query = parse_query(text)
        except QueryError as error:
            errors.append((text, error))
        else:
            assert len(query.mask(table)) == len(table)
        assert all(isinstance(s, str) for s in complete(text, dice.randrange(len(text) + 1), table))
    assert 500 < len(errors) < 3500
    for text, error in errors:
        assert error.word
        assert text.startswith(error.word, error.start)


@pytest.mark.parametrize(("example", "meaning"), QUERY_HELP)
def test_the_examples_are_understood(example: str, meaning: str) -> None:
    assert parse_query(example).terms
    assert meaning


def test_the_examples_show_every_key() -> None:
    shown = " ".join(example for example, _ in QUERY_HELP)
    assert [key for key in KEYS if f"{key}:" not in shown] == []


def test_a_search_without_terms_finds_everything(table: ImageTable) -> None:
    assert Query().mask(table).all()


def test_the_term_at_the_cursor() -> None:
    text = 'img  note:"to check" x'
    assert word_at(text, 0) == (0, 3)
    assert word_at(text, 3) == (0, 3)
    assert word_at(text, 4) == (4, 4)
    assert word_at(text, 14) == (5, 20)
    assert word_at("", 0) == (0, 0)


SUGGESTED = [
    ("", [f"{key}:" for key in KEYS]),
    ("s", ["split:", "score:", "size:"]),
    ("img -sc", ["-score:"]),
    ("def", ["label:defective"]),
    ("-edg", ["-tag:edge"]),
    ("label:", ["label:good", "label:defective", "label:*"]),
    ("label:good,", ["label:good,defective", "label:good,*"]),
    ("-label:good,DE", ["-label:good,defective"]),
    ("tag:", ["tag:edge", 'tag:"to do"', "tag:*"]),
    ('tag:"to', ['tag:"to do"']),
    ('tag:"', ["tag:edge", 'tag:"to do"', "tag:*"]),
    ("tag:do", ['tag:"to do"']),
    ("type:", ["type:blowhole", "type:*"]),
    ("model:", ['model:"weave 2"', "model:*"]),
    ("problem:d", ['problem:"near duplicate"']),
    ("reviewed:", ["reviewed:yes", "reviewed:no"]),
    ("width:", ["width:64", "width:512"]),
    ("folder:", ["folder:cam2", "folder:cam10"]),
    ("score:", ["score:>0.5", "score:<0.5", "score:*"]),
    ("note:", ["note:*"]),
    ("name:", []),
    ("nothing:", []),
    ("img ", [f"{key}:" for key in KEYS]),
]


@pytest.mark.parametrize(("text", "expected"), SUGGESTED)
def test_suggestions(text: str, expected: list[str]) -> None:
    table = table_of(
        [
            ImageRow(1, "/d/cam10", "a", Label.GOOD, tags=("to do",), width=512),
            ImageRow(2, "/d/cam2", "b", Label.DEFECTIVE, defect_type="blowhole", tags=("edge",), width=64),
            ImageRow(3, "/d/cam2", "c", Label.GOOD, problems=Problem.NEAR_DUPLICATE, score=0.5, model=5),
            ImageRow(4, "/d/gone", "d", tags=("gone",), defect_type="gone", width=7, removed=True),
        ]
    )
    assert complete(text, len(text), table) == expected
    for suggestion in expected:
        if not suggestion.endswith(":"):
            start, end = word_at(text, len(text))
            parse_query(text[:start] + suggestion + text[end:])
