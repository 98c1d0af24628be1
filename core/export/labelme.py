"""labelme: one JSON file for each OK and NG image; one without shapes says that its image is good.

Images with the verdict Review have no file, so that whoever reads the folder takes them as unlabelled.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from core.export.coco import CATEGORY, DECIMALS
from core.export.json_file import write_json
from core.export.regions import regions
from core.export.writer import Writer, undecided
from core.inspection.result import Inspection, Verdict

FORMAT_VERSION = "5.5.0"
"""The version of labelme whose files these are like."""


class LabelmeWriter(Writer):
    """`NAME.json` for each image, and with images these beside them."""

    needs_images = True
    needs_verdicts = True
    can_copy = True
    # In folders named like those of DAGM, or like good and defective ones, the names would count and not the files.
    flat_copies = True

    def add(self, inspection: Inspection) -> None:
        """Write one image's file."""
        copy = self.copied(inspection.path)
        found = regions(inspection) if inspection.verdict is Verdict.NG else []
        if reason := undecided(inspection, bool(found)):
            self.leave_out(inspection.path, reason)
            return
        name = f"{self.names[inspection.path]}.json"
        document: dict[str, Any] = {
            "version": FORMAT_VERSION,
            "flags": {},
            "shapes": [
                {
                    "label": CATEGORY,
                    "points": region.ring.round(DECIMALS).tolist(),
                    "group_id": None,
                    "description": "",
                    "shape_type": "polygon",
                    "flags": {},
                    "mask": None,
                }
                for region in found
            ],
            "imagePath": copy.name if copy else relative(inspection.path, (self.final / name).parent),
            "imageData": None,
            "imageHeight": inspection.height,
            "imageWidth": inspection.width,
        }
        write_json(self.folder / name, document)
        self.written += 1


def relative(path: Path, folder: Path) -> str:
    """`path` as seen from `folder`, with "/"; absolute where no relative path leads there (another drive)."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()
