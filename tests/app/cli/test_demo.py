from __future__ import annotations

import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli import demo_files
from app.cli.checks.engine import demo as demo_checks
from app.cli.exit_codes import ExitCode

Run = Callable[..., Result]


@pytest.fixture
def demo(calibrated: Callable, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo of four images, a.png and b.png twice, whose model flags everything."""
    (photos / "x" / "a.png").rename(photos / "c.png")
    (photos / "x" / "b.png").rename(photos / "d.png")
    (photos / "x").rmdir()
    truth = tmp_path / "truth.csv"
    truth.write_text("name,label\na.png,good\nb.png,defective\nc.png,defective\nd.png,good\n")
    monkeypatch.setattr(demo_files, "DEMO_MODEL", calibrated(0.0, 0.0))
    monkeypatch.setattr(demo_files, "DEMO_IMAGES", photos)
    monkeypatch.setattr(demo_files, "TRUTH", truth)
    return photos


def test_headless_inspects_and_counts(demo: Path, tmp_path: Path, isugan: Run, isugan_json: Callable) -> None:
    document, code = isugan_json("demo", "--headless", "--out", tmp_path / "out")
    assert code == ExitCode.OK
    assert (document["found"], document["defective"]) == (2, 2)
    assert (document["false_alarms"], document["good"]) == (2, 2)
    assert [image["name"] for image in document["images"]] == ["a.png", "b.png", "c.png", "d.png"]
    assert (tmp_path / "out" / "results.csv").is_file()
    assert len(list((tmp_path / "out" / "overlays").iterdir())) == 4
    result = isugan("demo", "--headless", "--out", tmp_path / "again")
    assert "Flagged 2 of 2 defective images" in result.stdout


def test_headless_says_so_when_it_finds_nothing(
    demo: Path, calibrated: Callable, tmp_path: Path, isugan: Run
) -> None:
    calibrated(9.0, 9.0)
    result = isugan("demo", "--headless", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.OK
    assert "Flagged 0 of 2 defective images" in result.stdout


@pytest.mark.parametrize("words", [["--headless"], ["--out", "x"]])
def test_headless_and_out_go_together(words: list[str], demo: Path, isugan: Run) -> None:
    assert isugan("demo", *words).exit_code == ExitCode.USAGE


def test_the_window_opens_on_the_demo(demo: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple] = []
    launch = types.ModuleType("app.gui.launch")
    launch.run = lambda *a, **k: opened.append((a, k)) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.gui.launch", launch)
    assert isugan("demo").exit_code == ExitCode.OK
    (([model, *images],), options) = opened[0]
    assert model == demo_files.DEMO_MODEL
    assert [path.name for path in images] == ["a.png", "b.png", "c.png", "d.png"]
    assert options == {"inspect_now": True, "language": ""}


def test_the_launcher_takes_what_the_command_gives() -> None:
    import inspect

    from app.gui.launch import run

    inspect.signature(run).bind([Path("model"), Path("image")], inspect_now=True, language="")


def test_a_window_that_cannot_load_is_an_error_with_a_way_out(
    demo: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "app.gui.launch", None)
    result = isugan("demo")
    assert result.exit_code == ExitCode.FAILURE
    assert "--headless" in result.stderr


@pytest.mark.parametrize("missing", ["model", "images", "truth"])
def test_missing_demo_files(
    missing: str, demo: Path, tmp_path: Path, isugan_json: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = {"model": "DEMO_MODEL", "images": "DEMO_IMAGES", "truth": "TRUTH"}[missing]
    monkeypatch.setattr(demo_files, name, tmp_path / "gone")
    document, code = isugan_json("demo", "--headless", "--out", tmp_path / "out")
    assert code == ExitCode.FAILURE
    assert "gone" in document["error"]
    assert "Install" in document["way_out"]
    assert any(check.state == "fail" for check in demo_checks())


def test_the_doctor_is_content_with_a_whole_demo(demo: Path) -> None:
    checks = list(demo_checks())
    assert [check.state for check in checks] == ["ok", "ok"]
    assert checks[1].detail == "4 images, 4 with a known label"
