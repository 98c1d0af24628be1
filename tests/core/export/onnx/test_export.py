"""The file that is written computes what the model does, or is not written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from core.errors import IsuganError
from core.export.onnx import export as exporting
from core.export.onnx.export import export_onnx
from core.export.onnx.graph import graph_of
from core.export.onnx.parity import Differences
from core.export.onnx.whole import OpenInvolution
from core.images.picture import Picture
from core.inspection.gate import Gate
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.onnx_file import load_onnx
from core.inspection.onnx_run import CRITIC_MAP, REPAIR, SCORE, SSIM_MAP, planes_of
from core.inspection.preprocess import Preprocess
from core.nets.blocks import Involution
from core.nets.settings import NetworkSettings
from tests.core.export.onnx.conftest import MakeModel

SIZES = [(64, 48), (45, 67), (16, 16), (33, 17), (9, 30), (1, 5), (70, 41)]


def compare(model: Model, written: Path, sizes: list[tuple[int, int]]) -> None:
    """Inspect noise of these sizes by torch and by the graph, and expect the same of each of its outputs."""
    runtime, ours = load_onnx(written).runtime, Inspector(model, "cpu")
    header = model.header
    for size in sizes:
        shape = size if header.preprocess.channels == 1 else (*size, 3)
        pixels = np.random.default_rng(1).random(shape, np.float32)
        found = ours.inspect_picture(Picture(pixels, 8, "L"), Path("noise"), areas=())
        assert found.images is not None
        planes = planes_of(pixels)
        for name, expected in (
            (REPAIR, planes_of(found.images.repair)),
            (SSIM_MAP, found.images.ssim_map[None, None]),
            *([(CRITIC_MAP, found.images.critic_map[None, None])] if header.asks_critic else []),
            (SCORE, np.array([found.score])),
        ):
            (made,) = runtime.run((name,), planes)
            assert made.shape == expected.shape
            assert made == pytest.approx(expected, abs=2e-4), (name, size)


def test_grey_whatever_the_size(plain: tuple[Model, bytes], tmp_path: Path) -> None:
    model, graph = plain
    (tmp_path / "plain.onnx").write_bytes(graph)
    compare(model, tmp_path / "plain.onnx", SIZES)


@pytest.mark.parametrize("difference", [False, True])
def test_colour_with_a_critic_a_margin_and_standardised(
    made: MakeModel, tmp_path: Path, difference: bool
) -> None:
    model = made(
        NetworkSettings(channels=3, base=8, blocks=1, judge="critic", difference=difference),
        Preprocess(channels=3, standardise=True, margin=16),
        critic_weight=0.4,
        score_window=8,
    )
    (tmp_path / "all.onnx").write_bytes(graph_of(model))
    assert "of any size; scale, float32 (2, 3): zeros, or" in onnx.load(tmp_path / "all.onnx").doc_string
    compare(model, tmp_path / "all.onnx", SIZES)


@pytest.mark.parametrize(("weight", "start", "reach"), [(0, 0.7, 0), (0.4, 0.7, 0), (0.4, 0.8, 5)])
def test_a_gate(made: MakeModel, tmp_path: Path, weight: float, start: float, reach: int) -> None:
    """D_p opens it without counting in the score, too; what it makes of a large picture's tiles is the same."""
    model = made(
        NetworkSettings(base=8, blocks=1, judge="critic"),
        Preprocess(margin=16, tile=64, overlap=16),
        critic_weight=weight,
        gate=Gate(start, 1.0, reach),
    )
    path = tmp_path / "gate.onnx"
    path.write_bytes(graph_of(model))
    compare(model, path, [(45, 60), (16, 16), (9, 30)])
    picture = Picture(np.random.default_rng(2).random((150, 90), np.float32), 8, "L")
    one, two = (
        Inspector(side, "cpu").inspect_picture(picture, Path("x")) for side in (model, load_onnx(path))
    )
    assert one.images is not None
    assert two.images is not None
    left = one.images.repair == one.images.original
    assert 0.05 < left.mean() < 0.95
    assert two.images.repair == pytest.approx(one.images.repair, abs=2e-4)
    assert two.score == pytest.approx(one.score, abs=2e-4)


