"""A report as one HTML file: nothing is loaded from anywhere, and no script runs."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from core import __version__
from core.export.report.data import ReportData
from core.export.report.decisions import matrix, verdict_shares
from core.export.report.facts import figures
from core.export.report.pictures import HIGH, LOW, colour_table
from core.export.report.svg import histogram_svg
from core.files import write_atomically
from core.words import number_of
from resources import REPORT

if TYPE_CHECKING:
    from jinja2 import Environment

STOPS = 12
"""Colours of the gradient that stands for the map's 256."""


def write_html(data: ReportData, path: Path) -> None:
    """Write the report to `path`, whole or not at all.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    text = report_html(data)
    with write_atomically(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def report_html(data: ReportData) -> str:
    """The report as text; names of files and whatever else comes from outside is escaped."""
    return (
        environment()
        .get_template("report.html")
        .render(
            data=data,
            program=__version__,
            verdicts=verdict_shares(data),
            figures=figures(data.evaluation) if data.evaluation else (),
            matrix=matrix(data),
            histogram=histogram_svg(data),
            gradient=gradient(),
            number_of=number_of,
            low=LOW,
            high=HIGH,
        )
    )


def environment() -> Environment:
    """What makes pages of the templates in `resources/report`: escapes everything, knows `data_uri` for pictures."""
    # Imported late: not every export is a report.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(REPORT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["data_uri"] = _data_uri
    return made


def gradient() -> str:
    """The map's colours from `LOW` to `HIGH`, as stops of a CSS gradient."""
    table = colour_table()
    chosen = [table[round(n * 255 / (STOPS - 1))].tolist() for n in range(STOPS)]
    return ", ".join(f"rgb({r} {g} {b})" for r, g, b in chosen)


def _data_uri(picture: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}"
