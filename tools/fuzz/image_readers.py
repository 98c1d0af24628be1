"""Readers of images and of what stands beside them in a dataset."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from core.datasets.layout import recognise
from core.datasets.masks import read_mask
from core.datasets.plan import plan_import
from core.datasets.polygon_mask import PolygonMask
from core.errors import DatasetError
from core.images.opening import opened
from core.images.probe import probe
from core.images.read import read_picture
from core.images.thumbnail import thumbnail_of
from core.line.ending import has_end
from tools.fuzz import mutate, seeds
from tools.fuzz.reader import MEGAPIXELS, Reader
from tools.fuzz.values import TEXTS

IMAGE, JSON, NAMES = "image.dat", "data/annotations.json", "names.txt"
MOST_NAMES = 60


def read_image(folder: Path) -> None:
    """Header, pixels, thumbnail and end of one file; the header and the pixels must agree."""
    path = folder / IMAGE
    has_end(path)
    facts = probe(path, max_pixels=MEGAPIXELS)
    with opened(path, MEGAPIXELS) as (image, stream):
        thumbnail_of(image, stream, 8)
    picture = read_picture(path, max_pixels=MEGAPIXELS)
    found = picture.width, picture.height, picture.channels
    assert found == (facts.width, facts.height, facts.channels), f"{facts} became {found}"


def _images(folder: Path) -> None:
    for name in ("a.png", "inner/b.png", "c.png", "d.png"):
        seeds.photo(folder / "data" / name)


def _dagm(folder: Path) -> None:
    for name in ("a.png", "b.png", "c.png", "Label/b_label.PNG"):
        seeds.photo(folder / "Class1" / "Train" / name)


def read_dataset(folder: Path, inside: str = "data", layout: str | None = None) -> None:
    """Recognise a folder, and draw the mask of every image; nothing that is found lies outside."""
    root = folder / inside
    for sample in recognise(root, layout).samples:
        assert sample.path.is_relative_to(root), f"{sample.path} lies outside of {root}"
        if isinstance(sample.mask, PolygonMask):
            read_mask(sample.mask)
            read_mask(sample.mask, 13, 7)


def read_names(folder: Path) -> None:
    """Make empty files of these names, and import what they look like."""
    root = folder / "data"
    for line in (folder / NAMES).read_bytes().split(b"\n")[:MOST_NAMES]:
        name = os.fsdecode(line.replace(b"\0", b"")).strip("/")
        path = Path(os.path.normpath(root / name))
        if path.is_relative_to(root) and path != root:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
            except OSError:
                continue
    root.mkdir(exist_ok=True)
    recognise(root)
    list(plan_import([root]).samples())


def read_mask_document(folder: Path) -> None:
    """A mask as a project stores it."""
    try:
        mask = PolygonMask.from_json((folder / "mask.json").read_text(encoding="utf-8", errors="replace"))
    except DatasetError as error:
        # The text comes out of a project, which then says of which image it is.
        raise DatasetError(error.message, error.way_out, folder / "mask.json") from error
    read_mask(mask, 13, 7)
    mask.to_json()


def _names(_folder: Path) -> list[bytes]:
    layouts = (
        "Class1/Train/1.PNG Class1/Train/Label/1_label.PNG Class1/Test/2.PNG Class1/Train/Label/Labels.txt",
        "bottle/train/good/1.png bottle/test/dent/2.png bottle/ground_truth/dent/2_mask.png",
        "MT_Free/Imgs/1.jpg MT_Crack/Imgs/2.jpg MT_Crack/Imgs/2.png",
        "good/1.png good/10.png defective/dent/2.png masks/2.png train/good/3.png val/ng/4.bmp",
        "a.png a.json b.tiff annotations/instances_train.json x/y/z/c.webp .hidden/d.png",
    )
    return [text.replace(" ", "\n").encode() for text in layouts] + [
        "\n".join(TEXTS).encode("utf-8", "replace")
    ]


def _only(made: bytes) -> list[bytes]:
    return [made]


IMAGES = {
    f"image-{kind}": Reader(
        IMAGE,
        lambda _folder, kind=kind: seeds.pictures(kind),  # type: ignore[misc]
        read_image,
        mutate.png if kind == "png" else mutate.blind,
    )
    for kind in seeds.FORMATS
}
DATASETS = {
    "coco": Reader(
        JSON, lambda _: _only(seeds.coco()), partial(read_dataset, layout="coco"), mutate.document, _images
    ),
    "labelme": Reader(
        "data/a.json",
        lambda _: _only(seeds.labelme()),
        partial(read_dataset, layout="labelme"),
        mutate.document,
        _images,
    ),
    "dagm": Reader(
        "Class1/Train/Label/Labels.txt",
        lambda _: _only(seeds.labels()),
        partial(read_dataset, inside="Class1"),
        mutate.text,
        _dagm,
    ),
    "names": Reader(NAMES, _names, read_names, mutate.text, fresh=True, cost=0.01),
    "mask-document": Reader(
        "mask.json", lambda _: _only(seeds.polygon_mask()), read_mask_document, mutate.document
    ),
}
