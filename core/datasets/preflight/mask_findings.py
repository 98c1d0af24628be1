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
from core.images.faults import kept_fault
from core.language import Later, later, later_n

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
    sizes: list[tuple[Path, str, str]] = []
    for sample, measurement in looked:
        facts = measurement.mask
        if facts is None:
            if expected and sample.label is Label.DEFECTIVE:
                missing.append(sample.path)
        elif facts.error:
            fix = Fix(Action.REMOVE_MASK, (sample.path,))
            text = later(
                "Datasets",
                "The mask of {image} cannot be read. {why}",
                image=name(sample.path),
                why=kept_fault(facts.error),
            )
            found.append(Finding(Kind.MASK_UNREADABLE, Severity.ERROR, text, (sample.path,), fix))
        else:
            if (facts.width, facts.height) != measurement.size:
                own, image = (f"{w} x {h}" for w, h in ((facts.width, facts.height), measurement.size))
                sizes.append((sample.path, own, image))
            if facts.area and sample.label is Label.GOOD:
                on_good.append(sample.path)
            if not facts.area and sample.label is Label.DEFECTIVE:
                empty.append(sample.path)
    return [
        *found,
        *_one(
            Kind.MASK_MISSING,
            later("Datasets", "1 defective image has no mask: {image}."),
            later("Datasets", "{number} defective images have no mask."),
            missing,
            name,
        ),
        *_one(
            Kind.MASK_EMPTY,
            later("Datasets", "1 mask marks nothing: {image}."),
            later("Datasets", "{number} masks mark nothing."),
            empty,
            name,
            Action.REMOVE_MASK,
        ),
        *_other_size(sizes, name),
        *_one(
            Kind.MASK_ON_GOOD,
            later("Datasets", "1 image is labelled good, and its mask marks a defect: {image}."),
            later("Datasets", "{number} images are labelled good, and their masks mark defects."),
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
    least = small[0]
    noise = (
        later_n(
            "Datasets",
            len(small),
            "In {n} image a marked defect is hardly told from noise (fewer than {area} pixels, or less than {width} "
            "wide)",
            "In {n} images a marked defect is hardly told from noise (fewer than {area} pixels, or less than {width} "
            "wide)",
            area=SMALLEST_AREA,
            width=f"{SMALLEST_WIDTH:.0f}",
        )
        if working_size is None
        else later_n(
            "Datasets",
            len(small),
            "In {n} image a marked defect is hardly told from noise at {size} pixels (fewer than {area} pixels, or "
            "less than {width} wide)",
            "In {n} images a marked defect is hardly told from noise at {size} pixels (fewer than {area} pixels, or "
            "less than {width} wide)",
            size=f"{working_size[0]} x {working_size[1]}",
            area=SMALLEST_AREA,
            width=f"{SMALLEST_WIDTH:.0f}",
        )
    )
    yield Finding(
        Kind.SMALL_DEFECT,
        Severity.WARNING,
        later(
            "Datasets",
            "{noise}; the smallest, in {image}, has {area} and is {width} wide.",
            noise=noise,
            image=name(least.path),
            area=f"{least.area:.0f}",
            width=f"{least.width:.1f}",
        ),
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


def _other_size(sizes: Sequence[tuple[Path, str, str]], name: Name) -> Iterable[Finding]:
    if sizes:
        path, own, image = sizes[0]
        text = later_n(
            "Datasets",
            len(sizes),
            "The mask of {name} has {own} pixels, its image {size}. It is stretched to fit.",
            "{n} masks are not of their image's size: that of {name} has {own} pixels, its image {size}. It is "
            "stretched to fit.",
            name=name(path),
            own=own,
            size=image,
        )
        yield Finding(Kind.MASK_SIZE, Severity.WARNING, text, tuple(path for path, _, _ in sizes))


def _one(
    kind: Kind, one: Later, many: Later, paths: Sequence[Path], name: Name, action: Action | None = None
) -> Iterable[Finding]:
    if paths:
        value = Label.DEFECTIVE.value if action is Action.SET_LABEL else ""
        fix = None if action is None else Fix(action, tuple(paths), value)
        what = one.filled(image=name(paths[0])) if len(paths) == 1 else many.filled(number=len(paths))
        yield Finding(kind, Severity.WARNING, what, tuple(paths), fix)
