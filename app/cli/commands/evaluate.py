"""`isugan evaluate`: how good is this model?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import dataset_argument, device_option, make_command, model_argument, runtime_option
from app.cli.outcome import Outcome
from app.cli.progress import LOOKING, progress_bar
from app.cli.runtime_use import ALWAYS_SAME, computed_by, read_for
from app.cli.tables import table
from core.errors import DatasetError
from core.words import number_of

if TYPE_CHECKING:
    from core.evaluation.evaluation import Evaluation
    from core.evaluation.rates import Estimate, Rate


@make_command
@model_argument
@dataset_argument
@device_option
@runtime_option(ALWAYS_SAME)
def command(
    model: Path,
    dataset: Path,
    layout: str | None,
    defect_types: tuple[str, ...],
    device: str,
    runtime: str,
    as_json: bool,
) -> Outcome:
    """Measure MODEL on the labelled test images of DATASET (without a test split: on those it has not seen).

    Intervals are 95 %. The exit code is 5 if a file could not be read.
    """
    from core.datasets.dataset import Label
    from core.evaluation.evaluate import evaluate
    from core.evaluation.unseen import measurable
    from core.inspection.folder import areas_of
    from core.inspection.inspector import Inspector

    loaded = read_for(model, runtime)
    opened = open_dataset(dataset, layout, defect_types)
    with progress_bar(LOOKING, hidden=as_json) as advance:
        chosen = measurable(opened, loaded.header, advance)
    samples = chosen.samples
    if all(sample.label is Label.UNLABELLED for sample in samples):
        raise DatasetError(
            f"None of the images of {dataset} has a label: there is nothing to measure.",
            f"Sort them into folders good and defective, or see what {model} makes of them: isugan report.",
            dataset,
        )
    loaded = computed_by(runtime, loaded, lambda: [sample.path for sample in samples], areas_of(samples))
    inspector = Inspector(loaded, device)
    with ctrl_c(lambda: None) as interrupt, progress_bar("Inspecting", hidden=as_json) as advance:
        result = evaluate(inspector, chosen, split=None, progress=advance, cancelled=lambda: bool(interrupt))
    code = ExitCode.UNREADABLE if result.unreadable else ExitCode.OK
    document = {"model": model, "dataset": dataset} | result.to_dict()
    if interrupt:
        document["warnings"].append("Interrupted: the figures cover only what was done until then.")
        code = ExitCode.INTERRUPTED
    return Outcome(_text(result, document["warnings"]), document, code)


def _text(result: Evaluation, warnings: list[str]) -> str:
    images = ", ".join(f"{number} {label}" for label, number in result.images.items())
    rows: list[tuple[str, str]] = [("images", images)]
    if (counts := result.confusion) is not None:
        alarms = number_of(counts.fp, "false alarm")
        found = f"{counts.tp} of {counts.tp + counts.fn} defective found, {alarms}"
        rows += [
            ("decisions", f"{found} (NG from {result.ng_cut:.4f})"),
            ("accuracy", _rate(counts.accuracy)),
            ("precision", _rate(counts.precision)),
            ("recall", _rate(counts.recall)),
            ("F1", _rate(counts.f1)),
            ("false alarms", _rate(counts.false_alarm_rate)),
        ]
    rows += [("AUROC", _estimate(result.image.auroc)), ("AP", _estimate(result.image.ap))]
    if (pixel := result.pixel) is not None:
        rows += [
            ("pixel AUROC", _number(pixel.auroc)),
            ("AUPRO", _number(pixel.aupro)),
            ("IoU", f"{_number(pixel.iou)} in all, {_number(pixel.iou_per_image)} per defective image"),
        ]
    mse = result.good_repair_mse
    rows.append(("good-repair MSE", "-" if mse is None else f"{mse:.2f} (grey levels squared, 0..255)"))
    rows.append(("time", f"{result.seconds:.1f} s"))
    rows += [("note", warning) for warning in warnings]
    rows += [("unreadable", item.error) for item in result.unreadable]
    return table(rows)


def _rate(rate: Rate | None) -> str:
    return "-" if rate is None else f"{rate.value:.4f} [{rate.low:.4f}, {rate.high:.4f}] ({rate.k}/{rate.n})"


def _estimate(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.4f}"
    return f"{estimate.value:.4f} [{estimate.low:.4f}, {estimate.high:.4f}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
