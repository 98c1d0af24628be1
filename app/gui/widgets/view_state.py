"""What part of a picture is shown, in one pane or in several at once: a centre and a scale. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_SCALE = 64.0
"""Screen pixels per image pixel at most; beyond it there is nothing more to see."""

MIN_VISIBLE = 32.0
"""The whole picture is never drawn smaller than this many screen pixels."""

SURROUNDINGS = 4.0
"""How many times a part's size is shown with it."""

LEAST_PART = 24.0
"""Image pixels that are shown at least, however small a part is."""


@dataclass(frozen=True)
class ViewState:
    """Centre in image pixels and scale in logical screen pixels per image pixel.

    While `fitted`, a new picture or pane size fits anew; any zoom or move ends that.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    fitted: bool = True

    def rect(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, top, width and height in image pixels that a pane of `width` x `height` shows."""
        w, h = width / self.scale, height / self.scale
        return self.x - w / 2, self.y - h / 2, w, h

    def fit(self, image: tuple[int, int], pane: tuple[float, float]) -> ViewState:
        """The whole image (width, height), centred, with a small margin."""
        scale = min(pane[0] / image[0], pane[1] / image[1]) * 0.97
        return ViewState((image[0] - 1) / 2, (image[1] - 1) / 2, max(scale, 1e-6), True)

    def zoomed(self, factor: float, x: float, y: float, image: tuple[int, int]) -> ViewState:
        """Larger by `factor` with the image point (x, y) staying where it is on the screen."""
        least = min(MIN_VISIBLE / max(image), 1.0)
        scale = min(max(self.scale * factor, least), MAX_SCALE)
        share = self.scale / scale
        return replace(
            self, x=x - (x - self.x) * share, y=y - (y - self.y) * share, scale=scale, fitted=False
        )

    def moved(self, dx: float, dy: float, image: tuple[int, int]) -> ViewState:
        """Centre moved by image pixels; it stays inside the image, so the picture cannot be lost."""
        x = min(max(self.x + dx, 0.0), image[0] - 1.0)
        y = min(max(self.y + dy, 0.0), image[1] - 1.0)
        return replace(self, x=x, y=y, fitted=False)

    def around(
        self,
        part: tuple[float, float, float, float],
        image: tuple[int, int],
        pane: tuple[float, float],
    ) -> ViewState:
        """`part` (left, top, width, height) with enough of its surroundings to judge it, at most the whole image."""
        left, top, width, height = part
        whole = self.fit(image, pane)
        scale = min(pane) / max(SURROUNDINGS * width, SURROUNDINGS * height, LEAST_PART)
        return whole.at(left + width / 2, top + height / 2, scale) if scale > whole.scale else whole

    def at(self, x: float, y: float, scale: float) -> ViewState:
        """Centred on (x, y) at `scale`."""
        return ViewState(x, y, min(scale, MAX_SCALE), False)
