"""The score histogram as SVG that takes its colours from the page's style sheet."""

from __future__ import annotations

from core.datasets.dataset import Label
from core.export.report.data import ReportData
from core.export.report.histogram import Histogram, histogram

WIDTH, HEIGHT = 760, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 34, 40
HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" class="hatch-ground"/><rect width="2" height="5" class="hatch-line"/>'
    "</pattern></defs>"
)
"""Defective images are told apart by lines too, not by their colour alone."""


def histogram_svg(data: ReportData) -> str:
    """An `<svg>` element; "" without images. It holds numbers and words of this program only, nothing to escape."""
    found = histogram(data)
    if found is None:
        return ""
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Score histogram" class="histogram">',
        HATCH,
        *_axes(found),
    ]
    for label, bars in found.bars.items():
        for bar in bars:
            x, right = _x(found, bar.left), _x(found, bar.right)
            y, low = _y(found, bar.high), _y(found, bar.low)
            parts.append(
                f'<rect x="{x + 0.5:.1f}" y="{y:.1f}" width="{right - x - 1:.1f}" height="{low - y:.1f}" '
                f'class="bar {label}"><title>{bar.high - bar.low} {label}, score {bar.left:.4f} to {bar.right:.4f}'
                "</title></rect>"
            )
    parts += [*_cuts(found, data), *_legend(found), "</svg>"]
    return "".join(parts)


def _x(found: Histogram, score: float) -> float:
    return LEFT + score / found.right * (WIDTH - LEFT - RIGHT)


def _y(found: Histogram, count: float) -> float:
    return HEIGHT - BOTTOM - count / found.top * (HEIGHT - TOP - BOTTOM)


def _axes(found: Histogram) -> list[str]:
    lines = []
    for count in found.count_ticks:
        y = _y(found, count)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        lines.append(f'<text x="{LEFT - 7}" y="{y + 4:.1f}" text-anchor="end" class="tick">{count}</text>')
    for score in found.score_ticks:
        x = _x(found, score)
        lines.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" class="tick">{score:.3g}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    lines.append(f'<text x="{middle}" y="{HEIGHT - 5}" text-anchor="middle" class="tick">score</text>')
    return lines


def _cuts(found: Histogram, data: ReportData) -> list[str]:
    if data.cuts is None:
        return []
    lines = []
    # The names stand away from each other, however near the cuts are.
    for name, score, anchor, shift in (
        ("Review", data.cuts.review, "end", -4),
        ("NG", data.cuts.ng, "start", 4),
    ):
        x = _x(found, score)
        lines.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 12}" y2="{HEIGHT - BOTTOM}" class="cut {name.lower()}"/>'
            f'<text x="{x + shift:.1f}" y="{TOP - 4}" text-anchor="{anchor}" class="cut-name {name.lower()}">'
            f"{name} {score:.4f}</text>"
        )
    return lines


def _legend(found: Histogram) -> list[str]:
    lines = []
    x = WIDTH - RIGHT
    for label in reversed(list(found.bars)):
        text = str(Label(label))
        x -= 7 * len(text) + 26
        lines.append(f'<rect x="{x}" y="2" width="11" height="11" class="bar {label}"/>')
        lines.append(f'<text x="{x + 16}" y="12" class="tick">{text}</text>')
    return lines
