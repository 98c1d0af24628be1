from __future__ import annotations

import io
import struct
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import ImageFileError
from core.images import bands
from core.images.read import read_picture
from tests.core.images.by_hand import png

RNG = np.random.default_rng(0)
GREY = RNG.integers(0, 256, (21, 34), dtype=np.uint8)
COLOUR = RNG.integers(0, 256, (21, 34, 3), dtype=np.uint8)
GREY16 = RNG.integers(0, 65536, (21, 34), dtype=np.uint16)
COLOUR16 = RNG.integers(0, 65536, (21, 34, 3), dtype=np.uint16)
LOSSLESS = ["png", "bmp", "tif", "webp"]


def save(path: Path, array: np.ndarray, **options: object) -> Path:
    if path.suffix == ".webp":
        options["lossless"] = True
    Image.fromarray(array).save(path, **options)
    return path


def encode16(path: Path, rgb: np.ndarray) -> Path:
    """Write 16-bit samples with OpenCV, which is not what reads grey ones."""
    ordered = rgb if rgb.ndim == 2 else np.ascontiguousarray(rgb[..., ::-1])
    path.write_bytes(cv2.imencode(path.suffix, ordered)[1].tobytes())
    return path


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_colour_is_v_over_255(tmp_path: Path, suffix: str) -> None:
    picture = read_picture(save(tmp_path / f"a.{suffix}", COLOUR))
    assert picture.pixels.dtype == np.float32
    assert picture.pixels.flags.c_contiguous
    assert (picture.bit_depth, picture.channels, picture.width, picture.height) == (8, 3, 34, 21)
    np.testing.assert_array_equal(picture.pixels, (COLOUR / 255).astype(np.float32))


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif"])
def test_grey_stays_grey(tmp_path: Path, suffix: str) -> None:
    picture = read_picture(save(tmp_path / f"a.{suffix}", GREY))
    np.testing.assert_array_equal(picture.pixels, (GREY / 255).astype(np.float32))
    assert picture.mode == "L"


def test_grey_jpeg_is_close(tmp_path: Path) -> None:
    smooth = np.tile(np.arange(64, dtype=np.uint8) * 3, (32, 1))
    picture = read_picture(save(tmp_path / "a.jpg", smooth, quality=95))
    assert picture.pixels.shape == (32, 64)
    np.testing.assert_allclose(picture.pixels, smooth / 255, atol=3 / 255)


def test_no_stretch_by_the_images_own_range(tmp_path: Path) -> None:
    dark = np.full((8, 8), 10, np.uint8)
    dark[0, 0] = 20
    assert read_picture(save(tmp_path / "a.png", dark)).pixels.max() == np.float32(20 / 255)


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize(("array", "mode"), [(GREY16, "I;16"), (COLOUR16, "RGB")], ids=["grey", "colour"])
def test_16_bit_keeps_its_depth(tmp_path: Path, suffix: str, array: np.ndarray, mode: str) -> None:
    picture = read_picture(encode16(tmp_path / f"a.{suffix}", array))
    assert (picture.bit_depth, picture.mode) == (16, mode)
    np.testing.assert_array_equal(picture.pixels, (array / 65535).astype(np.float32))


@pytest.mark.parametrize("array", [GREY16, COLOUR16], ids=["grey", "colour"])
@pytest.mark.parametrize("bits", [10, 12, 14])
def test_16_bit_files_of_lesser_cameras(tmp_path: Path, array: np.ndarray, bits: int) -> None:
    samples = array >> (16 - bits)
    samples[0, 0] = 65535  # beyond the camera's range: clipped, not wrapped
    picture = read_picture(encode16(tmp_path / "a.png", samples), bits16=bits)
    expected = np.minimum(samples / (2**bits - 1), 1).astype(np.float32)
    np.testing.assert_array_equal(picture.pixels, expected)


