"""The pre-flight itself: look at every image, then at all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from core.datasets.dataset import Dataset, Sample
from core.datasets.parallel import map_in_order
from core.datasets.preflight.alike import steps
from core.datasets.preflight.copies import copies
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.datasets.preflight.mask_findings import mask_findings, small_defects, smallest_defects
from core.datasets.preflight.measurement import Measurement
from core.datasets.preflight.measuring import has_its_mask, measure, measure_mask_anew
from core.datasets.preflight.outliers import outliers
from core.datasets.preflight.report import PreflightReport
from core.datasets.preflight.whole import few_images, mixed
from core.images.faults import kept_fault

_NOTHING: Mapping[Path, Measurement] = MappingProxyType({})


def preflight(
    dataset: Dataset,
    *,
    working_size: tuple[int, int] | None = None,
    known: Mapping[Path, Measurement] = _NOTHING,
    measured: Callable[[Path, Measurement], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PreflightReport:
    """Look at every image and mask; a bad file is a finding in the report, never an error.

    Args:
        dataset: what to look at.
        working_size: width and height that images are resized to before work, for what is left of the smallest
            defect; None: they are not resized.
        known: measurements of images whose files have not changed since. Those are not read again, except masks
            that were exchanged and images that could not be read.
        measured: called with every image that was read, and what it showed, so that it can be kept.
        progress: called with steps done and steps in all: one for every image to be read, then some for comparing.
        cancelled: asked all along; once true, the report covers what was looked at until then.

    The three are called from the calling thread; what they raise ends the pre-flight.
    """
    results = {
        sample.path: known[sample.path]
        for sample in dataset.samples
        if _is_settled(sample, known.get(sample.path))
    }
    left = [sample for sample in dataset.samples if sample.path not in results]
    total = len(left) + steps(len(dataset.samples))
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    measurements = map_in_order(partial(_look, known), left)
    for sample in left:
        if cancelled():
            break
        results[sample.path] = next(measurements)
        if measured is not None:
            measured(sample.path, results[sample.path])
        step()
    pairs = [(sample, results[sample.path]) for sample in dataset.samples if sample.path in results]
    report = _report(dataset, pairs, working_size, step, cancelled)
    if report.complete and progress is not None:
        progress(total, total)
    return report


def _is_settled(sample: Sample, measurement: Measurement | None) -> bool:
    return measurement is not None and not measurement.error and has_its_mask(sample, measurement)


def _look(known: Mapping[Path, Measurement], sample: Sample) -> Measurement:
    measurement = known.get(sample.path)
    if measurement is None or measurement.error:
        return measure(sample)
    return measure_mask_anew(sample, measurement)


def _report(
    dataset: Dataset,
    pairs: list[tuple[Sample, Measurement]],
    working_size: tuple[int, int] | None,
    step: Callable[[], None],
    cancelled: Callable[[], bool],
) -> PreflightReport:
    name = dataset.name_of
    looked = [pair for pair in pairs if not pair[1].error]
    defects = smallest_defects(looked, working_size)
    findings = [
        *_unreadable(pairs),
        *copies(looked, name, step=step, cancelled=cancelled),
        *outliers(looked, name),
        *mixed(looked),
        *mask_findings(looked, name),
        *small_defects(defects, working_size, name),
        *few_images(dataset),
    ]
    return PreflightReport(
        root=dataset.root,
        layout=dataset.layout,
        problems=dataset.problems,
        complete=not cancelled(),
        counts=dataset.counts(),
        defect_types=dict(sorted(Counter(s.defect_type for s in dataset.samples if s.defect_type).items())),
        sizes=dict(Counter(measurement.size for _, measurement in looked).most_common()),
        formats=dict(Counter(measurement.format for _, measurement in looked).most_common()),
        working_size=working_size,
        smallest_defect=defects[0] if defects else None,
        findings=tuple(findings),
    )


def _unreadable(pairs: list[tuple[Sample, Measurement]]) -> list[Finding]:
    return [
        Finding(
            Kind.UNREADABLE,
            Severity.ERROR,
            kept_fault(measurement.error),
            (sample.path,),
            Fix(Action.REMOVE, (sample.path,)),
        )
        for sample, measurement in pairs
        if measurement.error
    ]
