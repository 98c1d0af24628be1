"""Make `resources/demo` anew: paint a weave, train on its Train half, take test images it never saw.

    python -m tools.make_demo WORK_FOLDER

The images are the first six good and the first six defective ones of the Test half, not chosen by their result.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
from pathlib import Path

from core.datasets.layout import Label, Split, recognise
from core.files import write_atomically
from core.inspection.model_file import load_model, rewrite_header

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
EACH = 6


def isugan(*arguments: str | Path) -> None:
    """Run the project's own command line."""
    subprocess.run([sys.executable, "-m", "app.cli.main", *map(str, arguments)], check=True)


def main() -> None:
    """Paint and train where not done yet, then copy."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path, help="folder for the painted set and the run")
    work = parser.parse_args().work
    data, run = work / "weave", work / "run"
    size = ("--good", "120", "--defective", "40", "--size", "256", "--seed", "2026")
    isugan("synth", data, "--texture", "weave", *size)
    if not (run / "model.safetensors").exists():
        isugan("train", data, "--preset", "standard", "--seed", "0", "--out", run)
    shutil.rmtree(DEMO, ignore_errors=True)
    (DEMO / "images").mkdir(parents=True)
    shutil.copy(run / "model.safetensors", DEMO / "model.safetensors")
    rewrite_header(load_model(DEMO / "model.safetensors"), name="Demo weave")
    rows = []
    for label in (Label.GOOD, Label.DEFECTIVE):
        for sample in recognise(data).select(split=Split.TEST, label=label)[:EACH]:
            name = sample.path.name.lower()
            shutil.copy(sample.path, DEMO / "images" / name)
            rows.append((name, str(label)))
    with write_atomically(DEMO / "truth.csv") as path, path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("name", "label"), *sorted(rows)])


if __name__ == "__main__":
    main()