def test_bits16_does_not_touch_8_bit_files(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", GREY)
    np.testing.assert_array_equal(read_picture(path, bits16=12).pixels, read_picture(path).pixels)


@pytest.mark.parametrize("bits", [8, 17])
def test_bits16_out_of_range(tmp_path: Path, bits: int) -> None:
    with pytest.raises(ValueError, match="bits16"):
        read_picture(save(tmp_path / "a.png", GREY), bits16=bits)


def test_big_endian_16_bit_tiff(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(GREY16.astype(">u2").tobytes(), 34, 21, bits=16, order=">"))
    picture = read_picture(tmp_path / "a.tif")
    np.testing.assert_array_equal(picture.pixels, (GREY16 / 65535).astype(np.float32))


def tiff(data: bytes, width: int, height: int, *, bits: int, order: str = "<", **tags: int) -> bytes:
    """A one-strip grey TIFF by hand, for what neither library writes."""
    entries = {256: width, 257: height, 258: bits, 259: 1, 262: tags.get("photometric", 1), 273: 0, 277: 1}
    entries |= {278: height, 279: len(data)}
    if "sample_format" in tags:
        entries[339] = tags["sample_format"]
    offset = 8 + 2 + 12 * len(entries) + 4
    entries[273] = offset
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    body = struct.pack(order + "H", len(entries))
    for tag, value in sorted(entries.items()):
        body += struct.pack(order + "HHII", tag, 4, 1, value)
    return head + body + struct.pack(order + "I", 0) + data


def test_12_bit_tiff_is_mapped_by_its_own_depth(tmp_path: Path) -> None:
    # Two samples of 12 bits in three bytes: 4095 and 2048.
    (tmp_path / "a.tif").write_bytes(tiff(bytes([0xFF, 0xF8, 0x00]), 2, 1, bits=12))
    np.testing.assert_array_equal(
        read_picture(tmp_path / "a.tif").pixels, np.array([[1, 2048 / 4095]], np.float32)
    )


@pytest.mark.parametrize(
    ("dtype", "sample_format", "kind"),
    [
        ("<f4", 3, "floating-point"),
        ("<u4", 1, "32-bit"),
        ("<i4", 2, "signed 32-bit"),
        ("<i2", 2, "signed 16-bit"),
    ],
)
def test_samples_without_a_fixed_scale(tmp_path: Path, dtype: str, sample_format: int, kind: str) -> None:
    data = np.ones((4, 4), dtype)
    content = tiff(data.tobytes(), 4, 4, bits=data.itemsize * 8, sample_format=sample_format)
    (tmp_path / "float.tif").write_bytes(content)
    with pytest.raises(ImageFileError, match=rf"float\.tif holds {kind} samples.*Save it again"):
        read_picture(tmp_path / "float.tif")


def test_alpha_is_dropped_not_composited(tmp_path: Path) -> None:
    alpha = np.zeros_like(GREY)
    path = save(tmp_path / "a.png", np.dstack([COLOUR, alpha]))
    np.testing.assert_array_equal(read_picture(path).pixels, (COLOUR / 255).astype(np.float32))
    path = save(tmp_path / "b.png", np.dstack([GREY, alpha]))
    np.testing.assert_array_equal(read_picture(path).pixels, (GREY / 255).astype(np.float32))


def test_16_bit_alpha_is_dropped(tmp_path: Path) -> None:
    bgra = np.dstack([COLOUR16[..., ::-1], np.full_like(GREY16, 500)])
    (tmp_path / "a.png").write_bytes(cv2.imencode(".png", bgra)[1].tobytes())
    np.testing.assert_array_equal(
        read_picture(tmp_path / "a.png").pixels, (COLOUR16 / 65535).astype(np.float32)
    )


def test_16_bit_grey_with_alpha(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(2, 1, 16, 4, b"\0" + struct.pack(">4H", 1000, 65535, 60001, 9)))
    picture = read_picture(tmp_path / "a.png")
    assert picture.bit_depth == 16
    np.testing.assert_array_equal(picture.pixels, np.array([[1000 / 65535, 60001 / 65535]], np.float32))


@pytest.mark.parametrize("transparency", [None, 3, bytes([0, 128, 255])], ids=["none", "index", "bytes"])
def test_palette_is_expanded(tmp_path: Path, transparency: int | bytes | None) -> None:
    image = Image.fromarray(COLOUR).quantize(16)
    expected = np.asarray(image.convert("RGB"))
    options = {} if transparency is None else {"transparency": transparency}
    image.save(tmp_path / "a.png", **options)
    picture = read_picture(tmp_path / "a.png")
    assert picture.mode == "P"
    np.testing.assert_array_equal(picture.pixels, (expected / 255).astype(np.float32))


def test_palette_of_greys_is_grey(tmp_path: Path) -> None:
    image = Image.fromarray(GREY // 16).convert("P")
    image.putpalette([v for i in range(256) for v in (255 - i, 255 - i, 255 - i)])
    image.save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png")
    np.testing.assert_array_equal(picture.pixels, ((255 - GREY // 16) / 255).astype(np.float32))


def test_one_bit_is_black_and_white(tmp_path: Path) -> None:
    Image.fromarray(GREY > 99).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_picture(tmp_path / "a.png").pixels, (GREY > 99).astype(np.float32))


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "a.jpg", quality=100)
    np.testing.assert_allclose(read_picture(tmp_path / "a.jpg").pixels[4, 4], [1, 0, 0], atol=0.03)


def test_white_is_zero_tiff(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff(GREY.tobytes(), 34, 21, bits=8, photometric=0))
    expected = ((255 - GREY) / 255).astype(np.float32)
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, expected)


def upright(array: np.ndarray, orientation: int) -> np.ndarray:
    """What a viewer shows, from the EXIF standard's words for each orientation."""
    turns = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: lambda a: np.fliplr(np.rot90(a, -1)),
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.fliplr(np.rot90(a, 1)),
        8: lambda a: np.rot90(a, 1),
    }
    return turns[orientation](array)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_exif_rotation(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(tmp_path / f"a.{suffix}", COLOUR, exif=exif)
    expected = (upright(COLOUR, orientation) / 255).astype(np.float32)
    np.testing.assert_array_equal(read_picture(path).pixels, expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_of_jpeg(tmp_path: Path, orientation: int) -> None:
    smooth = np.add.outer(np.arange(24) * 6, np.arange(40)).astype(np.uint8)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(tmp_path / "a.jpg", smooth, exif=exif, quality=98)
    np.testing.assert_allclose(read_picture(path).pixels, upright(smooth, orientation) / 255, atol=4 / 255)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("array", [GREY16, COLOUR16], ids=["grey", "colour"])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_exif_rotation_of_16_bit(tmp_path: Path, array: np.ndarray, suffix: str, orientation: int) -> None:
    path = encode16(tmp_path / f"a.{suffix}", array)
    data = path.read_bytes()
    exif = Image.Exif()
    exif[0x0112] = orientation
    if suffix == "png":
        block = exif.tobytes().removeprefix(b"Exif\0\0")
        chunk = (
            struct.pack(">I", len(block)) + b"eXIf" + block + struct.pack(">I", zlib.crc32(b"eXIf" + block))
        )
        path.write_bytes(data[:33] + chunk + data[33:])  # after the header chunk
    else:
        with_tag = io.BytesIO()
        tifffile = pytest.importorskip("tifffile")
        photometric = "rgb" if array.ndim == 3 else "minisblack"
        tifffile.imwrite(
            with_tag, array, photometric=photometric, extratags=[(274, "H", 1, orientation, True)]
        )
        path.write_bytes(with_tag.getvalue())
    expected = (upright(array, orientation) / 65535).astype(np.float32)
    np.testing.assert_array_equal(read_picture(path).pixels, expected)


def test_broken_exif_neither_refuses_the_pixels_nor_warns(tmp_path: Path, project_root: Path) -> None:
    path = save(tmp_path / "a.jpg", GREY, exif=b"Exif\0\0MM\0*\0\0\0\xff rubbish")
    # In a process of its own, since pytest puts its own warning filters before the program's.
    code = "import sys, pathlib; from core.images import read; "
    code += "print(read.read_picture(pathlib.Path(sys.argv[1])).mode)"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, path],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("L\n", "")


def test_first_page_of_several(tmp_path: Path) -> None:
    other = Image.fromarray(255 - GREY)
    save(tmp_path / "a.tif", GREY, save_all=True, append_images=[other])
    np.testing.assert_array_equal(read_picture(tmp_path / "a.tif").pixels, (GREY / 255).astype(np.float32))


@pytest.mark.parametrize("name", ["Prüfstück 1.png", "表面 検査.png", "🔍 défaut.png", "a" * 200 + ".png"])
@pytest.mark.parametrize("array", [GREY, COLOUR16], ids=["pillow", "opencv"])
def test_any_name(tmp_path: Path, name: str, array: np.ndarray) -> None:
    path = encode16(tmp_path / name, array) if array.dtype == np.uint16 else save(tmp_path / name, array)
    assert read_picture(path).height == 21


def test_content_counts_not_suffix(tmp_path: Path) -> None:
    Image.fromarray(GREY).save(tmp_path / "really-a-png.jpg", format="PNG")
    np.testing.assert_array_equal(
        read_picture(tmp_path / "really-a-png.jpg").pixels, (GREY / 255).astype(np.float32)
    )


def test_other_formats_are_refused(tmp_path: Path) -> None:
    Image.fromarray(GREY).save(tmp_path / "animation.gif")
    Image.fromarray(GREY).save(tmp_path / "renamed.png", format="GIF")
    for name in ("animation.gif", "renamed.png"):
        with pytest.raises(ImageFileError, match=rf"{name} is not a PNG.*Save it again"):
            read_picture(tmp_path / name)


def test_fake_empty_missing_and_folder(tmp_path: Path) -> None:
    (tmp_path / "fake.png").write_text("I am a text file, renamed.")
    (tmp_path / "empty.png").touch()
    (tmp_path / "folder.png").mkdir()
    expected = {
        "fake.png": "is not a PNG",
        "empty.png": "is empty",
        "folder.png": "is a folder",
        "missing.png": "does not exist",
        "fake.png/inside.png": "cannot be opened",
    }
    for name, text in expected.items():
        with pytest.raises(ImageFileError, match=text) as caught:
            read_picture(tmp_path / name)
        assert caught.value.path == tmp_path / name
        assert name in caught.value.message
        assert caught.value.way_out


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "secret.png", GREY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Not by chmod, which does not bind an administrator, under whom tests may run.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImageFileError, match=r"secret\.png may not be read"):
        read_picture(path)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "webp", "jpg"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_truncated(tmp_path: Path, suffix: str, share: float) -> None:
    big = RNG.integers(0, 256, (200, 300), dtype=np.uint8)
    path = save(tmp_path / f"cut.{suffix}", big)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ImageFileError, match=rf"cut\.{suffix} is (truncated|not a PNG)"):
        read_picture(path)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_truncated_16_bit_colour(tmp_path: Path, suffix: str) -> None:
    big = RNG.integers(0, 65536, (200, 300, 3), dtype=np.uint16)
    path = encode16(tmp_path / f"cut.{suffix}", big)
    path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(ImageFileError, match=r"truncated or damaged"):
        read_picture(path)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "webp", "jpg"])
