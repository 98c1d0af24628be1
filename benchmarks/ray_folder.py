"""A folder through a Ray cluster of this machine against the same folder in this process, by turns.

python -m benchmarks.ray_folder [--images FOLDER] [--count 200] [--workers 2]

Where Ray's workers have the same cores as this process there is nothing to win: the ratio says what Ray costs.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import torch

from benchmarks.common import arguments, machine, table
from core.datasets.snapshot import hash_file
from core.images.find import find_images
from core.inspection.folder import Item, inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.ray_cluster import LOCAL
from core.inspection.ray_run import RayInspector
from core.inspection.results_csv import ResultsWriter
from resources import DEMO_IMAGES, DEMO_MODEL


def measure(items: Iterable[Item], out: Path) -> tuple[float, float]:
    """Seconds to the first result, and seconds for each after it."""
    start = time.perf_counter()
    with ResultsWriter(out) as writer:
        for number, item in enumerate(items):
            if not number:
                first = time.perf_counter()
            writer.write(item)
        end = time.perf_counter()
    return first - start, (end - first) / max(1, number)


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.set_defaults(count=200)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    images = find_images([options.images or DEMO_IMAGES])
    model, segment = load_model(DEMO_MODEL), load_model(DEMO_MODEL).header.segment
    here = Inspector(model, options.device, segment)
    there = RayInspector(
        model, DEMO_MODEL, hash_file(DEMO_MODEL), options.device, segment, LOCAL, options.workers
    )
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        files = [
            root / f"{number:05d}{images[number % len(images)].suffix}" for number in range(options.count)
        ]
        for number, file in enumerate(files):
            file.write_bytes(images[number % len(images)].read_bytes())
        print(f"{machine(options.device)}; {len(files)} files, {options.workers} workers\n")
        alone = measure(inspect_files(here, files), root / "here")
        names = {file: file.stem for file in files}
        ray = measure(there.inspect(files, names, root / "there"), root / "there")
    table(
        ("", "this process", "Ray", "ratio"),
        [
            ("first result", f"{alone[0]:.2f} s", f"{ray[0]:.2f} s", f"{ray[0] / alone[0]:.1f}"),
            (
                "each further one",
                f"{1e3 * alone[1]:.1f} ms",
                f"{1e3 * ray[1]:.1f} ms",
                f"{ray[1] / alone[1]:.2f}",
            ),
        ],
    )


if __name__ == "__main__":
    main()
