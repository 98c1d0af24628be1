"""What the gate saves: networks that repair all of a picture, against those that repair where the gate is open.

    python -m benchmarks.gate [--model MODEL] [--images FOLDER] [--sides 256 1536] [--count 8] [--rounds 3]

Each picture by both, one right after the other; both give the same to the bit. Pictures are those of the demo's
surface, good and defective in turn, unless a folder is named.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from benchmarks.common import arguments, machine, seconds, table
from core.datasets.textures import make_image
from core.images.find import find_images
from core.images.picture import Picture
from core.images.read import read_picture
from core.inspection.gate import mix
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.result import FloatImage
from resources import DEMO_MODEL

SURFACE = "weave"


def everywhere(inspector: Inspector, pixels: FloatImage) -> FloatImage:
    """As the gate is defined: all of the picture is repaired, and the original put back where it is shut."""
    repair = inspector.repairer.repair(pixels)
    if inspector.gate is not None and inspector.critic is not None:
        mix(pixels, repair, inspector.critic.map(pixels), inspector.gate)
    return repair


def measured(inspector: Inspector, picture: Picture, rounds: int, cuda: bool) -> tuple[bool, float, float]:
    """Whether something was repaired, and seconds of both ways.

    Raises:
        SystemExit: they differ.
    """
    ways: tuple[Callable[[], FloatImage], Callable[[], FloatImage]] = (
        lambda: everywhere(inspector, picture.pixels),
        lambda: inspector.repair_picture(picture).repair,
    )
    whole, open_ = (way() for way in ways)
    if not np.array_equal(whole, open_):
        raise SystemExit("the repairs differ")
    first, second = (seconds(way, rounds, cuda) for way in ways)
    return bool((open_ != picture.pixels).any()), first, second


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=DEMO_MODEL)
    parser.add_argument("--sides", type=int, nargs="+", default=[256, 1536])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    inspector = Inspector(load_model(options.model), options.device)
    if inspector.gate is None:
        raise SystemExit(f"{options.model} has no gate")
    print(f"{machine(options.device)}\n")
    groups: dict[str, list[Picture]] = {}
    if options.images is not None:
        found = [
            inspector.model.header.preprocess.apply(read_picture(p).pixels)
            for p in find_images([options.images])
        ]
        groups[str(options.images.name)] = [Picture(pixels, 8, "L") for pixels in found[: options.count]]
    else:
        for side in options.sides:
            made = [make_image(SURFACE, side, n, n % 2 == 1)[0] for n in range(options.count)]
            groups[f"{side} x {side}"] = [Picture(m.astype(np.float32) / 255, 8, "L") for m in made]
    rows = []
    for name, pictures in groups.items():
        taken = [measured(inspector, p, options.rounds, options.device == "cuda") for p in pictures]
        for repaired, what in ((False, "nothing repaired"), (True, "something repaired")):
            of_kind = [(a, b) for changed, a, b in taken if changed == repaired]
            if of_kind:
                a, b = (statistics.median(times) for times in zip(*of_kind, strict=True))
                rows.append(
                    (name, what, str(len(of_kind)), f"{1e3 * a:.0f} ms", f"{1e3 * b:.0f} ms", f"{a / b:.2f}")
                )
    table(("pictures", "", "number", "all repaired", "where the gate is open", "times as fast"), rows)


if __name__ == "__main__":
    main()
