"""Small models and pictures for the inspection tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from core.images.convert import to_uint8
from core.images.write import write_png
from core.inspection.calibration import Calibration
from core.inspection.header import Header
from core.inspection.model_file import Model, load_model, save_model
from core.inspection.preprocess import Preprocess
from core.nets.build import repair_network
from core.nets.critic import Critic
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings

NETWORK = NetworkSettings(base=8, blocks=1)


def make_header(**changes: object) -> Header:
    values = {
        "name": "test",
        "created": "2026-01-01T00:00:00+00:00",
        "network": NETWORK,
        "preprocess": Preprocess(),
    }
    return Header.model_validate({**values, **changes})


@pytest.fixture
def calibration() -> Calibration:
    return Calibration(
        policy="manual",
        review_cut=0.3,
        ng_cut=0.5,
        noise_level=0.5,
        good_scores=(0.1,),
        defective_scores=(0.8,),
    )


@pytest.fixture
def make_model(tmp_path: Path) -> Callable[..., Model]:
    """An untrained small model, written and read back; header fields as keywords."""

    def make(**changes: object) -> Model:
        header = make_header(**changes)
        network = repair_network(header.network)
        draw = torch.Generator().manual_seed(0)
        init_weights(network, draw)
        critic = Critic(header.network) if header.network.criticises else None
        if critic is not None:
            init_weights(critic, draw)
        save_model(tmp_path / "model.safetensors", network, header, critic)
        return load_model(tmp_path / "model.safetensors")

    return make


@pytest.fixture
def picture_files(tmp_path: Path) -> list[Path]:
    """Six small PNGs, one of them broken."""
    rng = np.random.default_rng(0)
    paths = []
    for index in range(6):
        path = tmp_path / "pictures" / f"{index}.png"
        write_png(path, to_uint8(rng.random((40, 56)).astype(np.float32)))
        paths.append(path)
    paths[3].write_bytes(paths[3].read_bytes()[:200])
    return paths
