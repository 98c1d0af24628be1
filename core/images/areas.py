"""Parts of an image that are inspected, and parts that are ignored."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class AreaKind(StrEnum):
    """What an area means."""

    INSPECT = "inspect"
    """Region of interest: with at least one of them, only what lies inside is looked at."""
    IGNORE = "ignore"
    """Don't-care area: never looked at, not even inside a region of interest."""


class Area(BaseModel):
    """A shape on an image, in shares of its width and height, so that it fits the image at any size.

    A rectangle and an ellipse are given by two opposite corners of their upright bounding box, a polygon by its
    corners in order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: AreaKind = Field(description="inspect = region of interest, ignore = don't-care area")
    shape: Literal["rectangle", "ellipse", "polygon"] = Field(description="form of the area")
    points: tuple[tuple[float, float], ...] = Field(
        description="x, y in 0..1 of the image's width and height, x right, y down"
    )
