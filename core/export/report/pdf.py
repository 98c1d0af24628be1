"""A report as PDF, from the same record as the HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core import __version__
from core.export.report import pdf_cases, pdf_tables
from core.export.report.data import ReportData
from core.export.report.pdf_style import FRAME, MARGIN, MUTED, PAGE, SANS, Styles, make_styles, printable
from core.files import write_atomically
from core.words import number_of

MOST_LISTED = 500
"""Images listed with their hashes, some eight pages; the hash over all of them is there in any case."""


def write_pdf(data: ReportData, path: Path) -> None:
    """Write the report to `path`, whole or not at all.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    # Imported late: it takes a moment, and not every export is a report.
    from reportlab.platypus import SimpleDocTemplate

    styles = make_styles()
    with write_atomically(path) as temporary:
        document = SimpleDocTemplate(
            str(temporary),
            pagesize=PAGE,
            leftMargin=MARGIN - FRAME,
            rightMargin=MARGIN - FRAME,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=printable(data.title),
            author=f"ISU-GAN Inspector {__version__}",
            subject=printable(f"Inspection report, model {data.model.name}"),
        )

        def footer(canvas: Any, _document: Any) -> None:
            canvas.saveState()
            canvas.setFont(SANS, 7.5)
            canvas.setFillColor(MUTED)
            canvas.drawString(MARGIN, MARGIN / 2, printable(data.title)[:90])
            canvas.drawRightString(PAGE[0] - MARGIN, MARGIN / 2, f"Page {canvas.getPageNumber()}")
            canvas.restoreState()

        document.build(_story(data, styles), onFirstPage=footer, onLaterPages=footer)


def _story(data: ReportData, styles: Styles) -> list[Any]:
    images = number_of(len(data.images), "image")
    under = f"{images} of {data.dataset} · model {data.model.name} · {data.created.replace('T', ' ')}"
    story: list[Any] = [
        styles.text("INSPECTION REPORT", "kicker"),
        styles.text(data.title, "title"),
        styles.text(under, "muted"),
        styles.gap(3),
        *pdf_tables.verdicts(data, styles),
        *pdf_tables.warnings(data, styles),
        *pdf_tables.figures_and_decisions(data, styles),
        *pdf_tables.scores(data, styles),
    ]
    for group in data.groups:
        story += pdf_cases.group(group, styles)
    if data.unreadable:
        story += [styles.text("Unreadable files", "heading")]
        story.append(pdf_tables.listing(("File", "Reason"), data.unreadable, (0.35, 0.65), styles))
    for title, rows in (
        ("Settings", data.settings),
        ("Model", data.about),
        ("Data", data.data),
        ("Versions", data.versions),
    ):
        story += pdf_tables.facts(title, rows, styles)
    story += _images(data, styles)
    return story


def _images(data: ReportData, styles: Styles) -> list[Any]:
    rows = [
        (
            f"{image.name} (training)" if image.seen else image.name,
            str(image.label),
            str(image.verdict),
            f"{image.score:.4f}",
            image.sha256 or "gone",
        )
        for image in data.images[:MOST_LISTED]
    ]
    story = [
        styles.text("Images", "heading"),
        pdf_tables.listing(
            ("Image", "Label", "Verdict", "Score", "SHA-256"), rows, (0.23, 0.1, 0.09, 0.07, 0.51), styles
        ),
    ]
    if (more := len(data.images) - MOST_LISTED) > 0:
        story.append(styles.text(f"and {more} more; the HTML report lists all of them.", "muted"))
    return story
