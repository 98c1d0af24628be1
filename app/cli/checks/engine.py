"""Whether the engine works: one forward pass, and the built-in demo."""

from __future__ import annotations

import time
from collections.abc import Iterator

from app.cli.checks.check import Check
from app.cli.demo_files import demo_images, demo_model, demo_truth
from core.errors import IsuganError
from core.words import number_of

SIDE = 128


def forward_pass() -> Iterator[Check]:
    """Repair noise with an untrained compact generator on the CPU."""
    import torch

    from core.nets.generator import Generator
    from core.nets.settings import COMPACT_BASE, NetworkSettings

    generator = Generator(NetworkSettings.model_validate({"base": COMPACT_BASE})).eval()
    picture = torch.rand(1, 1, SIDE, SIDE) * 2 - 1
    with torch.inference_mode():
        generator(picture)  # the first pass also pays for set-up
        started = time.perf_counter()
        repair = generator(picture)
        seconds = time.perf_counter() - started
    if repair.shape != picture.shape or not bool(torch.isfinite(repair).all()):
        yield Check("Forward pass", "fail", "the result is not a picture", "Install torch again.")
    else:
        yield Check("Forward pass", "ok", f"compact generator, {SIDE} x {SIDE}: {1000 * seconds:.0f} ms")


def demo() -> Iterator[Check]:
    """Read the demo model, its images' names and its table."""
    from core.inspection.model_file import load_model

    try:
        path = demo_model()
        load_model(path)
        yield Check("Demo model", "ok", f"readable, {path.stat().st_size / 1e6:.1f} MB")
    except IsuganError as error:
        yield Check("Demo model", "fail", error.message, error.way_out)
    try:
        names = {image.name for image in demo_images()}
        unknown = len(names - set(demo_truth()))
        yield Check(
            "Demo images",
            "ok",
            f"{number_of(len(names), 'image')}, {len(names) - unknown} with a known label",
        )
    except IsuganError as error:
        yield Check("Demo images", "fail", error.message, error.way_out)
