"""What one look at an image gives, as plain numbers that can be kept."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.language import later

_VERSION = 1
FORMATS = {
    "8-bit grey": later("Datasets", "8-bit grey"),
    "8-bit colour": later("Datasets", "8-bit colour"),
    "16-bit grey": later("Datasets", "16-bit grey"),
    "16-bit colour": later("Datasets", "16-bit colour"),
}
"""What pixel formats are called, by their English names."""


@dataclass(frozen=True, slots=True)
class MaskFacts:
    """What an image's mask shows.

    Attributes:
        stamp: which mask was looked at, so that another one is noticed; see `measuring.mask_stamp`.
        width, height: the mask's own size in pixels; of outlines, that which they were drawn at.
        area: pixels that it marks.
        smallest: pixels of its smallest connected part; 0 if it marks nothing.
        thinnest: width in pixels of its thinnest connected part, measured where that part is widest.
        error: why it cannot be read, as a sentence; "" if it can, otherwise all numbers are 0.
    """

    stamp: str
    width: int = 0
    height: int = 0
    area: int = 0
    smallest: int = 0
    thinnest: float = 0.0
    error: str = ""


def format_of(bit_depth: int, channels: int) -> str:
    """The name of a pixel format, one of `FORMATS`."""
    return f"{bit_depth}-bit {'grey' if channels == 1 else 'colour'}"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one image shows.

    Attributes:
        sha256: of the file's bytes, hexadecimal.
        width, height: pixels, after EXIF rotation.
        bit_depth: 8 or 16.
        channels: 1 for grey, 3 for colour.
        mean: mean grey level in [0, 1].
        white, black: shares in [0, 1] of samples at the highest and at the lowest value.
        sharpness: variance of the Laplacian at a fixed size, relative to the mean level squared.
        phash: perceptual hash, 64 bits.
        detail: 256 signed bytes that tell two pictures of one kind of surface apart; see `detail.describe`.
        mask: what its mask shows, None if it has none.
        error: why the file cannot be read, as a sentence; "" if it can, otherwise everything else is empty.
    """

    sha256: str = ""
    width: int = 0
    height: int = 0
    bit_depth: int = 0
    channels: int = 0
    mean: float = 0.0
    white: float = 0.0
    black: float = 0.0
    sharpness: float = 0.0
    phash: int = 0
    detail: bytes = b""
    mask: MaskFacts | None = None
    error: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    @property
    def format(self) -> str:
        """Such as "8-bit grey"."""
        return format_of(self.bit_depth, self.channels)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that `json.dumps` takes and `from_dict` reads."""
        plain = asdict(self)
        # As text: JSON readers elsewhere take numbers of 64 bits for floating-point ones.
        plain["phash"] = f"{self.phash:016x}"
        plain["detail"] = b64encode(self.detail).decode("ascii")
        return {"version": _VERSION, **plain}

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Measurement | None:
        """Read what `to_dict` gave; None if another version of this program did, so that it is measured anew."""
        if plain.get("version") != _VERSION:
            return None
        values = {name: value for name, value in plain.items() if name != "version"}
        values["phash"] = int(plain["phash"], 16)
        values["detail"] = b64decode(plain["detail"])
        if plain["mask"] is not None:
            values["mask"] = MaskFacts(**plain["mask"])
        return cls(**values)
