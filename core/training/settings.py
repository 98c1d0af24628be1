"""Every setting of a training run, and the presets."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.datasets.recipe.names import FAMILY_NAMES, FamilyName, without
from core.errors import SettingError
from core.inspection.preprocess import Preprocess
from core.language import later
from core.nets.settings import COMPACT_BASE, GAMES, NETWORK_KINDS, PAPER_BASE, NetworkSettings

PresetName = Literal["quick", "standard", "paper"]
PRESET_NAMES: tuple[PresetName, ...] = ("quick", "standard", "paper")

Group = Literal["Schedule", "Losses", "Networks", "Images", "Advanced"]
GROUPS: tuple[Group, ...] = ("Schedule", "Losses", "Networks", "Images", "Advanced")


DEFAULT_EPOCHS = 100
"""The paper's."""
MOST_MASKS = 100_000
"""As good as all that there are."""


def _in(group: Group, unit: str = "") -> dict[str, Any]:
    """Where a form shows a setting, and in what it is counted; "" = a pure number, a switch or a choice."""
    return {"group": group, "unit": unit}


class TrainingSettings(BaseModel):
    """One run's settings. The defaults are the paper's where it gives a value, else those of docs/method.md.

    Ranges, units, groups and help texts stand in the fields; the command line and the window read them from here, see
    `core.training.fields`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: str = Field(
        "paper",
        description="the preset these settings started from",
        max_length=40,
        json_schema_extra=_in("Schedule"),
    )
    network: NetworkSettings = Field(
        default_factory=NetworkSettings, description="the networks", json_schema_extra=_in("Networks")
    )
    preprocess: Preprocess = Field(
        default_factory=lambda: Preprocess(width=256, height=256),
        description="how pictures are prepared",
        json_schema_extra=_in("Images"),
    )
    crop: int = Field(
        0,
        ge=0,
        le=4096,
        description="side of random crops in the adversarial phase; 0 takes whole pictures",
        json_schema_extra=_in("Images", "px"),
    )
    turns: Literal["off", "auto", "on"] = Field(
        "off",
        description="turn crops by quarters; auto: where the good pictures look the same after a quarter turn",
        json_schema_extra=_in("Images"),
    )
    warm_up_crop: int = Field(
        128,
        ge=32,
        le=4096,
        description="side of random crops in the warm-up, a multiple of 8",
        json_schema_extra=_in("Images", "px"),
    )
    epochs: int = Field(
        DEFAULT_EPOCHS,
        ge=0,
        le=100_000,
        description="passes over the good images in the adversarial phase",
        json_schema_extra=_in("Schedule", "epochs"),
    )
    steps_per_epoch: int = Field(
        0,
        ge=0,
        le=10_000_000,
        description="steps in an epoch; 0 takes every good image once",
        json_schema_extra=_in("Schedule", "steps"),
    )
    warm_up_steps: int = Field(
        0,
        ge=0,
        le=10_000_000,
        description="steps in which G_n2p learns to repair synthetic defects",
        json_schema_extra=_in("Schedule", "steps"),
    )
    warm_up_batch: int = Field(
        4,
        ge=1,
        le=64,
        description="pictures in a warm-up step",
        json_schema_extra=_in("Schedule", "pictures"),
    )
    critic_batch: int = Field(
        0,
        ge=0,
        le=64,
        description="further pictures with synthetic defects in a step, for a critic alone",
        json_schema_extra=_in("Schedule", "pictures"),
    )
    lessons: int = Field(
        1,
        ge=1,
        le=16,
        description="times that a critic learns in a step, each time from other pictures",
        json_schema_extra=_in("Schedule"),
    )
    warm_up_learning_rate: float = Field(
        4e-4,
        gt=0,
        le=0.1,
        description="Adam's learning rate in the warm-up",
        json_schema_extra=_in("Schedule"),
    )
    learning_rate: float = Field(
        2e-4,
        gt=0,
        le=0.1,
        description="Adam's initial learning rate",
        json_schema_extra=_in("Schedule"),
    )
    critic_learning_rate: float = Field(
        1e-3,
        gt=0,
        le=0.1,
        description="Adam's learning rate of D_p in the warm-up, where it is a critic",
        json_schema_extra=_in("Schedule"),
    )
    averaging: float = Field(
        0,
        ge=0,
        le=0.9999,
        description="decay of the moving mean over steps that is kept of G_n2p and a critic; 0 keeps the last step",
        json_schema_extra=_in("Schedule"),
    )
    decay_from: float = Field(
        0.5,
        ge=0,
        le=1,
        description="share of the epochs after which the rate falls to 0",
        json_schema_extra=_in("Schedule", "share"),
    )
    patience: int = Field(
        0,
        ge=0,
        le=100_000,
        description="epochs without better validation figures after which the run stops and keeps its best model; "
        "0: never",
        json_schema_extra=_in("Schedule", "epochs"),
    )
    cycle_weight: float = Field(
        10, ge=0, le=1000, description="weight of the cycle loss", json_schema_extra=_in("Losses")
    )
    adversarial_weight: float = Field(
        1,
        ge=0,
        le=1000,
        description="weight of G_n2p's adversarial loss where D_p is a critic",
        json_schema_extra=_in("Losses"),
    )
    identity_weight: float = Field(
        5, ge=0, le=1000, description="weight of the identity loss", json_schema_extra=_in("Losses")
    )
    restoration_weight: float = Field(
        100,
        ge=0,
        le=1000,
        description="weight of DCGAN's distance to the good picture, against its adversarial loss",
        json_schema_extra=_in("Losses"),
    )
    synthetic_weight: float = Field(
        0,
        ge=0,
        le=1000,
        description="weight of the warm-up's task in the adversarial phase, so that it is not forgotten",
        json_schema_extra=_in("Losses"),
    )
    critic: bool = Field(
        False,
        description="teach D_p where synthetic defects lie, in the warm-up and on, so that it points at defects",
        json_schema_extra=_in("Losses"),
    )
    worst_share: float = Field(
        1,
        gt=0,
        le=1,
        description="share of patches, the worst ones, that G_n2p's adversarial loss averages",
        json_schema_extra=_in("Losses", "share"),
    )
    photo_weight: float = Field(
        0,
        ge=0,
        le=1000,
        description="weight of what a critic learns from the labels of whole photos: that the worst patches of "
        "defective ones are defects, those of good ones not",
        json_schema_extra=_in("Losses"),
    )
    ssim_epochs: int = Field(
        10,
        ge=0,
        le=100_000,
        description="epochs with SSIM loss before L1 takes over (the paper's k)",
        json_schema_extra=_in("Losses", "epochs"),
    )
    pool_size: int = Field(
        50,
        ge=0,
        le=10_000,
        description="past fakes kept for each discriminator (image buffer)",
        json_schema_extra=_in("Advanced", "pictures"),
    )
    validation: float = Field(
        0.15,
        ge=0.05,
        le=0.5,
        description="share of the training images kept for validation",
        json_schema_extra=_in("Images", "share"),
    )
    test: float = Field(
        0,
        ge=0,
        le=0.5,
        description="share held back untouched for testing, where the dataset has no test split",
        json_schema_extra=_in("Images", "share"),
    )
    masks: int = Field(
        0,
        ge=0,
        le=MOST_MASKS,
        description="defective training pictures whose masks D_p learns from, at most; 0 uses no mask",
        json_schema_extra=_in("Images", "pictures"),
    )
    pasted_share: float = Field(
        0,
        ge=0,
        le=1,
        description="share of synthetic defects in whose place a real one is put on the good picture, cut out by its "
        "mask",
        json_schema_extra=_in("Images", "share"),
    )
    second_evidence: bool = Field(
        True,
        description="a critic's map counts in the score beside the SSIM map, as much as suits the validation images",
        json_schema_extra=_in("Advanced"),
    )
    gate: bool = Field(
        False,
        description="the repair takes the original's place only where a critic is more surprised than by good pictures",
        json_schema_extra=_in("Advanced"),
    )
    left_out: tuple[FamilyName, ...] = Field(
        (),
        description="families of synthetic defects that are left out",
        json_schema_extra=_in("Images"),
    )
    score_window: int = Field(
        17,
        ge=3,
        le=101,
        description="side of the window of the anomaly score, in pixels",
        json_schema_extra=_in("Advanced", "px"),
    )
    seed: int = Field(
        0,
        ge=0,
        le=2**31 - 1,
        description="decides every random choice of the run",
        json_schema_extra=_in("Advanced"),
    )
    precision: Literal["auto", "fp32", "bf16"] = Field(
        "auto",
        description="auto measures both on the device and takes the faster",
        json_schema_extra=_in("Advanced"),
    )
    channels_last: Literal["auto", "on", "off"] = Field(
        "auto", description="memory layout; auto: on for CUDA", json_schema_extra=_in("Advanced")
    )

    def epochs_with(self, *, defective: bool) -> int:
        """Epochs after the warm-up; without `defective` training pictures only networks that need none have any."""
        return self.epochs if defective or not self.needs_defects else 0

    @property
    def learns_from_defects(self) -> bool:
        """Whether the steps after the warm-up see defective pictures."""
        return self.network.kind != "dcgan"

    @property
    def needs_defects(self) -> bool:
        """Whether these steps cannot be made without one; with a critic synthetic defects will do."""
        return self.learns_from_defects and not self.network.criticises

    @property
    def asks_critic(self) -> bool:
        """Whether a critic takes part in inspections."""
        return self.second_evidence or self.gate

    @property
    def families(self) -> tuple[FamilyName, ...]:
        """The families of synthetic defects that are drawn."""
        return without(self.left_out)

    @field_validator("left_out", mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        """Names in one line, as a command gives them: `scratch,crack`."""
        return (
            [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value
        )

    @model_validator(mode="after")
    def _consistent(self) -> TrainingSettings:
        if self.network.channels != self.preprocess.channels:
            raise ValueError(later("Settings", "network and preprocess differ in channels"))
        if (self.crop and (self.crop < 32 or self.crop % 8)) or self.warm_up_crop % 8:
            raise ValueError(
                later("Settings", "a crop must be a multiple of 8 of at least 32 (or 0 for whole pictures)")
            )
        if not self.epochs and not self.warm_up_steps:
            raise ValueError(later("Settings", "neither epochs nor warm-up steps: there is nothing to train"))
        if not self.families:
            raise ValueError(
                later(
                    "Settings",
                    "one of the {number} families of synthetic defects must stay",
                    number=len(FAMILY_NAMES),
                )
            )
        if self.warm_up_steps and not self.network.plays:
            raise ValueError(
                later(
                    "Settings",
                    "the network {kind} has no warm-up: set warm_up_steps to 0",
                    kind=self.network.kind,
                )
            )
        return self


_PLUS: dict[str, Any] = {
    "network": {"base": COMPACT_BASE, "judge": "critic", "difference": True},
    "preprocess": {"width": None, "height": None, "standardise": True, "margin": 16},
    "crop": 128,
    "turns": "auto",
    "masks": MOST_MASKS,
    "pasted_share": 0.4,
    "synthetic_weight": 5,
    "critic": True,
    "worst_share": 0.04,
    "adversarial_weight": 10,
    "critic_batch": 8,
    "photo_weight": 0.25,
    "averaging": 0.995,
    "gate": True,
}
"""ISU-GAN plus: what makes the method right on few photos, on a PC without a GPU (docs/adr/0004 and 0020)."""

WITHOUT_GAME: dict[str, Any] = {"warm_up_steps": 0, "synthetic_weight": 0, "critic": False, "worst_share": 1}
"""Of networks that have no game: what only the game has."""

_PRESETS: dict[str, dict[str, Any]] = {
    "quick": {**_PLUS, "warm_up_steps": 500, "epochs": 3, "ssim_epochs": 1, "steps_per_epoch": 50},
    "standard": {**_PLUS, "warm_up_steps": 1000, "epochs": 8, "ssim_epochs": 1, "steps_per_epoch": 100},
    "paper": {"network": {"base": PAPER_BASE}},
}


def preset(name: str, /, **changes: Any) -> TrainingSettings:
    """The settings of a preset, with changes; nested models (`network`, `preprocess`) are changed field by field.

    `quick` and `standard` are ISU-GAN plus, for a PC without a GPU: compact networks on crops at full resolution,
    taught by synthetic defects and masks; the one a first look, minutes on two CPU cores, the other for use. `paper`:
    the paper's own size and schedule.

    Raises:
        SettingError: an unknown preset, an unknown setting or a value out of its range.
    """
    if name not in _PRESETS:
        raise SettingError(
            later("Training", "'{name}' is not a preset.", name=name),
            later("Training", "Use one of {names}.", names=", ".join(PRESET_NAMES)),
        )
    values: dict[str, Any] = {"preset": name, **_PRESETS[name]}
    kind = (
        changes.get("network", {}).get("kind", "isu-gan") if isinstance(changes.get("network"), dict) else ""
    )
    if kind in NETWORK_KINDS and kind not in GAMES:
        values |= {**WITHOUT_GAME, "epochs": values.get("epochs", DEFAULT_EPOCHS) + _warm_up_epochs(values)}
    for key, value in changes.items():
        nested = _defaults(key)
        values[key] = (
            {**nested, **values.get(key, {}), **value} if nested and isinstance(value, dict) else value
        )
    try:
        return TrainingSettings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise _unknown(where) from error
        raise SettingError(
            later("Training", "Setting {where}: {what}.", where=where, what=first["msg"]),
            later("Training", "See isugan train --help."),
        ) from error


def _unknown(name: str) -> SettingError:
    """That there is no setting of this name, and which were likely meant: those alike, or else all."""
    from difflib import get_close_matches

    from core.training.fields import fields

    names = [field.name for field in fields()]
    by_end = {known.rpartition(".")[2]: known for known in names}
    alike = [by_end[end] for end in get_close_matches(name.rpartition(".")[2], by_end)]
    return SettingError(
        later("Training", "There is no setting {name}.", name=name),
        later("Training", "Use one of {names}.", names=", ".join(alike or names)),
    )


def _warm_up_epochs(values: dict[str, Any]) -> int:
    """As many epochs as a preset's warm-up has steps: a network without warm-up trains as many steps."""
    return int(values.get("warm_up_steps", 0) / values.get("steps_per_epoch", 1))


def _defaults(key: str) -> dict[str, Any]:
    """The values of a nested model; empty for a plain setting."""
    field = TrainingSettings.model_fields.get(key)
    default = field and field.get_default(call_default_factory=True, validated_data={})
    return dict(default.model_dump()) if isinstance(default, BaseModel) else {}
