"""The device that networks run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import IsuganError
from core.language import Later, later, later_n

if TYPE_CHECKING:
    import torch

DEVICES = ("auto", "cuda", "mps", "cpu")


def pick_device(name: str = "auto") -> torch.device:
    """`auto` takes CUDA, else Apple's MPS, else the CPU.

    Raises:
        IsuganError: the named device is unknown or not there.
    """
    import torch

    if name not in DEVICES:
        raise IsuganError(
            later("Inspection", "'{name}' is not a device.", name=name),
            later("Inspection", "Use one of {devices}.", devices=", ".join(DEVICES)),
        )
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        name = next(device for device in ("cuda", "mps", "cpu") if there[device])
    if not there[name]:
        raise IsuganError(
            later("Inspection", "No {name} device was found.", name=name),
            later("Inspection", "Use --device auto, or see isugan doctor."),
        )
    return torch.device(name)


def device_name(device: torch.device) -> str:
    """What to show a person: the GPU's name, or 'CPU, 2 threads'."""
    import torch

    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else _cpu().english


def device_title(name: str) -> str:
    """A name of `device_name` in the user's language."""
    cpu = _cpu()
    return str(cpu) if name == cpu.english else name


def _cpu() -> Later:
    import torch

    return later_n("Inspection", torch.get_num_threads(), "CPU, {n} thread", "CPU, {n} threads")
