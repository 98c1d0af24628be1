"""The CSV files survive interruption."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.cli.result_rows import read_rows
from core.errors import IsuganError
from core.images.areas import Area
from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.inspection.results_csv import (
    DEFECT_COLUMNS,
    DEFECTS,
    RESULT_COLUMNS,
    RESULTS,
    ResultsWriter,
    made_from,
    write_results,
    written_path,
)
from core.inspection.stamp import FileStamp


def inspection(name: str, defects: int = 1) -> Inspection:
    contour = np.array([[1, 1], [5, 1], [5, 5]], np.float32)
    one = Defect(contour, 16, 0.5, 5, 0.2, 0.1, 3, 3, 1, 1, 5, 5)
    return Inspection(Path(name), 64, 32, 0.4, Verdict.NG, 0.2, 0.3, 0.5, 0.5, (one,) * defects, 0.01, 0.001)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_columns_and_values(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path / "out") as writer:
        writer.write(inspection("a,b.png", 2))
        writer.write(FailedInspection(Path("坏.png"), "坏.png is empty."))
    first, second = rows(tmp_path / "out" / RESULTS)
    assert tuple(first) == RESULT_COLUMNS
    assert first["path"] == "a,b.png"
    assert (first["score"], first["verdict"], first["ng_cut"], first["defects"]) == (
        "0.400000",
        "NG",
        "0.300000",
        "2",
    )
    assert first["area_px"] == "32.0"
    assert (second["path"], second["error"], second["score"]) == ("坏.png", "坏.png is empty.", "")
    found = rows(tmp_path / "out" / DEFECTS)
    assert tuple(found[0]) == DEFECT_COLUMNS
    assert [r["defect"] for r in found] == ["1", "2"]


def test_a_folder_with_results_is_not_overwritten(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path) as writer:
        writer.write(inspection("a"))
    with pytest.raises(IsuganError, match="--resume"):
        ResultsWriter(tmp_path)
    assert len(rows(tmp_path / RESULTS)) == 1


def test_resume_after_a_cut_at_any_byte_gives_the_same_files(tmp_path: Path) -> None:
    """Both files are cut as a kill could leave them; the finished run is byte for byte the uninterrupted one."""
    items = [
        inspection("a", 2),
        FailedInspection(Path("b"), "line one\nline two"),
        inspection("c"),
        inspection("d", 0),
    ]
    write_results(tmp_path / "whole", items)
    whole = {name: (tmp_path / "whole" / name).read_bytes() for name in (RESULTS, DEFECTS)}
    for cut in range(0, len(whole[RESULTS]), 7):
        out = tmp_path / f"cut{cut}"
        out.mkdir()
        (out / RESULTS).write_bytes(whole[RESULTS][:cut])
        (out / DEFECTS).write_bytes(
            whole[DEFECTS]
        )  # defects are written first: at least as far as the results
        with ResultsWriter(out, resume=True) as writer:
            for item in items:
                if written_path(item.path) not in writer.done:
                    writer.write(item)
        assert {name: (out / name).read_bytes() for name in whole} == whole, cut


def test_a_table_with_earlier_names_is_gone_on_with(tmp_path: Path) -> None:
    write_results(tmp_path, [inspection("a", 2), inspection("b")])
    table = tmp_path / RESULTS
    whole = table.read_text(encoding="utf-8")
    table.write_text(
        whole.replace("ng_cut,review_cut", "threshold,review_threshold"), encoding="utf-8", newline=""
    )
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert list(writer.done) == ["a", "b"]
        assert "threshold is now called ng_cut, review_threshold is now called review_cut" in writer.notice
    assert rows(table)[0]["ng_cut"] == "0.300000"
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert writer.notice == ""


def test_a_table_without_the_last_columns_is_begun_anew(tmp_path: Path) -> None:
    write_results(tmp_path, [inspection("a")])
    lines = (
        (tmp_path / RESULTS)
        .read_text(encoding="utf-8")
        .replace("ng_cut,review_cut", "threshold,review_threshold")
    )
    shorter = [",".join(line.split(",")[:10]) for line in lines.splitlines()]
    (tmp_path / RESULTS).write_text("\n".join([*shorter, ""]), encoding="utf-8")
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert writer.done == {}
        assert "begun anew" in writer.notice
    assert rows(tmp_path / RESULTS) == rows(tmp_path / DEFECTS) == []


@pytest.mark.parametrize("name", [RESULTS, DEFECTS])
@pytest.mark.parametrize("text", ["part,result\n1,good\n", "part"])
def test_a_table_of_somebody_else_is_left_alone(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    for resume in (False, True):
        with pytest.raises(IsuganError, match=r"already holds|no table that"):
            ResultsWriter(tmp_path, resume)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == text


def test_an_unwritable_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(IsuganError, match="cannot be written"):
        ResultsWriter(tmp_path / "file" / "out")


def test_writer_and_one_shot_write_the_same(tmp_path: Path) -> None:
    items = [inspection("a", 3), FailedInspection(Path("b"), "broken")]
    write_results(tmp_path / "one", items)
    with ResultsWriter(tmp_path / "two") as writer:
        for item in items:
            writer.write(item)
    for name in (RESULTS, DEFECTS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_row_says_what_it_was_made_from(tmp_path: Path) -> None:
    area = Area(kind="ignore", shape="ellipse", points=((0, 0), (0.5, 0.5)))
    stamp = FileStamp(321, 1_700_000_000_123_456_789)
    with ResultsWriter(tmp_path) as writer:
        writer.write(replace(inspection("a"), stamp=stamp, areas=(area,)))
        writer.write(inspection("b"))
    first, second = rows(tmp_path / RESULTS)
    assert (first["file_bytes"], first["file_modified"]) == ("321", "2023-11-14T22:13:20.123456+00:00")
    assert len(first["areas"]) == 12
    assert (second["file_bytes"], second["file_modified"], second["areas"]) == ("", "", "")
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert writer.done == {"a": made_from(stamp, (area,)), "b": made_from(None, ())}
    assert made_from(stamp, ()) != made_from(stamp, (area,)) != made_from(stamp._replace(size=322), (area,))


def test_forgotten_files_leave_no_row(tmp_path: Path) -> None:
    with ResultsWriter(tmp_path) as writer:
        for name in "abc":
            writer.write(inspection(name, 2))
        writer.forget({"b"})
        writer.write(inspection("b", 1))
    assert [row["path"] for row in rows(tmp_path / RESULTS)] == ["a", "c", "b"]
    assert [row["path"] for row in rows(tmp_path / DEFECTS)] == ["a", "a", "c", "c", "b"]


@pytest.mark.parametrize("name", ["=1+1.png", "+1.png", "-1.png", "@a.png", "\t=1.png"])
def test_no_cell_of_a_bare_name_begins_like_a_formula(name: str, tmp_path: Path) -> None:
    """`isugan inspect MODEL .` names files as they lie there; a path in the table stays one that can be opened."""
    with ResultsWriter(tmp_path) as writer:
        writer.write(inspection(name))
        writer.write(FailedInspection(Path(f"x{name}"), f"{name} is damaged."))
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert written_path(Path(name)) in writer.done
    cells = [cell for table in (RESULTS, DEFECTS) for row in rows(tmp_path / table) for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    written = rows(tmp_path / RESULTS)[0]["path"]
    assert (tmp_path / written) == tmp_path / name
    assert float(rows(tmp_path / RESULTS)[0]["score"]) == 0.4


@pytest.mark.parametrize(("column", "cell"), [("score", "x"), ("defects", "1.5"), ("file_bytes", "9" * 5000)])
def test_a_row_without_its_figures_is_done_again(column: str, cell: str, tmp_path: Path) -> None:
    with ResultsWriter(tmp_path) as writer:
        writer.write(inspection("a.png"))
        writer.write(inspection("b.png"))
    lines = rows(tmp_path / RESULTS)
    lines[0][column] = cell
    with (tmp_path / RESULTS).open("w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, RESULT_COLUMNS)
        table.writeheader()
        table.writerows(lines)
    with ResultsWriter(tmp_path, resume=True) as writer:
        assert list(writer.done) == ["b.png"]
    assert len(read_rows(tmp_path)[0]) == 1
