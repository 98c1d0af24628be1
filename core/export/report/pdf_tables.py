"""The tables of the PDF, and its histogram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.datasets.dataset import Label
from core.export.report.data import Facts, ReportData
from core.export.report.decisions import matrix, verdict_shares
from core.export.report.facts import figures
from core.export.report.pdf_plot import histogram_drawing
from core.export.report.pdf_style import BORDER, MM, SOFT, VERDICTS, WARNING, WIDTH, Styles
from core.inspection.result import Verdict

Command = tuple[Any, ...]

PLAIN: tuple[Command, ...] = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ("LINEBELOW", (0, 0), (-1, -2), 0.5, SOFT),
)


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], *commands: Command, repeat: int = 0) -> Any:
    """A table whose columns take these shares of the page."""
    from reportlab.platypus import LongTable, TableStyle

    made = LongTable(rows, colWidths=[share * WIDTH for share in widths], repeatRows=repeat, hAlign="LEFT")
    made.setStyle(TableStyle([*PLAIN, *commands]))
    return made


def verdicts(data: ReportData, styles: Styles) -> list[Any]:
    """How many images got which verdict."""
    shares = verdict_shares(data)
    heads = [styles.verdict(verdict) for verdict, _, _ in shares]
    numbers = [styles.text(str(count), "large") for _, count, _ in shares]
    below = [styles.text(f"{share} of the images", "muted") for _, _, share in shares]
    lines: list[Command] = [
        ("LINEABOVE", (n, 0), (n, 0), 2.5, VERDICTS[verdict][0]) for n, (verdict, _, _) in enumerate(shares)
    ]
    if data.unreadable:
        heads.append(styles.text("! Unreadable", "bold"))
        numbers.append(styles.text(str(len(data.unreadable)), "large"))
        below.append(styles.text("files, listed below", "muted"))
        lines.append(("LINEABOVE", (len(shares), 0), (-1, 0), 2.5, "#7a3ea8"))
    columns = len(heads)
    made = table(
        [heads, numbers, below],
        [1 / columns] * columns,
        *lines,
        ("LINEBELOW", (0, 0), (-1, -1), 0, "#ffffff"),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 1), (-1, -1), 0),
    )
    return [made, styles.gap(3)]


def warnings(data: ReportData, styles: Styles) -> list[Any]:
    """What to know before trusting the figures."""
    if not data.warnings:
        return []
    rows = [[styles.text("Before you trust the figures", "bold")]]
    rows += [[styles.text(f"• {text}")] for text in data.warnings]
    ground: Command = ("BACKGROUND", (0, 0), (-1, -1), WARNING)
    return [
        table(
            rows,
            [1],
            ground,
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("LINEBELOW", (0, 0), (-1, -1), 0, WARNING),
        )
    ]


def figures_and_decisions(data: ReportData, styles: Styles) -> list[Any]:
    """The figures with their intervals, and labels against verdicts."""
    if data.evaluation is None:
        return []
    rows = [
        [
            styles.text(name),
            styles.text(value, "number"),
            styles.text(interval),
            styles.text(counted, "muted"),
        ]
        for name, value, interval, counted in figures(data.evaluation)
    ]
    head = [styles.text(name, "muted") for name in ("Figure", "", "95 % interval", "Counted")]
    story = [styles.text("Figures", "heading"), table([head, *rows], [0.22, 0.13, 0.27, 0.38])]
    counts = matrix(data)
    if counts is None:
        return story
    kinds = (Verdict.OK, Verdict.REVIEW, Verdict.NG)
    cells: list[list[Any]] = [["", *(styles.verdict(kind, "centre") for kind in kinds)]]
    for label, right in ((Label.GOOD, Verdict.OK), (Label.DEFECTIVE, Verdict.NG)):
        numbers = [
            styles.text(str(counts.of(label, kind)), "cell-bold" if kind is right else "cell")
            for kind in kinds
        ]
        cells.append([styles.text(str(label), "bold"), *numbers])
    note = 'Rows are labels, columns verdicts. The figures count NG as "called defective".'
    return [
        *story,
        styles.text("Decisions", "heading"),
        table(cells, [0.2, 0.15, 0.15, 0.15], ("VALIGN", (0, 0), (-1, -1), "MIDDLE")),
        styles.text(note, "muted"),
    ]


def scores(data: ReportData, styles: Styles) -> list[Any]:
    """The histogram with the cuts."""
    drawing = histogram_drawing(data)
    if drawing is None:
        return []
    from reportlab.platypus import KeepTogether

    text = "Images by score: the larger, the more the repair changed."
    if data.cuts is not None:
        cuts = f"Review from {data.cuts.review:.4f}, NG from {data.cuts.ng:.4f}."
        text = f"{text} Policy {data.model.policy}: {cuts}"
    return [KeepTogether([styles.text("Scores", "heading"), styles.text(text, "muted"), drawing])]


def facts(title: str, rows: Facts, styles: Styles) -> list[Any]:
    """Names and values."""
    cells = [[styles.text(name, "muted"), styles.text(value)] for name, value in rows]
    return [styles.text(title, "heading"), table(cells, [0.24, 0.76])]


def listing(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], styles: Styles
) -> Any:
    """A long list in small type, its head on every page."""
    cells = [[styles.text(text, "small-muted") for text in head]]
    cells += [[styles.text(text, "small") for text in row] for row in rows]
    return table(
        cells,
        widths,
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, BORDER),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1.5 * MM),
        repeat=1,
    )
