"""`isugan calibrate`: where OK ends and NG begins."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.options import dataset_argument, device_option, make_command, model_argument
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table
from core.errors import CalibrationError
from core.inspection.result import FailedInspection

if TYPE_CHECKING:
    from core.evaluation.verdict_counts import VerdictCounts
    from core.inspection.cuts import Cuts
    from core.inspection.policy import Policy


@make_command
@model_argument
@dataset_argument
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
    help="Instead of a policy: the scores from which an image is Review and NG.",
)
@device_option
def command(
    model: Path,
    dataset: Path,
    layout: str | None,
    defect_types: tuple[str, ...],
    policy: str | None,
    cuts: tuple[float, float] | None,
    device: str,
    as_json: bool,
) -> Outcome:
    """Fit the OK / Review / NG cuts on DATASET, or set them, and store them in MODEL; no training is needed.

    Only images that MODEL was not trained on are used: those that its run held back for validation, or, in
    another dataset, all that it has not seen. Test images are left alone.
    """
    from core.evaluation.score_table import ScoredImage, ScoreTable
    from core.evaluation.unseen import calibration_samples
    from core.inspection.calibrate import calibrate_model
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model, save_calibration

    chosen = _chosen(policy, cuts)
    loaded = load_model(model)
    samples = calibration_samples(open_dataset(dataset, layout, defect_types), loaded.header)
    inspector = Inspector(loaded, device)
    unreadable: list[FailedInspection] = []
    with progress_bar("Inspecting", hidden=as_json) as advance:
        calibration = calibrate_model(inspector, samples, chosen, advance, unreadable.append)
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
        ("images", f"{good} good, {defective} defective, none of them trained on"),
        ("Review from", f"{calibration.review_cut:.4f}"),
        ("NG from", f"{calibration.ng_cut:.4f}"),
        ("good", f"{_counted(counts.good)}: {counts.good.ng} false alarms"),
        ("defective", f"{_counted(counts.defective)}: {counts.defective.ok} missed"),
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
