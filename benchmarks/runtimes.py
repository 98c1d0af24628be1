"""One model by every runtime that is installed, in one run: time against torch, and what differs.

    python -m benchmarks.runtimes [--model MODEL] [--images FOLDER] [--sides 256 512] [--count 4] [--rounds 9]

Each round inspects each picture by each runtime, one right after the other, so that what else the machine does meets
all of them alike. Wall time is what a run takes; processor time is what it costs where other programs compute as well.
Then a folder is inspected into results.csv, decoding and judging included. OpenVINO's graphs are made before. Pictures
are those of the demo's surface, unless a folder is named.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import torch
from torch import nn

from benchmarks.common import arguments, machine, table
from core.datasets.textures import make_image
from core.export.onnx.graph import graph_of
from core.export.onnx.quicker import through_openvino
from core.images.find import find_images
from core.images.write import write_png
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.onnx_file import load_onnx
from core.inspection.result import Inspection
from core.inspection.results_csv import ResultsWriter
from core.inspection.runtimes import ONNX_RUNTIME, OPENVINO, TITLES, TORCH, installed, titled
from resources import DEMO_MODEL

SURFACE = "weave"
REFERENCE = f"{TITLES[TORCH]}, fp32"


def has_bf16() -> bool:
    """Whether this processor multiplies bf16."""
    return torch.backends.mkldnn.is_available() and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def as_bf16(network: nn.Module) -> None:
    """Let it compute in bf16 from now on."""
    plain = network.forward

    def forward(x: torch.Tensor) -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            return plain(x).float()

    network.forward = forward


@contextmanager
def inspectors(path: Path) -> Iterator[dict[str, Inspector]]:
    """By name; torch in fp32 comes first."""
    model = load_model(path)
    found = {REFERENCE: Inspector(model, "cpu")}
    if has_bf16():
        half = Inspector(model, "cpu")
        as_bf16(half.repairer.generator)
        found[f"{TITLES[TORCH]}, bf16"] = half
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "model.onnx"
        exported.write_bytes(graph_of(model))
        if installed(ONNX_RUNTIME):
            found[TITLES[ONNX_RUNTIME]] = Inspector(load_onnx(exported, ONNX_RUNTIME), "cpu")
        if installed(OPENVINO):
            found[TITLES[OPENVINO]] = Inspector(through_openvino(model), "cpu")
        yield found


def files_of(folder: Path | None, root: Path, side: int, count: int) -> list[Path]:
    """The folder's first images, or synthetic ones, every other with defects."""
    if folder is not None:
        return find_images([folder])[:count]
    files = [root / f"{side}-{number}.png" for number in range(count)]
    for number, path in enumerate(files):
        write_png(path, make_image(SURFACE, side, number, number % 2 == 1)[0])
    return files


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of all processors together."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def networks_alone(found: dict[str, Inspector], files: list[Path], rounds: int) -> list[tuple[str, ...]]:
    """A row for each runtime."""
    pictures = [(path, found[REFERENCE].read(path)) for path in files]
    first = {name: [one.inspect_picture(p, path) for path, p in pictures] for name, one in found.items()}
    walls: dict[str, list[float]] = {name: [] for name in found}
    costs: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds):
        for _, picture in pictures:
            for name, inspector in found.items():
                wall, cost = timed(lambda i=inspector, p=picture: i.repair_picture(p))
                walls[name].append(wall)
                costs[name].append(cost)
    rows = []
    for name in found:
        ratios = [a / b for a, b in zip(walls[REFERENCE], walls[name], strict=True)]
        cost = statistics.median(costs[REFERENCE]) / statistics.median(costs[name])
        rows.append(
            (
                name,
                f"{1e3 * statistics.median(walls[name]):.0f} / {1e3 * min(walls[name]):.0f} ms",
                f"{statistics.median(ratios):.2f}",
                f"{1e3 * statistics.median(costs[name]):.0f} ms",
                f"{cost:.2f}",
                *differences(first[REFERENCE], first[name]),
            )
        )
    return rows


def differences(ours: list[Inspection], theirs: list[Inspection]) -> tuple[str, str]:
    """The largest of two scores, and how many verdicts."""
    pairs = list(zip(ours, theirs, strict=True))
    flips = sum(a.verdict != b.verdict for a, b in pairs)
    return f"{max(abs(a.score - b.score) for a, b in pairs):.1e}", f"{flips} of {len(pairs)}"


def whole_folder(
    found: dict[str, Inspector], files: list[Path], root: Path, rounds: int
) -> list[tuple[str, ...]]:
    """A row for each runtime: the folder into results.csv."""
    walls: dict[str, list[float]] = {name: [] for name in found}
    costs: dict[str, list[float]] = {name: [] for name in found}
    for turn in range(rounds):
        for number, (name, inspector) in enumerate(found.items()):

            def inspect(one: Inspector = inspector, out: Path = root / f"{turn}-{number}") -> None:
                with ResultsWriter(out) as writer:
                    for item in inspect_files(one, files):
                        writer.write(item)

            wall, cost = timed(inspect)
            walls[name].append(wall / len(files))
            costs[name].append(cost / len(files))
    return [
        (
            name,
            f"{1e3 * statistics.median(walls[name]):.0f} ms",
            f"{statistics.median(a / b for a, b in zip(walls[REFERENCE], walls[name], strict=True)):.2f}",
            f"{1e3 * statistics.median(costs[name]):.0f} ms",
            f"{statistics.median(costs[REFERENCE]) / statistics.median(costs[name]):.2f}",
        )
        for name in found
    ]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=DEMO_MODEL)
    parser.add_argument("--sides", type=int, nargs="+", default=[256, 512])
    parser.add_argument("--rounds", type=int, default=9)
    parser.set_defaults(count=4)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    there = ", ".join(titled(name) for name in (ONNX_RUNTIME, OPENVINO) if installed(name))
    print(f"{machine('cpu')}, {there}; bf16 {'in hardware' if has_bf16() else 'not in hardware'}")
    timing = ("per picture", "times as fast", "processor time", "times less")
    with tempfile.TemporaryDirectory() as name, inspectors(options.model) as found:
        for side in options.sides if options.images is None else [0]:
            files = files_of(options.images, Path(name), side, options.count)
            print(f"\nNetworks alone, {len(files)} pictures{f' of {side} x {side}' if side else ''}\n")
            head = ("runtime", "median / quickest", *timing[1:], "scores differ", "verdicts differ")
            table(head, networks_alone(found, files, options.rounds))
            print("\nFolder into results.csv\n")
            folder = files * max(1, 8 // len(files))
            rows = whole_folder(found, folder, Path(name) / f"out{side}", max(3, options.rounds // 3))
            table(("runtime", *timing), rows)


if __name__ == "__main__":
    main()
