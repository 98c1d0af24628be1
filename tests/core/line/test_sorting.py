from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import IsuganError
from core.inspection.result import Verdict
from core.inspection.stamp import stamp_of
from core.line.folders import MARK, STATE
from core.line.journal import Group, Journal
from core.line.moving import Move, Moved, carry_out
from core.line.opening import opened_watch
from core.line.patience import Patience
from tests.core.line.standin import QUICK, Line, inspect, make_png

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="files are moved by one call there, which is not broken here"
)


def send(line: Line, count: int = 3) -> dict[str, bytes]:
    verdicts = (Verdict.OK, Verdict.REVIEW, Verdict.NG)
    return {
        f"{number}.png": make_png(line.root / "in" / f"{number}.png", verdicts[number % 3], number)
        for number in range(count)
    }


def failing(
    name: str, code: int, when: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Let a call of the system fail where `when` says so, until the function that is given is called."""
    call, ended = getattr(os, name), [False]

    def instead(*words: Any, **options: Any) -> Any:
        if not ended[0] and when(*words):
            raise OSError(code, os.strerror(code), str(words[0]))
        return call(*words, **options)

    monkeypatch.setattr(f"os.{name}", instead)
    return lambda: ended.__setitem__(0, True)


def inside(folder: Path) -> Callable[..., bool]:
    return lambda *words: any(isinstance(w, str | Path) and Path(w).is_relative_to(folder) for w in words)


@pytest.mark.parametrize("name", ["link", "write", "fsync"])
def test_a_full_disk_is_waited_for(name: str, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened_watch(line.folders, inspect, None, Patience(print, lambda: True)):  # type: ignore[arg-type]
        pass  # its own files are there from the beginning
    sent = send(line)
    room = failing(name, errno.ENOSPC, lambda *_: True, monkeypatch)

    def asleep(now: float) -> None:
        assert line.told == []
        assert len(line.places()) == 3
        if now > 60:
            room()

    line.asleep = asleep
    line.watch()
    line.check(sent)
    waiting = [text for text in line.said if text.startswith("Waiting")]
    assert len(waiting) == 1
    assert "the disk is full" in waiting[0]
    assert "make room" in waiting[0]
    assert line.said[-1] == "Going on."


def test_a_full_target_keeps_nothing_half(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(line)
    failing("link", errno.EXDEV, lambda source, _: Path(source).parent == line.root / "in", monkeypatch)

    def full(source: Path, target: Path) -> None:
        if line.now < 10:
            target.write_bytes(b"half")
            error = OSError(errno.ENOSPC, "No space left on device", str(source))
            error.filename2 = str(target)
            raise error
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr("shutil.copyfile", full)

    def asleep(now: float) -> None:
        assert line.leftovers() == []
        assert sum(place.startswith("in/") for place in line.places()) == 3

    line.asleep = asleep
    line.watch()
    line.check(sent)
    assert line.said[0] == f"Waiting: the disk is full where {line.root / 'ok'} lies; make room."


@pytest.mark.parametrize("name", ["in", "ok"])
def test_a_share_that_is_away_while_files_are_moved(
    name: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(line)
    share = line.root / name
    calls: list[Move] = []

    def go_away(move: Move, *words: Any) -> Moved:
        calls.append(move)
        if len(calls) == 2:
            share.rename(line.root / "away")
            share.mkdir()  # the empty mount point
        return carry_out(move, *words)

    def asleep(now: float) -> None:
        if now > 20 and (line.root / "away").exists():
            assert list(share.iterdir()) == []
            share.rmdir()
            (line.root / "away").rename(share)

    # The second file is one of `ok` in either case.
    sent["0b.png"] = make_png(line.root / "in" / "0b.png", Verdict.OK, 77)
    monkeypatch.setattr("core.line.sorting.carry_out", go_away)
    line.asleep = asleep
    line.watch()
    line.check(sent)
    (waiting,) = (text for text in line.said if text.startswith("Waiting"))
    mark = STATE if name == "in" else MARK
    assert waiting == f"Waiting: {share}: it is away, or another folder without its {mark}."


def test_a_file_that_cannot_be_moved_does_not_hold_up_the_others(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(line)
    line.settings = QUICK.model_copy(update={"give_up_seconds": 30})
    odd = line.root / "in" / "0.png"
    free = failing("link", errno.ENAMETOOLONG, inside(odd), monkeypatch)

    def asleep(now: float) -> None:
        assert {Path(told["path"]).name for told in line.told} == {"1.png", "2.png"}
        if now > 20:
            free()

    line.asleep = asleep
    line.watch()
    line.check(sent)
    assert [text for text in line.said if "stays for the moment" in text] == [
        f"{odd} stays for the moment: {odd}: File name too long."
    ]


def test_a_folder_that_may_not_be_written_stops_all(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(line)
    free = failing("link", errno.EROFS, inside(line.root / "ok"), monkeypatch)
    marked = lambda path, *_: inside(line.root / "ok")(path) and Path(path).name != MARK  # noqa: E731
    probe = failing("open", errno.EROFS, marked, monkeypatch)

    def asleep(now: float) -> None:
        if now > 20:
            free()
            probe()

    line.asleep = asleep
    line.watch()
    line.check(sent)
    assert not any("stays" in text for text in line.said)


def test_a_name_that_is_taken_at_the_last_moment(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(line, 1)
    link = os.link

    def too_late(source: Any, target: Any) -> None:
        monkeypatch.setattr("os.link", link)
        Path(target).write_bytes(b"of others")
        link(source, target)

    monkeypatch.setattr("os.link", too_late)
    line.watch()
    assert line.places() == {"ok/0.png": b"of others", "ok/0-2.png": sent["0.png"]}
    assert [each["moved_to"] for each in line.lines()] == [str(line.root / "ok" / "0-2.png")]


def test_a_file_that_is_taken_away_is_not_told_of(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    send(line, 2)
    link = os.link

    def take(source: Any, target: Any) -> None:
        (line.root / "in" / "1.png").unlink(missing_ok=True)
        link(source, target)

    monkeypatch.setattr("os.link", take)
    line.watch()
    assert [Path(each["path"]).name for each in line.lines()] == ["0.png"]
    assert line.said == [f"{line.root / 'in' / '1.png'} was taken away before it was sorted."]


def test_stopped_while_it_waits_it_goes_on_at_the_next_start(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(line)
    failing("ftruncate", errno.ENOSPC, lambda *_: True, monkeypatch)
    room = failing("fsync", errno.ENOSPC, lambda handle: os.fstat(handle).st_size < 9999, monkeypatch)
    line.asleep = lambda now: setattr(line, "ended", now > 5)
    line.watch(once=False)
    assert not [place for place in line.places() if place.startswith("in/")]
    room()
    other = Line(line.root)
    other.watch()
    other.check(sent)
    assert other.said == ["Going on with 3 files of the last watch."]


def test_nobody_reads_the_lines_any_more(line: Line) -> None:
    sent = send(line)

    class Broken:
        path = None

        def length(self) -> int:
            return 0

        def append(self, lines: Any, since: int) -> None:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    patience = Patience(line.said.append, lambda: False, line.sleep)
    with (
        opened_watch(line.folders, inspect, Broken(), patience, QUICK) as watcher,
        pytest.raises(IsuganError, match="Nobody reads"),
    ):
        watcher.run()
    line.watch()
    line.check(sent)


@pytest.mark.parametrize("way", ["root", "link", "log"])
def test_a_journal_that_leads_elsewhere_moves_nothing(way: str, line: Line, tmp_path: Path) -> None:
    """Whoever may write into the watched folder may write a journal, with a sum that fits."""
    private, profile = tmp_path / "private", tmp_path / "profile"
    make_png(private / "secret.png")
    profile.write_text("# mine\n", encoding="utf-8")
    folders = line.folders
    folders.mark()
    make_png(folders.watched / "a.png")
    if way == "link":
        (folders.watched / "sub").symlink_to(private)
    name = "sub/secret.png" if way == "link" else "a.png"
    stamp = stamp_of(folders.watched / name)
    assert stamp is not None
    root = private if way == "root" else folders.ok
    move = Move(folders.watched / name, stamp, root, "here.png", {"verdict": None, "x": "$(command)"})
    log = profile if way == "log" else None
    Journal(folders.state).write(Group((move,), log, profile.stat().st_size))
    if way == "log":
        line.watch()
        assert [record["x"] for record in line.lines() if "x" in record] == ["$(command)"]
    else:
        with pytest.raises(IsuganError, match="no watch has written"):
            line.watch()
    assert [path.name for path in private.iterdir()] == ["secret.png"]
    assert profile.read_text(encoding="utf-8") == "# mine\n"
