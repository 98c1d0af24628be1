"""What has to be said of any table: nobody should read figures without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from core.experiments.record import TableRecord
from core.experiments.run_cell import COST_SIDE
from core.experiments.wording import listed
from core.training.settings import TrainingSettings
from core.words import number_of


class Remark(NamedTuple):
    """One or two sentences on a topic of one or two words."""

    topic: str
    text: str


def missing(record: TableRecord) -> Iterator[Remark]:
    """What is not done or has failed, and how many seeds the figures are of."""
    ahead = [row.cell.name for row in record.cells if row.status == "missing"]
    if ahead:
        yield Remark(
            "Not done yet", f"{len(ahead)} of {number_of(len(record.cells), 'cell')}: {listed(ahead)}."
        )
    for row in record.cells:
        if row.status == "failed":
            yield Remark("Failed", f"{row.cell.name}: {row.error}")
    seeds = len(record.seeds)
    if seeds == 1:
        yield Remark("Seeds", f"One, {record.seeds[0]}: there is no spread.")
    else:
        yield Remark(
            "Seeds", f"Means over {seeds} seeds ± sample standard deviation, where all of them are done."
        )


def validation(record: TableRecord) -> Remark:
    """What the validation images are for."""
    held = record.cells[0].cell.settings.validation
    return Remark(
        "Validation",
        f"{held:.0%} of the training images are held back; on them the best epoch is chosen and the cut calibrated "
        "from which an image is called defective.",
    )


def figures(mse: str) -> Remark:
    """How the figures are counted.

    Args:
        mse: what MSE is.
    """
    return Remark(
        "Figures",
        "Defective is the positive class, and accuracy and F1 come from the one matrix of TP, FP, FN and TN. MSE is "
        f"{mse}, on grey levels of 0 to 255. Parameters and GMAC are those of the network that inspects, on a picture "
        f"of {COST_SIDE} x {COST_SIDE}.",
    )


def machine(record: TableRecord) -> Iterator[Remark]:
    """Where what is done was computed, and by which versions."""
    done = [row.document for row in record.cells if row.document is not None]
    if not done:
        return
    devices = listed(list(dict.fromkeys(str(document["device"]) for document in done)))
    versions = [", ".join(f"{k} {v}" for k, v in document["versions"].items()) for document in done]
    text = f"{devices}; {'; '.join(dict.fromkeys(versions))}."
    yield Remark("Machine", text)


def changed(
    settings: TrainingSettings, against: TrainingSettings, but_for: Collection[str]
) -> list[tuple[str, str, str]]:
    """Name, value and the other value, as texts, of each setting that is not the same.

    Args:
        but_for: names that are not compared.
    """
    ours, others = flat(settings.model_dump()), flat(against.model_dump())
    return [
        (name, _value(value), _value(others[name]))
        for name, value in ours.items()
        if value != others[name] and name not in but_for
    ]


def flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    """What is nested, by names with dots."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found |= flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return found


def _value(value: Any) -> str:
    match value:
        case None:
            return "as it is"
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(map(str, value)) or "none"
    return str(value)
