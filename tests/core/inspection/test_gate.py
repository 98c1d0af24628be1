"""Where the repair takes the original's place."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from skimage.morphology import dilation
from torch import Tensor, nn

from core.images import bands
from core.images.areas import Area
from core.images.picture import Picture
from core.images.tiles import Box
from core.inspection.calibration import Calibration
from core.inspection.gate import Gate, mix, opens
from core.inspection.header import SCHEMA, Header
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.preprocess import Preprocess
from core.nets.settings import NetworkSettings
from tests.core.inspection.conftest import make_header
from tests.core.inspection.test_critic_map import Dark, spotted

NETWORK = NetworkSettings(base=8, blocks=1, judge="critic")
GATE = Gate(0.5, 1.5)


@pytest.mark.parametrize("colours", [(), (3,)])
def test_mixed_by_the_surprise(colours: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: shut at a surprise of 0.5, a quarter open at 0.75, open at 1.5 and beyond; whatever the bands."""
    monkeypatch.setattr(bands, "BAND_PIXELS", 4)
    critic_map = 1 - np.array([[0.0, 0.5], [0.75, 1.0], [1.5, 20.0]], np.float32)
    original = np.full((3, 2, *colours), 0.2, np.float32)
    repair = np.full((3, 2, *colours), 0.6, np.float32)
    mix(original, repair, critic_map, GATE)
    expected = np.array([[0.2, 0.2], [0.3, 0.4], [0.6, 0.6]], np.float32)
    assert repair == pytest.approx(np.broadcast_to(expected[(..., *[None] * len(colours))], repair.shape))