def test_standardised_tiles(made: MakeModel, tmp_path: Path) -> None:
    """Of a picture that is half background, whose tiles are seen as they are in the whole of it."""
    model = made(
        NetworkSettings(base=8, blocks=1, judge="critic"),
        Preprocess(standardise=True, margin=16, tile=64, overlap=16),
        critic_weight=0.4,
    )
    path = tmp_path / "tiles.onnx"
    path.write_bytes(graph_of(model))
    pixels = np.random.default_rng(3).random((50, 150), np.float32)
    pixels[:, 70:] = 0.1 + 0.01 * pixels[:, 70:]
    one, two = (Inspector(side, "cpu") for side in (model, load_onnx(path)))
    ours, theirs = (side.inspect_picture(Picture(pixels, 8, "L"), Path("x")) for side in (one, two))
    assert ours.images is not None
    assert theirs.images is not None
    assert theirs.images.repair == pytest.approx(ours.images.repair, abs=2e-4)
    assert theirs.images.critic_map == pytest.approx(ours.images.critic_map, abs=2e-4)
    assert theirs.score == pytest.approx(ours.score, abs=2e-4)


@pytest.mark.parametrize("kind", ["cyclegan", "unet", "resunet++"])
def test_other_kinds_are_told(made: MakeModel, kind: str) -> None:
    with pytest.raises(IsuganError, match=rf"{kind.replace('+', '.')}.*Only .* isu-gan"):
        graph_of(made(NetworkSettings.model_validate({"kind": kind, "base": 4, "blocks": 0})))


def test_an_involution_of_plain_operations_is_the_same() -> None:
    torch.manual_seed(0)
    trained = Involution(16, kernel=5, group=4).eval()
    x = torch.randn(1, 16, 7, 9)
    with torch.no_grad():
        assert torch.allclose(trained(x), OpenInvolution(trained)(x), atol=1e-5)


def test_a_graph_says_what_it_is(plain: tuple[Model, bytes]) -> None:
    model, content = plain
    graph = onnx.load_model_from_string(content)
    told = {entry.key: entry.value for entry in graph.metadata_props}
    assert json.loads(told["header"]) == json.loads(model.header.model_dump_json())
    assert "float32 (1, 1, H, W) in [0, 1], of any size. Outputs" in graph.doc_string
    assert graph.producer_name == "ISU-GAN Inspector"


def test_what_was_written_was_compared(
    plain: tuple[Model, bytes], photos: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"nothing")
    out = tmp_path / "out" / "model.onnx"
    done = export_onnx(plain[0], out, [*photos, tmp_path / "broken.png"])
    assert done.images == 2
    assert 0 < done.differences.ssim_map < 1e-3
    assert done.differences.score < 1e-4
    assert load_onnx(out).header == plain[0].header
    assert [path.name for path in out.parent.iterdir()] == ["model.onnx"]


def test_a_graph_that_differs_is_not_written(
    plain: tuple[Model, bytes],
    made: MakeModel,
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A graph of other weights, under this model's name."""
    other = made(NetworkSettings(base=4, blocks=0), score_window=3)
    monkeypatch.setattr(exporting, "graph_of", lambda _: plain[1])
    with pytest.raises(IsuganError, match=r"the score of .*a\.png differs by .*Nothing was written"):
        export_onnx(other, tmp_path / "out" / "model.onnx", photos)
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_to_compare_on(
    plain: tuple[Model, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "graph_of", lambda _: plain[1])
    with pytest.raises(IsuganError, match="no readable image"):
        export_onnx(plain[0], tmp_path / "model.onnx", [tmp_path / "gone.png"])
    assert not (tmp_path / "model.onnx").exists()


def test_no_number_is_a_difference() -> None:
    with pytest.raises(IsuganError, match="nan"):
        exporting._check(Differences(ssim_map=float("nan")), Path("a.png"), Path("model.safetensors"))


def test_without_the_package(plain: tuple[Model, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnx", None)
    with pytest.raises(IsuganError, match=r"pip install .*\[onnx\]"):
        graph_of(plain[0])
