from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

KILLS = 60


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork, and no kill -9, on this system")
def test_a_writer_that_is_killed_at_any_moment_loses_nothing_that_was_saved(
    tmp_path: Path, pictures: Any, run_script: Any
) -> None:
    """The file stays whole and everything that was said to be saved is in it, not only what is a second old."""
    pictures(tmp_path / "images", *(f"{number}.png" for number in range(400)))
    script = Path(__file__).with_name("crash_script.py").read_text(encoding="utf-8")
    (tmp_path / "work").mkdir()
    saved = run_script(script, tmp_path / "work", tmp_path / "images", str(KILLS), "7", timeout=280)
    assert len(saved) == KILLS
    # They died while they worked, not before.
    assert sum(saved) > KILLS
    assert sum(count > 0 for count in saved) > KILLS / 3
