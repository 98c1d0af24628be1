"""Which device, number format and memory layout a run uses, and why."""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch
from torch import nn

from core.errors import TrainingError
from core.inspection.device import pick_device
from core.language import later
from core.training.settings import TrainingSettings

__all__ = ["Execution", "choose_execution", "pick_device"]

TRIALS = 3
LANES = 2
"""Parts of a step that run side by side on a CPU, each in a thread of its own
(docs/adr/0012-two-lanes-and-winograd.md)."""


@dataclass(frozen=True)
class Execution:
    """How steps run on the device; stands in the run's record, and a resumed run keeps it.

    Attributes:
        device: as torch names it, such as `cpu` or `cuda`.
        bf16: convolutions in bfloat16 under autocast; losses, norms' statistics and weights stay float32.
        channels_last: memory layout of the networks.
        reason: why, in one sentence.
        lanes: parts of a step that run side by side, see `core.training.lanes`; decides how batches are cut, so
            another number trains a little differently.
        ranks: processes that share each step, see `core.training.ranks`.
    """

    device: str
    bf16: bool
    channels_last: bool
    reason: str
    lanes: int = 1
    ranks: int = 1


def choose_execution(settings: TrainingSettings, device: torch.device, network: nn.Module) -> Execution:
    """Decide by the settings; where they say `auto`, time one step's worth of `network` both ways on the device.

    bfloat16 is measured, not assumed: on a CPU it pays at 256 x 256 and not on small crops, and a CPU without
    instructions for it is many times slower. A CPU runs the parts of a step in `LANES` lanes where it has as many
    threads.
    """
    last = settings.channels_last == "on" or (settings.channels_last == "auto" and device.type == "cuda")
    lanes = LANES if device.type == "cpu" and torch.get_num_threads() >= LANES else 1

    def chosen(bf16: bool, reason: str) -> Execution:
        return Execution(device.type, bf16, last, reason, lanes)

    if settings.precision != "auto":
        return chosen(settings.precision == "bf16", f"{settings.precision} was asked for")
    if device.type == "mps" or (device.type == "cuda" and not torch.cuda.is_bf16_supported()):
        return chosen(False, "fp32: this device has no safe bf16")
    if device.type == "cpu" and not _cpu_has_bf16():
        return chosen(False, "fp32: this processor has no instructions for bf16")
    side = settings.crop or settings.preprocess.width or 256
    picture = torch.zeros(1, settings.network.channels, side, side, device=device).uniform_(-1, 1)
    try:
        plain, half = (_seconds(network, picture, bf16=bf16) for bf16 in (False, True))
    except RuntimeError as error:  # a CPU or driver without bf16 kernels
        return chosen(False, f"fp32: bf16 failed here ({error})")
    bf16 = half < 0.95 * plain
    return chosen(
        bf16,
        f"{'bf16' if bf16 else 'fp32'}: measured {half / plain:.2f} x the time of fp32 in bf16 on this device",
    )


def _cpu_has_bf16() -> bool:
    """Without its own instructions a bf16 convolution takes a plain loop; timing it alone would take minutes."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _seconds(network: nn.Module, picture: torch.Tensor, *, bf16: bool) -> float:
    """The fastest of a few forward and backward passes; parameters and statistics end as they began."""
    before = {name: value.clone() for name, value in network.named_buffers()}
    best = float("inf")
    for _ in range(TRIALS + 1):
        start = time.perf_counter()
        with torch.autocast(picture.device.type, torch.bfloat16, enabled=bf16):
            loss = network(picture).float().square().mean()
        loss.backward()
        if picture.device.type == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - start)
    network.zero_grad(set_to_none=True)
    with torch.no_grad():
        for name, value in network.named_buffers():
            value.copy_(before[name])
    return best


def free_memory(device: torch.device) -> int | None:
    """Bytes that a device with memory of its own, or a share of the computer's, has left; None for a CPU."""
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    if device.type == "mps":
        return max(0, torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory())
    return None


def out_of_memory(error: BaseException) -> TrainingError | None:
    """Plain words for an out-of-memory error of any device, or None if it is another error."""
    text = str(error).lower()
    if not (
        isinstance(error, MemoryError | torch.OutOfMemoryError)
        or (isinstance(error, RuntimeError) and ("out of memory" in text or "can't allocate memory" in text))
    ):
        return None
    return TrainingError(
        later("Training", "The device ran out of memory."),
        later(
            "Training",
            "Go on with --resume --device cpu, or start a new run with a smaller --crop, --base 32 or "
            "--warm-up-batch 1.",
        ),
    )
