"""`isugan watch` as it runs in production: a burst, a steady camera, and kills; against inspecting alone.

python -m benchmarks.watch_soak [--count 20000] [--kills 5] [--rate 2] [--model MODEL] [--images FOLDER]

Ends with an error if an image is lost, is in two places, or has no line or two.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import torch

from benchmarks.common import arguments, machine, table
from core.images.find import find_images
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
ALONE = 40
STEADY = 0.2
"""Share of the images that comes one by one, after the burst."""


@dataclass
class Watch:
    """The program, its folders, and how much memory it took in MB, from its first image on."""

    root: Path
    model: Path
    device: str
    resident: list[float] = field(default_factory=list)
    done_before: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        words = ["watch", self.root / "in", self.model, "--device", self.device, "--settle", "0.2"]
        words += [word for name in ("ok", "review", "ng") for word in (f"--{name}", self.root / name)]
        command = [sys.executable, "-m", "app.cli.main", *map(str, words), "--log", self.root / "log.jsonl"]
        self.done_before = self.done()
        with (self.root / "said.txt").open("a") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said, text=True)

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait()

    def lines(self) -> list[dict[str, Any]]:
        path = self.root / "log.jsonl"
        whole = path.read_text().rpartition("\n")[0] if path.exists() else ""
        return [json.loads(line) for line in whole.splitlines()]

    def done(self) -> int:
        path = self.root / "log.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def cpu(self) -> float:
        """Processor seconds until now."""
        assert self.process is not None
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    def wait_for(self, count: int) -> None:
        assert self.process is not None
        while (done := self.done()) < count:
            assert self.process.poll() is None, (self.root / "said.txt").read_text()
            if done > self.done_before:
                self.resident.append(psutil.Process(self.process.pid).memory_info().rss / 1e6)
            time.sleep(0.2)


class Speed(NamedTuple):
    """Images a second, and processor seconds an image, which other work on the machine does not change."""

    rate: float
    cpu: float


def alone(model: Path, device: str, pictures: list[Path], count: int) -> Speed:
    """The inspection that the watch does, without anything around it."""
    inspector = Inspector(load_model(model), device)
    list(inspect_files(inspector, pictures[:2]))
    files = [pictures[number % len(pictures)] for number in range(count)]
    start, cpu = time.perf_counter(), time.process_time()
    list(inspect_files(inspector, files))
    return Speed(count / (time.perf_counter() - start), (time.process_time() - cpu) / count)


def burst(watch: Watch, pictures: list[Path], count: int, kills: int) -> Speed:
    """All at once, with kills in between; images a second of the stretches without one, their medians."""
    for number in range(count):
        shutil.copy(pictures[number % len(pictures)], watch.root / "in" / f"{number}.png")
    dice, stops = random.Random(0), [count * (kill + 1) // (kills + 1) for kill in range(kills + 1)]
    watch.start()
    stretches: list[Speed] = []
    for stop in stops:
        watch.wait_for(min(stop, watch.done() + 1))  # it has started
        before, start, cpu = watch.done(), time.perf_counter(), watch.cpu()
        watch.wait_for(stop)
        if (done := watch.done() - before) > 0:
            stretches.append(Speed(done / (time.perf_counter() - start), (watch.cpu() - cpu) / done))
        if stop < count:
            time.sleep(dice.uniform(0, 0.3))
            watch.end(signal.SIGKILL)
            watch.start()
    # Of a handful of images nothing is left to measure once the watch is seen to have started.
    return Speed(*map(statistics.median, zip(*stretches or [(math.nan, math.nan)], strict=True)))


def steady(watch: Watch, pictures: list[Path], first: int, count: int, rate: float) -> list[float]:
    """One by one; seconds from when each was seen to its place."""
    for number in range(first, first + count):
        shutil.copy(pictures[number % len(pictures)], watch.root / "in" / f"{number}.png")
        time.sleep(1 / rate)
    watch.wait_for(first + count)
    return [line["seconds"] for line in watch.lines()[first:]]


def check(watch: Watch, pictures: list[Path], count: int) -> Counter[str]:
    """Each image is in one place, as it was, and one line tells of it."""
    contents = [path.read_bytes() for path in pictures]
    lines = watch.lines()
    assert len({line["path"] for line in lines}) == len(lines) == count
    places = [path for name in ("ok", "review", "ng") for path in (watch.root / name).glob("[!.]*")]
    assert sorted(map(str, places)) == sorted(line["moved_to"] for line in lines)
    assert not list((watch.root / "in").glob("[!.]*"))
    for path in places:
        assert path.read_bytes() == contents[int(path.stem) % len(contents)]
    return Counter(line["verdict"] for line in lines)


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.set_defaults(count=300)
    parser.add_argument("--model", type=Path, default=DEMO / "model.safetensors")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2.0, help="images a second of the steady camera")
    parser.add_argument("--folder", type=Path, help="where to work; default: the temporary folder")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    pictures = find_images([options.images or DEMO / "images"])
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        watch = Watch(Path(name).resolve(), options.model, options.device)
        for folder in ("in", "ok", "review", "ng"):
            (watch.root / folder).mkdir()
        print(f"{machine(options.device)}; {options.count} images, {options.kills} kills\n")
        reference = alone(options.model, options.device, pictures, min(ALONE, options.count))
        slow = max(1, int(STEADY * options.count))
        together = burst(watch, pictures, options.count - slow, options.kills)
        seconds = steady(watch, pictures, options.count - slow, slow, options.rate)
        code = watch.end(signal.SIGTERM)
        counts = check(watch, pictures, options.count)
        assert code == 0, (watch.root / "said.txt").read_text()
        resident = watch.resident[-max(1, len(watch.resident) // 4) :]
    rows = [
        ("images sorted, each once", f"{options.count} ({', '.join(f'{k} {n}' for k, n in counts.items())})"),
        ("images a second, inspected alone", f"{reference.rate:.2f}"),
        ("images a second, watch, in a burst", f"{together.rate:.2f}"),
        ("processor time an image, inspected alone", f"{1e3 * reference.cpu:.0f} ms"),
        ("processor time an image, watch", f"{1e3 * together.cpu:.0f} ms"),
        ("from seen to sorted, one by one, median", f"{1e3 * statistics.median(seconds):.0f} ms"),
        ("from seen to sorted, slowest", f"{1e3 * max(seconds):.0f} ms"),
        ("memory, last quarter, least and most", f"{min(resident):.0f} and {max(resident):.0f} MB"),
    ]
    table(("what", "measured"), rows)


if __name__ == "__main__":
    main()
