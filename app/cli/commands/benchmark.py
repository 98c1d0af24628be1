"""`isugan benchmark`: the paper's tables anew, the ablation, and leave-one-family-out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.commands.train import PRESETS, changes, retries
from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import Several, dataset_argument, device_option, make_command, out_option
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table as text_table
from core.datasets.recipe.names import FAMILY_NAMES, FamilyName
from core.words import number_of

if TYPE_CHECKING:
    from core.datasets.dataset import Dataset
    from core.experiments.cells import Cell
    from core.experiments.record import TableRecord
    from core.experiments.sections import Section

TABLES = ("table2", "table3", "ablation", "families")
SYSTEMS = (
    *("unet", "resunet++", "cyclegan", "dcgan", "isu-gan", "default", "skip", "involution", "se"),
    *("isugan-plus", "no-evidence", "no-gate", "no-photos", "no-pasting", "no-difference", "no-critic"),
    *("no-warm-up", "no-game", "mean-patches", "no-averaging"),
    *("no-turns", "no-margin", "good-only", "masks-0", "masks-5", "masks-10", "masks-20", "masks-all"),
    *("paper-game", "left-out", "all-families"),
)
CLASSES = tuple(str(number) for number in range(1, 11))
"""DAGM's."""
GO_ON = "Give the same command again to go on."


@partial(make_command, kind=Several)
@click.argument("table", type=click.Choice(TABLES))
@dataset_argument
@click.option(
    "--also",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DATASET",
    help="A further dataset, for more columns; may be repeated.",
)
@click.option(
    "--classes",
    type=click.Choice(CLASSES),
    multiple=True,
    metavar="N...",
    help="Classes of DAGM: folders ClassN in DATASET; default: those of 1, 6 and 7 that are there.",
)
@click.option(
    "--systems",
    type=click.Choice(SYSTEMS),
    multiple=True,
    metavar="NAME...",
    help="Some of the table's systems; default: all. table2: unet, resunet++, cyclegan, dcgan, isu-gan; "
    "table3: default, skip, involution, se, isu-gan; ablation: isugan-plus (everything on), no-evidence, no-gate, "
    "no-photos, no-pasting, no-difference, no-critic, no-warm-up, no-game, mean-patches, no-averaging, no-turns, "
    "no-margin, good-only, masks-0, masks-5, masks-10, masks-20, masks-all, paper-game; families: left-out, "
    "all-families.",
)
@click.option(
    "--families",
    type=click.Choice(FAMILY_NAMES),
    multiple=True,
    metavar="NAME...",
    help=f"Some of the families of synthetic defects, for the table of this name; default: {', '.join(FAMILY_NAMES)}.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    metavar="N",
    help="Every system N times, with the seeds 0 to N - 1: means and spreads.",
)
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    default="standard",
    show_default=True,
    help="Settings of all systems.",
)
@click.option("--epochs", type=int, help="Adversarial epochs, instead of the preset's.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Any other setting of all systems, such as network.base=16; may be repeated.",
)
@device_option
@out_option("Folder for the table (CSV, Markdown, HTML), and the runs and results it is made of.")
def command(
    table: Any,
    dataset: Path,
    layout: str | None,
    defect_types: tuple[str, ...],
    also: tuple[Path, ...],
    classes: tuple[str, ...],
    systems: tuple[str, ...],
    families: tuple[FamilyName, ...],
    seeds: int,
    preset: str,
    epochs: int | None,
    settings: tuple[str, ...],
    device: str,
    out: Path,
    as_json: bool,
) -> Outcome:
    """Train, calibrate and test several systems on DATASET, and write a table of them.

    \b
    table2, table3  what the paper's Tables 2 and 3 compare, beside its figures
    ablation        everything on, and one part less in each row
    families        synthetic defects of each family, by a run whose recipe
                    was without it and by one with the whole recipe

    DATASET is a folder with DAGM's Class1, Class6 and Class7, or any other dataset, which is a table of one column.
    Each system on each class with each seed is a cell, kept in OUT/cells; the table is written anew after every one.
    What has to be known of the figures is said in it. Ctrl-C once stops after the present step; the same command goes
    on from there and does what failed again. Tables may share OUT: ISU-GAN is then trained once for both of the
    paper's.

    The images of families are drawn into OUT/defects: each good test image with one defect. Trained is on good images
    alone.

    \b
    Exit codes: 0 every cell is done, 1 some failed, 130 interrupted.
    """
    from app.cli.benchmark_view import BenchmarkView
    from core.experiments.benchmark import CellEnded, CellEvent, run_cells
    from core.experiments.families import family_cells
    from core.experiments.illustrate import sections_of
    from core.experiments.planning import cells_of
    from core.experiments.record import record_of
    from core.experiments.subjects import all_of, subjects_in, surfaces_in
    from core.experiments.systems import OF_PAPER, systems_of
    from core.experiments.tables import write_tables
    from core.inspection.device import pick_device
    from core.training.control import Control
    from core.training.events import Event, Paused

    pick_device(device)
    if families and table != "families":
        raise click.UsageError(f"--families is for the table of this name, not for {table}.")

    def read(folder: Path) -> Dataset:
        return open_dataset(folder, layout, defect_types)

    find = subjects_in if table in OF_PAPER else surfaces_in
    numbers = [int(number) for number in classes]
    subjects = all_of(find(folder, numbers, read) for folder in (dataset, *also))
    plan = (range(seeds), out, preset, changes({"epochs": epochs}, settings))
    wanted = systems_of(table, systems)
    if table == "families":
        with progress_bar("Drawing defects", hidden=as_json) as advance:
            cells = family_cells(wanted, subjects, families or FAMILY_NAMES, *plan, advance)
    else:
        cells = cells_of(wanted, subjects, *plan)
    control = Control()

    with BenchmarkView(quiet=as_json) as view, retries(control) as retry:

        def tell(event: CellEvent) -> None:
            view.tell(event)
            if isinstance(event, CellEnded) and not event.known:
                write_tables(record_of(table, cells), out)

        def emit(event: Event) -> None:
            view(event)
            if isinstance(event, Paused):
                retry()

        def stop() -> None:
            view.say(f"Stopping after this step. {GO_ON}")
            control.leave()

        with ctrl_c(stop):
            whole = run_cells(cells, tell, emit, control, device)
    sections: tuple[Section, ...] = ()
    if whole:
        with ctrl_c(lambda: None) as interrupt, progress_bar("Making pictures", hidden=as_json) as advance:
            sections = sections_of(table, cells, device, advance, lambda: bool(interrupt))
            whole = not interrupt
    record = record_of(table, cells)
    return _outcome(record, write_tables(record, out, sections), whole)


