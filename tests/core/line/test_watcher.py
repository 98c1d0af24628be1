from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.errors import IsuganError
from core.inspection.result import Verdict
from core.inspection.results_csv import Item
from core.line.watcher import WatchSettings
from tests.core.line.standin import Line, inspect, make_png

ODD = "d\udcff.png" if sys.platform == "linux" else "d.png"
"""No UTF-8, which not every system takes."""
SLOW = WatchSettings(settle_seconds=1, give_up_seconds=30, poll_seconds=0.5)


@pytest.fixture
def slow(line: Line) -> Line:
    line.settings = SLOW
    return line


def test_each_goes_to_the_folder_of_its_verdict_and_keeps_its_place_there(line: Line) -> None:
    sent = {
        place: make_png(line.root / "in" / place, verdict, number)
        for number, (place, verdict) in enumerate(
            {
                "a ü 🔩.png": Verdict.OK,
                "26-11/b.png": Verdict.NG,
                "26-11/x/c.png": Verdict.REVIEW,
                ODD: Verdict.OK,
            }.items()
        )
    }
    (line.root / "in" / "note.txt").write_text("not an image")
    line.watch()
    assert line.places() == {
        "ok/a ü 🔩.png": sent["a ü 🔩.png"],
        f"ok/{ODD}": sent[ODD],
        "ng/26-11/b.png": sent["26-11/b.png"],
        "review/26-11/x/c.png": sent["26-11/x/c.png"],
        "in/note.txt": b"not an image",
    }
    told = {each["verdict"]: each for each in line.lines()}
    assert told["NG"]["path"] == str(line.root / "in" / "26-11" / "b.png")
    assert told["NG"]["moved_to"] == str(line.root / "ng" / "26-11" / "b.png")
    assert len(line.lines()) == len(line.told) == 4
    assert line.said == []


def test_the_same_name_and_the_same_content_again(line: Line) -> None:
    contents = []
    for number in (1, 1, 2):
        contents.append(make_png(line.root / "in" / "a.png", Verdict.OK, number))
        line.watch()
    assert list(line.places().items()) == [
        ("ok/a-2.png", contents[1]),
        ("ok/a-3.png", contents[2]),
        ("ok/a.png", contents[0]),
    ]
    assert [Path(each["moved_to"]).name for each in line.lines()] == ["a.png", "a-2.png", "a-3.png"]


def test_a_half_written_file_is_waited_for(slow: Line) -> None:
    whole = make_png(slow.root / "whole.png", Verdict.NG, 1)
    path = slow.root / "in" / "a.png"
    path.touch()

    def write(now: float) -> None:
        """A byte every half second, then a pause in the middle that is longer than the time to settle."""
        size = path.stat().st_size if path.exists() else len(whole)
        if size < len(whole) and (size < 30 or now > 25):
            path.write_bytes(whole[: size + 1] if size < 30 else whole)

    slow.asleep = write
    slow.watch()
    slow.check({"a.png": whole})
    (told,) = slow.lines()
    assert (told["verdict"], told["error"]) == ("NG", None)
    assert told["seconds"] >= 1


def test_what_stays_unreadable_is_given_up_and_told(slow: Line) -> None:
    whole = make_png(slow.root / "whole.png")
    sent = {"torn.png": whole[:50], "empty.jpg": b"", "none.bmp": b"text"}
    for name, content in sent.items():
        (slow.root / "in" / name).write_bytes(content)

    def nothing_yet(now: float) -> None:
        assert now > 30 or len(slow.places()) == 3

    slow.asleep = nothing_yet
    slow.watch()
    slow.check(sent)
    assert slow.now < 33
    assert all(place.startswith("bad/") for place in slow.places())
    for told in slow.lines():
        assert told["verdict"] is told["score"] is told["defects"] is None
        assert Path(told["path"]).name in told["error"]


def test_a_file_that_lacks_nothing_but_its_end_has_its_verdict_after_the_wait(slow: Line) -> None:
    sent = {"a.png": make_png(slow.root / "in" / "a.png", Verdict.NG)[:-4]}
    (slow.root / "in" / "a.png").write_bytes(sent["a.png"])
    slow.watch()
    slow.check(sent)
    assert slow.now > 30
    assert [each["verdict"] for each in slow.lines()] == ["NG"]


def test_a_file_that_changes_while_it_is_inspected_is_inspected_again(line: Line) -> None:
    path = line.root / "in" / "a.png"
    make_png(path, Verdict.OK, 1)
    rounds: list[int] = []

    def changing(paths: Iterable[Path]) -> Iterator[Item]:
        for item in inspect(paths):
            rounds.append(1)
            if len(rounds) == 1:
                make_png(path, Verdict.NG, 2)
            yield item

    line.inspect = changing
    line.watch()
    assert [each["verdict"] for each in line.lines()] == ["NG"]
    assert list(line.places()) == ["ng/a.png"]


