"""One small file of every pixel format and orientation that the readers know."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

RNG = np.random.default_rng(7)
GREY = RNG.integers(0, 256, (21, 34), dtype=np.uint8)
COLOUR = RNG.integers(0, 256, (21, 34, 3), dtype=np.uint8)
GREY16 = RNG.integers(0, 65536, (21, 34), dtype=np.uint16)
COLOUR16 = RNG.integers(0, 65536, (21, 34, 3), dtype=np.uint16)
ALPHA = np.full((21, 34), 100, np.uint8)
Make = Callable[[Path], Path]


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pillow(image: Image.Image, suffix: str, **options: object) -> Make:
    def make(folder: Path) -> Path:
        path = folder / f"image.{suffix}"
        image.save(path, **options)
        return path

    return make


def _opencv(array: np.ndarray, suffix: str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / f"image.{suffix}"
        path.write_bytes(cv2.imencode(f".{suffix}", array)[1].tobytes())
        return path

    return make


def _bytes(data: bytes, suffix: str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / f"image.{suffix}"
        path.write_bytes(data)
        return path

    return make


def _turned(suffix: str, orientation: int, **options: object) -> Make:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _pillow(Image.fromarray(COLOUR), suffix, exif=exif, **options)


def _png_by_hand(depth: int, colour: int, rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, depth, colour, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + before + pixels + after + png_chunk(b"IEND", b"")


def _exif_block(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return png_chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))


def _tiff_12_bit() -> bytes:
    """Two samples of 12 bits in three bytes."""
    entries = {256: 2, 257: 1, 258: 12, 259: 1, 262: 1, 273: 8 + 2 + 12 * 9 + 4, 277: 1, 278: 1, 279: 3}
    body = struct.pack("<H", len(entries))
    for tag, value in sorted(entries.items()):
        body += struct.pack("<HHII", tag, 4, 1, value)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 0) + bytes([0xFF, 0xF8, 0x00])


def _formats() -> dict[str, Make]:
    grey, colour = Image.fromarray(GREY), Image.fromarray(COLOUR)
    greys = Image.fromarray(GREY // 16).convert("P")
    greys.putpalette([v for i in range(256) for v in (255 - i, 255 - i, 255 - i)])
    la = Image.merge("LA", (grey, Image.fromarray(ALPHA)))
    rgba = Image.fromarray(np.dstack([COLOUR, ALPHA]))
    made: dict[str, Make] = {}
    for suffix in ("png", "bmp", "tif", "jpg"):
        made[f"grey {suffix}"] = _pillow(grey, suffix)
        made[f"colour {suffix}"] = _pillow(colour, suffix)
        if suffix != "jpg":
            made[f"1 bit {suffix}"] = _pillow(grey.convert("1"), suffix)
            made[f"palette {suffix}"] = _pillow(colour.quantize(16), suffix)
            made[f"palette of greys {suffix}"] = _pillow(greys, suffix)
    for suffix in ("png", "tif"):
        made[f"grey alpha {suffix}"] = _pillow(la, suffix)
        made[f"colour alpha {suffix}"] = _pillow(rgba, suffix)
        made[f"grey 16 {suffix}"] = _opencv(GREY16, suffix)
        made[f"colour 16 {suffix}"] = _opencv(COLOUR16, suffix)
        made[f"colour alpha 16 {suffix}"] = _opencv(np.dstack([COLOUR16, GREY16]), suffix)
    made["palette with transparency"] = _pillow(colour.quantize(16), "png", transparency=bytes([0, 128, 255]))
    made["cmyk jpg"] = _pillow(colour.convert("CMYK"), "jpg")
    made["cmyk tif"] = _pillow(colour.convert("CMYK"), "tif")
    made["ycbcr tif"] = _pillow(colour.convert("YCbCr"), "tif")
    made["deflated tif"] = _pillow(grey, "tif", compression="tiff_adobe_deflate")
    made["webp"] = _pillow(colour, "webp", lossless=True)
    made["webp alpha"] = _pillow(rgba, "webp", lossless=True)
    made["several pages"] = _pillow(grey, "tif", save_all=True, append_images=[colour])
    made["12 bit tif"] = _bytes(_tiff_12_bit(), "tif")
    rows16 = b"".join(
        b"\0" + struct.pack(">6H", *(1000 * i + 7000 * row for i in range(6))) for row in (0, 1)
    )
    made["grey alpha 16 by hand"] = _bytes(_png_by_hand(16, 4, rows16), "png")
    rows = b"\0\1\2\3\0\4\5\6"
    for orientation in (3, 6):
        made[f"exif before the pixels {orientation}"] = _bytes(
            _png_by_hand(8, 0, rows, before=_exif_block(orientation)), "png"
        )
        made[f"exif after the pixels {orientation}"] = _bytes(
            _png_by_hand(8, 0, rows, after=_exif_block(orientation)), "png"
        )
    xmp = b'XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation="6"/>'
    made["xmp before the pixels"] = _bytes(_png_by_hand(8, 0, rows, before=png_chunk(b"iTXt", xmp)), "png")
    made["xmp after the pixels"] = _bytes(_png_by_hand(8, 0, rows, after=png_chunk(b"iTXt", xmp)), "png")
    for orientation in range(1, 9):
        made[f"jpg turned {orientation}"] = _turned("jpg", orientation)
        made[f"png turned {orientation}"] = _turned("png", orientation)
        made[f"tif turned {orientation}"] = _turned("tif", orientation)
        made[f"deflated tif turned {orientation}"] = _turned("tif", orientation, compression="tiff_lzw")
        made[f"webp turned {orientation}"] = _turned("webp", orientation, lossless=True)
    return made


FORMATS = _formats()


@pytest.fixture(params=FORMATS)
def any_image(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of each format in turn."""
    return FORMATS[request.param](tmp_path)
