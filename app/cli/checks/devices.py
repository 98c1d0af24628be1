"""Where the networks can run, how much memory there is, and whether bf16 pays."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator

from app.cli.checks.check import Check

GIB = 2**30
LITTLE_MEMORY = 4 * GIB


def devices() -> Iterator[Check]:
    """CPU, memory, CUDA and MPS."""
    import psutil
    import torch

    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    name = torch.cpu.get_capabilities().get("cpu_name") or platform.processor() or platform.machine()
    threads = torch.get_num_threads()
    yield Check("CPU", "ok", f"{name}, {cores} cores, {threads} threads used, bf16 {_cpu_bf16()}")
    yield _memory()
    yield _cuda()
    if torch.backends.mps.is_available():
        yield Check("MPS", "ok", "available")


def _cpu_bf16() -> str:
    """Whether the CPU multiplies bf16 in hardware; without, bf16 is correct but slower than fp32."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    fast = any(capabilities.get(key) for key in ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16"))
    return "in hardware" if fast else "not in hardware"


def _memory() -> Check:
    import psutil

    memory = psutil.virtual_memory()
    detail = f"{memory.available / GIB:.1f} of {memory.total / GIB:.1f} GiB free"
    if memory.available < LITTLE_MEMORY:
        return Check(
            "Memory", "warn", detail, "Close other programs, or train with a smaller crop and base width."
        )
    return Check("Memory", "ok", detail)


def _cuda() -> Check:
    from torch import cuda

    if not cuda.is_available():
        return Check(
            "CUDA", "ok", "no GPU in use", "Training on the CPU works; the quick preset is made for it."
        )
    found = []
    for index in range(cuda.device_count()):
        free, total = cuda.mem_get_info(index)
        bf16 = "yes" if cuda.get_device_capability(index)[0] >= 8 else "no"
        found.append(
            f"{cuda.get_device_name(index)}, {free / GIB:.1f} of {total / GIB:.1f} GiB free, bf16 {bf16}"
        )
    return Check("CUDA", "ok", "; ".join(found))
