"""`isugan calibrate`: where OK ends and NG begins."""

from __future__ import annotations

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
    rows = [
        ("policy", calibration.policy),
        ("images", f"{good} good, {defective} defective, none of them trained on"),
        ("Review from", f"{calibration.review_cut:.4f}"),
        ("NG from", f"{calibration.ng_cut:.4f}"),
        *(("note", warning) for warning in calibration.warnings),
        *(("unreadable", item.error) for item in unreadable),
        ("stored in", str(model)),
    ]
    document = calibration.model_dump() | {
        "model": model,
        "good": good,
        "defective": defective,
        "unreadable": [{"path": item.path, "error": item.error} for item in unreadable],
    }
    return Outcome(table(rows), document, ExitCode.UNREADABLE if unreadable else ExitCode.OK)


def _chosen(policy: str | None, cuts: tuple[float, float] | None) -> Policy | Cuts:
    """What the options ask for.

    Raises:
        CalibrationError: no such policy, or no such pair of cuts.
        click.UsageError: both or neither were given.
    """
    from core.inspection.cuts import Cuts
    from core.inspection.policy import parse_policy

    if (policy is None) == (cuts is None):
        raise click.UsageError("Give either --policy or --cuts.")
    if policy is not None:
        return parse_policy(policy)
    assert cuts is not None
    try:
        return Cuts(*cuts)
    except ValueError as error:
        raise CalibrationError(
            str(error),
            "The review cut comes first and must not lie above the NG cut; both are scores from 0.",
        ) from error
