"""The networks' settings: the paper's values are the defaults."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

StarredLayer = Literal["up3", "fuse3", "up2", "fuse2", "up1"]

NetworkKind = Literal["isu-gan", "cyclegan", "dcgan", "unet", "resunet++"]
NETWORK_KINDS: tuple[NetworkKind, ...] = ("isu-gan", "cyclegan", "dcgan", "unet", "resunet++")
GAMES = frozenset({"isu-gan", "cyclegan"})
"""Networks that are trained by the paper's game of two generators and two discriminators."""
SEGMENTING = frozenset({"unet", "resunet++"})
"""Networks that mark defects and repair nothing; they are taught by masks."""


JudgeKind = Literal["patchgan", "critic"]


class NetworkSettings(BaseModel):
    """Shape of the ISU-GAN generator and its discriminator (paper, Fig. 2 and section "Network structure"), or of a
    system that it is compared with (`kind`).

    `base` is the first layer's channel count: 64 in the paper; 32 is the compact width for a PC without a GPU.
    `skip`, `involution` and `se` are the ablation switches of Table 3. `starred` lists the layers that carry no
    Instance Norm (the star in Fig. 2, which the paper does not place exactly). `judge` chooses D_p. `difference` is
    residual learning (Zhang et al. 2017, DnCNN; docs/adr/0028). Of these settings the other kinds take `channels`,
    `base` (ResUNet++'s first layer has a quarter of it, as published) and, CycleGAN, `blocks`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: NetworkKind = Field(
        "isu-gan", description="the system; the others are those that the paper compares with"
    )
    channels: Literal[1, 3] = Field(1, description="1 for grey images, 3 for colour")
    base: int = Field(64, ge=4, le=256, description="channels of the first layer")
    blocks: int = Field(9, ge=0, le=32, description="residual blocks in the middle")
    judge: JudgeKind = Field(
        "patchgan",
        description="D_p: the paper's PatchGAN, or a critic that inspects too and stays in the model file",
    )
    skip: bool = Field(True, description="skip connections between down and up layers")
    involution: bool = Field(True, description="involution before and after the residual blocks")
    se: bool = Field(True, description="squeeze-and-excitation blocks")
    difference: bool = Field(
        False,
        description="the generators paint a difference, which is added to the picture, in place of a picture",
    )
    se_reduction: int = Field(16, ge=1, description="channel reduction inside squeeze-and-excitation")
    involution_kernel: int = Field(7, ge=1, le=15, description="side of the involution kernel, odd")
    involution_reduction: int = Field(4, ge=1, description="channel reduction in the kernel generator")
    involution_group: int = Field(16, ge=1, description="channels that share one involution kernel")
    starred: tuple[StarredLayer, ...] = Field(("fuse2", "up1"), description="layers without Instance Norm")

    @property
    def plays(self) -> bool:
        """Whether it is trained by the paper's game."""
        return self.kind in GAMES

    @property
    def criticises(self) -> bool:
        """Whether D_p is a critic, which stays when the training has ended."""
        return self.plays and self.judge == "critic"

    @property
    def segments(self) -> bool:
        """Whether it marks defects and repairs nothing."""
        return self.kind in SEGMENTING


COMPACT_BASE = 32
PAPER_BASE = 64
