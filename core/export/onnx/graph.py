"""From a model to an ONNX file's bytes."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from core.errors import IsuganError
from core.inspection.model_file import FORMAT, Model
from core.inspection.onnx_run import CRITIC_MAP, GENERATED, PICTURE, REPAIR, SCALE, SCORE, SSIM_MAP

if TYPE_CHECKING:
    from core.export.onnx.whole import Whole

OPSET = 18
EXPORTED = "isu-gan"
"""The kind of network; those that it was compared with are for comparing."""
SAMPLE = (45, 67)
"""A picture whose halves differ from those of its neighbours: every padding that a size may need is in the graph."""
DOCUMENT = """ISU-GAN Inspector {version}. Input: a picture, float32 (1, {channels}, H, W) in [0, 1], {size}{scale}. \
Outputs: repair; ssim_map, (1, 1, H, W) in [-1, 1];{critic}{generated} score, (1,), larger = worse. \
NG from calibration.ng_cut, Review from calibration.review_cut, in the JSON document `header` among the metadata."""

SCALE_DOCUMENT = """; scale, float32 (2, {channels}): zeros, or each channel's mean and 4 times its standard \
deviation (at least 0.08) in a larger picture that this one is cut from"""


def graph_of(model: Model) -> bytes:
    """The model as an ONNX file, its header among the metadata.

    Raises:
        IsuganError: the package `onnx` is not installed, or it is a kind of model that is not exported.
        ModelFileError: the weights do not fit the header.
    """
    try:
        import onnx
    except ImportError as error:
        raise IsuganError(
            "Writing ONNX needs the package onnx, which is not installed.",
            'Install it: python -m pip install "isugan-inspector[onnx]".',
        ) from error
    header = model.header
    if header.network.kind != EXPORTED:
        raise IsuganError(
            f"{model.path} holds a {header.network.kind}, which is not written as ONNX.",
            f"Only a model of the kind {EXPORTED} is; results of this one can be exported all the same.",
            model.path,
        )
    from core import __version__
    from core.export.onnx.whole import Whole

    whole = Whole(header, model.generator(), model.critic() if header.asks_critic else None).eval()
    graph = onnx.load_model_from_string(_traced(whole))
    graph.producer_name, graph.producer_version = "ISU-GAN Inspector", __version__
    preprocess = header.preprocess
    graph.doc_string = DOCUMENT.format(
        version=__version__,
        channels=preprocess.channels,
        size="of any size"
        if preprocess.width is None
        else f"resized to {preprocess.width} x {preprocess.height} by antialiased bicubic (Pillow's)",
        scale=SCALE_DOCUMENT.format(channels=preprocess.channels) if preprocess.standardise else "",
        critic=" critic_map, (1, 1, H, W) in [-19, 1];" if header.asks_critic else "",
        generated="" if header.gate is None else " generated, G_n2p's picture before its gate;",
    )
    onnx.helper.set_model_props(graph, {"format": FORMAT, "header": header.model_dump_json()})
    onnx.checker.check_model(graph)
    written: bytes = graph.SerializeToString()
    return written


def _traced(whole: Whole) -> bytes:
    """By torch's older exporter, see docs/adr/0023-a-model-as-one-onnx-file.md."""
    import torch

    asked = [CRITIC_MAP] if whole.critic is not None else []
    made = [] if whole.header.gate is None else [GENERATED]
    outputs = [REPAIR, SSIM_MAP, *asked, *made, SCORE]
    open_sides = {2: "height", 3: "width"}
    channels = whole.header.preprocess.channels
    inputs = {PICTURE: torch.rand(1, channels, *SAMPLE)}
    if whole.header.preprocess.standardise:
        inputs[SCALE] = torch.zeros(2, channels)
    buffer = io.BytesIO()
    with torch.inference_mode(False), torch.no_grad(), warnings.catch_warnings():
        # That it is the older one; and that Python's conditions on sizes are fixed, which SAMPLE takes care of.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            whole,
            tuple(inputs.values()),
            buffer,  # type: ignore[arg-type]  # the older exporter writes to a stream as well
            dynamo=False,
            opset_version=OPSET,
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={name: open_sides for name in (PICTURE, *outputs) if name != SCORE},
        )
    return buffer.getvalue()
