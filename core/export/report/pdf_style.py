"""Fonts, colours and text styles of the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from core.inspection.result import Verdict
from resources import REPORT

SANS, BOLD = "isugan-sans", "isugan-bold"
MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
MARGIN = 15 * MM
WIDTH = PAGE[0] - 2 * MARGIN
FRAME = 6
"""Points that the library keeps free inside its margins; tables would stand out by them."""

TEXT, MUTED, BORDER, SOFT, ACCENT = "#1b1f24", "#566070", "#d2d7de", "#eef1f5", "#1f5fbf"
WARNING, GOOD, DEFECTIVE, OTHER = "#fdf1d3", "#5b9bd5", "#c1272d", "#8a94a3"
VERDICTS = {
    Verdict.OK: ("#1a7237", "✓"),
    Verdict.REVIEW: ("#8a5a00", "?"),
    Verdict.NG: ("#c1272d", "✕"),
    Verdict.UNCALIBRATED: (MUTED, "–"),
}


@dataclass(frozen=True)
class Styles:
    """Named paragraph styles."""

    named: dict[str, Any]

    def text(self, text: str, style: str = "body") -> Any:
        """A paragraph of plain text: whatever it holds is shown as it is, not as markup."""
        return self.markup(escape(printable(text)), style)

    def markup(self, text: str, style: str = "body") -> Any:
        """A paragraph of the library's own markup; for words of this program only."""
        from reportlab.platypus import Paragraph

        return Paragraph(text, self.named[style])

    def verdict(self, verdict: Verdict, style: str = "body") -> Any:
        """A verdict with its mark, in its colour."""
        colour, mark = VERDICTS[verdict]
        return self.markup(f'<font color="{colour}" name="{BOLD}">{mark} {verdict}</font>', style)

    def gap(self, millimetres: float) -> Any:
        """Empty space."""
        from reportlab.platypus import Spacer

        return Spacer(0, millimetres * MM)


def make_styles() -> Styles:
    """Load the fonts and make the styles."""
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    _load_fonts()
    body = ParagraphStyle("body", fontName=SANS, fontSize=9, leading=12.5, textColor=TEXT, splitLongWords=1)
    wanted: dict[str, dict[str, Any]] = {
        "kicker": {"fontName": BOLD, "fontSize": 8, "textColor": ACCENT},
        "title": {"fontName": BOLD, "fontSize": 20, "leading": 25},
        "heading": {
            "fontName": BOLD,
            "fontSize": 12,
            "leading": 16,
            "spaceBefore": 12,
            "spaceAfter": 5,
            "keepWithNext": 1,
        },
        "bold": {"fontName": BOLD},
        "muted": {"textColor": MUTED, "fontSize": 8.5, "leading": 11.5},
        "large": {"fontName": BOLD, "fontSize": 20, "leading": 25},
        "number": {"fontName": BOLD, "alignment": TA_RIGHT},
        "centre": {"alignment": TA_CENTER},
        "cell": {"alignment": TA_CENTER, "fontSize": 12, "leading": 16},
        "cell-bold": {"alignment": TA_CENTER, "fontSize": 12, "leading": 16, "fontName": BOLD},
        "small": {"fontSize": 6.8, "leading": 8.6},
        "small-muted": {"fontSize": 6.8, "leading": 8.6, "textColor": MUTED},
    }
    named = {name: ParagraphStyle(name, parent=body, **changes) for name, changes in wanted.items()}
    return Styles({"body": body, **named})


def printable(text: str) -> str:
    """The text with every character that the fonts lack as its escape, such as \\u4e2d: never an empty box."""
    known = _known_characters()
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(
        c if ord(c) in known else c.encode("ascii", "backslashreplace").decode("ascii") for c in text
    )


@cache
def _known_characters() -> frozenset[int]:
    from reportlab.pdfbase import pdfmetrics

    _load_fonts()
    found: set[int] = set.intersection(
        *(set(pdfmetrics.getFont(name).face.charToGlyph) for name in (SANS, BOLD))
    )
    return frozenset(found)


@cache
def _load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(SANS, str(REPORT / "fonts" / "sans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(REPORT / "fonts" / "sans-bold.ttf")))
    # Bold and italic marks in the library's markup lead to fonts of ours as well.
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=BOLD, italic=SANS, boldItalic=BOLD)
