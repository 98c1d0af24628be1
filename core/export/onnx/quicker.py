"""OpenVINO in the place of what would inspect a folder on the CPU, where it is quicker and decides the same.

See docs/adr/0026-openvino-after-a-trial.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from core.errors import AreasError, ImageFileError, IsuganError
from core.export.onnx.graph import EXPORTED, graph_of
from core.export.onnx.parity import Compared, Differences, compared, spread, too_large
from core.images.areas import Area
from core.inspection.calibration import Calibration
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.onnx_file import OnnxModel, load_onnx, onnx_model
from core.inspection.openvino_runtime import OpenVinoRuntime
from core.inspection.runtimes import OPENVINO, installed, titled

LEAST_IMAGES = 300
LEAST_SECONDS = 180.0
"""Of the networks' work in the whole run: below, a trial and OpenVINO's graphs cost about what they bring."""
TRIED = 6
LEAST_GAIN = 1.1
"""Times as fast: what is worth another runtime."""
SAFETY = 2.0
"""How much more than on the images of a trial the scores may differ elsewhere."""
ROUNDING = 1e-6
"""A difference of scores that counts as possible even if none was seen."""

Progress = Callable[[int, int], None]


class Choice(NamedTuple):
    """What shall inspect a folder.

    Attributes:
        told: what was tried, and why it was chosen or not; empty if nothing was.
    """

    inspector: Inspector
    told: str = ""


class Trial(NamedTuple):
    """What two inspectors made of the same images.

    Attributes:
        differences: the largest of each kind.
        gap: the largest difference of two scores, absolute.
        flips: images on which the verdicts differ.
        gain: how many times as fast the second one's network is, by medians.
    """

    images: int
    differences: Differences
    gap: float
    flips: int
    gain: float


def quicker(
    reference: Inspector,
    device: str,
    images: Sequence[Path],
    areas: Mapping[Path, tuple[Area, ...]],
    progress: Progress = lambda _done, _total: None,
) -> Choice:
    """`reference`, or OpenVINO in its place after a trial on some of the images.

    It is tried where it is installed, nothing but the CPU is asked for or there, and the run is long enough.

    Args:
        device: as it was given to `reference`.
        images: what shall be inspected.
        areas: of single images, in place of the model's.
    """
    model = reference.model
    if len(images) < LEAST_IMAGES or not _applies(model, device):
        return Choice(reference)
    chosen = spread(images, TRIED)
    try:
        found = reference.inspect(chosen[0], False, areas.get(chosen[0]))
    except (ImageFileError, AreasError):
        return Choice(reference)
    if found.repair_seconds * len(images) < LEAST_SECONDS:
        return Choice(reference)
    try:
        candidate = Inspector(through_openvino(model), "cpu", reference.segment_settings)
        trial = tried(reference, candidate, chosen, areas, progress)
    except IsuganError as error:
        return Choice(reference, f"OpenVINO was tried and not used: {error.message}")
    told = f"on {trial.images} of the images"
    if (reason := reason_against(trial, model.header.calibration)) is not None:
        return Choice(reference, f"OpenVINO was tried {told} and not used: {reason}.")
    told = (
        f"Computed by {titled(OPENVINO)}: {told} it gave the same verdicts, scores within {trial.gap:.1g}, and was "
        f"{trial.gain:.1f} x as fast as {reference.device_name}."
    )
    return Choice(candidate, told)


def through_openvino(model: Model | OnnxModel) -> OnnxModel:
    """The model, to be computed by OpenVINO; a model file's graph is made in memory and not compared with it.

    Raises:
        IsuganError: OpenVINO or the package `onnx` is not installed, or it is a kind of model that is not exported.
        ModelFileError: the file cannot be read, or OpenVINO refuses its graph.
    """
    if isinstance(model, OnnxModel):
        return load_onnx(model.path, OPENVINO)
    return onnx_model(model.path, OpenVinoRuntime(model.path, graph_of(model)))


def tried(
    ours: Inspector,
    theirs: Inspector,
    images: Sequence[Path],
    areas: Mapping[Path, tuple[Area, ...]],
    progress: Progress = lambda _done, _total: None,
) -> Trial:
    """Inspect the images with both, one after the other; those that cannot be read are left out.

    Raises:
        IsuganError: there is no readable image.
    """
    pairs: list[Compared] = []
    for done, path in enumerate(images):
        progress(done, len(images))
        try:
            if not pairs:
                # The first time of all, both set up what they need.
                compared(ours, theirs, path, areas.get(path))
            pairs.append(compared(ours, theirs, path, areas.get(path)))
        except (ImageFileError, AreasError):
            continue
    progress(len(images), len(images))
    if not pairs:
        raise IsuganError("None of the images that it was to be tried on can be read.")
    largest = Differences()
    for pair in pairs:
        largest = largest.worst(pair.differences)
    seconds = [
        median(side.repair_seconds for side in sides)
        for sides in zip(*(pair[1:] for pair in pairs), strict=True)
    ]
    return Trial(
        images=len(pairs),
        differences=largest,
        gap=max(abs(pair.ours.score - pair.theirs.score) for pair in pairs),
        flips=sum(pair.ours.verdict != pair.theirs.verdict for pair in pairs),
        gain=seconds[0] / max(seconds[1], 1e-9),
    )


def reason_against(trial: Trial, calibration: Calibration | None) -> str | None:
    """Why the second one must not take the first one's place; None where it may.

    The images of the calibration are not at hand, but their scores are: none may lie so near to a cut that rounding
    could give it another verdict.
    """
    if (reason := decides_otherwise(trial)) is not None:
        return reason
    if calibration is not None:
        reach = max(SAFETY * trial.gap, ROUNDING)
        scores = (*calibration.good_scores, *calibration.defective_scores)
        near = sum(
            min(abs(score - cut) for cut in (calibration.review_cut, calibration.ng_cut)) <= reach
            for score in scores
        )
        if near:
            return f"{near} of the calibration's scores lie so near to a cut that rounding decides"
    if trial.gain < LEAST_GAIN:
        return f"it is {trial.gain:.2f} x as fast"
    return None


def decides_otherwise(trial: Trial) -> str | None:
    """What differs by more than rounding, or None."""
    if trial.flips:
        return f"{trial.flips} of the verdicts differ"
    if (beyond := too_large(trial.differences)) is not None:
        name, value, allowed = beyond
        return f"the {name} differs by {value:.3g}, more than {allowed:g}"
    return None


def _applies(model: Model | OnnxModel, device: str) -> bool:
    if not installed(OPENVINO) or device not in ("auto", "cpu"):
        return False
    if isinstance(model, OnnxModel):
        return not isinstance(model.runtime, OpenVinoRuntime)
    if model.header.network.kind != EXPORTED or not installed("onnx"):
        return False
    from core.inspection.device import pick_device

    return pick_device(device).type == "cpu"
