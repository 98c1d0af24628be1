"""Every kind of bad ONNX file, and what is done with a good one; files are made by hand, not exported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from core.errors import IsuganError, ModelFileError
from core.images.picture import Picture
from core.inspection import onnx_runtime
from core.inspection.calibration import Calibration
from core.inspection.gate import Gate
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model, load_model
from core.inspection.onnx_file import OnnxModel, load_onnx, open_model
from core.inspection.onnx_run import planes_of
from core.inspection.onnx_runtime import OnnxRuntime
from core.inspection.preprocess import Preprocess
from core.inspection.runtimes import installed as is_installed
from core.nets.settings import NetworkSettings
from tests.core.inspection.conftest import make_header
from tests.core.inspection.onnx_files import write_onnx


def with_header(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    document = json.loads(make_header().model_dump_json())
    change(document)
    return write_onnx(path, metadata={"format": "isugan-model", "header": json.dumps(document)})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.onnx"


def test_inspected_as_by_torch_but_for_the_network(path: Path, calibration: Calibration) -> None:
    """The graph repairs nothing, so that the score is 0 but for D_p's share: 1 minus the picture's window means."""
    network = NetworkSettings(base=8, blocks=1, judge="critic")
    changes = {"network": network, "critic_weight": 0.5, "calibration": calibration}
    inspector = Inspector(open_model(write_onnx(path, **changes)))
    pixels = np.full((40, 50), 0.25, np.float32)
    found = inspector.inspect_picture(Picture(pixels, 8, "L"), Path("a.png"))
    assert found.score == pytest.approx(0.5 * 0.75, abs=1e-5)
    assert found.verdict == "Review"
    assert found.images is not None
    assert np.array_equal(found.images.repair, pixels)
    assert inspector.device_name == "ONNX Runtime, CPU"
    inspector.with_calibration(None)
    assert inspector.model.header.calibration is None


@pytest.mark.parametrize("channels", [1, 3])
def test_large_pictures_go_through_it_in_tiles(path: Path, channels: int) -> None:
    preprocess = Preprocess(channels=channels, tile=64, overlap=16)
    network = NetworkSettings(base=8, blocks=1, channels=channels)
    model = load_onnx(write_onnx(path, channels=channels, preprocess=preprocess, network=network))
    pixels = np.random.default_rng(0).random((150, 90, 3)[: 2 + channels // 3], np.float32)
    found = Inspector(model).repair_picture(Picture(pixels, 8, "L"))
    assert found.repair == pytest.approx(pixels, abs=1e-6)


RUNTIMES = [
    name
    if name == "onnxruntime"
    else pytest.param(
        name, marks=pytest.mark.skipif(not is_installed(name), reason=f"{name} is not installed")
    )
    for name in ("onnxruntime", "openvino")
]


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("shape", [(40, 50), (40, 150), (40, 150, 3)])
def test_a_graph_is_told_the_scale_of_the_whole_picture(
    path: Path, shape: tuple[int, ...], runtime: str
) -> None:
    """This one adds its sum, instead of using it."""
    channels = 3 if len(shape) == 3 else 1
    preprocess = Preprocess(channels=channels, tile=64, overlap=16, standardise=True)
    network = NetworkSettings(base=8, blocks=1, channels=channels, judge="critic")
    settings = {"preprocess": preprocess, "network": network, "critic_weight": 0.5}
    write_onnx(path, channels=channels, scale=(2, channels), **settings)
    pixels = np.random.default_rng(0).random(shape, np.float32)
    model = load_onnx(path, runtime)
    found = model.networks("cpu").repairer.repair(pixels)
    total = (pixels.mean((0, 1)) + 4 * pixels.std((0, 1))).sum()
    assert found == pytest.approx(pixels + total, abs=1e-4)
    (alone,) = model.runtime.run(("repair",), planes_of(pixels))
    assert alone == pytest.approx(planes_of(pixels))


@pytest.fixture(params=["with onnx", "without"])
def onnx_package(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the package is there that cuts parts out of a graph."""
    there: bool = request.param == "with onnx"
    monkeypatch.setattr(onnx_runtime, "installed", lambda _name: there)
    return there


def test_the_repair_of_one_picture_is_never_that_of_another(path: Path, onnx_package: bool) -> None:
    network = NetworkSettings(base=8, blocks=1, judge="critic")
    write_onnx(path, network=network, critic_weight=0.5, preprocess=Preprocess(tile=64, overlap=16))
    networks = load_onnx(path).networks("auto")
    one, two, large = (np.full(shape, 0.5, np.float32) for shape in ((20, 20), (20, 20), (20, 80)))
    two[:], large[:] = 0.25, 0.75
    assert networks.critic is not None
    for mapped, repaired in ((one, one), (one, two), (two, large), (large, one), (large, large)):
        assert networks.critic.map(mapped) == pytest.approx(mapped)
        assert networks.repairer.repair(repaired) == pytest.approx(repaired)


