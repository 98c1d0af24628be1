"""The JSON document in a model file's header."""

from __future__ import annotations

import math
import platform
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core import __version__
from core.images.areas import Area
from core.inspection.calibration import Calibration
from core.inspection.gate import Gate
from core.inspection.preprocess import Preprocess
from core.inspection.segment import SegmentSettings
from core.nets.settings import NetworkSettings

SCHEMA: Final = 6
"""1: as it began. 2: `areas`. 3: `network.kind`. 4: `critic_weight`, and D_p's weights where it is a critic. 5: `gate`;
D_p's evidence is no longer averaged over the score's window. 6: `network.difference`, the gate's
`reach`."""
FARTHEST: Final = 256
"""Pixels that a gate reaches at most: a larger number is a damaged file, and its window would not fit into memory."""


def _versions() -> dict[str, str]:
    import numpy as np
    import torch

    return {
        "isugan": __version__,
        "torch": torch.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


class SnapshotRow(BaseModel):
    """One image of the run that made the model; `split` is train or validation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    sha256: str
    label: str
    split: str


class Header(BaseModel):
    """Everything about a model but its weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1, 2, 3, 4, 5, 6] = SCHEMA
    name: str = Field(description="what to show a person")
    created: str = Field(description="when, ISO 8601 with time zone")
    network: NetworkSettings
    preprocess: Preprocess
    segment: SegmentSettings = Field(default_factory=SegmentSettings)
    score_window: int = Field(17, ge=3, le=101, description="side of the score's window, in working pixels")
    critic_weight: float = Field(
        0,
        ge=0,
        le=1,
        description="share of D_p's surprise in the score, beside 1 - SSIM; 0: the SSIM map alone",
    )
    gate: Gate | None = Field(
        None,
        description="D_p's surprise from which on the repair takes the original's place, and from which on it does "
        "so in full, and how far around; none: everywhere",
    )
    areas: tuple[Area, ...] = Field(
        (),
        max_length=1000,
        description="what of every image is inspected and what ignored, as under a fixed camera",
    )
    calibration: Calibration | None = None
    training: dict[str, Any] = Field(default_factory=dict, description="the run's settings and its record")
    figures: dict[str, Any] = Field(default_factory=dict, description="figures on the validation split")
    snapshot_hash: str = Field("", description="SHA-256 over the images it was trained and validated on")
    snapshot: tuple[SnapshotRow, ...] = Field((), description="those images")
    versions: dict[str, str] = Field(default_factory=_versions)

    @property
    def asks_critic(self) -> bool:
        """Whether D_p takes part in an inspection."""
        return self.critic_weight > 0 or self.gate is not None

    @field_validator("gate")
    @classmethod
    def _opens(cls, gate: Gate | None) -> Gate | None:
        if gate is not None and not 0 <= gate.start < gate.full < math.inf:
            raise ValueError("a gate opens between two numbers, 0 <= start < full")
        if gate is not None and not 0 <= gate.reach <= FARTHEST:
            raise ValueError(f"a gate opens 0 to {FARTHEST} px around")
        return gate

    @model_validator(mode="before")
    @classmethod
    def _scores_as_now(cls, told: Any) -> Any:
        """Cuts of a schema whose scores had another scale are none."""
        if isinstance(told, dict) and told.get("schema_version") == 4 and told.get("critic_weight"):
            return {**told, "calibration": None}
        return told

    @field_validator("schema_version")
    @classmethod
    def _newest(cls, _: int) -> int:
        """A header read from an older file is complete, and is written back as what it then is."""
        return SCHEMA
