"""How many threads may compute a network."""

from __future__ import annotations

import os
import sys

import psutil


def computing_threads() -> int:
    """As many as torch has, where it is loaded, or else would have: `OMP_NUM_THREADS`, or one for each core."""
    if (torch := sys.modules.get("torch")) is not None:
        return int(torch.get_num_threads())
    wished = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0]
    if wished.isdigit() and int(wished):
        return int(wished)
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, allowed))
