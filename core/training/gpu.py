"""Memory and load of the GPU, for a window; nothing where there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GpuUse:
    """How busy a GPU is.

    Attributes:
        name: as its driver calls it.
        used, total: bytes of its memory, of all programs together.
        load: share of the time in which it computes, 0..1; None where that cannot be asked.
    """

    name: str
    used: int
    total: int
    load: float | None


def gpu_use() -> GpuUse | None:
    """The first CUDA device's use now; None without one, or while it does not answer. Takes a few milliseconds."""
    import torch

    if not torch.cuda.is_available():
        return None
    try:
        free, total = torch.cuda.mem_get_info(0)
        return GpuUse(torch.cuda.get_device_name(0), total - free, total, _load())
    except RuntimeError:  # a lost GPU; the run says so itself
        return None


def _load() -> float | None:
    """Through NVIDIA's management library, where it is installed."""
    import torch

    try:
        return float(torch.cuda.utilization(0)) / 100
    except Exception:  # noqa: BLE001 - no library, no driver, no permission: the load is a luxury
        return None
