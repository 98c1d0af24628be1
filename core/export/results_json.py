"""All results as one versioned JSON document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core import __version__
from core.errors import IsuganError
from core.export.json_file import write_json
from core.export.names import text_of
from core.export.source import ModelRecord
from core.export.writer import Writer
from core.images.areas import Area
from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.inspection.segment import SegmentSettings
from core.language import later

SCHEMA: Final = 1
FILE = "results.json"


class DefectRecord(BaseModel):
    """One contour and its figures, in the original image's pixels; see `core.inspection.result.Defect`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area_px: float
    area_percent: float
    length_px: float
    mean_ssim: float
    contrast: float
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    contour: tuple[tuple[float, float], ...] = Field(description="x, y; pixel centres at integers; closed")


class ImageRecord(BaseModel):
    """The result for one image; see `core.inspection.result.Inspection`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    width: int
    height: int
    score: float
    verdict: Verdict
    otsu_level: float
    level: float
    defects: tuple[DefectRecord, ...]
    areas: tuple[Area, ...] = Field(
        description="what was inspected and what ignored; empty = all was inspected"
    )


class FailedRecord(BaseModel):
    """A file that could not be inspected, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    error: str


class ResultsDocument(BaseModel):
    """What `results.json` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = SCHEMA
    created: str = Field(description="when it was written, ISO 8601 with time zone")
    program: str = Field(description="the version of ISU-GAN Inspector")
    model: ModelRecord
    segment: SegmentSettings = Field(description="how the defects were cut")
    images: tuple[ImageRecord, ...]
    failed: tuple[FailedRecord, ...]


class JsonWriter(Writer):
    """`results.json`."""

    lists_errors = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._images: list[ImageRecord] = []
        self._failed: list[FailedRecord] = []

    def add(self, inspection: Inspection) -> None:
        """Take one result."""
        self._images.append(image_record(inspection))
        self.written += 1

    def fail(self, failed: FailedInspection) -> None:
        """List it in the document."""
        self._failed.append(FailedRecord(path=text_of(failed.path), error=text_of(failed.error)))
        super().fail(failed)

    def finish(self) -> None:
        """Write the document."""
        document = ResultsDocument(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            program=__version__,
            model=self.source.model,
            segment=self.source.segment,
            images=tuple(self._images),
            failed=tuple(self._failed),
        )
        write_json(self.folder / FILE, document.model_dump(mode="json"))


def image_record(inspection: Inspection) -> ImageRecord:
    """One result as it stands in the document."""
    return ImageRecord(
        path=text_of(inspection.path),
        width=inspection.width,
        height=inspection.height,
        score=inspection.score,
        verdict=inspection.verdict,
        otsu_level=inspection.otsu_level,
        level=inspection.level,
        defects=tuple(_defect_record(defect) for defect in inspection.defects),
        areas=inspection.areas,
    )


def read_results_json(path: Path) -> ResultsDocument:
    """Read what `JsonWriter` wrote.

    Raises:
        IsuganError: it cannot be read, is no such document, or was made by a newer version.
    """
    try:
        return ResultsDocument.model_validate_json(path.read_bytes())
    except OSError as error:
        raise IsuganError(
            later("Export", "{path} cannot be read: {error}.", path=path, error=error.strerror),
            later("Export", "Check the path."),
            path,
        ) from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise IsuganError(
            later(
                "Export",
                "{path} is no document of results that this version reads ({place}).",
                path=path,
                place=where or later("Export", "no JSON"),
            ),
            later("Export", "Export the results again, or update ISU-GAN Inspector."),
            path,
        ) from error


def _defect_record(defect: Defect) -> DefectRecord:
    figures = {name: getattr(defect, name) for name in DefectRecord.model_fields if name != "contour"}
    return DefectRecord(**figures, contour=tuple((x, y) for x, y in defect.contour.tolist()))
