"""What a table differs in from the paper's: nobody should compare figures without having read it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from core.experiments import remarks
from core.experiments.paper import CLASSES, TEST_HALF, largest_f1, printed
from core.experiments.record import Row, TableRecord
from core.experiments.remarks import Remark
from core.experiments.systems import PARTS, System
from core.experiments.wording import COLUMNS, as_printed, listed
from core.training.settings import TrainingSettings, preset
from core.words import are

LAST_DIGIT = 5e-5
"""Half of the last digit of a printed F1."""
MACHINE = "The paper: GeForce GTX 1080 Ti, torch 1.7.1."
NOT_COMPARED = {"preset", "seed", "network.kind", *(f"network.{part}" for part in PARTS)}
"""Settings that make the systems and the seeds, or say nothing by themselves."""


def differences(record: TableRecord) -> tuple[Remark, ...]:
    """In the order in which they matter: what is missing first."""
    return (
        *remarks.missing(record),
        *_surfaces(record),
        *_images(record),
        *_settings(record),
        *_method(record),
        *_paper(record),
        *(one._replace(text=f"{one.text} {MACHINE}") for one in remarks.machine(record)),
    )


def _surfaces(record: TableRecord) -> Iterator[Remark]:
    there = {subject.dagm_class for subject in record.subjects}
    missing = [str(number) for number in CLASSES if number not in there]
    if len(missing) == len(CLASSES):
        yield Remark("Surfaces", "None of the paper's: nothing that it prints can be compared with.")
    elif missing:
        word = "Class" if len(missing) == 1 else "Classes"
        yield Remark("Surfaces", f"{word} {listed(missing)} of the paper {are(len(missing))} missing.")
    for subject in record.subjects:
        if subject.stands_in:
            yield Remark(
                "Stand-in",
                f"{subject.name} is synthetic (texture {subject.texture}), not DAGM's: what the paper prints is of "
                "another surface.",
            )


def _images(record: TableRecord) -> Iterator[Remark]:
    found: dict[tuple[str, str], dict[System, None]] = {}
    for row in record.cells:
        for note in row.cell.notes:
            found.setdefault((row.cell.subject.name, note), {})[row.cell.system] = None
    every = [row.system for row in record.rows]
    for (surface, note), systems in found.items():
        names = "all systems" if list(systems) == every else listed([system.title for system in systems])
        yield Remark("Images", f"{surface}, {names}: {note}.")
    validation = remarks.validation(record)
    yield validation._replace(text=f"{validation.text} The paper gives no rule for either.")


def _settings(record: TableRecord) -> Iterator[Remark]:
    playing = {row.cell.system: row.cell.settings for row in record.cells if row.cell.system.plays}
    others = {row.cell.system: row.cell.settings for row in record.cells if not row.cell.system.plays}
    settings = next(iter((playing or others).values()))
    changed = _changed(settings)
    text = f"Preset {settings.preset}"
    if changed:
        text += f"; not as in the paper, whose value is in brackets: {', '.join(changed)}"
    yield Remark("Settings", f"{text}.")
    if playing and others and settings.warm_up_steps:
        more = next(iter(others.values())).epochs
        names = listed([system.title for system in others])
        yield Remark("Steps", f"{names}: no warm-up, but {more} epochs, as many steps.")


def _changed(settings: TrainingSettings) -> list[str]:
    return [
        f"{name} {value} ({paper})"
        for name, value, paper in remarks.changed(settings, preset("paper"), NOT_COMPARED)
    ]


def _method(record: TableRecord) -> Iterator[Remark]:
    systems = [row.system for row in record.rows]
    by_masks = [system.title for system in systems if not system.repairs]
    if by_masks:
        yield Remark(
            "Masks",
            f"{listed(by_masks)}: taught by the masks of the training images, as in the paper, where the others see "
            "none; what marks defects repairs nothing, so that there is no MSE.",
        )
    if record.table == "table3" and any(system.name == "default" for system in systems):
        yield Remark(
            "Default",
            "All rows train on ISU-GAN's share. The paper prints for Default what its Table 2 has for CycleGAN, which "
            "trained on the whole half.",
        )
    yield remarks.figures("Eq. 16 as a mean over the pixels")


def _paper(record: TableRecord) -> Iterator[Remark]:
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
            yield Remark(
                "The paper",
                f"Accuracy and F1 of class {subject.dagm_class} do not come from one matrix: on {good} good and "
                f"{defective} defective images its accuracy rules out the printed F1 of {listed(impossible)}.",
            )
    for row in record.rows:
        yield from _averages(row)


def _averages(row: Row) -> Iterator[Remark]:
    average = None if row.average is None else row.average.printed
    for name in () if average is None else average._fields:
        value = getattr(average, name)
        values = [getattr(entry.printed, name) for entry in row.entries]
        if value is not None and abs(fmean(values) - value) > 1.01 * 10 ** -COLUMNS[name].digits:
            yield Remark(
                "The paper",
                f"{row.system.title}: {COLUMNS[name].title} on average is printed as {as_printed(name, value)}; "
                f"the classes as printed give {as_printed(name, fmean(values))}.",
            )
