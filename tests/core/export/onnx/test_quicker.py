"""OpenVINO takes another runtime's place only after it gave the same, and quicker."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import IsuganError, ModelFileError
from core.export.onnx import quicker as choosing
from core.export.onnx.parity import Differences
from core.export.onnx.quicker import Trial, quicker, reason_against, through_openvino, tried
from core.images.areas import Area, AreaKind
from core.images.picture import Picture
from core.inspection.calibration import Calibration, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.onnx_file import load_onnx
from core.inspection.preprocess import Preprocess
from core.inspection.runtimes import OPENVINO, installed
from core.nets.settings import NetworkSettings
from tests.core.export.onnx.conftest import MakeModel

there = pytest.mark.skipif(not installed(OPENVINO), reason="OpenVINO is not installed")
EQUAL = Trial(6, Differences(), 1e-4, 0, 1.5)


@pytest.fixture
def photos(photos: list[Path]) -> list[Path]:
    """Two pictures of one size, for which one graph is made."""
    photos[1].write_bytes(photos[0].read_bytes())
    return photos


@pytest.fixture
def ready(plain: tuple[Model, bytes], monkeypatch: pytest.MonkeyPatch) -> Inspector:
    """The small model by torch, its graph at hand; every run is long enough and every gain welcome."""
    for name, value in (("LEAST_IMAGES", 2), ("LEAST_SECONDS", 0.0), ("LEAST_GAIN", 0.0)):
        monkeypatch.setattr(choosing, name, value)
    monkeypatch.setattr(choosing, "graph_of", lambda _: plain[1])
    return Inspector(plain[0], "cpu")


@there
def test_it_takes_torchs_place(ready: Inspector, photos: list[Path], tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"nothing")
    heard: list[tuple[int, int]] = []
    images = [*photos, tmp_path / "broken.png"]
    chosen, told = quicker(ready, "auto", images, {}, lambda *at: heard.append(at))
    assert chosen.device_name == "OpenVINO, CPU"
    assert told.startswith("Computed by OpenVINO 20")
    assert "on 2 of the images it gave the same verdicts" in told
    assert "as fast as CPU, " in told
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert chosen.segment_settings == ready.segment_settings


@there
def test_it_takes_onnx_runtimes_place(
    ready: Inspector, plain: tuple[Model, bytes], photos: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(plain[1])
    chosen, told = quicker(Inspector(load_onnx(path, "onnxruntime")), "cpu", photos, {})
    assert chosen.device_name == "OpenVINO, CPU"
    assert "as fast as ONNX Runtime" in told
    assert quicker(chosen, "cpu", photos, {}) == (chosen, "")


@there
def test_one_that_decides_otherwise_does_not(
    ready: Inspector, made: MakeModel, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made(NetworkSettings(base=4, blocks=0), score_window=3)
    chosen, told = quicker(Inspector(other, "cpu"), "auto", photos, {})
    assert chosen.model is other
    assert "tried on 2 of the images and not used: the score differs by" in told

    def refuse(_: object) -> None:
        raise ModelFileError("It is refused.")

    monkeypatch.setattr(choosing, "through_openvino", refuse)
    assert quicker(ready, "auto", photos, {}) == (ready, "OpenVINO was tried and not used: It is refused.")


@pytest.mark.parametrize("hindrance", ["few", "short", "gpu", "missing", "unreadable", "kind"])
def test_it_is_not_tried(
    ready: Inspector, photos: list[Path], hindrance: str, monkeypatch: pytest.MonkeyPatch, made: MakeModel
) -> None:
    monkeypatch.setattr(choosing, "through_openvino", lambda _: pytest.fail("tried"))
    device = "auto"
    match hindrance:
        case "few":
            monkeypatch.setattr(choosing, "LEAST_IMAGES", 3)
        case "short":
            monkeypatch.setattr(choosing, "LEAST_SECONDS", 1e9)
        case "gpu":
            device = "cuda"
        case "missing":
            monkeypatch.setattr(choosing, "installed", lambda _: False)
        case "unreadable":
            photos[0].write_bytes(b"nothing")
        case "kind":
            ready = Inspector(made(NetworkSettings(kind="dcgan", base=4)), "cpu")
    assert quicker(ready, device, photos, {}) == (ready, "")


def test_images_under_their_own_areas(ready: Inspector, photos: list[Path]) -> None:
    """One whose areas leave nothing is left out, as is one that cannot be read."""
    nothing = (Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0, 0), (1, 1))),)
    assert tried(ready, ready, photos, {photos[0]: nothing}).images == 1
    with pytest.raises(IsuganError, match="None of the images"):
        tried(ready, ready, [photos[0]], {photos[0]: nothing})


def calibrated(*scores: float) -> Calibration:
    return set_cuts(Cuts(0.2, 0.4), scores, (0.9,), noise_level=0.5)


@pytest.mark.parametrize(
    ("trial", "calibration", "reason"),
    [
        (EQUAL, None, None),
        (EQUAL, calibrated(0.1, 0.3), None),
        (EQUAL, calibrated(0.1, 0.1999), "1 of the calibration's scores"),
        (EQUAL, calibrated(0.2001, 0.4), "2 of the calibration's scores"),
        (EQUAL._replace(gap=0.0), calibrated(0.1, 0.2), "1 of the calibration's scores"),
        (EQUAL._replace(gap=0.0), calibrated(0.1, 0.20001), None),
        (EQUAL._replace(flips=2), None, "2 of the verdicts differ"),
        (
            EQUAL._replace(differences=Differences(repair=0.01)),
            None,
            "the repair differs by 0.01, more than 0.001",
        ),
        (EQUAL._replace(gain=1.05), None, "it is 1.05 x as fast"),
    ],
)
def test_what_speaks_against_it(trial: Trial, calibration: Calibration | None, reason: str | None) -> None:
    found = reason_against(trial, calibration)
    assert found == reason if reason is None else (found or "").startswith(reason)


def test_a_verdict_that_differs_is_counted(ready: Inspector, photos: list[Path]) -> None:
    score = ready.inspect(photos[0]).score
    strict = Inspector(ready.model, "cpu")
    strict.with_calibration(set_cuts(Cuts(score / 2, score / 2), (), (), noise_level=1.0))
    lax = Inspector(ready.model, "cpu")
    lax.with_calibration(set_cuts(Cuts(score * 2, score * 2), (), (), noise_level=1.0))
    trial = tried(strict, lax, photos[:1], {})
    assert (trial.flips, trial.gap) == (1, 0)


@there
def test_it_computes_what_torch_does_whatever_the_size(made: MakeModel) -> None:
    network = NetworkSettings(channels=3, base=4, blocks=0, judge="critic")
    preprocess = Preprocess(channels=3, standardise=True, margin=16)
    model = made(network, preprocess, critic_weight=0.4, score_window=8)
    one, two = Inspector(model, "cpu"), Inspector(through_openvino(model))
    for size in [(45, 67), (9, 30)]:
        pixels = np.random.default_rng(1).random((*size, 3), np.float32)
        a, b = (side.inspect_picture(Picture(pixels, 8, "RGB"), Path("noise")) for side in (one, two))
        assert a.score == pytest.approx(b.score, abs=2e-4)
        assert a.images is not None
        assert b.images is not None
        assert a.images.repair == pytest.approx(b.images.repair, abs=2e-4)
        assert a.images.critic_map == pytest.approx(b.images.critic_map, abs=2e-4)
