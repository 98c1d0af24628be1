"""The network that a run trains and a model file holds, by its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

    from core.nets.settings import NetworkSettings


def repair_network(settings: NetworkSettings) -> nn.Module:
    """The network that looks at a picture: the repair network or, where `settings.segments`, one that marks defects.

    `(N, C, H, W)` in [-1, 1] -> the repair of the same shape and range, or logits `(N, 1, H, W)`. Any H, W >= 16.
    """
    match settings.kind:
        case "cyclegan":
            from core.nets.resnet import ResNetGenerator

            return ResNetGenerator(settings)
        case "dcgan":
            from core.nets.autoencoder import AutoencoderGenerator

            return AutoencoderGenerator(settings)
        case "unet":
            from core.nets.unet import UNet

            return UNet(settings)
        case "resunet++":
            from core.nets.resunet import ResUNetPlusPlus

            return ResUNetPlusPlus(settings)
        case "isu-gan":
            from core.nets.generator import Generator

            return Generator(settings)
