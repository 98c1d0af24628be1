"""What a pre-flight found, in the order and in the words of the panel. Draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.words import number_of

if TYPE_CHECKING:
    from core.datasets.preflight.report import PreflightReport

HARMLESS = {
    (Kind.UNREADABLE, Severity.ERROR),
    (Kind.EXACT_DUPLICATE, Severity.WARNING),
    (Kind.ACROSS_SPLITS, Severity.ERROR),
}
"""What may be put right in one go: files that nothing can use, and files of exactly the same content."""


@dataclass(frozen=True)
class Group:
    """Findings of one kind and severity, with their places in the report."""

    kind: Kind
    severity: Severity
    findings: tuple[tuple[int, Finding], ...]

    @property
    def title(self) -> str:
        """A heading."""
        title = self.kind.heading
        return title[0].upper() + title[1:]

    @property
    def images(self) -> int:
        """Images behind the findings."""
        return sum(len(finding.paths) for _, finding in self.findings)

    @property
    def paths(self) -> list[Path]:
        """The images behind all of the findings."""
        return [path for _, finding in self.findings for path in finding.paths]

    @property
    def harmless(self) -> bool:
        """Whether all of them may be put right in one go."""
        return (self.kind, self.severity) in HARMLESS

    def left(self, done: Collection[int]) -> list[tuple[int, Finding]]:
        """The findings that have a fix which was not applied."""
        return [(place, f) for place, f in self.findings if f.fix is not None and place not in done]


def grouped(report: PreflightReport) -> list[Group]:
    """The findings by severity, the worst first, and then by kind in the order of the report."""
    found: dict[tuple[Severity, Kind], list[tuple[int, Finding]]] = {}
    for place, finding in enumerate(report.findings):
        found.setdefault((finding.severity, finding.kind), []).append((place, finding))
    rank = {severity: number for number, severity in enumerate(Severity)}
    return [
        Group(kind, severity, tuple(findings))
        for (severity, kind), findings in sorted(found.items(), key=lambda item: rank[item[0][0]])
    ]


def merged(findings: Iterable[tuple[int, Finding]]) -> list[tuple[Fix, list[int]]]:
    """As few fixes as do the same, each with the places of the findings that it puts right."""
    paths: dict[tuple[Action, str], dict[Path, None]] = {}
    places: dict[tuple[Action, str], list[int]] = {}
    for place, finding in findings:
        if finding.fix is not None:
            key = (finding.fix.action, finding.fix.value)
            paths.setdefault(key, {}).update(dict.fromkeys(finding.fix.paths))
            places.setdefault(key, []).append(place)
    return [
        (Fix(action, tuple(paths[action, value]), value), places[action, value]) for action, value in paths
    ]


def question(fixes: Sequence[Fix]) -> str:
    """What is asked before several findings are put right at once."""
    what = " and ".join([fixes[0].text, *(f"{fix.text[0].lower()}{fix.text[1:]}" for fix in fixes[1:])])
    stay = "The files stay where they are, and it" if any(f.action is Action.REMOVE for f in fixes) else "It"
    return f"{what}? {stay} can be undone."


def summary(report: PreflightReport) -> str:
    """One line: how many findings of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        counts[finding.severity] += 1
    words = [number_of(number, severity.value) for severity, number in counts.items() if number]
    return ", ".join(words) if words else "Nothing to put right"


def facts(report: PreflightReport) -> list[str]:
    """What is good to know of the set though nothing is wrong with it, one sentence each."""
    lines = []
    if report.sizes:
        (width, height), number = next(iter(report.sizes.items()))
        same = "All images have" if len(report.sizes) == 1 else f"{number:,} images, the most, have"
        lines.append(f"{same} {width} × {height} pixels.")
    if report.formats:
        lines.append(
            f"Pixels: {', '.join(f'{name} ({number:,})' for name, number in report.formats.items())}."
        )
    smallest = report.smallest_defect
    if smallest is not None:
        at = size_words(report.working_size)
        lines.append(
            f"The smallest known defect has {smallest.area:,.0f} px and is {smallest.width:.1f} px wide {at}, "
            f"in {smallest.path.name}."
        )
    return lines


def size_words(size: tuple[int, int] | None) -> str:
    """`at 256 × 256`, or that nothing is resized."""
    return f"at {size[0]} × {size[1]}" if size else "at the images' own size"


def breakable(text: str) -> str:
    """`text` with places to break its paths and file names at, so that no line is wider than a narrow panel."""
    parts, run = [], 0
    for character in text:
        parts.append(character)
        run = 0 if character.isspace() else run + 1
        if (character in "/\\_-.," and run > 1) or run >= 24:
            parts.append("\u200b")
            run = 0
    return "".join(parts)
