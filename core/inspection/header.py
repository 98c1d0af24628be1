"""The JSON document in a model file's header."""

from __future__ import annotations

import platform
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from core import __version__
from core.images.areas import Area
from core.inspection.calibration import Calibration
from core.inspection.preprocess import Preprocess
from core.inspection.segment import SegmentSettings
from core.nets.settings import NetworkSettings

SCHEMA: Final = 4
"""1: as it began. 2: `areas`. 3: `network.kind`. 4: `critic_weight`, and D_p's weights where it is a critic."""


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

    schema_version: Literal[1, 2, 3, 4] = SCHEMA
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

    @field_validator("schema_version")
    @classmethod
    def _newest(cls, _: int) -> int:
        """A header read from an older file is complete, and is written back as what it then is."""
        return SCHEMA
