"""What a reader must know of a table: of the paper's own what differs, of the others what their rows are."""

from __future__ import annotations

from collections.abc import Iterator

from core.experiments import remarks
from core.experiments.cells import Cell
from core.experiments.differences import differences
from core.experiments.record import TableRecord
from core.experiments.remarks import Remark
from core.experiments.systems import System
from core.experiments.wording import listed
from core.training.settings import preset


def notes_of(record: TableRecord) -> tuple[Remark, ...]:
    """In the order in which they matter: what is missing first."""
    if record.of_paper:
        return differences(record)
    return (
        *remarks.missing(record),
        *_surfaces(record),
        *(_families() if record.table == "families" else (*_rows(record), *_masks(record))),
        *_images(record),
        remarks.validation(record),
        *_settings(record.cells[0].cell),
        remarks.figures("the mean square of what the repair changes in a good image"),
        *remarks.machine(record),
    )


def _surfaces(record: TableRecord) -> Iterator[Remark]:
    textures = {subject.surface: subject.texture for subject in record.subjects if subject.texture}
    if textures:
        names = [f"{surface} (texture {texture})" for surface, texture in textures.items()]
        yield Remark("Surfaces", f"Synthetic: {listed(names)}.")


def _families() -> Iterator[Remark]:
    yield Remark(
        "Families",
        "Each row is tested with the good test images and with as many that are these images with one defect of the "
        "family each, drawn by the seed. Family left out: a run without this family in its recipe. All families: one "
        "run with the whole recipe for all rows. The average over the families left out is the estimate for a defect "
        "that nobody thought of.",
    )


def _rows(record: TableRecord) -> Iterator[Remark]:
    """What makes each row, told by the first surface's cells of the first seed."""
    first = record.cells[0].cell
    cells = [
        row.cell for row in record.cells if (row.cell.subject, row.cell.seed) == (first.subject, first.seed)
    ]
    rows = [f"{first.system.title} is the preset with {_changes(first, None)}"]
    rows += [f"{cell.system.title}: {_changes(cell, first)}" for cell in cells[1:]]
    yield Remark("Rows", f"{'; '.join(rows)}.")
    without = [cell.system.title for cell in cells if not cell.system.warms_up]
    if without and any(cell.settings.warm_up_steps for cell in cells):
        yield Remark("Steps", f"{listed(without)}: no warm-up, but as many more steps in epochs.")


def _masks(record: TableRecord) -> Iterator[Remark]:
    """How many each row really had, which may be fewer than asked for; told by the first seed."""
    surfaces = []
    for subject in record.subjects:
        there = [
            f"{row.cell.system.title} {row.document['masks']}"
            for row in record.cells
            if (row.cell.subject, row.cell.seed) == (subject, record.seeds[0])
            and row.document
            and row.document.get("masks")
        ]
        if there:
            surfaces.append(f"{subject.name}: {', '.join(there)}")
    if surfaces:
        yield Remark("Masks", f"So many were learnt from: {'; '.join(surfaces)}.")


def _changes(cell: Cell, first: Cell | None) -> str:
    """What a row changes in the first one; what the first one changes in its preset."""
    if cell.lender is not None:
        return f"the same run as {cell.lender.system.title}"
    if first is None:
        plain = preset(cell.settings.preset)
        own = _own(cell.system)
        found = [row for row in remarks.changed(cell.settings, plain, {"preset", "seed"}) if row[0] in own]
    else:
        found = remarks.changed(cell.settings, first.settings, {"preset", "seed"})
    names = [f"{name} {value}" for name, value, _ in found]
    if cell.system.good_only:
        names.append("no defective training image")
    return ", ".join(names) or "nothing changed"


def _own(system: System) -> set[str]:
    """The settings that make a system."""
    own = set(remarks.flat({**system.changes, "network": system.network}))
    return (
        own | ({"epochs"} if not system.warms_up else set()) | ({"left_out"} if system.leaves_out else set())
    )


def _images(record: TableRecord) -> Iterator[Remark]:
    """The cells' notes, each with what it is true of."""
    found: dict[str, dict[Cell, None]] = {}
    for row in record.cells:
        for note in row.cell.notes:
            found.setdefault(note, {})[row.cell] = None
    for note, cells in found.items():
        surfaces = _all_or([c.subject.name for c in cells], [s.name for s in record.subjects], "all surfaces")
        systems = _all_or(
            [c.system.title for c in cells], [row.system.title for row in record.rows], "all rows"
        )
        text = f"{surfaces}, {systems}: {note}."
        yield Remark("Images", text[:1].upper() + text[1:])


def _all_or(names: list[str], every: list[str], text: str) -> str:
    there = list(dict.fromkeys(names))
    return text if len(there) == len(every) else listed(there)


def _settings(cell: Cell) -> Iterator[Remark]:
    plain = preset(cell.settings.preset)
    changed = remarks.changed(cell.settings, plain, {"preset", "seed", *_own(cell.system)})
    text = ", ".join(f"{name} {value} ({other})" for name, value, other in changed)
    more = f"; changed in all rows, with the preset's value in brackets: {text}" if text else ""
    yield Remark("Settings", f"Preset {cell.settings.preset}{more}.")
