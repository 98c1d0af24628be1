"""What an inspection asks of a model's networks, whatever computes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.inspection.gate import Gate
from core.inspection.tiling import Wanted
from core.inspection.watch import Watch

FloatImage = NDArray[np.float32]


class Repairs(Protocol):
    """See `core.inspection.repair.Repairer`."""

    def repair(
        self, picture: FloatImage, watch: Watch | None = None, wanted: Wanted | None = None
    ) -> FloatImage:
        """The repair of a working picture, of its shape."""


class Marks(Protocol):
    """See `core.inspection.marking.Marker`."""

    def mark(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """1 - p for a working picture, `(H, W)`."""


class MapsSurprise(Protocol):
    """See `core.inspection.critic_map.CriticMapper`."""

    def map(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """1 - surprise for a working picture, `(H, W)`."""


@dataclass
class Networks:
    """A model's networks, ready to compute.

    Attributes:
        device_name: what computes them, to show a person.
        repairer: is not asked where there is a marker.
        marker: of a model that marks and repairs nothing.
        critic: where D_p takes part.
        gate: where the repair takes the original's place, by the critic's map; None: everywhere.
    """

    device_name: str
    repairer: Repairs
    marker: Marks | None = None
    critic: MapsSurprise | None = None
    gate: Gate | None = None
