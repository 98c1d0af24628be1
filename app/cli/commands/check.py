"""`isugan check`: is this dataset fit for work?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.options import dataset_argument, make_command
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.datasets.check import CheckReport, Duplicates


MOST_SIZES = 6
"""Sizes listed one by one; hand-cut photos have hundreds. `--json` has them all."""


@make_command
@dataset_argument
def command(dataset: Path, layout: str | None, defect_types: tuple[str, ...], as_json: bool) -> Outcome:
    """Show what was recognised in DATASET, how many images there are, and every file that is not usable.

    The exit code is 5 if a file cannot be read.
    """
    from core.datasets.check import check_dataset

    opened = open_dataset(dataset, layout, defect_types)
    with progress_bar("Reading", hidden=as_json) as advance:
        report = check_dataset(opened, advance)
    code = ExitCode.UNREADABLE if report.unreadable else ExitCode.OK
    return Outcome(_text(report), report.to_json(), code)


def _text(report: CheckReport) -> str:
    blocks = [f"{report.root}: layout {report.layout}, {report.images} images"]
    blocks.append(
        table(
            [(split, label, number) for split, row in report.counts.items() for label, number in row.items()],
            ("split", "label", "images"),
        )
    )
    blocks += [
        _counted("defect types", report.defect_types),
        _sizes(report.sizes),
        _counted("formats", report.formats),
        _listed("problems", report.problems),
        _listed("unreadable", [f"{fault.path}: {fault.error}" for fault in report.unreadable]),
        _listed("masks", [f"{fault.path}: {fault.error}" for fault in report.mask_faults]),
        _listed("equal content", [_same(group) for group in report.duplicates]),
    ]
    return "\n\n".join(block for block in blocks if block)


def _sizes(sizes: dict[tuple[int, int], int]) -> str:
    named = {f"{width} x {height}": number for (width, height), number in sizes.items()}
    if len(named) <= MOST_SIZES:
        return _counted("sizes", named)
    widths, heights = zip(*sizes, strict=True)
    most = _counted("most often", dict(list(named.items())[:MOST_SIZES]))
    return (
        f"sizes: {len(named)} different ones, {min(widths)} to {max(widths)} wide and "
        f"{min(heights)} to {max(heights)} high; {most}"
    )


def _counted(name: str, counts: dict[str, int]) -> str:
    return f"{name}: " + ", ".join(f"{key} ({number})" for key, number in counts.items()) if counts else ""


def _listed(name: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{name}: {len(lines)}", *(f"  {line}" for line in lines)]) if lines else ""


def _same(group: Duplicates) -> str:
    notes = [("in two splits", group.across_splits), ("with two labels", group.across_labels)]
    said = ", ".join(text for text, applies in notes if applies)
    return " = ".join(str(path) for path in group.paths) + (f" ({said})" if said else "")
