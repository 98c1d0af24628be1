"""The autoencoder against its layer table."""

from __future__ import annotations

from core.nets.autoencoder import AutoencoderGenerator
from core.nets.cost import gmac, parameters
from core.nets.settings import NetworkSettings

PAPER = NetworkSettings(kind="dcgan")
SMALL = NetworkSettings(kind="dcgan", base=8)
DOWN = 16 * 1 * 64 + 64 + sum(16 * a * b + 2 * b for a, b in ((64, 128), (128, 256), (256, 512)))
"""A bias where no norm follows; BatchNorm's scale and shift elsewhere."""


def test_parameter_count() -> None:
    up = sum(16 * a * b + 2 * b for a, b in ((512, 256), (256, 128), (128, 64))) + 16 * 64 * 1 + 1
    assert parameters(AutoencoderGenerator(PAPER)) == DOWN + up == 5_509_825


def test_multiply_adds() -> None:
    """On 64 x 64 pixels; a transposed convolution multiplies at every place of its input."""
    down = 16 * (64 * 32**2 + 64 * 128 * 16**2 + 128 * 256 * 8**2 + 256 * 512 * 4**2)
    assert gmac(AutoencoderGenerator(PAPER), 64, 64, 1) * 1e9 == 2 * down
