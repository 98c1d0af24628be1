"""The harness of `tools.fuzz_readers` works, and a few hundred hostile files find nothing."""

from __future__ import annotations

import shutil
import socket
import warnings
from pathlib import Path

import pytest

from core.errors import IsuganError
from tools.fuzz.case import Cases, made
from tools.fuzz.contract import Broken, Kept, hold
from tools.fuzz.mutate import blind
from tools.fuzz.reader import Reader
from tools.fuzz.readers import READERS

FEW, SEED = 30, "0"
QUICK = [name for name, reader in READERS.items() if not reader.needs and reader.cost <= 0.01]


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "file").write_bytes(b"abc")
    return folder


def broken(message: str) -> None:
    raise IsuganError(message)


@pytest.mark.parametrize("name", QUICK)
def test_hostile_files_break_no_contract(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reader = READERS[name]
    (tmp_path / "seeds").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seeds = reader.seeds(tmp_path / "seeds")
        cases = Cases(reader, tmp_path / "case", tmp_path / "found")
        for data in seeds:
            assert cases.try_(data) is None
        assert set(cases.tally.outcomes) == {"result"}
        for number in range(FEW):
            cases.try_(made(reader, seeds, f"{SEED} {name} {number}"))
    told = "\n".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("found/*.txt"))
    assert not cases.tally.faults, told
    assert cases.tally.cases == len(seeds) + FEW


def test_the_same_seed_is_the_same_file() -> None:
    reader = READERS["coco"]
    seeds = reader.seeds(Path())
    assert (
        made(reader, seeds, "1 coco 5") == made(reader, seeds, "1 coco 5") != made(reader, seeds, "1 coco 6")
    )


def test_what_keeps_the_contract(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    assert hold(lambda place: (place / "new").write_bytes(b"x"), folder, "file") == Kept("result")
    assert hold(lambda _: broken("file is damaged."), folder, "file") == Kept("IsuganError")


def test_what_breaks_the_contract(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)

    def endless(_folder: Path) -> None:
        while True:
            pass

    def connect(_folder: Path) -> None:
        with socket.socket() as one:
            one.settimeout(0.01)
            one.connect_ex(("127.0.0.1", 9))

    ways = {
        "without the file's name": lambda _: broken("it is damaged."),
        "ValueError": lambda _: int("x"),
        "open outside": lambda _: (tmp_path / "outside").write_bytes(b"x"),
        "os.remove outside": lambda place: (place.parent / "outside").unlink(),
        "shutil": lambda place: shutil.move(place / "file", place.parent / "moved"),
        "socket.connect outside": connect,
        "TooSlowError": endless,
    }
    for words, read in ways.items():
        verdict = hold(read, folder, "file", seconds=0.2)
        assert isinstance(verdict, Broken), words
        assert words in verdict.what or words == "shutil"


def test_a_file_that_breaks_it_is_kept(tmp_path: Path) -> None:
    reader = Reader("file", lambda _: [b"abc"], lambda _: int("x"), blind)
    cases = Cases(reader, tmp_path / "case", tmp_path / "found")
    assert cases.try_(b"hostile") is not None
    ((fault, (kept,)),) = cases.tally.faults.items()
    assert fault.startswith("ValueError")
    assert Path(kept).read_bytes() == b"hostile"
    assert "Traceback" in Path(f"{kept}.txt").read_text(encoding="utf-8")
