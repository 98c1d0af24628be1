"""`isugan calibrate`: where OK ends and NG begins."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.options import dataset_argument, device_option, make_command, model_argument
from app.cli.outcome import Outcome
from app.cli.progress import LOOKING, progress_bar
from app.cli.tables import table
from core.datasets.dataset import Dataset
from core.errors import CalibrationError
from core.inspection.result import FailedInspection
from core.words import number_of

if TYPE_CHECKING:
    from core.evaluation.verdict_counts import VerdictCounts
    from core.inspection.calibration import Calibration
    from core.inspection.cuts import Cuts
    from core.inspection.model_file import Model
    from core.inspection.policy import Policy


@make_command
@model_argument
@partial(dataset_argument, required=False)
@click.option(
    "--policy",
    metavar="best-f1|far=0.01|no-miss|cost=1:20|good-only",
    help="Highest F1; a false-alarm rate; no known defect missed; the price of a false alarm : a miss; or from good "
    "images alone.",
)
@click.option(
    "--cuts",
    type=(float, float),
    metavar="REVIEW NG",
    help="Instead of a policy: the scores from which an image is Review and NG. Needs no DATASET.",
)
@device_option
def command(
    model: Path,
    dataset: Path | None,
    layout: str | None,
    defect_types: tuple[str, ...],
    policy: str | None,
    cuts: tuple[float, float] | None,
    device: str,
    as_json: bool,
) -> Outcome:
    """Fit the OK / Review / NG cuts on DATASET, or set them, and store them in MODEL; no training is needed.

    Only images that MODEL was not trained on are used: those that its run held back for validation, or, in
    another dataset, all that it has not seen. Test images are left alone. Cuts that are set without DATASET are shown
    on the images of the calibration before.

    The exit code is 5 if a file could not be read.
    """
    from core.evaluation.score_table import ScoredImage, ScoreTable
    from core.inspection.calibration import cuts_by_hand
    from core.inspection.cuts import Cuts
    from core.inspection.model_file import load_model, save_calibration

    chosen = _chosen(policy, cuts)
    loaded = load_model(model)
    unreadable: list[FailedInspection] = []
    if dataset is not None:
        opened = open_dataset(dataset, layout, defect_types)
        calibration = _fitted(loaded, opened, chosen, device, as_json, unreadable)
    elif isinstance(chosen, Cuts):
        calibration = cuts_by_hand(chosen, loaded.header.calibration)
    else:
        raise click.UsageError("DATASET is missing; only --cuts can do without.")
    save_calibration(model, calibration)
    good, defective = len(calibration.good_scores), len(calibration.defective_scores)
    counts = ScoreTable(
        [
            *(ScoredImage(score, defective=False) for score in calibration.good_scores),
            *(ScoredImage(score, defective=True) for score in calibration.defective_scores),
        ]
    ).counts(calibration.cuts)
    rows = [
        ("policy", calibration.policy),
        (
            "images",
            f"{good} good, {defective} defective, none of them trained on" if good + defective else "none",
        ),
        ("Review from", f"{calibration.review_cut:.4f}"),
        ("NG from", f"{calibration.ng_cut:.4f}"),
    ]
    if good:
        rows.append(("good", f"{_counted(counts.good)}: {number_of(counts.good.ng, 'false alarm')}"))
    if defective:
        rows.append(("defective", f"{_counted(counts.defective)}: {counts.defective.ok} missed"))
    rows += [
        *(("note", warning) for warning in calibration.warnings),
        *(("unreadable", item.error) for item in unreadable),
        ("stored in", str(model)),
    ]
    document = calibration.model_dump() | {
        "model": model,
        "good": good,
        "defective": defective,
        "verdicts": {"good": asdict(counts.good), "defective": asdict(counts.defective)},
        "unreadable": [{"path": item.path, "error": item.error} for item in unreadable],
    }
    return Outcome(table(rows), document, ExitCode.UNREADABLE if unreadable else ExitCode.OK)


def _fitted(
    model: Model,
    dataset: Dataset,
    chosen: Policy | Cuts,
    device: str,
    as_json: bool,
    unreadable: list[FailedInspection],
) -> Calibration:
    """Inspect the labelled images that may be used; files that cannot be read are added to `unreadable`."""
    from core.evaluation.unseen import calibration_samples
    from core.inspection.calibrate import calibrate_model
    from core.inspection.inspector import Inspector
    from core.inspection.policy import Policy

    try:
        with progress_bar(LOOKING, hidden=as_json) as advance:
            samples = calibration_samples(dataset, model.header, advance)
    except CalibrationError as error:
        if isinstance(chosen, Policy):
            raise
        way_out = "Leave DATASET out: --cuts can do without any image."
        raise CalibrationError(error.message, way_out, error.path) from error
    inspector = Inspector(model, device)
    with progress_bar("Inspecting", hidden=as_json) as advance:
        return calibrate_model(inspector, samples, chosen, advance, unreadable.append)


def _counted(counts: VerdictCounts) -> str:
    return f"{counts.ok} OK, {counts.review} Review, {counts.ng} NG"


def _chosen(policy: str | None, cuts: tuple[float, float] | None) -> Policy | Cuts:
    """What the options ask for.

    Raises:
        click.UsageError: both or neither were given, or there is no such policy or pair of cuts.
    """
    from core.inspection.cuts import Cuts
    from core.inspection.policy import parse_policy

    if (policy is None) == (cuts is None):
        raise click.UsageError("Give either --policy or --cuts.")
    try:
        if policy is not None:
            return parse_policy(policy)
        assert cuts is not None
        return Cuts(*cuts)
    except CalibrationError as error:
        raise click.UsageError(f"{error.message} {error.way_out}") from error
    except ValueError as error:
        rule = "The review cut comes first and must not lie above the NG cut; both are scores from 0."
        raise click.UsageError(f"{error} {rule}") from error
