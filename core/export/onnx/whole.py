"""From the picture to the score in one network: what an ONNX file holds."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.export.onnx.edges import at_least, box_mean, reflected
from core.inspection.critic_map import MOST_SURPRISE
from core.inspection.header import Header
from core.inspection.ssim import C1, C2, WINDOW
from core.nets.blocks import Involution
from core.nets.generator import MIN_SIDE
from core.nets.scale import Scale, scale_of


class Whole(nn.Module):
    """Everything that an inspection does to a working picture but OTSU, the contours and the verdict.

    It takes `(1, C, H, W)`, float32 in [0, 1], of any size, and, where it standardises, `(2, C)`: the centre and the
    reach of a whole picture that this one is cut from (`core.nets.pixel_scale`); where the reach is 0 this one is
    measured. It gives the repair `(1, C, H, W)` in [0, 1], the SSIM
    map `(1, 1, H, W)` in [-1, 1], D_p's map `(1, 1, H, W)` in [-19, 1] where it takes part, what G_n2p made, as the
    repair, where D_p opens a gate for it, and the score `(1,)`, larger = worse.
    There are no areas, and no tiles: a picture with a side longer than `preprocess.tile` is repaired in one piece.

    Args:
        header: of the model file.
        generator, critic: as `Model` gives them; their involutions are replaced in place.
    """

    def __init__(self, header: Header, generator: nn.Module, critic: nn.Module | None) -> None:
        super().__init__()
        self.header = header
        self.generator = with_open_involutions(generator)
        self.critic = critic

    def forward(self, picture: Tensor, measured: Tensor | None = None) -> tuple[Tensor, ...]:
        """Inspect."""
        scale = self._scale(picture, measured)
        generated = self._generated(picture, scale)
        critic_map = None if self.critic is None else self._critic_map(picture, scale, self.critic)
        repair = generated
        gate = self.header.gate
        if critic_map is not None and gate is not None:
            most = _most_around(1 - critic_map, gate.reach)
            opened = ((most - gate.start) / (gate.full - gate.start)).clamp(0, 1)
            repair = picture + opened * (generated - picture)
        similarity = ssim_map(picture, repair)
        local = box_mean(1 - similarity, self.header.score_window)
        if critic_map is None:
            return repair, similarity, local.amax((1, 2, 3))
        weight = self.header.critic_weight
        score = ((1 - weight) * local + weight * (1 - critic_map)).amax((1, 2, 3))
        made = () if gate is None else (generated,)
        return repair, similarity, critic_map, *made, score

    def _scale(self, picture: Tensor, measured: Tensor | None) -> Scale:
        own = scale_of(picture, standardise=self.header.preprocess.standardise)
        if measured is None:
            return own
        centre, reach = measured.view(2, 1, -1, 1, 1).unbind()
        told = reach > 0
        return Scale(torch.where(told, centre, own.centre), torch.where(told, reach, own.reach))

    def _generated(self, picture: Tensor, scale: Scale) -> Tensor:
        margin = self.header.preprocess.margin
        x = at_least(reflected(picture, margin) if margin else picture, MIN_SIDE)
        repair = scale.to_picture(self.generator(scale.to_network(x))).clamp(0, 1)
        height, width = picture.shape[2:]
        return repair[:, :, margin : margin + height, margin : margin + width]

    def _critic_map(self, picture: Tensor, scale: Scale, critic: nn.Module) -> Tensor:
        x = at_least(picture, MIN_SIDE)
        surprise = F.softplus(-critic(scale.to_network(x))).clamp_max(MOST_SURPRISE)
        whole = 1 - F.interpolate(surprise, size=x.shape[2:], mode="bilinear")
        return whole[:, :, : picture.shape[2], : picture.shape[3]]


def ssim_map(original: Tensor, repair: Tensor) -> Tensor:
    """As `core.inspection.ssim.ssim_map`, for `(1, C, H, W)`: `(1, 1, H, W)`."""
    level = original.mean()
    x, y = original - level, repair - level
    mx, my = box_mean(x, WINDOW), box_mean(y, WINDOW)
    sample = WINDOW**2 / (WINDOW**2 - 1)
    covariance = sample * (box_mean(x * y, WINDOW) - mx * my)
    variances = sample * (box_mean(x * x + y * y, WINDOW) - mx * mx - my * my)
    mx, my = mx + level, my + level
    values = (2 * mx * my + C1) * (2 * covariance + C2) / ((mx * mx + my * my + C1) * (variances + C2))
    return values.mean(1, keepdim=True)


class OpenInvolution(nn.Module):
    """An involution made of plain operations, which a graph can hold at any size."""

    def __init__(self, trained: Involution) -> None:
        super().__init__()
        self.kernel, self.groups = trained.kernel, trained.groups
        self.kernels = nn.Sequential(trained.reduce, trained.norm, nn.ReLU(), trained.span)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the operator; see `core.nets.window_sum.WindowSum`."""
        n, c, h, w = x.shape
        k, g = self.kernel, self.groups
        kernels = self.kernels(x).view(n, g, k * k, 1, h, w)
        padded = F.pad(x, [k // 2] * 4).view(n, g, c // g, h + k - 1, w + k - 1)
        out = torch.zeros_like(padded[..., :h, :w])
        for offset in range(k * k):
            dy, dx = divmod(offset, k)
            out = out + padded[..., dy : dy + h, dx : dx + w] * kernels[:, :, offset]
        return out.view(n, c, h, w)


def with_open_involutions(network: nn.Module) -> nn.Module:
    """The network, its involutions replaced in place."""
    for module in list(network.modules()):
        for name, child in module.named_children():
            if isinstance(child, Involution):
                setattr(module, name, OpenInvolution(child))
    return network


def _most_around(values: Tensor, reach: int) -> Tensor:
    """The largest of `(1, 1, H, W)` in the square of so many pixels on each side, as far as the image goes.

    Along rows and columns one after the other, which is the same and less work.
    """
    side = 2 * reach + 1
    along = F.max_pool2d(values, (1, side), stride=1, padding=(0, reach))
    return F.max_pool2d(along, (side, 1), stride=1, padding=(reach, 0))
