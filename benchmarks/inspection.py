"""Seconds per picture: repair, and SSIM + OTSU + contours against scikit-image's SSIM + OTSU in the same run.

python -m benchmarks.inspection [--images FOLDER] [--device cuda]
"""

from __future__ import annotations

import cv2
import numpy as np
import torch
from skimage.filters import threshold_otsu
from skimage.metrics import structural_similarity

from benchmarks.common import arguments, machine, pictures, seconds, table
from core.inspection.preprocess import Preprocess
from core.inspection.repair import Repairer
from core.inspection.score import dissimilarity
from core.inspection.segment import SegmentSettings, segment
from core.inspection.ssim import ssim_map
from core.nets.generator import Generator
from core.nets.settings import COMPACT_BASE, PAPER_BASE, NetworkSettings

Pair = tuple[np.ndarray, np.ndarray]


def reference_map(pair: Pair) -> np.ndarray:
    """scikit-image as its documentation shows it: float64."""
    x, y = (p.astype(np.float64) for p in pair)
    return structural_similarity(x, y, win_size=9, data_range=1.0, full=True)[1]


def whole(pair: Pair) -> None:
    """SSIM map, score, OTSU and contours, as the inspector does them."""
    x, y = pair
    values = ssim_map(x, y)
    size = (x.shape[1], x.shape[0])
    settings = SegmentSettings(mode="otsu")
    segment(x, y, values, dissimilarity(values, 17), settings, None, window=17, size=size)


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__.splitlines()[0]).parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    device = torch.device(options.device)
    images = pictures(options.images, options.count)
    repairs = [cv2.GaussianBlur(x, (0, 0), 1.5) for x in images]
    pairs = list(zip(images, repairs, strict=True))
    count = len(images)
    print(f"{machine(options.device)}; {count} pictures of {images[0].shape[1]} x {images[0].shape[0]}\n")

    def each(work: object, cuda: bool = False) -> float:
        return seconds(lambda: [work(p) for p in pairs], cuda=cuda) / count  # type: ignore[operator]

    networks = {
        name: Repairer(Generator(NetworkSettings(base=base)), Preprocess(), device)
        for name, base in (("paper width", PAPER_BASE), ("compact", COMPACT_BASE))
    }
    cuda = device.type == "cuda"
    repair = {name: each(lambda p, r=r: r.repair(p[0]), cuda) for name, r in networks.items()}
    ours_map, their_map = each(lambda p: ssim_map(*p)), each(reference_map)
    ours, theirs = each(whole), each(lambda p: threshold_otsu(reference_map(p)))
    worst = max(float(np.abs(ssim_map(*p) - reference_map(p)).max()) for p in pairs)
    ms = "{:.2f} ms".format
    table(
        ("what", "time per picture", "ratio"),
        [
            ("repair, paper width", ms(1e3 * repair["paper width"]), "1"),
            (
                "repair, compact",
                ms(1e3 * repair["compact"]),
                f"{repair['paper width'] / repair['compact']:.2f} x faster",
            ),
            ("SSIM map, scikit-image float64", ms(1e3 * their_map), "1"),
            (
                "SSIM map, ours",
                ms(1e3 * ours_map),
                f"{their_map / ours_map:.2f} x faster (differs by {worst:.1e})",
            ),
            ("SSIM + OTSU, scikit-image", ms(1e3 * theirs), "1"),
            ("SSIM + score + OTSU + contours, ours", ms(1e3 * ours), f"{theirs / ours:.2f} x faster"),
            ("the same, of the paper-width repair", "", f"{100 * ours / repair['paper width']:.2f} %"),
        ],
    )


if __name__ == "__main__":
    main()
