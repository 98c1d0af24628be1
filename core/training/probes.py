"""The probe images of every epoch, as small PNG files in the run's folder: a slider over them costs no memory."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import ImageFileError
from core.files import read_json
from core.images.convert import to_uint8
from core.images.read import read_picture
from core.training.events import Preview, Probe
from core.training.folder import PROBES

LONGEST_SIDE = 256
"""Pixels; larger pictures are made smaller for the strip."""
MOST = 100
"""Probe images of one epoch: those of a list that this program wrote are fewer."""
INDEX = "probes.json"
PICTURES = ("original", "repair", "ssim", "faked")


def write_probes(run: Path, preview: Preview) -> None:
    """Write `RUN/probes/epoch_NNNN/`, whole or not at all; what was there of the same epoch is replaced.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    target = _folder(run, preview.epoch)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        rows = [_write(temporary, number, probe) for number, probe in enumerate(preview.probes)]
        (temporary / INDEX).write_text(json.dumps(rows), encoding="utf-8")
        # mkdtemp makes the folder private; its parent says who else may look.
        temporary.chmod(target.parent.stat().st_mode)
        shutil.rmtree(target, ignore_errors=True)
        temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def epochs(run: Path) -> list[int]:
    """The epochs that have probe images, in order; 0 = after the warm-up."""
    found = []
    for path in (run / PROBES).glob("epoch_*"):
        number = path.name.removeprefix("epoch_")
        if number.isdecimal() and (path / INDEX).exists():
            found.append(int(number))
    return sorted(found)


def read_probes(run: Path, epoch: int) -> tuple[Probe, ...]:
    """The probe images of one epoch, none of their sides over 256 pixels; those that cannot be read are left out."""
    folder = _folder(run, epoch)
    try:
        rows = read_json(folder / INDEX)
    except (OSError, ValueError):
        return ()
    rows = rows[:MOST] if isinstance(rows, list) else []
    found = (_read(folder, number, row) for number, row in enumerate(rows))
    return tuple(probe for probe in found if probe is not None)


def _folder(run: Path, epoch: int) -> Path:
    return run / PROBES / f"epoch_{epoch:04d}"


def _write(folder: Path, number: int, probe: Probe) -> dict[str, Any]:
    for name in PICTURES:
        pixels = getattr(probe, name)
        if pixels is not None:
            (folder / _name(number, name)).write_bytes(_png(_small(pixels)))
    return {"path": probe.path, "defective": probe.defective}


def _read(folder: Path, number: int, row: Any) -> Probe | None:
    if not isinstance(row, dict) or not {"path", "defective"} <= row.keys():
        return None
    pictures = {name: _decoded(folder / _name(number, name)) for name in PICTURES}
    original, repair, ssim = (pictures[name] for name in PICTURES[:3])
    if original is None or repair is None or ssim is None:
        return None
    return Probe(str(row["path"]), original, repair, ssim, pictures["faked"], bool(row["defective"]))


def _name(number: int, picture: str) -> str:
    return f"{number:02d}_{picture}.png"


def _small(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    scale = LONGEST_SIDE / max(height, width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _png(pixels: NDArray[np.uint8]) -> bytes:
    colour = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".png", colour)
    assert done
    return bytes(data)


def _decoded(path: Path) -> NDArray[np.uint8] | None:
    try:
        return to_uint8(read_picture(path, max_pixels=LONGEST_SIDE**2).pixels)
    except ImageFileError:
        return None
