"""The cases of the PDF, each with its four pictures in a row."""

from __future__ import annotations

import io
from typing import Any

from core.export.report.data import Case, CaseGroup
from core.export.report.pdf_style import MM, MUTED, SANS, WIDTH, Styles
from core.export.report.pictures import HIGH, LOW, colour_table

GAP = 2 * MM
PICTURE = (WIDTH - 3 * GAP) / 4
HIGHEST = 62 * MM
"""Of a picture: two cases fit on a page however tall their pictures are."""
HEAD = 28 * MM
"""For the verdict, beside the name."""
BAR = (34 * MM, 3 * MM)


def group(cases: CaseGroup, styles: Styles) -> list[Any]:
    """A heading with the colours of the map, and every case, none broken over two pages."""
    from reportlab.platypus import CondPageBreak

    # A heading at the foot of a page, with its first case on the next, would look lost.
    story: list[Any] = [
        CondPageBreak(70 * MM),
        styles.text(cases.title, "heading"),
        styles.text(
            f"{cases.text} SSIM map: bright {LOW:g} (changed) to dark {HIGH:g} (unchanged).", "muted"
        ),
        _colour_bar(),
    ]
    for case in cases.cases:
        story += _case(case, styles)
    return story


def _case(case: Case, styles: Styles) -> list[Any]:
    from reportlab.platypus import KeepTogether, Table

    image = case.image
    head = Table(
        [
            [
                styles.verdict(image.verdict),
                [styles.text(image.name, "bold"), styles.text(case.words, "muted")],
            ]
        ],
        colWidths=[HEAD, WIDTH - HEAD],
        style=_TIGHT,
    )
    if case.pictures is None:
        return [KeepTogether([styles.gap(3), head, styles.text(f"No pictures: {case.error}", "muted")])]
    found = case.pictures
    width = min(PICTURE, HIGHEST * found.width / found.height)
    size = (width, width * found.height / found.width)
    row = [_picture(jpeg, size) for jpeg in (found.original, found.repair, found.ssim_map, found.contours)]
    captions = [styles.text(name, "small-muted") for name in ("Original", "Repair", "SSIM map", "Contours")]
    pictures = Table([row, captions], colWidths=[PICTURE + GAP] * 3 + [PICTURE], style=_TIGHT)
    return [KeepTogether([styles.gap(3), head, pictures])]


_TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def _picture(jpeg: bytes, size: tuple[float, float]) -> Any:
    from reportlab.platypus import Image

    made = Image(io.BytesIO(jpeg), *size)
    made.hAlign = "LEFT"
    return made


def _colour_bar() -> Any:
    from reportlab.graphics.shapes import Drawing, Rect, String
    from reportlab.lib.colors import Color, HexColor

    width, height = BAR
    drawing = Drawing(WIDTH, height + 2 * MM)
    table = colour_table()
    steps = 64
    for n in range(steps):
        red, green, blue = (float(value) / 255 for value in table[round(n * 255 / (steps - 1))])
        x, step = 6 * MM + n * width / steps, width / steps + 0.2
        drawing.add(
            Rect(x, MM, step, height, fillColor=Color(red, green, blue), strokeColor=None, strokeWidth=0)
        )
    ends = ((4.5 * MM, f"{LOW:g}", "end"), (7.5 * MM + width, f"{HIGH:g}", "start"))
    for x, text, anchor in ends:
        drawing.add(
            String(
                x, MM + 0.6, text, fontName=SANS, fontSize=7.5, fillColor=HexColor(MUTED), textAnchor=anchor
            )
        )
    return drawing
