"""`isugan check`: is this dataset fit for work?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import dataset_argument, make_command
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.project_use import is_project, not_kept
from app.cli.tables import table
from core.words import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.datasets.preflight.findings import Finding, Kind
    from core.datasets.preflight.report import PreflightReport


MOST_SIZES = 6
"""Sizes listed one by one; hand-cut photos have hundreds. `--json` has them all."""

MOST_FINDINGS = 10
"""Findings of one kind listed one by one. `--json` has them all."""

MOST_NAMES = 5
"""Images listed below one finding. `--json` has them all."""


@make_command
@dataset_argument
@click.option(
    "--working-size",
    type=click.IntRange(1, 8192),
    metavar="N",
    help="Resize to N x N for what is left of the smallest defect; 256 is the paper's. Without: as it is.",
)
def command(
    dataset: Path, layout: str | None, defect_types: tuple[str, ...], working_size: int | None, as_json: bool
) -> Outcome:
    """Show what was recognised in DATASET, how many images there are, and what is wrong with them.

    Finds files that cannot be read, pictures that are there twice or in two splits, blurred and badly exposed ones,
    mixed sizes, masks that do not fit, defects that are too small, and too few images.

    A project keeps what was measured, so that only new and changed images are read the next time, and marks the
    images of findings.

    The exit code is 5 if a file cannot be read.
    """
    from core.datasets.preflight.findings import Kind
    from core.datasets.preflight.run import preflight

    opened = open_dataset(dataset, layout, defect_types)
    size = None if working_size is None else (working_size, working_size)
    reason = ""
    with ctrl_c(lambda: None) as interrupt, progress_bar("Reading", hidden=as_json) as advance:
        # With --defect-type, only some of the project's images are looked at: nothing to mark the others by.
        if is_project(dataset) and not defect_types:
            report, reason = _of_project(dataset, size, advance, lambda: bool(interrupt))
        else:
            report = preflight(opened, working_size=size, progress=advance, cancelled=lambda: bool(interrupt))
    code = ExitCode.UNREADABLE if report.of(Kind.UNREADABLE) else ExitCode.OK
    if not report.complete:
        code = ExitCode.INTERRUPTED
    document = report.to_json() | {"notices": [reason] if reason else []}
    text = "\n\n".join(block for block in (_text(report, opened.name_of), reason) if block)
    return Outcome(text, document, code)


def _of_project(
    folder: Path,
    size: tuple[int, int] | None,
    advance: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> tuple[PreflightReport, str]:
    """The report, and why nothing of it is kept in the project; "" = it is."""
    from core.project.checking import check
    from core.project.project import Project

    with Project.open(folder) as project:
        report = check(project, size, progress=advance, cancelled=cancelled).report
        return report, not_kept(project)


def _text(report: PreflightReport, name: Callable[[Path], str]) -> str:
    blocks = [
        f"{report.root}: layout {report.layout}, {number_of(report.images, 'image')}",
        "" if report.complete else "Interrupted: covers only what was looked at until then.",
        table(
            [(split, label, number) for split, row in report.counts.items() for label, number in row.items()],
            ("split", "label", "images"),
        ),
        _counted("defect types", report.defect_types),
        _sizes(report.sizes),
        _counted("formats", report.formats),
        _smallest(report, name),
        "\n".join([f"problems: {len(report.problems)}", *(f"  {line}" for line in report.problems)])
        if report.problems
        else "",
        *_findings(report.findings, name),
        "" if report.findings else "Nothing is wrong.",
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


def _smallest(report: PreflightReport, name: Callable[[Path], str]) -> str:
    smallest = report.smallest_defect
    if smallest is None:
        return ""
    at = " at {} x {}".format(*report.working_size) if report.working_size else ""
    return f"smallest defect{at}: {smallest.area:.0f} pixels, {smallest.width:.1f} wide, in {name(smallest.path)}"


def _findings(findings: Sequence[Finding], name: Callable[[Path], str]) -> Iterator[str]:
    """One block for every kind and severity, the worst first."""
    from core.datasets.preflight.findings import Severity

    groups: dict[tuple[Severity, Kind], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.kind), []).append(finding)
    order = list(Severity)
    for (severity, kind), group in sorted(groups.items(), key=lambda item: order.index(item[0][0])):
        lines = [f"{severity}: {kind.heading} ({len(group)})"]
        for finding in group[:MOST_FINDINGS]:
            lines.append(f"  {finding.text}")
            names = [name(path) for path in finding.paths]
            if any(text not in finding.text for text in names):
                more = len(names) - MOST_NAMES
                lines += [f"    {text}" for text in names[:MOST_NAMES]]
                lines += [f"    and {more} more"] if more > 0 else []
        if len(group) > MOST_FINDINGS:
            lines.append(f"  and {len(group) - MOST_FINDINGS} more; --json has them all")
        yield "\n".join(lines)
