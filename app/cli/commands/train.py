"""`isugan train`: learn a surface."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import dataset_argument, device_option, make_command, out_option
from app.cli.outcome import Outcome
from app.cli.project_use import KeptRun, is_project, writable
from app.cli.tables import table
from core.datasets.recipe.names import FAMILY_NAMES

if TYPE_CHECKING:
    from app.cli.training_view import TrainingView
    from core.datasets.dataset import Dataset
    from core.training.control import Control
    from core.training.events import Event
    from core.training.ranks import Ranks
    from core.training.settings import TrainingSettings
    from core.training.source import Source

PRESETS = ("quick", "standard", "paper")
NETWORKS = ("isu-gan", "cyclegan", "dcgan", "unet", "resunet++")
NESTED = (["network"], ["preprocess"])
PLACES = {
    "network": ("network.kind",),
    "base": ("network.base",),
    "size": ("preprocess.width", "preprocess.height"),
}
"""Settings behind options that are not called as their setting is."""


@make_command
@partial(dataset_argument, required=False)
@click.option("--preset", type=click.Choice(PRESETS), default="standard", show_default=True, help="Settings.")
@click.option(
    "--network",
    type=click.Choice(NETWORKS),
    help="The system: isu-gan, or one that the paper compares with. unet and resunet++ learn from masks.",
)
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
@click.option("--masks", type=int, help="Defective images whose masks it learns from, at most; 0 uses none.")
@click.option("--validation", type=float, help="Share of the training images kept for validation.")
@click.option(
    "--leave-out",
    "left_out",
    type=click.Choice(FAMILY_NAMES),
    multiple=True,
    metavar="FAMILY",
    help=f"Draw no synthetic defects of this family; may be repeated. There are {', '.join(FAMILY_NAMES)}.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Any other setting, such as learning_rate=1e-4 or network.se=false; may be repeated.",
)
def command(
    dataset: Path | None,
    layout: str | None,
    defect_types: tuple[str, ...],
    preset: str,
    out: Path,
    device: str,
    resume: bool,
    as_json: bool,
    settings: tuple[str, ...],
    **given: float | str | tuple[str, ...] | None,
) -> Outcome | None:
    """Learn the surface in DATASET and leave a calibrated model file, RUN/model.safetensors.

    Ctrl-C once stops and keeps the best model so far; twice cancels and removes the run. An interrupted run
    goes on with --resume, exactly as if it had not been interrupted; DATASET may then be left out. While the disk is
    full the run waits and tries again every 30 seconds.

    On several GPUs: torchrun --standalone --nproc-per-node=GPUS -m app.cli.main train ...
    """
    from app.cli.resumed_settings import check_unchanged
    from app.cli.training_view import TrainingView
    from core.training.control import Control
    from core.training.events import Notice, Paused
    from core.training.ranks import ranks_here
    from core.training.run import SETTINGS, train
    from core.training.settings import preset as preset_settings
    from core.training.source import read_settings

    source = source_of(dataset, layout, defect_types, out, resume)
    wanted = changes(given, settings)
    if resume and (out / SETTINGS).exists():
        chosen = read_settings(out)
        check_unchanged(chosen, wanted | ({"preset": preset} if _is_given("preset") else {}))
    else:
        chosen = preset_settings(preset, **wanted)
    opened = open_dataset(source.folder, source.layout, source.defect_types)
    ranks = ranks_here()
    if ranks.follows:
        _follow(opened, chosen, out, ranks, device)
        return None
    control = Control()
    with (
        TrainingView(quiet=as_json) as view,
        retries(control) as retry,
        writable(source.folder if source.project else None) as (project, reason),
    ):
        kept = KeptRun(project, out, chosen.model_dump())
        if reason:
            view(Notice(reason))

        def sink(event: Event) -> None:
            view(event)
            kept.listen(event)
            if isinstance(event, Paused):
                retry()

        def keep() -> None:
            view.say("Stopping after this step; the best model is kept. Ctrl-C again discards the run.")
            control.stop_and_keep()

        with ctrl_c(keep, control.cancel):
            try:
                options: Any = {"sink": sink, "control": control, "resume": resume, "device": device}
                model = train(opened, chosen, out, source=source, ranks=ranks, **options)
            except BaseException:
                kept.end(None, "failed")
                raise
        stopped = view.done is not None and view.done.stopped
        kept.end(model, "cancelled" if model is None else "stopped" if stopped else "done")
    if model is None:
        return Outcome("Cancelled; nothing was kept.", {"model": None}, ExitCode.INTERRUPTED)
    return _outcome(model, source.folder, view)


def _is_given(option: str) -> bool:
    """On the command line, not as its default."""
    source = click.get_current_context().get_parameter_source(option)
    return source is not click.core.ParameterSource.DEFAULT


def _follow(dataset: Dataset, settings: TrainingSettings, out: Path, ranks: Ranks, device: str) -> None:
    """Take part in what the first process does, which alone tells of it and is stopped."""
    from core.training.following import follow

    def leave_it_to_the_first() -> None:
        """It is sent the same signal."""

    with ctrl_c(leave_it_to_the_first, leave_it_to_the_first):
        follow(dataset, settings, out, ranks, device=device)


@contextmanager
def retries(control: Control) -> Iterator[Callable[[], None]]:
    """Yield a function that resumes the run in half a minute."""
    from app.cli.training_view import RETRY_SECONDS

    timers: list[threading.Timer] = []

    def later() -> None:
        for timer in timers:
            timer.cancel()
        timers[:] = [threading.Timer(RETRY_SECONDS, control.resume)]
        timers[0].daemon = True
        timers[0].start()

    try:
        yield later
    finally:
        for timer in timers:
            timer.cancel()
            timer.join()


def source_of(
    dataset: Path | None, layout: str | None, defect_types: tuple[str, ...], out: Path, resume: bool
) -> Source:
    """What to open: as it is called on the command line, else, for a resumed run, as its folder says.

    Raises:
        click.UsageError: neither says it.
    """
    from core.training.source import Source, read_source

    stored = read_source(out) if resume else None
    if dataset is None:
        if stored is None:
            raise click.UsageError("DATASET is missing; only a run that is resumed may know its own.")
        return stored
    if stored is not None and stored.folder == dataset.absolute():
        # What is not said again is as it was.
        layout, defect_types = layout or stored.layout, defect_types or stored.defect_types
    return Source.of(dataset, project=is_project(dataset), layout=layout, defect_types=defect_types)


def changes(
    given: Mapping[str, float | str | tuple[str, ...] | None], settings: tuple[str, ...]
) -> dict[str, Any]:
    """The named options and `--set NAME=VALUE` as changes to a preset; a dot leads into a nested model.

    Raises:
        click.BadParameter: a setting is not NAME=VALUE.
    """
    pairs: list[tuple[str, Any]] = []
    for option, value in given.items():
        # A repeatable option that is not given is an empty tuple.
        if value not in (None, ()):
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
        mse = f", good-repair MSE {best.good_mse:.2f}" if best.good_mse else ""
        rows.append(("validation", f"AUROC {best.auroc:.4f}{mse}"))
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