def test_one_bad_moment_of_a_share_condemns_no_image(line: Line) -> None:
    """Even one that has waited longer for its turn than unreadable ones are given."""
    sent = {"a.png": make_png(line.root / "in" / "a.png")}
    rounds: list[int] = []

    def bad_moment(paths: Iterable[Path]) -> Iterator[Item]:
        from core.inspection.result import FailedInspection

        for item in inspect(paths):
            rounds.append(1)
            yield item if len(rounds) > 1 else FailedInspection(item.path, "Input/output error", item.stamp)

    line.inspect = bad_moment
    line.watch()
    line.check(sent)
    assert list(line.places()) == ["ok/a.png"]


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file cannot be renamed there")
@pytest.mark.parametrize("name", ["in", "ng"])
def test_an_idle_watch_notices_that_a_share_is_away_and_back(name: str, slow: Line) -> None:
    share, sent = slow.root / name, {}

    def asleep(now: float) -> None:
        if 5 < now < 10 and not (slow.root / "away").exists():
            share.rename(slow.root / "away")
        if now > 20 and (slow.root / "away").exists():
            (slow.root / "away").rename(share)
            sent["a.png"] = make_png(slow.root / "in" / "a.png", Verdict.NG)
        slow.ended = len(slow.told) == 1

    slow.asleep = asleep
    slow.watch(once=False)
    slow.check(sent)
    assert len(slow.said) == 2
    assert slow.said[0].startswith(f"Waiting: {share}: it is away")
    assert slow.said[1] == "Going on."


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file cannot be renamed there")
def test_a_watch_of_another_that_came_while_the_share_was_away(slow: Line) -> None:
    from core.line.lock import WatchLock

    state, others = slow.folders.state, []

    def asleep(now: float) -> None:
        if now > 5 and not others:
            (slow.root / "in").rename(slow.root / "away")
            state.mkdir(parents=True)  # a server that has forgotten the lock
            others.append(WatchLock(state))
            others[0].take()
            (slow.root / "ok").rename(slow.root / "ok away")
        elif now > 10 and (slow.root / "ok away").exists():
            (slow.root / "ok away").rename(slow.root / "ok")

    slow.asleep = asleep
    with pytest.raises(IsuganError, match="being watched already"):
        slow.watch(once=False)
    others[0].release()


def test_a_second_watch_is_refused(line: Line) -> None:
    def asleep(now: float) -> None:
        with pytest.raises(IsuganError, match="watched already") as error:
            Line(line.root).watch()
        assert error.value.way_out
        line.ended = True

    line.asleep = asleep
    line.watch(once=False)
    Line(line.root).watch()


def test_asked_to_end_it_sorts_what_is_being_inspected(line: Line) -> None:
    for number in range(100):
        make_png(line.root / "in" / f"{number}.png", Verdict.OK, number)

    def ending(paths: Iterable[Path]) -> Iterator[Item]:
        for item in inspect(paths):
            line.ended = item.path.name == "9.png"
            yield item

    line.inspect = ending
    line.watch(once=False)
    assert sorted(int(Path(each["path"]).stem) for each in line.lines()) == list(range(10))
    assert sum(place.startswith("in/") for place in line.places()) == 90
    line.inspect, line.ended = inspect, False
    line.watch()
    assert len(line.lines()) == len(line.places()) == 100


def test_an_error_of_the_inspection_ends_the_watch_and_loses_nothing(line: Line) -> None:
    sent = {f"{number}.png": make_png(line.root / "in" / f"{number}.png") for number in range(3)}

    def breaking(paths: Iterable[Path]) -> Iterator[Item]:
        yield from list(inspect(paths))[:2]
        raise RuntimeError("out of memory")

    line.inspect = breaking
    with pytest.raises(RuntimeError):
        line.watch()
    line.inspect = inspect
    line.watch()
    line.check(sent)


def test_only_so_many_are_known_at_a_time(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.line.watcher.KNOWN", 7)
    sent = {f"{number}.png": make_png(line.root / "in" / f"{number}.png") for number in range(50)}
    given: list[int] = []

    def counted(paths: Iterable[Path]) -> Iterator[Item]:
        items = list(inspect(paths))
        given.append(len(items))
        yield from items

    line.inspect = counted
    line.watch()
    line.check(sent)
    assert given == [7] * 7 + [1]
    order = [int(Path(each["path"]).stem) for each in line.lines()]
    assert order == sorted(order)


def test_it_looks_again_while_there_is_much_to_do(line: Line) -> None:
    """An image at the front of the order that comes later does not wait for all the others."""
    for number in range(10, 40):
        make_png(line.root / "in" / f"{number}.png")

    def taking_time(paths: Iterable[Path]) -> Iterator[Item]:
        for item in inspect(paths):
            line.now += 1
            if line.now == 3:
                make_png(line.root / "in" / "1.png")
            yield item

    line.inspect = taking_time
    line.watch()
    assert "1.png" in [Path(each["path"]).name for each in line.lines()][:10]
    assert len(line.lines()) == 31


def test_a_folder_that_cannot_be_listed_is_told_once(slow: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    (slow.root / "in" / "locked").mkdir()
    whole = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr("os.scandir", scandir)
    slow.asleep = lambda now: setattr(slow, "ended", now > 5)
    slow.watch(once=False)
    assert slow.said == [f"{slow.root / 'in' / 'locked'} cannot be listed: Permission denied."]


def test_a_restart_with_the_folders_mounted_elsewhere(line: Line, tmp_path: Path) -> None:
    sent = {"a.png": make_png(line.root / "in" / "a.png")}
    line.watch()
    shutil.move(line.root, tmp_path / "elsewhere")
    other = replace(line, root=tmp_path / "elsewhere")
    sent = {"b.png": make_png(other.root / "in" / "b.png", Verdict.NG)}
    other.watch()
    assert (other.root / "ng" / "b.png").read_bytes() == sent["b.png"]
