"""ONNX files that are made by hand, not exported."""

from __future__ import annotations

from pathlib import Path

from onnx import TensorProto, helper

from tests.core.inspection.conftest import make_header


def write_onnx(
    path: Path,
    *,
    metadata: dict[str, str] | None = None,
    outputs: tuple[str, ...] = ("repair", "critic_map"),
    node: str = "Identity",
    channels: int = 1,
    **changes: object,
) -> Path:
    """A graph whose every output is its input, or what `node` makes of it."""
    sides = [1, channels, "height", "width"]
    graph = helper.make_graph(
        [helper.make_node(node, ["picture"], [name]) for name in outputs],
        "test",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, sides)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    told = {"format": "isugan-model", "header": make_header(**changes).model_dump_json()}
    helper.set_model_props(model, told if metadata is None else metadata)
    path.write_bytes(model.SerializeToString())
    return path
