"""The areas of one image: its own and those of every image, and which of them is chosen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from app.gui.widgets.area_editor.geometry import Size
from core.images.areas import Area, looked_at

COARSE, FINE = 512, 2048
"""Longest sides, in pixels, at which it is looked whether anything is left to inspect: first roughly, and only where
there seems to be nothing closely. What is thinner than that is nothing that could be inspected."""


class Scope(StrEnum):
    """Where an area holds."""

    IMAGE = "image"
    PROJECT = "project"


class Pick(NamedTuple):
    """One area of an `AreaSet`."""

    scope: Scope
    place: int


@dataclass(frozen=True)
class AreaSet:
    """All areas that hold for one image."""

    image: tuple[Area, ...] = ()
    project: tuple[Area, ...] = ()

    @property
    def all(self) -> tuple[Area, ...]:
        """Those of every image first."""
        return self.project + self.image

    def of(self, scope: Scope) -> tuple[Area, ...]:
        """The areas of one scope."""
        return self.image if scope is Scope.IMAGE else self.project

    def picks(self) -> list[Pick]:
        """Every area, in the order of `all`."""
        return [Pick(scope, i) for scope in (Scope.PROJECT, Scope.IMAGE) for i in range(len(self.of(scope)))]

    def __getitem__(self, pick: Pick) -> Area:
        return self.of(pick.scope)[pick.place]

    def added(self, scope: Scope, area: Area) -> tuple[AreaSet, Pick]:
        """With one more, and where it is."""
        areas = self.of(scope)
        return self._with(scope, (*areas, area)), Pick(scope, len(areas))

    def changed(self, pick: Pick, area: Area) -> AreaSet:
        """With another area at `pick`."""
        areas = self.of(pick.scope)
        return self._with(pick.scope, (*areas[: pick.place], area, *areas[pick.place + 1 :]))

    def without(self, pick: Pick) -> AreaSet:
        """With one less."""
        areas = self.of(pick.scope)
        return self._with(pick.scope, areas[: pick.place] + areas[pick.place + 1 :])

    def found(self, pick: Pick, before: AreaSet) -> Pick | None:
        """Where the area is now that was `pick` of `before`.

        The same area wherever it is; else the one in its place if their number is the same: it was changed.
        """
        area, now = before[pick], self.of(pick.scope)
        if area in now:
            same_place = pick.place < len(now) and now[pick.place] == area
            return pick if same_place else Pick(pick.scope, now.index(area))
        return pick if len(now) == len(before.of(pick.scope)) else None

    def leaves_nothing(self, size: Size) -> bool:
        """Whether no pixel of an image of `size` would be looked at."""
        for side in (COARSE, FINE):
            share = min(side / max(size), 1.0)
            mask = looked_at(self.all, max(round(size[0] * share), 1), max(round(size[1] * share), 1))
            if mask is None or mask.any():
                return False
        return True

    def _with(self, scope: Scope, areas: tuple[Area, ...]) -> AreaSet:
        return replace(self, image=areas) if scope is Scope.IMAGE else replace(self, project=areas)
