"""Findings on masks: those that do not fit, and what is left of the smallest defect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from core.datasets.dataset import Label, Sample
from core.datasets.preflight.copies import Looked
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Name, Severity
from core.datasets.preflight.measurement import Measurement

SMALLEST_AREA = 16
SMALLEST_WIDTH = 3.0
"""Pixels at the working size below which a defect is hardly told from noise."""


@dataclass(frozen=True, slots=True)
class SmallestDefect:
    """The smallest marked defect of an image at the working size.

    Attributes:
        path: the image.
        area: pixels of its smallest connected part.
        width: pixels across its thinnest connected part, where that is widest.
    """

    path: Path
    area: float
    width: float

    @property
    def too_small(self) -> bool:
        """Whether it is hardly told from noise."""
        return self.area < SMALLEST_AREA or self.width < SMALLEST_WIDTH


def mask_findings(looked: Looked, name: Name) -> list[Finding]:
    """Find masks that are missing, unreadable, empty, of another size than their image, or on a good image.

    A set without any mask is a choice; one with some lacks the others. An empty mask on a good image is right.

    Args:
        looked: readable images only.
    """
    expected = any(sample.mask is not None for sample, _ in looked)
    missing, empty, on_good = [], [], []
    found: list[Finding] = []
    sizes: list[tuple[Path, str]] = []
    for sample, measurement in looked:
        facts = measurement.mask
        if facts is None:
            if expected and sample.label is Label.DEFECTIVE:
                missing.append(sample.path)
        elif facts.error:
            fix = Fix(Action.REMOVE_MASK, (sample.path,))
            text = f"The mask of {name(sample.path)} cannot be read. {facts.error}"
            found.append(Finding(Kind.MASK_UNREADABLE, Severity.ERROR, text, (sample.path,), fix))
        else:
            if (facts.width, facts.height) != measurement.size:
                own, image = (f"{w} x {h}" for w, h in ((facts.width, facts.height), measurement.size))
                sizes.append((sample.path, f"{own} pixels, its image {image}"))
            if facts.area and sample.label is Label.GOOD:
                on_good.append(sample.path)
            if not facts.area and sample.label is Label.DEFECTIVE:
                empty.append(sample.path)
    return [
        *found,
        *_one(
            Kind.MASK_MISSING, "defective image has no mask", "defective images have no mask", missing, name
        ),
        *_one(Kind.MASK_EMPTY, "mask marks nothing", "masks mark nothing", empty, name, Action.REMOVE_MASK),
        *_other_size(sizes, name),
        *_one(
            Kind.MASK_ON_GOOD,
            "image is labelled good, and its mask marks a defect",
            "images are labelled good, and their masks mark defects",
            on_good,
            name,
            Action.SET_LABEL,
        ),
    ]


def smallest_defects(looked: Looked, working_size: tuple[int, int] | None) -> list[SmallestDefect]:
    """The smallest defect of every image that has one, once it is resized to `working_size` (None: as it is).

    In order of their areas. Enlarging adds nothing, so it counts as no change.
    """
    found = [_shrunk(sample, measurement, working_size) for sample, measurement in looked]
    return sorted((defect for defect in found if defect is not None), key=lambda defect: defect.area)


def small_defects(
    defects: Sequence[SmallestDefect], working_size: tuple[int, int] | None, name: Name
) -> Iterable[Finding]:
    """Find defects that are hardly told from noise; `defects` as `smallest_defects` gives them."""
    small = [defect for defect in defects if defect.too_small]
    if not small:
        return
    at = "" if working_size is None else f" at {working_size[0]} x {working_size[1]} pixels"
    least = small[0]
    many = "In 1 image" if len(small) == 1 else f"In {len(small)} images"
    yield Finding(
        Kind.SMALL_DEFECT,
        Severity.WARNING,
        f"{many} a marked defect is hardly told from noise{at} (fewer than {SMALLEST_AREA} pixels, or less than "
        f"{SMALLEST_WIDTH:.0f} wide); the smallest, in {name(least.path)}, has {least.area:.0f} and is "
        f"{least.width:.1f} wide.",
        tuple(defect.path for defect in small),
    )


def _shrunk(
    sample: Sample, measurement: Measurement, working_size: tuple[int, int] | None
) -> SmallestDefect | None:
    facts = measurement.mask
    if facts is None or not facts.area:
        return None
    width, height = working_size or measurement.size
    scale = min(1.0, width / facts.width) * min(1.0, height / facts.height)
    return SmallestDefect(sample.path, facts.smallest * scale, facts.thinnest * sqrt(scale))


def _other_size(sizes: Sequence[tuple[Path, str]], name: Name) -> Iterable[Finding]:
    if sizes:
        path, text = sizes[0]
        subject = f"The mask of {name(path)} has {text}."
        if len(sizes) > 1:
            subject = f"{len(sizes)} masks are not of their image's size: that of {name(path)} has {text}."
        paths = tuple(path for path, _ in sizes)
        yield Finding(Kind.MASK_SIZE, Severity.WARNING, f"{subject} It is stretched to fit.", paths)


def _one(
    kind: Kind, singular: str, plural: str, paths: Sequence[Path], name: Name, action: Action | None = None
) -> Iterable[Finding]:
    if paths:
        value = Label.DEFECTIVE.value if action is Action.SET_LABEL else ""
        fix = None if action is None else Fix(action, tuple(paths), value)
        what = f"1 {singular}: {name(paths[0])}." if len(paths) == 1 else f"{len(paths)} {plural}."
        yield Finding(kind, Severity.WARNING, what, tuple(paths), fix)
