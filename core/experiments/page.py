"""A table as one HTML file that loads nothing, in the look of the inspection report."""

from __future__ import annotations

from collections.abc import Sequence

from core import __version__
from core.experiments.notes import notes_of
from core.experiments.record import TableRecord
from core.experiments.sections import Section
from core.experiments.sheet import PAPER
from core.experiments.sheets import sheets_of
from core.export.report.html import environment
from core.words import number_of


def page(record: TableRecord, sections: Sequence[Section] = ()) -> str:
    """The page's text; names of folders and errors are escaped."""
    done = sum(row.status == "done" for row in record.cells)
    return (
        environment()
        .get_template("benchmark.html")
        .render(
            record=record,
            program=__version__,
            progress=f"{done} of {number_of(len(record.cells), 'cell')} done",
            surfaces=", ".join(subject.title for subject in record.subjects),
            seeds=number_of(len(record.seeds), "seed"),
            sheets=sheets_of(record),
            paper=PAPER,
            notes=notes_of(record),
            sections=sections,
        )
    )
