from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from core.line.log import LogFile, LogStream

LINES = ['{"path": "a"}', '{"path": "b"}', '{"path": "c"}']
WHOLE = "".join(f"{line}\n" for line in LINES).encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


def test_lines_are_added(path: Path) -> None:
    log = LogFile(path)
    assert (log.path, log.length()) == (path, 0)
    log.append(LINES[:1], 0)
    log.append(LINES[1:], log.length())
    assert path.read_bytes() == WHOLE


@pytest.mark.parametrize("cut", range(len(WHOLE) + 1))
def test_wherever_it_was_cut_off_each_line_stands_there_once(cut: int, path: Path) -> None:
    before = b'{"path": "earlier"}\n'
    path.write_bytes(before + WHOLE[:cut])
    LogFile(path).append(LINES, len(before))
    assert path.read_bytes() == before + WHOLE


def test_a_line_of_others_without_its_end_stays(path: Path) -> None:
    path.write_bytes(b"begun by others")
    log = LogFile(path)
    since = log.length()
    log.append(LINES, since)
    assert path.read_bytes() == b"begun by others\n" + WHOLE
    log.append(LINES, since)
    assert path.read_bytes() == b"begun by others\n" + WHOLE


def test_a_log_that_was_rotated_meanwhile(path: Path) -> None:
    path.write_bytes(WHOLE)
    log = LogFile(path)
    since = log.length()
    path.rename(path.with_suffix(".1"))
    log.append(LINES[:1], since)
    assert path.read_bytes() == WHOLE[:14]
    log.append(LINES, since)
    assert path.read_bytes() == WHOLE


def test_a_disk_that_fills_up_in_the_middle_of_a_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, write = LogFile(path), os.write

    def fills_up(handle: int, data: bytes) -> int:
        if os.fstat(handle).st_size > 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[:20])

    monkeypatch.setattr("os.write", fills_up)
    with pytest.raises(OSError, match="No space"):
        log.append(LINES, 0)
    assert path.read_bytes() == WHOLE[:20]
    monkeypatch.setattr("os.write", write)
    log.append(LINES, 0)
    assert path.read_bytes() == WHOLE


def test_a_stream_gets_every_line() -> None:
    heard: list[Any] = []
    log = LogStream(heard.append)
    assert (log.path, log.length()) == (None, 0)
    log.append(LINES, 0)
    assert heard == LINES