def test_a_shut_gate_asks_for_no_repair(
    path: Path, onnx_package: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph's map is the picture: of a surprise of 0.25, and of 1 in the last column."""
    network = NetworkSettings(base=8, blocks=1, judge="critic")
    outputs = ("repair", "critic_map", "generated")
    write_onnx(path, outputs=outputs, network=network, gate=Gate(0.5, 1.0))
    inspector = Inspector(load_onnx(path))
    asked: list[tuple[str, ...]] = []
    run = OnnxRuntime.run

    def counted(self: OnnxRuntime, names: tuple[str, ...], *given: Any) -> list[np.ndarray]:
        asked.append(names)
        return run(self, names, *given)

    monkeypatch.setattr(OnnxRuntime, "run", counted)
    quiet = np.full((30, 40), 0.75, np.float32)
    loud = quiet.copy()
    loud[:, -1] = 0
    for pixels, surprising in ((quiet, False), (loud, True)):
        asked.clear()
        looked = inspector.repair_picture(Picture(pixels, 8, "L"))
        assert np.array_equal(looked.repair, pixels)
        in_parts = [("critic_map",), ("generated",)][: 1 + surprising]
        assert asked == (in_parts if onnx_package else [("generated", "critic_map")])


def test_a_part_of_a_graph_gives_what_the_whole_does(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a file that is replaced meanwhile, which is another model."""
    pixels = planes_of(np.random.default_rng(0).random((20, 30), np.float32))
    parts = OnnxRuntime(write_onnx(path, node="Sqrt"))
    monkeypatch.setattr(onnx_runtime, "installed", lambda _name: False)
    whole = OnnxRuntime(path)
    write_onnx(path, node="Neg")
    (mapped,) = parts.run(("critic_map",), pixels)
    assert mapped == pytest.approx(np.sqrt(pixels))
    for part, all_of_it in zip(
        parts.run(("critic_map", "repair"), pixels), whole.run(("critic_map", "repair"), pixels), strict=True
    ):
        assert np.array_equal(part, all_of_it)


@pytest.mark.parametrize("cut", [0, 5, 100, 600])
def test_a_truncated_file(path: Path, cut: int) -> None:
    content = write_onnx(path).read_bytes()
    path.write_bytes(content[:cut])
    with pytest.raises(ModelFileError, match=r"model\.onnx"):
        open_model(path)


def test_foreign_missing_and_folder(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="not a model of this program"):
        open_model(write_onnx(path, metadata={}))
    with pytest.raises(ModelFileError, match="cannot be opened"):
        open_model(tmp_path / "nothing.onnx")
    (tmp_path / "folder.onnx").mkdir()
    with pytest.raises(ModelFileError, match="folder"):
        open_model(tmp_path / "folder.onnx")


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("place", [b'{"schema_version"', b"isugan-model", b"Identity"])
def test_what_is_no_text(path: Path, runtime: str, place: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """And nothing is printed: stdout may be one JSON document."""
    content = write_onnx(path).read_bytes()
    assert place in content
    path.write_bytes(content.replace(place, b"\xff" + place[1:]))
    with pytest.raises(ModelFileError, match=r"model\.onnx"):
        open_model(path, runtime)
    assert capfd.readouterr().out == ""


def test_a_newer_file_says_update(path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"newer version.*Update"):
        open_model(with_header(path, lambda d: d.update(schema_version=99)))


@pytest.mark.parametrize("header", ["", "[]", "{", "null", "[" * 100_000, '{"schema_version": 4}'])
def test_a_hostile_header(path: Path, header: str) -> None:
    with pytest.raises(ModelFileError, match="its header is"):
        open_model(write_onnx(path, metadata={"format": "isugan-model", "header": header}))


def test_a_graph_that_does_not_fit_its_header(path: Path) -> None:
    with pytest.raises(ModelFileError, match="takes 3 channels, its header says 1"):
        open_model(write_onnx(path, channels=3))
    with pytest.raises(ModelFileError, match="takes no channels, its header says 1"):
        open_model(write_onnx(path, scale=(2, 3)))
    with pytest.raises(ModelFileError, match="does not give repair"):
        open_model(write_onnx(path, outputs=("other",)))
    critic = NetworkSettings(base=8, blocks=1, judge="critic")
    with pytest.raises(ModelFileError, match="does not give critic_map and repair"):
        open_model(write_onnx(path, outputs=("repair",), network=critic, critic_weight=0.5))
    with pytest.raises(ModelFileError, match="does not give"):
        open_model(write_onnx(path, network=NetworkSettings(kind="unet")))


def test_a_graph_that_gives_something_else(path: Path) -> None:
    inspector = Inspector(load_onnx(write_onnx(path, outputs=("repair",), node="GlobalMaxPool")))
    with pytest.raises(ModelFileError, match=r"repair has the shape \(1, 1, 1, 1\), not \(1, 1, 20, 30\)"):
        inspector.repair_picture(Picture(np.zeros((20, 30), np.float32), 8, "L"))
    graph = onnx.load(write_onnx(path, outputs=("repair",), node="Shape"))
    graph.graph.output[0].type.tensor_type.elem_type = TensorProto.INT64
    onnx.save(graph, path)
    with pytest.raises(ModelFileError, match="does not give repair"):
        load_onnx(path)


def test_an_unknown_operator(path: Path) -> None:
    with pytest.raises(ModelFileError, match="ONNX Runtime refuses it"):
        open_model(write_onnx(path, node="Unheard"))


def weights_in(path: Path, name: str) -> None:
    """An ONNX file that adds a weight which lies in the file of this name."""
    graph = onnx.load(write_onnx(path, outputs=("repair",)))
    weight = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", name), ("offset", "0"), ("length", "4")):
        weight.external_data.add(key=key, value=value)
    graph.graph.initializer.append(weight)
    graph.graph.node[0].CopyFrom(helper.make_node("Add", ["picture", "w"], ["repair"]))
    path.write_bytes(graph.SerializeToString())


def test_weights_outside_of_the_folder_are_refused(path: Path, tmp_path: Path) -> None:
    """A file may name another one that its weights lie in: none of ours does."""
    (tmp_path.parent / "secret").write_bytes(bytes(4))
    weights_in(path, "../secret")
    with pytest.raises(ModelFileError, match="refuses it"):
        open_model(path)


def test_a_graph_with_weights_beside_it_stays_whole(path: Path, tmp_path: Path) -> None:
    """A part would look for them in the folder that the program runs in."""
    (tmp_path / "weights").write_bytes(bytes(4))
    weights_in(path, "weights")
    runtime = OnnxRuntime(path)
    assert not runtime.in_parts
    pixels = planes_of(np.random.default_rng(0).random((8, 9), np.float32))
    assert np.array_equal(runtime.run(("repair",), pixels)[0], pixels)


def test_only_the_cpu(path: Path) -> None:
    with pytest.raises(IsuganError, match=r"not on cuda.*--device cpu"):
        Inspector(load_onnx(write_onnx(path)), "cuda")


def test_where_a_model_file_is_needed(path: Path, make_model: Callable[..., Model]) -> None:
    with pytest.raises(ModelFileError, match=r"exported.*Give the model\.safetensors"):
        load_model(write_onnx(path))
    assert isinstance(open_model(make_model().path), Model)
    assert isinstance(open_model(path.rename(path.with_suffix(".ONNX"))), OnnxModel)


def test_without_onnx_runtime(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("onnxruntime", "openvino"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(IsuganError, match=r"ONNX Runtime, which is not installed.*\[onnx\]"):
        open_model(write_onnx(path))


def test_which_runtime_computes_which_file(path: Path, make_model: Callable[..., Model]) -> None:
    ours = make_model().path
    assert isinstance(open_model(ours, "torch"), Model)
    with pytest.raises(IsuganError, match=r"by torch, not by onnxruntime.*isugan export .* --format onnx"):
        open_model(ours, "onnxruntime")
    with pytest.raises(IsuganError, match=r"not by torch.*model\.safetensors"):
        open_model(write_onnx(path), "torch")
    assert Inspector(open_model(write_onnx(path))).device_name == "ONNX Runtime, CPU"


def test_torch_is_not_loaded(path: Path, project_root: Path, picture_files: list[Path]) -> None:
    script = (
        "import sys; from pathlib import Path; from core.inspection.onnx_file import open_model; "
        "from core.inspection.inspector import Inspector; from core.inspection.folder import inspect_files; "
        "inspector = Inspector(open_model(Path(sys.argv[1]))); "
        "print(len(list(inspect_files(inspector, [Path(sys.argv[2])]))), 'torch' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(write_onnx(path)), str(picture_files[0])]
    told = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["1", "False"]
