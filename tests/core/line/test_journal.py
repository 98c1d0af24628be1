from __future__ import annotations

import errno
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core.errors import IsuganError
from core.inspection.stamp import FileStamp
from core.line.journal import JOURNAL, ROOM, Group, Journal
from core.line.moving import Move


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / ".isugan-watch"
    folder.mkdir(parents=True)
    return folder


MOVE = {"source": "1.png", "stamp": [1, 2], "root": "/ok", "place": "1.png", "record": {}, "key": "0a"}


def write_document(state: Path, document: Any) -> None:
    """Whatever it says, under a sum that fits."""
    content = json.dumps(document).encode()
    head = b"isugan-watch 1 %d %s\n" % (len(content), hashlib.sha256(content).hexdigest().encode())
    (state / JOURNAL).write_bytes(head.ljust(128) + content + bytes(ROOM))


def group(watched: Path, count: int = 2, log: Path | None = None) -> Group:
    moves = tuple(
        Move(
            watched / "sub" / f"{number} ü \udcff.png",
            FileStamp(number, 10**18 + number),
            watched.parent / "ok",
            f"sub/{number}.png",
            {"score": 0.5, "error": None},
        )
        for number in range(count)
    )
    return Group(moves, log, 77)


@pytest.mark.parametrize("log", [None, Path("/logs/ü.jsonl")])
def test_what_is_written_is_read_by_the_next(state: Path, log: Path | None) -> None:
    written = group(state.parent, 2, log)
    journal = Journal(state)
    assert journal.read() is None
    journal.write(written)
    assert Journal(state).read() == written
    journal.clear()
    assert Journal(state).read() is None


def test_it_is_written_in_the_room_it_has_from_the_beginning(state: Path) -> None:
    journal = Journal(state)
    assert (state / JOURNAL).stat().st_size == ROOM
    journal.write(group(state.parent, 32))
    journal.write(group(state.parent, 1))
    assert (state / JOURNAL).stat().st_size == ROOM
    assert journal.read() is not None
    journal.write(large := group(state.parent, 2000))
    assert (state / JOURNAL).stat().st_size > ROOM
    assert Journal(state).read() == large


def test_one_that_was_half_written_is_none(state: Path) -> None:
    journal = Journal(state)
    journal.write(group(state.parent, 30))
    before = (state / JOURNAL).read_bytes()
    journal.write(group(state.parent, 31))
    after = (state / JOURNAL).read_bytes()
    for cut in (60, 128, 200, 2000):
        (state / JOURNAL).write_bytes(after[:cut] + before[cut:])
        assert journal.read() is None
    for content in (b"", b"isugan-watch 1 \xff", b"isugan-watch 1 5 x\n", b"other"):
        (state / JOURNAL).write_bytes(content)
        assert journal.read() is None


def test_the_folder_may_be_mounted_elsewhere_the_next_time(state: Path, tmp_path: Path) -> None:
    Journal(state).write(group(state.parent))
    state.parent.rename(tmp_path / "elsewhere")
    found = Journal(tmp_path / "elsewhere" / state.name).read()
    assert found is not None
    assert found.moves[0].source.parent == tmp_path / "elsewhere" / "sub"


def test_it_is_not_made_anew_in_an_empty_mount_point(state: Path, tmp_path: Path) -> None:
    journal = Journal(state)
    state.parent.rename(tmp_path / "away")
    state.mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        journal.write(group(state.parent))
    assert list(state.iterdir()) == []


def test_a_full_disk_is_an_error(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with pytest.raises(OSError, match="No space"):
        Journal(state)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source", "../../private.png"),
        ("source", "/etc/passwd"),
        ("source", ""),
        ("place", "../x.png"),
        ("place", "a\0.png"),
        ("key", "/../../x"),
        ("root", 5),
        ("stamp", [1]),
        ("stamp", ["1", 2]),
        ("record", {"score": float("nan")}),
        ("record", [["[" * 10]]),
    ],
)
def test_what_no_watch_has_written_is_refused(name: str, value: Any, state: Path) -> None:
    """It lies where cameras write, and whoever may write there could have files moved from anywhere to anywhere."""
    write_document(state, {"log": None, "log_bytes": 0, "moves": [{**MOVE, name: value}]})
    with pytest.raises(IsuganError, match="no watch has written") as caught:
        Journal(state).read()
    assert caught.value.path == state / JOURNAL


@pytest.mark.parametrize("document", [[], {}, {"log": 5, "log_bytes": 0, "moves": []}, "moves"])
def test_another_document_is_refused(document: Any, state: Path) -> None:
    write_document(state, document)
    with pytest.raises(IsuganError, match="no watch has written"):
        Journal(state).read()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system opens links only")
def test_a_link_in_its_place_leads_nowhere(state: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (state / JOURNAL).symlink_to(tmp_path / "notes.txt")
    with pytest.raises(OSError, match="symbolic link"):
        Journal(state)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
