from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import IsuganError
from core.inspection.result import Verdict
from core.line.folders import MARK, Folders

Make = Callable[..., list[Path]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(*names: str) -> list[Path]:
        for name in names:
            (tmp_path / name).mkdir(parents=True, exist_ok=True)
        return [tmp_path / name for name in names]

    return made


def test_each_verdict_has_its_folder(make: Make) -> None:
    paths = make("in", "ok", "review", "ng")
    folders = Folders.of(*paths)
    assert [folders.target(verdict) for verdict in (Verdict.OK, Verdict.REVIEW, Verdict.NG)] == paths[1:]
    assert folders.unreadable == folders.review
    assert folders.targets == tuple(paths[1:])
    with pytest.raises(KeyError):
        folders.target(Verdict.UNCALIBRATED)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("in", "ok", "ok", "ng"), "the same folder"),
        (("in", "ok", "review", "in"), "the same folder"),
        (("in", "in/ok", "review", "ng"), "in/ok lies in .*in"),
        (("all/in", "all", "review", "ng"), "all/in lies in .*all"),
        (("in", "ok", "ok/review", "ng"), "ok/review lies in"),
        (("in", "ok", "review", "ng", "in/x/bad"), "in/x/bad lies in"),
    ],
)
def test_folders_lie_apart(names: tuple[str, ...], message: str, make: Make) -> None:
    with pytest.raises(IsuganError, match=message) as error:
        Folders.of(*make(*names))
    assert error.value.way_out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_does_not_hide_that_they_are_the_same(make: Make, tmp_path: Path) -> None:
    watched, ok, review = make("in", "ok", "review")
    (tmp_path / "other").symlink_to(watched)
    with pytest.raises(IsuganError, match="the same folder"):
        Folders.of(watched, ok, review, tmp_path / "other")
    (watched / "inner").mkdir()
    (tmp_path / "deep").symlink_to(watched / "inner")
    with pytest.raises(IsuganError, match="lies in"):
        Folders.of(watched, ok, review, tmp_path / "deep")


def test_a_folder_that_is_not_there_is_not_made(make: Make, tmp_path: Path) -> None:
    paths = make("in", "ok", "review")
    with pytest.raises(IsuganError, match=r"There is no folder .*ng") as error:
        Folders.of(*paths, tmp_path / "ng")
    assert "mount" in error.value.way_out
    assert not (tmp_path / "ng").exists()


@pytest.mark.parametrize("name", ["in", "ng"])
def test_an_empty_mount_point_is_not_the_folder(name: str, make: Make, tmp_path: Path) -> None:
    folders = Folders.of(*make("in", "ok", "review", "ng"))
    folders.mark()
    folders.check_here()
    (tmp_path / name).rename(tmp_path / "share")
    with pytest.raises(OSError, match="away") as error:
        folders.check_here()
    assert error.value.filename == str(tmp_path / name)
    (tmp_path / name).mkdir()
    with pytest.raises(OSError, match="another folder"):
        folders.check_here()
    shutil.rmtree(tmp_path / name)
    (tmp_path / "share").rename(tmp_path / name)
    folders.check_here()
    assert (folders.ok / MARK).stat().st_size == 0
