"""The pictures of docs/method.md: the demo's model on two of its images, step by step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from core.export.pictures import with_contours
from core.images.convert import to_channels, to_uint8
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.otsu import otsu_level
from core.inspection.result import Inspection
from core.inspection.score import dissimilarity
from resources import DEMO_IMAGES, DEMO_MODEL
from tools.pictures.paper import write_picture

GOOD, DEFECTIVE = DEMO_IMAGES / "0002.png", DEMO_IMAGES / "0012.png"
SIDE, GAP, LETTERS = 200, 8, 16
HEAD = LETTERS + 8
INK, PAPER, BLUE, RED, GREY = "#1b1f24", "#ffffff", "#1f5fbf", "#c0392b", "#9aa4af"
BINS = 120
NOTHING = 0.01
"""Where the worst place of a map is no more than this, there is none to mark."""
PLOT = (600, 200)

Rgb = NDArray[np.uint8]


def steps() -> None:
    """A good and a defective picture: repair, SSIM map, local dissimilarity, OTSU alone, OTSU with guard."""
    model = load_model(DEMO_MODEL)
    guarded = Inspector(model)
    alone = Inspector(model, segment=model.header.segment.model_copy(update={"mode": "otsu"}))
    titles = ("original", "repair", "SSIM map", "1 - SSIM, mean", "OTSU alone", "OTSU with guard")
    sheet = Image.new("RGB", (len(titles) * (SIDE + GAP) - GAP, 2 * (SIDE + HEAD + GAP) + HEAD - GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    pictures = [(guarded.inspect(path), alone.inspect(path)) for path in (GOOD, DEFECTIVE)]
    worst = max(float(_local(found, model.header.score_window).max()) for found, _ in pictures)
    for column, title in enumerate(titles):
        pen.text((column * (SIDE + GAP), 2), title, INK, _font())
    for row, (found, free) in enumerate(pictures):
        images = found.images
        assert images is not None
        top = HEAD + row * (SIDE + HEAD + GAP)
        original = to_uint8(to_channels(images.original, 3))
        local = _local(found, model.header.score_window)
        panels = (
            original,
            to_uint8(to_channels(images.repair, 3)),
            _coloured(images.ssim_map),
            _coloured(1 - local / worst),
            with_contours(original, free),
            with_contours(original, found),
        )
        for column, panel in enumerate(panels):
            small = Image.fromarray(panel).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
            sheet.paste(small, (column * (SIDE + GAP), top))
        verdict = f"score {found.score:.3f}: {found.verdict}"
        pen.text((0, top + SIDE + 3), verdict, INK, _font())
        _mark_worst(pen, local, (3 * (SIDE + GAP), top))
    write_picture("method-steps", lambda path: sheet.save(path, "PNG"))


def levels() -> None:
    """The histograms of both SSIM maps, with OTSU's level and that of good pictures' noise."""
    model = load_model(DEMO_MODEL)
    inspector = Inspector(model)
    calibration = model.header.calibration
    assert calibration is not None
    width, height = PLOT
    sheet = Image.new("RGB", (2 * width + 3 * GAP, height + 3 * HEAD), PAPER)
    for column, (path, title) in enumerate(((GOOD, "good"), (DEFECTIVE, "defective"))):
        images = inspector.inspect(path).images
        assert images is not None
        place = (GAP + column * (width + GAP), HEAD)
        otsu = otsu_level(images.ssim_map)
        _histogram(ImageDraw.Draw(sheet), place, images.ssim_map, title, otsu, calibration.noise_level)
    write_picture("method-levels", lambda path: sheet.save(path, "PNG"))


def _local(found: Inspection, window: int) -> NDArray[np.float32]:
    assert found.images is not None
    return dissimilarity(found.images.ssim_map, window)


def _coloured(values: NDArray[np.float32]) -> Rgb:
    """As the window colours an SSIM map: bright is changed."""
    from app.gui.views.inspect.colours import ssim_table

    at = np.clip(values * 255, 0, 255).astype(np.uint8)
    coloured: Rgb = ssim_table()[at, :3].astype(np.uint8)
    return coloured


def _mark_worst(pen: ImageDraw.ImageDraw, local: NDArray[np.float32], corner: tuple[int, int]) -> None:
    if local.max() < NOTHING:
        return
    y, x = (int(v) for v in np.unravel_index(int(local.argmax()), local.shape))
    height, width = local.shape
    cx, cy = corner[0] + x * SIDE / width, corner[1] + y * SIDE / height
    pen.ellipse((cx - 9, cy - 9, cx + 9, cy + 9), outline=PAPER, width=2)


def _histogram(
    pen: ImageDraw.ImageDraw,
    place: tuple[int, int],
    ssim_map: NDArray[np.float32],
    title: str,
    otsu: float,
    noise: float,
) -> None:
    """How many pixels have which SSIM, on a logarithmic scale."""
    left, top = place
    width, height = PLOT
    counts, _ = np.histogram(ssim_map, BINS, (0.0, 1.0))
    tall = np.log1p(counts) / np.log1p(ssim_map.size) * (height - 20)
    step = width / BINS
    pen.text((left, 2), f"{title}: pixels by SSIM, logarithmic", INK, _font())
    for number, bar in enumerate(tall):
        x = left + number * step
        pen.rectangle((x, top + height - bar, x + step - 1, top + height), fill=GREY)
    pen.line((left, top + height, left + width, top + height), fill=INK)
    for value in (0, 0.25, 0.5, 0.75, 1):
        text = f"{value:g}"
        x = left + value * width - (pen.textlength(text, _font()) if value == 1 else 0)
        pen.text((x, top + height + 2), text, INK, _font())
    marks = ((otsu, BLUE, f"OTSU {otsu:.3f}"), (noise, RED, f"noise of good pictures {noise:.3f}"))
    for level, colour, _ in marks:
        x = left + level * width
        pen.line((x, top, x, top + height), fill=colour, width=2)
    for row, (level, colour, text) in enumerate(marks):
        at = (left + level * width - 6 - pen.textlength(text, _font()), top + row * HEAD)
        pen.rectangle(pen.textbbox(at, text, _font()), fill=PAPER)
        pen.text(at, text, colour, _font())


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(LETTERS)


METHOD = {"method-steps": steps, "method-levels": levels}
"""By the name of the picture."""
