from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import psutil
import pytest

from core.inspection.result import Verdict
from tests.core.line.standin import SHADES, Line, make_png

FILES = 20_000
KINDS = 60
MB = 1e6


@pytest.mark.slow
def test_20_000_at_once_are_sorted_in_the_same_memory(quick_folder: Path) -> None:
    line = Line(quick_folder)
    verdicts = list(SHADES)
    contents = [make_png(quick_folder / "a.png", verdicts[kind % 3], kind) for kind in range(KINDS)]
    for number in range(FILES):
        (quick_folder / "in" / f"{number}.png").write_bytes(contents[number % KINDS])
    process, resident = psutil.Process(), [0] * 0
    counts = dict.fromkeys(verdicts, 0)

    class Told(list[dict[str, Any]]):
        def append(self, record: dict[str, Any]) -> None:
            counts[Verdict(record["verdict"])] += 1
            if sum(counts.values()) % 2_500 == 0:
                resident.append(process.memory_info().rss)

    line.told = Told()
    line.watch()

    assert len(resident) == 8
    assert max(resident[1:]) - resident[1] < 6 * MB
    names = {f"{number}.png": verdicts[number % 3] for number in range(FILES)}
    assert counts == {verdict: list(names.values()).count(verdict) for verdict in verdicts}
    places = {Verdict.OK: "ok", Verdict.REVIEW: "review", Verdict.NG: "ng"}
    for verdict, place in places.items():
        found = {name for name in os.listdir(quick_folder / place) if name[0] != "."}  # noqa: PTH208
        assert found == {name for name, wanted in names.items() if wanted is verdict}
    told = {line["path"]: line["moved_to"] for line in line.lines()}
    assert len(told) == len(line.lines()) == FILES
    assert told == {
        str(quick_folder / "in" / name): str(quick_folder / places[verdict] / name)
        for name, verdict in names.items()
    }
