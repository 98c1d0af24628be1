"""`isugan benchmark`: the paper's tables, anew."""

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
from core.words import number_of

if TYPE_CHECKING:
    from core.experiments.cells import Cell
    from core.experiments.record import TableRecord
    from core.experiments.sections import Section

TABLES = ("table2", "table3")
SYSTEMS = ("unet", "resunet++", "cyclegan", "dcgan", "isu-gan", "default", "skip", "involution", "se")
CLASSES = tuple(str(number) for number in range(1, 11))
"""DAGM's."""
GO_ON = "Give the same command again to go on."


@partial(make_command, kind=Several)
@click.argument("table", type=click.Choice(TABLES))
@dataset_argument
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
    "table3: default, skip, involution, se, isu-gan.",
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
    classes: tuple[str, ...],
    systems: tuple[str, ...],
    seeds: int,
    preset: str,
    epochs: int | None,
    settings: tuple[str, ...],
    device: str,
    out: Path,
    as_json: bool,
) -> Outcome:
    """Train, calibrate and test the systems of the paper's Table 2 or 3 on DATASET, and write the table beside the
    paper's figures.

    DATASET is a folder with DAGM's Class1, Class6 and Class7, or any other dataset, which is a table of one column.
    Each system on each class with each seed is a cell, kept in OUT/cells; the table is written anew after every one.
    What differs from the paper is said in it. Ctrl-C once stops after the present step; the same command goes on from
    there and does what failed again. Both tables may share OUT: ISU-GAN is then trained once.

    \b
    Exit codes: 0 every cell is done, 1 some failed, 130 interrupted.
    """
    from app.cli.benchmark_view import BenchmarkView
    from core.experiments.benchmark import CellEnded, CellEvent, run_cells
    from core.experiments.illustrate import sections_of
    from core.experiments.planning import cells_of
    from core.experiments.record import record_of
    from core.experiments.subjects import subjects_in
    from core.experiments.systems import systems_of
    from core.experiments.tables import write_tables
    from core.inspection.device import pick_device
    from core.training.control import Control
    from core.training.events import Event, Paused

    pick_device(device)
    subjects = subjects_in(
        dataset,
        [int(number) for number in classes],
        lambda folder: open_dataset(folder, layout, defect_types),
    )
    wanted = systems_of(table, systems)
    cells = cells_of(wanted, subjects, range(seeds), out, preset, changes({"epochs": epochs}, settings))
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
            sections = sections_of(cells, device, advance, lambda: bool(interrupt))
            whole = not interrupt
    record = record_of(table, cells)
    return _outcome(record, write_tables(record, out, sections), whole)


def _outcome(record: TableRecord, files: tuple[Path, ...], whole: bool) -> Outcome:
    from core.experiments.differences import differences
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
        "differences": [one._asdict() for one in differences(record)],
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
