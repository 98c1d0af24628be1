"""What a pre-flight found, in the order and in the words of the panel. Draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.datasets.preflight.measurement import FORMATS
from core.language import listed, sentences, tr, tr_n

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
        title = str(self.kind.heading)
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
    what = fixes[0].shown
    for fix in fixes[1:]:
        also = f"{fix.shown[0].lower()}{fix.shown[1:]}"
        what = tr("Dataset", "{first} and {second}", first=what, second=also)
    undone = (
        tr("Dataset", "The files stay where they are, and it can be undone.")
        if any(fix.action is Action.REMOVE for fix in fixes)
        else tr("Dataset", "It can be undone.")
    )
    return sentences([tr("Dataset", "{what}?", what=what), undone])


def summary(report: PreflightReport) -> str:
    """One line: how many findings of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        counts[finding.severity] += 1
    words = {
        Severity.ERROR: tr_n("Dataset", counts[Severity.ERROR], "{n} error", "{n} errors"),
        Severity.WARNING: tr_n("Dataset", counts[Severity.WARNING], "{n} warning", "{n} warnings"),
        Severity.NOTE: tr_n("Dataset", counts[Severity.NOTE], "{n} note", "{n} notes"),
    }
    found = listed(words[severity] for severity, number in counts.items() if number)
    return found or tr("Dataset", "Nothing to put right")


def facts(report: PreflightReport) -> list[str]:
    """What is good to know of the set though nothing is wrong with it, one sentence each."""
    lines = []
    if report.sizes:
        (width, height), number = next(iter(report.sizes.items()))
        size = f"{width} × {height}"
        lines.append(
            tr("Dataset", "All images have {size} pixels.", size=size)
            if len(report.sizes) == 1
            else tr("Dataset", "{number} images, the most, have {size} pixels.", number=number, size=size)
        )
    if report.formats:
        formats = (
            tr("Dataset", "{format} ({number})", format=FORMATS.get(name, name), number=number)
            for name, number in report.formats.items()
        )
        lines.append(tr("Dataset", "Pixels: {formats}.", formats=listed(formats)))
    smallest = report.smallest_defect
    if smallest is not None:
        lines.append(
            tr(
                "Dataset",
                "The smallest known defect has {area} px and is {width} px wide {at}, in {image}.",
                area=f"{smallest.area:,.0f}",
                width=f"{smallest.width:.1f}",
                at=size_words(report.working_size),
                image=smallest.path.name,
            )
        )
    return lines


def size_words(size: tuple[int, int] | None) -> str:
    """`at 256 × 256`, or that nothing is resized."""
    if size is None:
        return tr("Dataset", "at the images' own size")
    return tr("Dataset", "at {width} × {height}", width=str(size[0]), height=str(size[1]))


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
