"""Settings that train in moments."""

from __future__ import annotations

from typing import Any

from core.training.settings import TrainingSettings, preset


def tiny_settings(**changes: Any) -> TrainingSettings:
    """The quick preset with networks, crops and epochs as small as they get, and these changes."""
    return preset(
        "quick",
        **{
            "network": {"base": 4, "blocks": 1},
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
