"""Write a model as an ONNX file that was compared with it on real images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImageFileError, IsuganError
from core.export.onnx.graph import graph_of
from core.export.onnx.parity import Differences, compared, spread, too_large
from core.files import write_atomically
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.onnx_file import load_onnx
from core.inspection.runtimes import ONNX_RUNTIME

MOST_IMAGES = 12
"""Images that the two are compared on."""


@dataclass(frozen=True)
class OnnxExport:
    """What was written.

    Attributes:
        images: it was compared on.
        differences: the largest of each kind.
    """

    out: Path
    images: int
    differences: Differences


def export_onnx(
    model: Model,
    out: Path,
    images: Sequence[Path],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> OnnxExport:
    """Write `out`, atomically, after the same images were inspected with both; images that cannot be read are left out.

    Args:
        images: candidates; `MOST_IMAGES` of them, evenly spread, are inspected.

    Raises:
        IsuganError: the two differ, no image can be read, or as for `graph_of`; nothing is written then.
        OSError: the place cannot be written, or the disk is full.
    """
    content = graph_of(model)
    with write_atomically(out) as temporary:
        temporary.write_bytes(content)
        ours, exported = Inspector(model, "cpu"), load_onnx(temporary, ONNX_RUNTIME)
        theirs = Inspector(exported, "cpu")
        chosen = spread(images, MOST_IMAGES)
        largest, readable = Differences(), 0
        for done, path in enumerate(chosen):
            progress(done, len(chosen))
            try:
                found = compared(ours, theirs, path, (), exported.runtime).differences
            except ImageFileError:
                continue
            _check(found, path, model.path)
            largest, readable = largest.worst(found), readable + 1
        progress(len(chosen), len(chosen))
        if not readable:
            raise IsuganError(
                "There is no readable image to compare the ONNX file with the model on.",
                "Name a folder of images after the model.",
            )
    return OnnxExport(out, readable, largest)


def _check(found: Differences, image: Path, model: Path) -> None:
    if (beyond := too_large(found)) is None:
        return
    name, value, allowed = beyond
    raise IsuganError(
        f"The ONNX file of {model} does not give what the model gives: the {name} of {image} differs by "
        f"{value:.3g}, more than {allowed:g}.",
        "Nothing was written. Inspect with the model file itself, and report this.",
        model,
    )
