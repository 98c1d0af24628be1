"""Settings that train in moments, and surfaces for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.datasets.synth import write_dataset
from core.training.settings import TrainingSettings, preset


def tiny_settings(**changes: Any) -> TrainingSettings:
    """The quick preset with networks, crops and epochs as small as they get, the paper's D_p, and these changes."""
    return preset(
        "quick",
        **{
            "network": {"base": 4, "blocks": 1, "judge": "patchgan"},
            "preprocess": {"margin": 0},
            "averaging": 0,
            "crop": 32,
            "warm_up_crop": 32,
            "warm_up_batch": 2,
            "warm_up_steps": 3,
            "steps_per_epoch": 3,
            "pool_size": 2,
            "precision": "fp32",
            **changes,
        },
    )


def write_classes(root: Path) -> None:
    """Stand-ins for classes 1 and 6 of DAGM: 6 good and 4 defective 64 px pictures in each half."""
    for number, texture in ((1, "grain"), (6, "weave")):
        write_dataset(root / f"Class{number}", texture, good=6, defective=4, size=64, seed=number)
