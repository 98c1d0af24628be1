"""Whether the fast step trains as well as the plain one: AUROC on unseen pictures, over seeds, same data and budget.

python -m benchmarks.training_parity [--seeds 3] [--warm-up 150] [--epochs 2]
"""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import torch
from sklearn.metrics import roc_auc_score

from benchmarks.common import arguments, machine, table
from benchmarks.plain import PlainStepper, plain_parts
from core.datasets.dataset import Dataset, Label, Split
from core.datasets.synth import write_dataset
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.training import game
from core.training.run import train
from core.training.settings import TrainingSettings, preset


def auroc(dataset: Dataset, settings: TrainingSettings, out: Path, *, plain: bool, device: str) -> float:
    """Train by either step and score the test half."""
    with ExitStack() as parts:
        if plain:
            parts.enter_context(plain_parts())
            parts.enter_context(patch.multiple(game, Stepper=PlainStepper, GraphStepper=PlainStepper))
        model = train(dataset, settings, out, device=device)
    assert model is not None
    inspector = Inspector(load_model(model), device)
    samples = dataset.select(split=Split.TEST)
    scores = [inspector.inspect(sample.path).score for sample in samples]
    return float(roc_auc_score([sample.label is Label.DEFECTIVE for sample in samples], scores))


def main() -> None:
    """Train, score and print."""
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--warm-up", type=int, default=150, help="steps")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--steps", type=int, default=20, help="an epoch's")
    parser.add_argument("--side", type=int, default=256, help="of the pictures and crops, pixels")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rows = []
    found: dict[bool, list[float]] = {True: [], False: []}
    print(f"{machine(options.device)}\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        dataset = write_dataset(
            Path(folder) / "weave", "weave", good=40, defective=16, size=options.side, seed=7
        )
        for seed in range(options.seeds):
            settings = preset(
                "quick",
                # The smallest at which every fast path is taken: 64 channels on maps of 32 x 32.
                network={"base": 16, "blocks": 2, "judge": "patchgan"},
                crop=options.side,
                warm_up_crop=options.side,
                warm_up_batch=2,
                warm_up_steps=options.warm_up,
                epochs=options.epochs,
                steps_per_epoch=options.steps,
                seed=seed,
                precision="auto",
            )
            row = [str(seed)]
            for plain in (True, False):
                start = time.monotonic()
                out = Path(folder) / f"{seed}-{plain}"
                found[plain].append(auroc(dataset, settings, out, plain=plain, device=options.device))
                row.append(f"{found[plain][-1]:.3f} ({time.monotonic() - start:.0f} s)")
            print(" ".join(row), flush=True)
            rows.append(row)
    rows.append(
        ["mean, standard deviation"]
        + [
            f"{statistics.mean(v):.3f}, {statistics.stdev(v) if len(v) > 1 else 0:.3f}"
            for v in found.values()
        ]
    )
    table(("seed", "plain step", "fast step"), rows)


if __name__ == "__main__":
    main()
