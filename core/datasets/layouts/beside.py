"""What lies beside an image in the same folder: a picture of its mask, or labelme's file with outlines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.datasets.annotation_file import AnnotationError
from core.datasets.labelme import LabelmeFile, read_labelme
from core.datasets.layouts.base import Loaded, stem
from core.images.listing import Folder
from core.language import later

_MASK = "_mask"
_JPEG = (".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the images of one folder.

    Attributes:
        folder: the folder.
        masks: pictures that are masks, by the stem of their image: `NAME_mask` beside NAME, and `NAME.png`
            beside a JPEG of that name.
        mask_names: the same pictures; they are no images.
        outlines: `NAME.json` files beside an image NAME, by the stem of their image.
    """

    folder: Folder
    masks: dict[str, str]
    mask_names: frozenset[str]
    outlines: dict[str, str]

    @classmethod
    def look(cls, folder: Folder) -> Beside:
        """By names alone."""
        images = folder.images
        masks: dict[str, str] = {}
        jpegs = {stem(name) for name in images if name.lower().endswith(_JPEG)}
        if jpegs:
            masks |= {
                stem(name): name for name in images if name.lower().endswith(".png") and stem(name) in jpegs
            }
        marked = [name for name in images if _MASK in name.lower() and stem(name).endswith(_MASK)]
        if marked:
            stems = set(map(stem, images))
            masks |= {
                of_stem: name
                for name in marked
                if (of_stem := stem(name).removesuffix(_MASK)) in stems and name not in masks.values()
            }
        outlines: dict[str, str] = {}
        if len(images) < len(folder.files):
            outlines = {stem(name): name for name in folder.files if name.lower().endswith(".json")}
        if outlines:
            stems = set(map(stem, images))
            outlines = {of_stem: name for of_stem, name in outlines.items() if of_stem in stems}
        return cls(folder, masks, frozenset(masks.values()), outlines)

    def mask_of(self, image: str) -> Path | None:
        """The picture that is the image's mask."""
        name = self.masks.get(stem(image)) if self.masks else None
        return self.folder.path / name if name else None

    def outlines_of(self, image: str, place: str, loaded: Loaded) -> LabelmeFile | None:
        """What the file with outlines beside the image says; what is wrong with it is collected in `loaded`.

        Args:
            image: its name.
            place: what the folder is called in problems.
            loaded: hears of problems.
        """
        name = self.outlines.get(stem(image)) if self.outlines else None
        if name is None:
            return None
        self.folder.listing.check()
        try:
            read = read_labelme(self.folder.path / name)
        except AnnotationError as error:
            loaded.collect(place, later("Datasets", "annotation file {reason}", reason=error.reason), name)
            return None
        for note in read.notes:
            loaded.collect(place, note, name)
        return read