def test_flipped_bytes_never_raise_anything_else(tmp_path: Path, suffix: str) -> None:
    data = bytearray(save(tmp_path / f"a.{suffix}", COLOUR).read_bytes())
    rng = np.random.default_rng(1)
    path = tmp_path / f"b.{suffix}"
    refused = 0
    for _ in range(60):
        broken = bytearray(data)
        for position in rng.integers(0, min(len(data), 400), 6):
            broken[position] = rng.integers(256)
        path.write_bytes(broken)
        try:
            assert read_picture(path, max_pixels=10**6).pixels.dtype == np.float32
        except ImageFileError:
            refused += 1
    assert refused


def test_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    # 10 gigapixels in a few hundred bytes; the pixel data is never looked at.
    (tmp_path / "bomb.png").write_bytes(png(100_000, 100_000, 8, 0, b"\0" * 1000))
    with pytest.raises(ImageFileError, match=r"bomb\.png is too large.*limit is 400,000,000 pixels"):
        read_picture(tmp_path / "bomb.png")


def test_own_limit(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", GREY)
    with pytest.raises(ImageFileError, match=r"34 x 21 pixels; the limit is 713"):
        read_picture(path, max_pixels=713)
    assert read_picture(path, max_pixels=714).width == 34


def test_reads_above_pillows_own_limit(tmp_path: Path) -> None:
    """100 megapixels, as of a line-scan camera, above the 89 at which Pillow warns by default."""
    Image.new("1", (10_000, 10_000)).save(tmp_path / "long.png")
    assert read_picture(tmp_path / "long.png").pixels.shape == (10_000, 10_000)


def test_many_threads_read_the_same(tmp_path: Path) -> None:
    paths = [save(tmp_path / f"{i}.png", np.roll(COLOUR, i)) for i in range(8)]
    alone = [read_picture(path).pixels for path in paths]
    gate = threading.Barrier(8)

    def read(path: Path) -> np.ndarray:
        gate.wait()
        return read_picture(path).pixels

    with ThreadPoolExecutor(8) as pool:
        for one, other in zip(alone, pool.map(read, paths), strict=True):
            np.testing.assert_array_equal(one, other)


def test_real_images(real_data: Path) -> None:
    grey = read_picture(next((real_data / "dagm-class1-256" / "Class1" / "Train").glob("*.PNG")))
    assert (grey.pixels.shape, grey.mode, grey.bit_depth) == ((256, 256), "L", 8)
    tile = read_picture(next((real_data / "magnetic-tile" / "MT_Free" / "Imgs").glob("*.jpg")))
    assert tile.channels == 1
    assert 0 <= tile.pixels.min() < tile.pixels.max() <= 1


@pytest.mark.parametrize("array", [GREY, COLOUR, GREY16], ids=["grey", "colour", "16 bits"])
def test_a_large_image_is_copied_in_bands(
    tmp_path: Path, array: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "a.png", array)
    whole = read_picture(path).pixels
    monkeypatch.setattr(bands, "BAND_PIXELS", 100)
    np.testing.assert_array_equal(read_picture(path).pixels, whole)
