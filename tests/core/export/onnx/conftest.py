"""Small models as ONNX files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from core.export.onnx.graph import graph_of
from core.images.convert import to_uint8
from core.images.write import write_png
from core.inspection.header import Header
from core.inspection.model_file import Model, load_model, save_model
from core.inspection.preprocess import Preprocess
from core.nets.build import repair_network
from core.nets.critic import Critic
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings

MakeModel = Callable[..., Model]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> MakeModel:
    """An untrained model, written and read back, by the network's settings and the header's other fields."""

    def make(network: NetworkSettings, preprocess: Preprocess | None = None, **others: object) -> Model:
        header = Header.model_validate(
            {
                "name": "test",
                "created": "2026-01-01T00:00:00+00:00",
                "network": network,
                "preprocess": preprocess or Preprocess(channels=network.channels),
                **others,
            }
        )
        draw = torch.Generator().manual_seed(0)
        generator = repair_network(network)
        init_weights(generator, draw)
        critic = Critic(network) if network.criticises else None
        if critic is not None:
            init_weights(critic, draw)
        path = tmp_path_factory.mktemp("model") / "model.safetensors"
        save_model(path, generator, header, critic)
        return load_model(path)

    return make


@pytest.fixture(scope="session")
def plain(made: MakeModel) -> tuple[Model, bytes]:
    """A small grey model without a margin or a critic, and its graph."""
    model = made(NetworkSettings(base=4, blocks=0))
    return model, graph_of(model)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two pictures of odd sizes, the second smaller than a network takes."""
    draw = np.random.default_rng(0)
    paths = []
    for name, shape in (("a.png", (37, 50)), ("b.png", (9, 20))):
        path = tmp_path / name
        write_png(path, to_uint8(draw.random(shape, np.float32)))
        paths.append(path)
    return paths
