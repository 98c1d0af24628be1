"""What a table differs in from the paper's: nobody should compare figures without having read it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from typing import Any, NamedTuple

from core.experiments.paper import CLASSES, TEST_HALF, largest_f1, printed
from core.experiments.record import Row, TableRecord
from core.experiments.run_cell import COST_SIDE
from core.experiments.systems import PARTS, System
from core.experiments.wording import COLUMNS, as_printed, listed
from core.training.settings import TrainingSettings, preset
from core.words import are, number_of

LAST_DIGIT = 5e-5
"""Half of the last digit of a printed F1."""
NOT_COMPARED = {"preset", "seed", "network.kind", *(f"network.{part}" for part in PARTS)}
"""Settings that make the systems and the seeds, or say nothing by themselves."""


class Difference(NamedTuple):
    """One or two sentences on a topic of one or two words."""

    topic: str
    text: str


def differences(record: TableRecord) -> tuple[Difference, ...]:
    """In the order in which they matter: what is missing first."""
    return (
        *_missing(record),
        *_surfaces(record),
        *_images(record),
        *_settings(record),
        *_method(record),
        *_paper(record),
        *_machine(record),
    )


def _missing(record: TableRecord) -> Iterator[Difference]:
    missing = [row.cell.name for row in record.cells if row.status == "missing"]
    if missing:
        yield Difference(
            "Not done yet", f"{len(missing)} of {number_of(len(record.cells), 'cell')}: {listed(missing)}."
        )
    for row in record.cells:
        if row.status == "failed":
            yield Difference("Failed", f"{row.cell.name}: {row.error}")
    seeds = len(record.seeds)
    if seeds == 1:
        yield Difference("Seeds", f"One, {record.seeds[0]}: there is no spread.")
    else:
        yield Difference(
            "Seeds", f"Means over {seeds} seeds ± sample standard deviation, where all of them are done."
        )


def _surfaces(record: TableRecord) -> Iterator[Difference]:
    there = {subject.dagm_class for subject in record.subjects}
    missing = [str(number) for number in CLASSES if number not in there]
    if len(missing) == len(CLASSES):
        yield Difference("Surfaces", "None of the paper's: nothing that it prints can be compared with.")
    elif missing:
        word = "Class" if len(missing) == 1 else "Classes"
        yield Difference("Surfaces", f"{word} {listed(missing)} of the paper {are(len(missing))} missing.")
    for subject in record.subjects:
        if subject.stands_in:
            yield Difference(
                "Stand-in",
                f"{subject.name} is synthetic (texture {subject.texture}), not DAGM's: what the paper prints is of "
                "another surface.",
            )


def _images(record: TableRecord) -> Iterator[Difference]:
    found: dict[tuple[str, str], dict[System, None]] = {}
    for row in record.cells:
        for note in row.cell.notes:
            found.setdefault((row.cell.subject.name, note), {})[row.cell.system] = None
    every = [row.system for row in record.rows]
    for (surface, note), systems in found.items():
        names = "all systems" if list(systems) == every else listed([system.title for system in systems])
        yield Difference("Images", f"{surface}, {names}: {note}.")
    held = record.cells[0].cell.settings.validation
    yield Difference(
        "Validation",
        f"{held:.0%} of the training images are held back; on them the best epoch is chosen and the cut calibrated "
        "from which an image is called defective. The paper gives no rule for either.",
    )


def _settings(record: TableRecord) -> Iterator[Difference]:
    playing = {row.cell.system: row.cell.settings for row in record.cells if row.cell.system.plays}
    others = {row.cell.system: row.cell.settings for row in record.cells if not row.cell.system.plays}
    settings = next(iter((playing or others).values()))
    changed = _changed(settings)
    text = f"Preset {settings.preset}"
    if changed:
        text += f"; not as in the paper, whose value is in brackets: {', '.join(changed)}"
    yield Difference("Settings", f"{text}.")
    if playing and others and settings.warm_up_steps:
        more = next(iter(others.values())).epochs
        names = listed([system.title for system in others])
        yield Difference("Steps", f"{names}: no warm-up, but {more} epochs, as many steps.")


def _changed(settings: TrainingSettings) -> list[str]:
    ours, papers = _flat(settings.model_dump()), _flat(preset("paper").model_dump())
    return [
        f"{name} {_value(value)} ({_value(papers[name])})"
        for name, value in ours.items()
        if value != papers[name] and name not in NOT_COMPARED
    ]


def _flat(values: dict[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return flat


def _value(value: Any) -> str:
    match value:
        case None:
            return "as it is"
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
    return str(value)


def _method(record: TableRecord) -> Iterator[Difference]:
    systems = [row.system for row in record.rows]
    by_masks = [system.title for system in systems if not system.repairs]
    if by_masks:
        yield Difference(
            "Masks",
            f"{listed(by_masks)}: taught by the masks of the training images, as in the paper, where the others see "
            "none; what marks defects repairs nothing, so that there is no MSE.",
        )
    if record.table == "table3" and any(system.name == "default" for system in systems):
        yield Difference(
            "Default",
            "All rows train on ISU-GAN's share. The paper prints for Default what its Table 2 has for CycleGAN, which "
            "trained on the whole half.",
        )
    yield Difference(
        "Figures",
        "Defective is the positive class, and accuracy and F1 come from the one matrix of TP, FP, FN and TN. MSE is "
        "Eq. 16 as a mean over the pixels, on grey levels of 0 to 255. Parameters and GMAC are those of the network "
        f"that inspects, on a picture of {COST_SIDE} x {COST_SIDE}.",
    )


def _paper(record: TableRecord) -> Iterator[Difference]:
    """What the paper prints that does not go together."""
    for subject in record.subjects:
        impossible = []
        for row in record.rows:
            there = printed(record.table, row.system.name, subject.dagm_class)
            if there is None or there.accuracy is None or subject.dagm_class is None:
                continue
            most = largest_f1(there.accuracy, TEST_HALF[subject.dagm_class])
            if there.f1 > most + LAST_DIGIT:
                impossible.append(f"{row.system.title} ({there.f1:.4f}, at most {most:.4f})")
        if impossible:
            good, defective = TEST_HALF[subject.dagm_class or 0]
            yield Difference(
                "The paper",
                f"Accuracy and F1 of class {subject.dagm_class} do not come from one matrix: on {good} good and "
                f"{defective} defective images its accuracy rules out the printed F1 of {listed(impossible)}.",
            )
    for row in record.rows:
        yield from _averages(row)


def _averages(row: Row) -> Iterator[Difference]:
    average = None if row.average is None else row.average.printed
    for name in () if average is None else average._fields:
        value = getattr(average, name)
        values = [getattr(entry.printed, name) for entry in row.entries]
        if value is not None and abs(fmean(values) - value) > 1.01 * 10 ** -COLUMNS[name].digits:
            yield Difference(
                "The paper",
                f"{row.system.title}: {COLUMNS[name].title} on average is printed as {as_printed(name, value)}; "
                f"the classes as printed give {as_printed(name, fmean(values))}.",
            )


def _machine(record: TableRecord) -> Iterator[Difference]:
    done = [row.document for row in record.cells if row.document is not None]
    if not done:
        return
    devices = listed(list(dict.fromkeys(str(document["device"]) for document in done)))
    versions = [", ".join(f"{k} {v}" for k, v in document["versions"].items()) for document in done]
    text = f"{devices}; {'; '.join(dict.fromkeys(versions))}. The paper: GeForce GTX 1080 Ti, torch 1.7.1."
    yield Difference("Machine", text)
