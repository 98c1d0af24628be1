"""The systems that the paper's Tables 2 and 3 compare, as settings of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from core.errors import IsuganError
from core.nets.settings import NetworkSettings

TableName = Literal["table2", "table3"]
TABLES: tuple[TableName, ...] = ("table2", "table3")


class UnknownSystemError(IsuganError):
    """A table has no system of this name."""


@dataclass(frozen=True)
class System:
    """One row.

    Attributes:
        name: on the command line and in files.
        title: in tables.
        network: what makes it this system in `core.nets.settings.NetworkSettings`.
        whole_half: it trains on the whole training half (Table 1, footnote 2), not on Table 1's small share of it.
    """

    name: str
    title: str
    network: dict[str, Any] = field(default_factory=dict, hash=False)
    whole_half: bool = False

    @property
    def repairs(self) -> bool:
        """Whether there is a repair to show."""
        return not NetworkSettings.model_validate(self.network).segments

    @property
    def plays(self) -> bool:
        """Whether it is trained by the paper's game, the warm-up before it."""
        return NetworkSettings.model_validate(self.network).plays


def _ablation(name: str, title: str, *on: str) -> System:
    return System(name, title, {"kind": "isu-gan", **{part: part in on for part in PARTS}})


PARTS = ("skip", "involution", "se")
"""What ISU-GAN adds to CycleGAN, and Table 3 takes away."""
ISU_GAN = _ablation("isu-gan", "ISU-GAN", *PARTS)
_SYSTEMS: dict[TableName, tuple[System, ...]] = {
    "table2": (
        System("unet", "UNet", {"kind": "unet"}, whole_half=True),
        System("resunet++", "ResUNet++", {"kind": "resunet++"}, whole_half=True),
        System("cyclegan", "CycleGAN", {"kind": "cyclegan"}, whole_half=True),
        System("dcgan", "DCGAN", {"kind": "dcgan"}, whole_half=True),
        ISU_GAN,
    ),
    "table3": (
        _ablation("default", "Default"),
        _ablation("skip", "Skip", "skip"),
        _ablation("involution", "Involution", "involution"),
        _ablation("se", "SE", "se"),
        ISU_GAN,
    ),
}


def systems_of(table: TableName, names: Sequence[str] = ()) -> tuple[System, ...]:
    """A table's systems in the paper's order; with `names` only these.

    Raises:
        UnknownSystemError: the table has none of that name.
    """
    known = _SYSTEMS[table]
    for name in names:
        if all(system.name != name for system in known):
            raise UnknownSystemError(
                f"{table} has no system '{name}'.",
                f"Use some of {', '.join(system.name for system in known)}.",
            )
    return tuple(system for system in known if not names or system.name in names)
