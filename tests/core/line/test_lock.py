from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import IsuganError
from core.line.lock import WatchLock


def test_one_watch_for_a_folder_and_the_other_is_named(tmp_path: Path) -> None:
    first, second = WatchLock(tmp_path), WatchLock(tmp_path)
    first.take()
    with pytest.raises(IsuganError, match=rf"watched already, by .*process {os.getpid()}"):
        second.take()
    first.release()
    first.release()
    second.take()
    second.release()


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file cannot be renamed there")
def test_it_is_taken_anew_after_a_share_was_away(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    lock = WatchLock(state)
    lock.take()
    state.rename(tmp_path / "away")
    state.mkdir()
    lock.renew()
    with pytest.raises(IsuganError, match="watched already"):
        WatchLock(state).take()
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file cannot be renamed there")
def test_another_watch_that_came_meanwhile_has_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    lock, other = WatchLock(state), WatchLock(state)
    lock.take()
    state.rename(tmp_path / "away")
    state.mkdir()
    other.take()
    with pytest.raises(IsuganError, match="watched already"):
        lock.renew()
    other.release()
