"""OpenVINO in ONNX Runtime's place; files are made by hand, not exported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from core.errors import IsuganError, ModelFileError
from core.images.picture import Picture
from core.inspection import openvino_runtime
from core.inspection.calibration import Calibration
from core.inspection.inspector import Inspector
from core.inspection.onnx_file import load_onnx, open_model
from core.inspection.onnx_run import CRITIC_MAP, REPAIR
from core.inspection.openvino_runtime import OpenVinoRuntime
from core.inspection.preprocess import Preprocess
from core.inspection.runtimes import installed as is_installed
from core.inspection.threads import computing_threads
from core.nets.settings import NetworkSettings
from tests.core.inspection.onnx_files import write_onnx

CRITIC = NetworkSettings(base=8, blocks=1, judge="critic")
installed = pytest.mark.skipif(not is_installed("openvino"), reason="OpenVINO is not installed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mödel.onnx"


def planes(*sides: int) -> np.ndarray:
    return np.random.default_rng(0).random((1, 1, *sides), np.float32)


@installed
def test_inspected_as_by_onnx_runtime(path: Path, calibration: Calibration) -> None:
    preprocess = Preprocess(tile=64, overlap=16)
    write_onnx(path, network=CRITIC, critic_weight=0.5, calibration=calibration, preprocess=preprocess)
    one, two = (Inspector(open_model(path, name)) for name in ("onnxruntime", "openvino"))
    assert two.device_name == "OpenVINO, CPU"
    assert one.model.header == two.model.header
    for sides in ((40, 50), (30, 150)):
        picture = Picture(planes(*sides)[0, 0], 8, "L")
        a, b = (side.inspect_picture(picture, Path("a.png")) for side in (one, two))
        assert a.score == pytest.approx(b.score, abs=1e-6)
        assert a.verdict == b.verdict
        assert a.images is not None
        assert b.images is not None
        assert np.allclose(a.images.repair, b.images.repair, atol=1e-6)


@installed
def test_it_takes_the_files_place_where_it_alone_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert load_onnx(write_onnx(path)).runtime.name == "OpenVINO, CPU"


@installed
def test_every_size_has_a_graph_and_few_have_their_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openvino_runtime, "OFTEN", 3)
    monkeypatch.setattr(openvino_runtime, "OWN_GRAPHS", 2)
    monkeypatch.setattr(openvino_runtime, "SIZES_COUNTED", 50)
    runtime = OpenVinoRuntime(write_onnx(path, outputs=(REPAIR, CRITIC_MAP)))
    made: list[tuple[int, int] | None] = []
    compile_ = runtime._compile
    monkeypatch.setattr(
        runtime, "_compile", lambda outputs, size: made.append(size) or compile_(outputs, size)
    )
    for side in [8, *range(9, 100), 9, 10, 9, 8]:
        (repair,) = runtime.run((REPAIR,), planes(side, 8))
        assert repair.shape == (1, 1, side, 8)
        assert np.array_equal(repair, planes(side, 8))
    assert made == [(8, 8), None]
    for side in (20, 20, 20, 30, 30, 30, 20, 8):
        runtime.run((REPAIR,), planes(side, 8))
    assert made == [(8, 8), None, (20, 8), (30, 8)]  # (8, 8) went as the one unused for longest
    assert len(runtime._own_size) == 2
    runtime.run((CRITIC_MAP, REPAIR), planes(8, 8))
    assert made[4:] == [(8, 8)]
    assert len(runtime._counts) < 50


@installed
def test_it_takes_as_many_threads_as_torch_and_computes_in_float32(path: Path) -> None:
    request = OpenVinoRuntime(write_onnx(path))._compile((REPAIR,), None)
    graph = request.get_compiled_model()
    assert graph.get_property("INFERENCE_NUM_THREADS") == computing_threads()
    assert graph.get_property("INFERENCE_PRECISION_HINT").to_string() == "f32"
    assert graph.get_property("NUM_STREAMS") == 1


@installed
@pytest.mark.parametrize("cut", [0, 5, 100, 600])
def test_a_truncated_file(path: Path, cut: int) -> None:
    content = write_onnx(path).read_bytes()
    path.write_bytes(content[:cut])
    with pytest.raises(ModelFileError, match=r"mödel\.onnx"):
        open_model(path, "openvino")


@installed
def test_other_files(path: Path) -> None:
    path.write_bytes(b"<net/>" * 100)
    with pytest.raises(ModelFileError, match="OpenVINO refuses it"):
        open_model(path, "openvino")
    with pytest.raises(ModelFileError, match="not a model of this program"):
        open_model(write_onnx(path, metadata={}), "openvino")
    with pytest.raises(ModelFileError, match="takes 3 channels, its header says 1"):
        open_model(write_onnx(path, channels=3), "openvino")
    with pytest.raises(ModelFileError, match="refuses it"):
        open_model(write_onnx(path, node="Unheard"), "openvino")
    inspector = Inspector(open_model(write_onnx(path, outputs=(REPAIR,), node="GlobalMaxPool"), "openvino"))
    with pytest.raises(ModelFileError, match=r"repair has the shape \(1, 1, 1, 1\), not \(1, 1, 20, 30\)"):
        inspector.repair_picture(Picture(np.zeros((20, 30), np.float32), 8, "L"))


@installed
def test_weights_outside_of_the_file_are_refused(path: Path) -> None:
    (path.parent.parent / "secret").write_bytes(bytes(4))
    graph = onnx.load(write_onnx(path, outputs=(REPAIR,)))
    weight = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", "../secret"), ("offset", "0"), ("length", "4")):
        weight.external_data.add(key=key, value=value)
    graph.graph.initializer.append(weight)
    graph.graph.node[0].CopyFrom(helper.make_node("Add", ["picture", "w"], [REPAIR]))
    path.write_bytes(graph.SerializeToString())
    with pytest.raises(ModelFileError, match="refuses it"):
        open_model(path, "openvino")


@installed
def test_its_import_tells_nobody(path: Path, project_root: Path, tmp_path: Path) -> None:
    """Left alone, it leaves a number for this machine in the home folder and reports over the network."""
    script = (
        "import sys, pathlib\n"
        "told = []\n"
        "watched = ('socket.connect', 'socket.getaddrinfo', 'subprocess.Popen', 'os.fork')\n"
        "sys.addaudithook(lambda event, _: told.append(event) if event in watched else None)\n"
        "from core.inspection.onnx_file import load_onnx\n"
        "load_onnx(pathlib.Path(sys.argv[1]), 'openvino')\n"
        "print(told, 'torch' in sys.modules, 'openvino_telemetry' in sys.modules)"
    )
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"HOME": str(home)}
    command = [sys.executable, "-c", script, str(write_onnx(path))]
    done = subprocess.run(
        command, cwd=project_root, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] False False"
    assert list(home.iterdir()) == []


@installed
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such stacks")
def test_a_signal_after_runtimes_that_came_and_went(path: Path, project_root: Path) -> None:
    """OpenVINO gives a thread a stack for signals' handlers, and takes it away."""
    script = (
        "import pathlib, signal, sys\n"
        "import numpy as np\n"
        "from core.inspection.openvino_runtime import OpenVinoRuntime\n"
        "one, two = (OpenVinoRuntime(pathlib.Path(sys.argv[1])) for _ in range(2))\n"
        "for runtime in (one, two):\n"
        f"    runtime.run(({REPAIR!r},), np.zeros((1, 1, 32, 32), np.float32))\n"
        "del one, runtime\n"
        "del two\n"
        "signal.signal(signal.SIGTERM, lambda *_: print('handled'))\n"
        "signal.raise_signal(signal.SIGTERM)\n"
    )
    command = [sys.executable, "-c", script, str(write_onnx(path))]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "handled\n"), done.stderr


def test_where_it_is_missing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(IsuganError, match=r"OpenVINO, which is not installed.*\[openvino\]"):
        open_model(write_onnx(path), "openvino")
