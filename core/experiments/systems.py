"""The systems that the tables compare, as settings of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from core.errors import SettingError
from core.nets.settings import NetworkSettings

TableName = Literal["table2", "table3", "ablation", "families"]
OF_PAPER: tuple[TableName, ...] = ("table2", "table3")
"""The paper's own tables; the others compare nothing with it."""
TABLES: tuple[TableName, ...] = (*OF_PAPER, "ablation", "families")


@dataclass(frozen=True)
class System:
    """One row.

    Attributes:
        name: on the command line and in files.
        title: in tables.
        network: what makes it this system in `core.nets.settings.NetworkSettings`.
        whole_half: it trains on the whole training half (Table 1, footnote 2), not on Table 1's small share of it.
        changes: what makes it this system among the other settings of a run.
        good_only: it sees no defective image before the test.
        leaves_out: its recipe is without the family of defects that it is tested with.
    """

    name: str
    title: str
    network: dict[str, Any] = field(default_factory=dict, hash=False)
    whole_half: bool = False
    changes: dict[str, Any] = field(default_factory=dict, hash=False)
    good_only: bool = False
    leaves_out: bool = False

    @property
    def repairs(self) -> bool:
        """Whether there is a repair to show."""
        return not NetworkSettings.model_validate(self.network).segments

    @property
    def plays(self) -> bool:
        """Whether it is trained by the paper's game, the warm-up before it."""
        return NetworkSettings.model_validate(self.network).plays

    @property
    def warms_up(self) -> bool:
        """Whether the preset's warm-up comes before; without one it trains as many more steps."""
        return self.plays and self.changes.get("warm_up_steps") != 0


def _of_paper(name: str, title: str, network: dict[str, Any], *, whole_half: bool = False) -> System:
    """As the paper has it, whatever the preset: its own discriminators, and no mask for what repairs."""
    own = {"judge": "patchgan", "difference": False}
    return System(name, title, {**own, **network}, whole_half, {"masks": 0})


def _parts(name: str, title: str, *on: str) -> System:
    return _of_paper(name, title, {"kind": "isu-gan", **{part: part in on for part in PARTS}})


def _variant(
    name: str, title: str, *, good_only: bool = False, network: dict[str, Any] | None = None, **changes: Any
) -> System:
    """Everything on but for these changes."""
    on = {"critic": True, "second_evidence": True, "gate": True}
    own = {"judge": "critic", **(network or {})}
    return System(name, title, own, changes={**on, **changes}, good_only=good_only)


PARTS = ("skip", "involution", "se")
"""What ISU-GAN adds to CycleGAN, and Table 3 takes away."""
ISU_GAN = _parts("isu-gan", "ISU-GAN", *PARTS)
MOST_MASKS = 100_000
"""More than there are."""
_SYSTEMS: dict[TableName, tuple[System, ...]] = {
    "table2": (
        _of_paper("unet", "UNet", {"kind": "unet"}, whole_half=True),
        _of_paper("resunet++", "ResUNet++", {"kind": "resunet++"}, whole_half=True),
        _of_paper("cyclegan", "CycleGAN", {"kind": "cyclegan"}, whole_half=True),
        _of_paper("dcgan", "DCGAN", {"kind": "dcgan"}, whole_half=True),
        ISU_GAN,
    ),
    "table3": (
        _parts("default", "Default"),
        _parts("skip", "Skip", "skip"),
        _parts("involution", "Involution", "involution"),
        _parts("se", "SE", "se"),
        ISU_GAN,
    ),
    "ablation": (
        _variant("isugan-plus", "All parts"),
        _variant("no-evidence", "D_p not in the score", second_evidence=False),
        _variant("no-gate", "No gate", gate=False),
        _variant("no-photos", "No whole photos", photo_weight=0),
        _variant("no-pasting", "No real defects put on good images", pasted_share=0),
        _variant("no-difference", "Whole repair painted", network={"difference": False}),
        _variant("no-critic", "PatchGAN for critic", network={"judge": "patchgan"}),
        _variant("no-warm-up", "No warm-up", warm_up_steps=0),
        _variant("no-game", "No game", epochs=0),
        _variant("mean-patches", "Mean of all patches", worst_share=1),
        _variant("no-averaging", "No averaging", averaging=0),
        _variant("no-turns", "No turns", turns="off"),
        _variant("no-margin", "No margin", preprocess={"margin": 0}),
        _variant("good-only", "Good images alone", good_only=True),
        *(_variant(f"masks-{count}", f"{count} masks", masks=count) for count in (0, 5, 10, 20)),
        _variant("masks-all", "All masks", masks=MOST_MASKS),
        _variant(
            "paper-game",
            "The paper's game",
            network={"judge": "patchgan", "difference": False},
            critic=False,
            synthetic_weight=0,
            worst_share=1,
            warm_up_steps=0,
        ),
    ),
    "families": (
        System("left-out", "Family left out", good_only=True, leaves_out=True),
        System("all-families", "All families", good_only=True),
    ),
}


def systems_of(table: TableName, names: Sequence[str] = ()) -> tuple[System, ...]:
    """A table's systems in its order; with `names` only these.

    Raises:
        SettingError: the table has none of that name.
    """
    known = _SYSTEMS[table]
    for name in names:
        if all(system.name != name for system in known):
            raise SettingError(
                f"{table} has no system '{name}'.",
                f"Use some of {', '.join(system.name for system in known)}.",
            )
    return tuple(system for system in known if not names or system.name in names)
