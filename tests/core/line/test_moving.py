from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.line.moving import Move, Moved, carry_out, free_place, stamp_now

Make = Callable[..., Move]


def here() -> None:
    pass


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A move of a file with this content from `in` to a place in `ok`."""

    def made(place: str = "a.png", content: bytes = b"image") -> Move:
        source = tmp_path / "in" / "a.png"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        (tmp_path / "ok").mkdir(exist_ok=True)
        stamp = stamp_now(source)
        assert stamp is not None
        return Move(source, stamp, tmp_path / "ok", place, {"path": str(source)})

    return made


@pytest.fixture(params=["links", "no links", "other disk", "other disk without links"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """What kind of disk the target is on."""
    link, replace = os.link, os.replace

    def leaves(source: Any, target: Any) -> bool:
        return "other" in request.param and Path(source).parent != Path(target).parent

    def other_link(source: Any, target: Any) -> None:
        if leaves(source, target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if request.param != "links" and request.param != "other disk":
            raise OSError(errno.EPERM, "Operation not permitted")
        link(source, target)

    def other_replace(source: Any, target: Any) -> None:
        if leaves(source, target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr("os.link", other_link)
    monkeypatch.setattr("os.replace", other_replace)
    kind: str = request.param
    return kind


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_is_moved_with_its_time_and_told(disk: str, make: Make, tmp_path: Path) -> None:
    move = make("sub/deep/a.png")
    assert carry_out(move, False, here) is Moved.DONE
    assert files(tmp_path) == {"ok/sub/deep/a.png": b"image"}
    assert stamp_now(move.target) == move.stamp
    assert str(move.target).replace("\\", "\\\\") in move.line


def test_nothing_is_overwritten(disk: str, make: Make, tmp_path: Path) -> None:
    move = make()
    move.target.write_bytes(b"other")
    for begun in (False, True):
        with pytest.raises(FileExistsError):
            carry_out(move, begun, here)
        assert files(tmp_path) == {"in/a.png": b"image", "ok/a.png": b"other"}


def test_an_empty_file_of_that_name_is_not_overwritten_either(disk: str, make: Make, tmp_path: Path) -> None:
    move = make()
    move.target.touch()
    with pytest.raises(FileExistsError):
        carry_out(move, False, here)
    assert files(tmp_path) == {"in/a.png": b"image", "ok/a.png": b""}


def test_a_file_in_the_place_of_a_folder_is_not_a_name_that_is_taken(make: Make, tmp_path: Path) -> None:
    move = make("sub/a.png")
    (tmp_path / "ok" / "sub").write_text("a file")
    with pytest.raises(NotADirectoryError, match="it is a file"):
        carry_out(move, False, here)
    assert files(tmp_path) == {"in/a.png": b"image", "ok/sub": b"a file"}


def test_only_the_file_that_was_inspected_is_moved(disk: str, make: Make, tmp_path: Path) -> None:
    move = make()
    move.source.write_bytes(b"another image")
    for begun in (False, True):
        assert carry_out(move, begun, here) is Moved.CHANGED
    move.source.unlink()
    assert carry_out(move, False, here) is Moved.GONE
    assert files(tmp_path) == {}


def test_gone_on_with(disk: str, make: Make, tmp_path: Path) -> None:
    """What a killed attempt can leave: nothing, a part, both files, the target alone, and a new file at the source."""
    move = make()
    move.part.write_bytes(b"ima")
    assert carry_out(move, True, here) is Moved.DONE
    assert files(tmp_path) == {"ok/a.png": b"image"}
    assert carry_out(move, True, here) is Moved.DONE
    move.source.write_bytes(b"the next image")
    assert carry_out(move, True, here) is Moved.DONE
    assert files(tmp_path) == {"in/a.png": b"the next image", "ok/a.png": b"image"}
    move = make("b.png")
    move.target.write_bytes(b"image")
    assert carry_out(move, True, here) is Moved.DONE
    assert files(tmp_path) == {"ok/a.png": b"image", "ok/b.png": b"image"}
    move = make("c.png")
    move.target.touch()  # it held the name
    assert carry_out(move, True, here) is Moved.DONE
    move.target.unlink()  # somebody fetches it
    assert carry_out(move, True, here) is Moved.DONE


def test_a_file_that_is_away_with_its_folder_is_not_gone(make: Make, tmp_path: Path) -> None:
    move = make()
    (tmp_path / "in").rename(tmp_path / "away")

    def away() -> None:
        raise OSError(errno.ENOENT, "it is away", str(tmp_path / "in"))

    for begun in (False, True):
        with pytest.raises(OSError, match="away"):
            carry_out(move, begun, away)
    looks: list[int] = []

    def back_at_the_second() -> None:
        looks.append(1)
        if len(looks) == 2:
            (tmp_path / "away").rename(tmp_path / "in")

    assert carry_out(move, False, back_at_the_second) is Moved.DONE


@pytest.mark.skipif(os.name == "nt", reason="files are moved by another call there")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_copy_that_fails_leaves_nothing(
    code: int, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = make()

    def other_disk(*_: Any) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    def copy(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:2])
        raise OSError(code, "in the middle")

    monkeypatch.setattr("os.link", other_disk)
    monkeypatch.setattr("shutil.copyfile", copy)
    with pytest.raises(OSError, match="in the middle"):
        carry_out(move, False, here)
    assert files(tmp_path) == {"in/a.png": b"image"}


@pytest.mark.skipif(os.name == "nt", reason="files are moved by another call there")
def test_a_copy_that_is_too_short_is_an_error(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = make()
    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError(errno.EXDEV, "other disk")))
    monkeypatch.setattr("shutil.copyfile", lambda _source, target: target.write_bytes(b"im"))
    with pytest.raises(OSError, match="not as long"):
        carry_out(move, False, here)
    assert files(tmp_path) == {"in/a.png": b"image"}


@pytest.mark.skipif(os.name == "nt", reason="renames in one step there")
def test_an_original_that_may_not_go_keeps_its_only_place(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move, unlink = make(), os.unlink

    def refuse(path: Any) -> None:
        if Path(path) == move.source:
            raise PermissionError(errno.EPERM, "Operation not permitted", str(path))
        unlink(path)

    monkeypatch.setattr("os.unlink", refuse)
    with pytest.raises(PermissionError):
        carry_out(move, False, here)
    assert files(tmp_path) == {"in/a.png": b"image"}


@pytest.mark.skipif(os.name == "nt", reason="renames in one step there")
def test_an_answer_that_was_lost_loses_no_file(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server did what it was asked, and the connection broke before it could say so."""
    move, unlink = make(), os.unlink

    def break_off(path: Any) -> None:
        unlink(path)
        raise OSError(errno.ETIMEDOUT, "Connection timed out", str(path))

    monkeypatch.setattr("os.unlink", break_off)
    with pytest.raises(OSError, match="timed out"):
        carry_out(move, False, here)
    monkeypatch.setattr("os.unlink", unlink)
    assert files(tmp_path) == {"ok/a.png": b"image"}
    assert carry_out(move, True, here) is Moved.DONE


def test_a_free_name_is_found_in_few_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    asked: list[Path] = []
    monkeypatch.setattr("core.line.moving.stamp_now", lambda path: asked.append(path) or stamp_now(path))
    for number in range(1, 101):
        place = free_place(tmp_path, "sub/a.b.png")
        assert place == ("sub/a.b.png" if number == 1 else f"sub/a.b-{number}.png")
        (tmp_path / place).touch()
    asked.clear()
    free_place(tmp_path, "sub/a.b.png")
    assert len(asked) < 20


def test_a_name_that_the_disk_does_not_know_is_that_of_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stamp_now(tmp_path / ("a" * 300)) is None

    def away(_: Path) -> None:
        raise OSError(errno.EHOSTDOWN, "Host is down")

    monkeypatch.setattr(Path, "lstat", away)
    with pytest.raises(OSError, match="down"):
        stamp_now(tmp_path / "a.png")
