"""`inspect` of a folder against the repairs alone: what decoding, judging and writing add when overlapped.

python -m benchmarks.folder [--images FOLDER] [--count 40]
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import torch

from benchmarks.common import arguments, machine, pictures, table
from core.images.convert import to_uint8
from core.images.find import find_images
from core.images.write import write_png
from core.inspection.folder import inspect_files
from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_model
from core.inspection.pictures import KINDS, write_pictures
from core.inspection.preprocess import Preprocess
from core.inspection.results_csv import ResultsWriter
from core.nets.generator import Generator
from core.nets.settings import COMPACT_BASE, PAPER_BASE, NetworkSettings

ROUNDS = 3


def measure(
    inspector: Inspector, files: list[Path], out: Path, kinds: tuple[str, ...]
) -> tuple[float, float]:
    """Seconds of the repairs alone, and of the whole run with results and pictures written."""
    prepared = [inspector.model.header.preprocess.apply(inspector.read(f).pixels) for f in files]
    alone, whole = [], []
    for turn in range(ROUNDS):
        start = time.perf_counter()
        for picture in prepared:
            inspector.repairer.repair(picture)
        alone.append(time.perf_counter() - start)
        folder = out / f"{turn}"
        start = time.perf_counter()
        with ResultsWriter(folder) as writer:
            finish = (lambda i, f=folder: write_pictures(f, i.path.stem, i, kinds)) if kinds else None
            for result in inspect_files(inspector, files, finish=finish):
                writer.write(result)
        whole.append(time.perf_counter() - start)
    return min(alone), min(whole)


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__.splitlines()[0]).parse_args()
    torch.set_num_threads(options.threads)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        if options.images:
            files = find_images([options.images])[: options.count]
        else:
            files = [root / "in" / f"{i:04d}.png" for i in range(options.count)]
            for path, picture in zip(files, pictures(None, options.count), strict=True):
                write_png(path, to_uint8(picture))
        print(f"{machine(options.device)}; {len(files)} files, best of {ROUNDS}\n")
        for width, base in (("paper width", PAPER_BASE), ("compact", COMPACT_BASE)):
            network = NetworkSettings(base=base)
            header = Header(name=width, created="", network=network, preprocess=Preprocess(standardise=True))
            save_model(root / "m.safetensors", Generator(network), header)
            inspector = Inspector(load_model(root / "m.safetensors"), options.device)
            for what, kinds in (("CSV", ()), ("CSV, masks, overlays, repairs, maps", KINDS)):
                alone, whole = measure(inspector, files, root / f"{base}{len(kinds)}", kinds)
                per = len(files) / 1e3
                rows.append(
                    (width, what, f"{alone / per:.1f} ms", f"{whole / per:.1f} ms", f"{whole / alone:.3f}")
                )
    table(("network", "written", "repair alone, per file", "whole run, per file", "ratio"), rows)


if __name__ == "__main__":
    main()
