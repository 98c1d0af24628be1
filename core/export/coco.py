"""COCO: one JSON file with the outlines of NG images; OK images are listed without any.

Images with the verdict Review are not listed, so that whoever reads the file takes them as unlabelled.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from core import __version__
from core.export.json_file import write_json
from core.export.names import text_of
from core.export.regions import regions
from core.export.writer import Writer, undecided
from core.inspection.result import Inspection, Verdict

FILE = "instances.json"
IMAGES = "images"
CATEGORY = "defect"
PER_IMAGE = 100_000
"""Numbers kept free for one image's annotations, so that a number does not change with the images before it."""
DECIMALS = 3


class CocoWriter(Writer):
    """`instances.json`, and with images a folder of these."""

    needs_images = True
    needs_verdicts = True
    can_copy = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # By place in the list, verdict or not: the same image keeps its number when a verdict changes.
        self._numbers = {path: number for number, path in enumerate(self.names, 1)}
        self._images: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []

    def add(self, inspection: Inspection) -> None:
        """List one image, and its outlines if it is NG."""
        copy = self.copied(inspection.path, IMAGES)
        found = regions(inspection) if inspection.verdict is Verdict.NG else []
        if reason := undecided(inspection, bool(found)):
            self.leave_out(inspection.path, reason)
            return
        number = self._numbers[inspection.path]
        self._images.append(
            {
                "id": number,
                "file_name": copy.relative_to(self.folder).as_posix() if copy else self._name(inspection),
                "width": inspection.width,
                "height": inspection.height,
            }
        )
        for index, region in enumerate(found):
            ring = region.ring.round(DECIMALS)
            (left, top), (right, bottom) = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
            self._annotations.append(
                {
                    "id": number * PER_IMAGE + index,
                    "image_id": number,
                    "category_id": 1,
                    "segmentation": [ring.ravel().tolist()],
                    "area": round(region.area, DECIMALS),
                    "bbox": [left, top, round(right - left, DECIMALS), round(bottom - top, DECIMALS)],
                    "iscrowd": 0,
                }
            )
        self.written += 1

    def finish(self) -> None:
        """Write the file."""
        model = self.source.model
        document = {
            "info": {
                "description": f"Defects found by {text_of(model.name)} (SHA-256 {model.sha256})",
                "version": __version__,
                "date_created": datetime.now(UTC).isoformat(timespec="seconds"),
            },
            "licenses": [],
            "categories": [{"id": 1, "name": CATEGORY, "supercategory": ""}],
            "images": self._images,
            "annotations": self._annotations,
        }
        write_json(self.folder / FILE, document)

    def _name(self, inspection: Inspection) -> str:
        root = self.source.root
        path = inspection.path
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