def _outcome(record: TableRecord, files: tuple[Path, ...], whole: bool) -> Outcome:
    from core.experiments.notes import notes_of
    from core.experiments.sheets import sheets_of

    failed = [row for row in record.cells if row.error]
    done = sum(row.status == "done" for row in record.cells)
    document: dict[str, Any] = {
        "table": record.table,
        "files": files,
        "done": done,
        "cells": [
            {**_named(row.cell), "status": row.status, "error": row.error, "figures": row.figures}
            for row in record.cells
        ],
        "differences" if record.of_paper else "notes": [one._asdict() for one in notes_of(record)],
    }
    blocks = [f"{sheet.title}\n{text_table(sheet.rows, sheet.one_line_head)}" for sheet in sheets_of(record)]
    blocks += [f"Failed: {row.cell.name}: {row.error}" for row in failed]
    blocks.append("\n".join([f"{done} of {number_of(len(record.cells), 'cell')} done.", *map(str, files)]))
    if not whole:
        document |= {"error": "Interrupted.", "way_out": GO_ON}
        return Outcome("\n\n".join([*blocks, f"Interrupted. {GO_ON}"]), document, ExitCode.INTERRUPTED)
    return Outcome("\n\n".join(blocks), document, ExitCode.FAILURE if failed else ExitCode.OK)


def _named(cell: Cell) -> dict[str, Any]:
    return {
        "surface": cell.subject.name,
        "system": cell.system.name,
        "seed": cell.seed,
        "folder": cell.folder,
    }
