"""Seconds per picture: repair, and SSIM + OTSU + contours against scikit-image's SSIM + OTSU in the same run.

    python -m benchmarks.inspection [--images FOLDER] [--model MODEL] [--device cuda]

The SSIM maps are those of a trained model's repairs (the demo's, on its images, unless told otherwise): how long
contours take depends on how noisy a map is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from skimage.filters import threshold_otsu
from skimage.metrics import structural_similarity

from benchmarks.common import arguments, machine, pictures, seconds, table
from core.inspection.inspector import Looked, judge
from core.inspection.model_file import load_model
from core.inspection.preprocess import Preprocess
from core.inspection.repair import Repairer
from core.inspection.segment import SegmentSettings
from core.inspection.ssim import ssim_map
from core.nets.generator import Generator
from core.nets.settings import COMPACT_BASE, PAPER_BASE, NetworkSettings
from resources import DEMO_IMAGES, DEMO_MODEL

Pair = tuple[np.ndarray, np.ndarray]


def reference_map(pair: Pair) -> np.ndarray:
    """scikit-image as its documentation shows it: float64."""
    x, y = (p.astype(np.float64) for p in pair)
    return structural_similarity(x, y, win_size=9, data_range=1.0, full=True)[1]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=DEMO_MODEL)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    device = torch.device(options.device)
    model = load_model(options.model)
    images = pictures(options.images or DEMO_IMAGES, options.count)
    trained = Repairer(model.generator(), model.header.preprocess, device)
    pairs = [(x, trained.repair(x)) for x in images]
    count = len(images)
    print(f"{machine(options.device)}; {count} pictures of {images[0].shape[1]} x {images[0].shape[0]}\n")

    def each(work: Callable[[Pair], object], repeats: int = 5) -> float:
        return seconds(lambda: [work(p) for p in pairs], repeats, device.type == "cuda") / count

    def judged(mode: str) -> Callable[[Pair], object]:
        settings = SegmentSettings.model_validate({"mode": mode})
        return lambda p: judge(model.header, settings, Path(), p[0].shape[1::-1], Looked(*p, 0.0))

    networks = {
        name: Repairer(Generator(NetworkSettings(base=base)), Preprocess(), device)
        for name, base in (("paper width", PAPER_BASE), ("compact", COMPACT_BASE))
    }
    repair = {name: each(lambda p, r=r: r.repair(p[0])) for name, r in networks.items()}
    ours_map, their_map = each(lambda p: ssim_map(*p), 20), each(reference_map)
    theirs = each(lambda p: threshold_otsu(reference_map(p)))
    ours = {mode: each(judged(mode), 20) for mode in ("guarded", "otsu")}
    worst = max(float(np.abs(ssim_map(*p) - reference_map(p)).max()) for p in pairs)

    def ms(value: float) -> str:
        return f"{1e3 * value:.2f} ms"

    rows = [
        ("repair, paper width", ms(repair["paper width"]), "1"),
        (
            "repair, compact",
            ms(repair["compact"]),
            f"{repair['paper width'] / repair['compact']:.2f} x faster",
        ),
        ("SSIM map, scikit-image float64", ms(their_map), "1"),
        ("SSIM map, ours", ms(ours_map), f"{their_map / ours_map:.2f} x faster, differs by {worst:.1e}"),
        ("SSIM + OTSU, scikit-image", ms(theirs), "1"),
    ]
    for mode, taken in ours.items():
        share = 100 * taken / repair["paper width"]
        what = f"SSIM + score + OTSU + contours, ours, {mode}"
        rows.append(
            (what, ms(taken), f"{theirs / taken:.2f} x faster; {share:.2f} % of the paper-width repair")
        )
    table(("what", "time per picture", "ratio"), rows)


if __name__ == "__main__":
    main()
