from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.inspection.results_csv import DEFECT_COLUMNS, RESULT_COLUMNS
from core.inspection.stamp import FileStamp
from core.line.record import line_of, record_of

AT = datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
DEFECT = Defect(
    np.zeros((3, 2), np.float32), 12.34, 0.123456, 5.55, 0.654321, 0.111119, 1.26, 2.0, 1.0, 1.0, 3.0, 4.0
)
FOUND = Inspection(
    Path("in") / "ü.png",
    8,
    9,
    0.12345678,
    Verdict.NG,
    0.05,
    0.1,
    0.3,
    0.5,
    (DEFECT,),
    0.123456,
    0.2,
    stamp=FileStamp(77, 1_700_000_000_123_456_789),
)


def test_the_words_are_those_of_the_csv() -> None:
    record = record_of(FOUND, Path("ng"), 1.23456, AT)
    assert set(record) == set(RESULT_COLUMNS) - {"areas"} | {"time", "moved_to", "seconds"}
    assert list(record["defects"][0]) == list(DEFECT_COLUMNS[2:])
    assert set(record_of(FailedInspection(Path("a"), "broken"), Path("x"), 1, AT)) == set(record)


def test_one_line_of_ascii_with_the_csv_s_figures() -> None:
    text = line_of(record_of(FOUND, Path("ng"), 1.23456, AT), Path("ng") / "ü-2.png")
    assert text.isascii()
    assert "\n" not in text
    line = json.loads(text)
    assert (line["path"], line["moved_to"]) == (str(FOUND.path), str(Path("ng") / "ü-2.png"))
    assert (line["verdict"], line["score"], line["review_cut"], line["ng_cut"]) == ("NG", 0.123457, 0.05, 0.1)
    assert (line["time"], line["seconds"]) == ("2026-01-02T03:04:05.678+00:00", 1.235)
    assert (line["file_bytes"], line["file_modified"]) == (77, "2023-11-14T22:13:20.123456+00:00")
    figures = {"area_px": 12.3, "area_percent": 0.1235, "mean_ssim": 0.6543, "contrast": 0.1111, "x": 1.3}
    assert figures.items() <= line["defects"][0].items()
    assert line["error"] is None


def test_a_file_that_could_not_be_read_has_its_error_and_null() -> None:
    record = record_of(FailedInspection(Path("a\udcff.png"), "a\udcff.png is broken"), Path("bad"), 1, AT)
    assert (record["verdict"], record["score"], record["defects"]) == (None, None, None)
    assert record["error"] == r"a\udcff.png is broken"
    assert record["path"] == r"a\udcff.png"
    json.loads(line_of(record, Path("bad") / "a\udcff.png"))


def test_a_figure_that_is_no_number_is_null() -> None:
    odd = replace(FOUND, defects=(replace(DEFECT, mean_ssim=float("nan")),))
    line = json.loads(line_of(record_of(odd, Path("ng"), 1, AT), Path("ng")))
    assert line["defects"][0]["mean_ssim"] is None
