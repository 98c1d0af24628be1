"""What results come from, as every export states it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from core.export.names import text_of
from core.inspection.header import Header
from core.inspection.segment import SegmentSettings


class ModelRecord(BaseModel):
    """Which model it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="what to show a person")
    file: str = Field(description="its path when it was used")
    sha256: str = Field(description="of the file's bytes, hexadecimal; '' if it could no longer be read")
    created: str = Field(description="when it was trained, ISO 8601 with time zone")
    snapshot_hash: str = Field(
        description="SHA-256 over the images it was trained and validated on; '' = unknown"
    )
    policy: str = Field(description="the calibration's policy; '' without calibration")
    review_cut: float | None = Field(
        description="score from which an image goes to review; null = uncalibrated"
    )
    ng_cut: float | None = Field(description="score from which an image is NG; null = uncalibrated")
    versions: dict[str, str] = Field(description="of what trained it")


@dataclass(frozen=True)
class Source:
    """Where results come from.

    Attributes:
        root: the folder that names of images start from.
        model: which model.
        segment: how the defects were cut.
    """

    root: Path
    model: ModelRecord
    segment: SegmentSettings

    @property
    def calibrated(self) -> bool:
        """Whether there are verdicts."""
        return self.model.ng_cut is not None


def model_record(path: Path, header: Header) -> ModelRecord:
    """Read the file's hash, and take the rest from its header (as it is in memory: its cuts are those in force)."""
    from core.datasets.snapshot import hash_file

    try:
        digest = hash_file(path)
    except OSError:
        digest = ""
    cuts = header.calibration
    return ModelRecord(
        name=header.name or path.stem,
        file=text_of(path),
        sha256=digest,
        created=header.created,
        snapshot_hash=header.snapshot_hash,
        policy=cuts.policy if cuts else "",
        review_cut=cuts.review_cut if cuts else None,
        ng_cut=cuts.ng_cut if cuts else None,
        versions=header.versions,
    )
