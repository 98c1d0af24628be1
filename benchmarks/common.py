"""Shared by the benchmarks: pictures, timing, the machine's description, a table."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from core.datasets.textures import make_image
from core.images.find import find_images
from core.images.read import read_picture


def arguments(description: str) -> argparse.ArgumentParser:
    """The options every benchmark has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--images", type=Path, help="folder of real pictures; without it, synthetic ones")
    parser.add_argument("--count", type=int, default=8, help="pictures used")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="torch threads")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    return parser


def pictures(folder: Path | None, count: int) -> list[np.ndarray]:
    """Grey float32 pictures in [0, 1]: the folder's first, or synthetic 256 x 256 ones."""
    if folder is None:
        return [make_image("cloud", 256, seed, True)[0].astype(np.float32) / 255 for seed in range(count)]
    return [read_picture(path).pixels for path in find_images([folder])[:count]]


def seconds(work: Callable[[], object], repeats: int = 5, cuda: bool = False) -> float:
    """Median wall time of `work` after one warm-up call."""
    taken = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        work()
        if cuda:
            torch.cuda.synchronize()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def machine(device: str) -> str:
    """One line for the results page."""
    name = torch.cuda.get_device_name() if device == "cuda" else platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if device == "cpu" and cpu.exists():
        models = [line.split(":")[1].strip() for line in cpu.read_text().splitlines() if "model name" in line]
        name = models[0] if models else name
    return (
        f"{name}, {torch.get_num_threads()} threads, torch {torch.__version__}, load {os.getloadavg()[0]:.1f}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print Markdown."""
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
