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
    scale: tuple[int, ...] = (),
    **changes: object,
) -> Path:
    """A graph whose every output is its input, or what `node` makes of it.

    Args:
        scale: shape of a second input, whose sum every output has added to it.
    """
    inputs = {"picture": [1, channels, "height", "width"]}
    nodes = [helper.make_node(node, ["picture"], [name]) for name in outputs]
    if scale:
        inputs["scale"] = [*scale]
        nodes = [helper.make_node("ReduceSum", ["scale"], ["sum"], keepdims=0)]
        nodes += [helper.make_node("Add", ["picture", "sum"], [name]) for name in outputs]
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, sides) for name, sides in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    told = {"format": "isugan-model", "header": make_header(**changes).model_dump_json()}
    helper.set_model_props(model, told if metadata is None else metadata)
    path.write_bytes(model.SerializeToString())
    return path
