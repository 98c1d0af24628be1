"""`isugan train`: learn a surface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import dataset_argument, device_option, make_command, out_option
from app.cli.outcome import Outcome
from app.cli.tables import table

if TYPE_CHECKING:
    from app.cli.training_view import TrainingView

PRESETS = ("quick", "standard", "paper")
NESTED = (["network"], ["preprocess"])
PLACES = {"base": ("network.base",), "size": ("preprocess.width", "preprocess.height")}
"""Settings behind options that are not called as their setting is."""


@make_command
@dataset_argument
@click.option("--preset", type=click.Choice(PRESETS), default="standard", show_default=True, help="Settings.")
@out_option("Folder of the run; its model.safetensors is the result.")
@click.option("--epochs", type=int, help="Adversarial epochs, instead of the preset's.")
@click.option("--seed", type=int, help="Decides every random choice of the run.")
@device_option
@click.option("--resume", is_flag=True, help="Go on with the run in --out, with its own settings.")
@click.option("--base", type=int, help="Channels of the first layer: 64 in the paper, 32 compact.")
@click.option("--crop", type=int, help="Side of random training crops in pixels; 0 takes whole pictures.")
@click.option("--size", type=int, help="Working size: pictures are resized to this side, as in the paper.")
@click.option("--warm-up-batch", type=int, help="Pictures in a warm-up step.")
@click.option("--learning-rate", type=float, help="Adam's initial learning rate.")
@click.option("--validation", type=float, help="Share of the training images kept for validation.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Any other setting, such as learning_rate=1e-4 or network.se=false; may be repeated.",
)
def command(
    dataset: Path,
    layout: str | None,
    defect_types: tuple[str, ...],
    preset: str,
    out: Path,
    device: str,
    resume: bool,
    as_json: bool,
    settings: tuple[str, ...],
    **given: float | None,
) -> Outcome:
    """Learn the surface in DATASET and leave a calibrated model file, RUN/model.safetensors.

    Ctrl-C once stops and keeps the best model so far; twice cancels and removes the run. An interrupted run
    goes on with --resume, exactly as if it had not been interrupted.
    """
    from app.cli.training_view import TrainingView
    from core.training.control import Control
    from core.training.run import train
    from core.training.settings import preset as preset_settings

    chosen = preset_settings(preset, **changes(given, settings))
    opened = open_dataset(dataset, layout, defect_types)
    control = Control()
    with TrainingView(quiet=as_json) as view:

        def keep() -> None:
            view.say("Stopping after this step; the best model is kept. Ctrl-C again discards the run.")
            control.stop_and_keep()

        with ctrl_c(keep, control.cancel):
            model = train(opened, chosen, out, sink=view, control=control, resume=resume, device=device)
    if model is None:
        return Outcome("Cancelled; nothing was kept.", {"model": None}, ExitCode.INTERRUPTED)
    return _outcome(model, dataset, view)


def changes(given: dict[str, float | None], settings: tuple[str, ...]) -> dict[str, Any]:
    """The named options and `--set NAME=VALUE` as changes to a preset; a dot leads into a nested model.

    Raises:
        click.BadParameter: a setting is not NAME=VALUE.
    """
    pairs: list[tuple[str, Any]] = []
    for option, value in given.items():
        if value is not None:
            pairs += [(name, value) for name in PLACES.get(option, (option,))]
    for text in settings:
        name, equals, value_text = text.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"'{text}' is not NAME=VALUE.", param_hint="--set")
        try:
            pairs.append((name, json.loads(value_text)))
        except ValueError:
            pairs.append((name, value_text))
    found: dict[str, Any] = {}
    for name, value in pairs:
        *outer, last = name.replace("-", "_").split(".")
        if outer and outer not in NESTED:
            raise click.BadParameter(f"'{name}' is not a setting.", param_hint="--set")
        place = found
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = value
    return found


def _outcome(model: Path, dataset: Path, view: TrainingView) -> Outcome:
    from core.inspection.model_file import load_model

    header = load_model(model).header
    best = next((v for v in reversed(view.validated) if v.best), None)
    done = view.done
    stopped = done is not None and done.stopped
    rows = [("model", str(model))]
    if done is not None:
        rows.append(("trained", f"{done.seconds / 60:.1f} min, best epoch {done.best_epoch}"))
    if best is not None:
        rows.append(("validation", f"AUROC {best.auroc:.4f}, good-repair MSE {best.good_mse:.2f}"))
    if (cuts := header.calibration) is not None:
        text = f"Review from {cuts.review_cut:.4f}, NG from {cuts.ng_cut:.4f} ({cuts.policy})"
        rows += [("calibration", text), *(("note", warning) for warning in cuts.warnings)]
    rows.append(("next", f"isugan evaluate {model} {dataset}"))
    document = {
        "model": model,
        "stopped": stopped,
        "best_epoch": done.best_epoch if done else None,
        "seconds": done.seconds if done else None,
        "figures": header.figures,
        "calibration": cuts and cuts.model_dump(),
        "notices": view.notices,
    }
    return Outcome(table(rows), document, ExitCode.INTERRUPTED if stopped else ExitCode.OK)