@pytest.mark.parametrize("pixels", [4, 50, 10_000])
def test_a_surprise_opens_it_around(pixels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By scikit-image's maximum over the same square; whatever the bands."""
    monkeypatch.setattr(bands, "BAND_PIXELS", pixels)
    surprise = np.random.default_rng(0).gamma(0.3, 0.5, (23, 31)).astype(np.float32)
    original, repair = np.zeros((23, 31), np.float32), np.ones((23, 31), np.float32)
    mix(original, repair, 1 - surprise, Gate(0.5, 1.5, 3))
    around = dilation(surprise, np.ones((7, 7)))
    assert repair == pytest.approx(np.clip(around - 0.5, 0, 1), abs=1e-6)
    assert 0.2 < repair.mean() < 0.95


@pytest.mark.parametrize("reach", [0, 3])
def test_it_opens_where_mixing_changes_something(reach: int) -> None:
    rng = np.random.default_rng(1)
    surprise = rng.gamma(0.1, 0.3, (23, 31)).astype(np.float32)
    surprise[5, 6] = 0.5
    gate = Gate(0.5, 1.5, reach)
    repair = np.ones((23, 31), np.float32)
    mix(np.zeros_like(repair), repair, 1 - surprise, gate)
    opened = 0
    for _ in range(500):
        top, left = int(rng.integers(23)), int(rng.integers(31))
        box = Box(left, top, int(rng.integers(1, 32 - left)), int(rng.integers(1, 24 - top)))
        assert opens(1 - surprise, gate, box) == box.cut(repair).any()
        opened += opens(1 - surprise, gate, box)
    assert 50 < opened < 450


def test_what_is_no_number_opens_it() -> None:
    assert opens(np.array([[1.0, math.nan]], np.float32), GATE, Box(0, 0, 2, 1))


class Counting(nn.Module):
    """Makes all of it brighter, and counts."""

    runs = 0

    def forward(self, x: Tensor) -> Tensor:
        self.runs += 1
        return x + 0.5


@pytest.mark.parametrize(("tile", "all_tiles", "open_tiles"), [(256, 1, 1), (64, 6, 2)])
def test_the_generator_runs_where_the_gate_is_open(
    make_model: Callable[..., Model], tile: int, all_tiles: int, open_tiles: int
) -> None:
    """The spot lies in rows 20 to 28 and columns 32 to 40: in two of the six tiles of 64 pixels, which share 32."""
    preprocess = Preprocess(tile=tile, overlap=32)
    inspector = Inspector(make_model(network=NETWORK, preprocess=preprocess, gate=Gate(1.0, 1.5, 2)), "cpu")
    assert inspector.critic is not None
    assert inspector.gate is not None
    repairer = inspector.repairer
    inspector.critic.critic, repairer.generator = Dark(), Counting()
    pixels = spotted((64, 200))
    looked = inspector.repair_picture(Picture(pixels, 8, "L"))
    assert repairer.generator.runs == open_tiles
    everywhere = repairer.repair(pixels)
    assert repairer.generator.runs == open_tiles + all_tiles
    assert looked.critic_map is not None
    mix(pixels, everywhere, looked.critic_map, inspector.gate)
    assert np.array_equal(looked.repair, everywhere)
    assert (looked.repair != pixels).any()
    pixels[20:28, 32:40] = 0.5
    assert np.array_equal(inspector.repair_picture(Picture(pixels, 8, "L")).repair, pixels)
    assert repairer.generator.runs == open_tiles + all_tiles


def test_the_repair_of_an_inspection(make_model: Callable[..., Model]) -> None:
    open_, shut = (
        Inspector(make_model(network=NETWORK, gate=gate), "cpu") for gate in (None, Gate(1.0, 1.5))
    )
    assert open_.critic is None
    assert shut.critic is not None
    shut.critic.critic = Dark()
    pixels = spotted()
    free, gated = (side.inspect_picture(Picture(pixels, 8, "L"), Path("x.png")) for side in (open_, shut))
    assert free.images is not None
    assert gated.images is not None
    away = np.s_[:, :16]
    assert not np.allclose(free.images.repair[away], pixels[away])
    assert np.array_equal(gated.images.repair[away], pixels[away])
    assert np.array_equal(gated.images.ssim_map[away][:, :12], np.ones_like(pixels[away][:, :12]))
    # The patch of 8 x 8 in the middle of the spot, where the surprise is log(1 + e^2) = 2.13.
    spot = np.s_[23:25, 35:37]
    assert gated.images.repair[spot] == pytest.approx(free.images.repair[spot], abs=1e-6)


def test_what_is_ignored_opens_no_gate(make_model: Callable[..., Model]) -> None:
    inspector = Inspector(make_model(network=NETWORK, gate=Gate(1.0, 2.0)), "cpu")
    assert inspector.critic is not None
    inspector.critic.critic = Dark()
    areas = (Area(kind="ignore", shape="rectangle", points=((0.4, 0.3), (0.7, 0.7))),)
    found = inspector.inspect_picture(Picture(spotted(), 8, "L"), Path("x.png"), areas=areas)
    assert found.images is not None
    assert np.array_equal(found.images.repair, spotted())
    assert found.score == 0


@pytest.mark.parametrize("reach", [-1, 257, 10**9])
def test_a_gate_that_reaches_too_far_is_refused(reach: int) -> None:
    with pytest.raises(ValidationError, match="0 to 256 px around"):
        make_header(gate=(1.0, 2.0, reach))


def test_a_gate_of_an_older_file_reaches_nowhere() -> None:
    assert make_header(gate=(1.0, 2.0)).gate == Gate(1.0, 2.0, 0)
    assert Header.model_validate_json(make_header(gate=(1.0, 2.0, 16)).model_dump_json()).gate == Gate(
        1.0, 2.0, 16
    )


@pytest.mark.parametrize("gate", [(1.0, 1.0), (-0.1, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_a_gate_that_does_not_open_is_refused(gate: tuple[float, float]) -> None:
    with pytest.raises(ValidationError, match="a gate opens between"):
        make_header(gate=gate)


def test_a_header_tells_it() -> None:
    header = make_header(gate=GATE)
    assert header.asks_critic
    assert Header.model_validate_json(header.model_dump_json()).gate == GATE
    assert not make_header().asks_critic


def test_cuts_of_scores_that_were_averaged_are_none(calibration: Calibration) -> None:
    """D_p's evidence was averaged until schema 4: cuts of such scores would judge on another scale."""

    def read(**told: object) -> Header:
        document = json.loads(make_header(calibration=calibration).model_dump_json())
        return Header.model_validate_json(json.dumps(document | told))

    assert read(schema_version=4, critic_weight=0.5).calibration is None
    assert read(schema_version=4).calibration == calibration
    assert read(critic_weight=0.5).calibration == calibration
    assert read(schema_version=4).schema_version == SCHEMA
