"""`isugan report`: what a model does on a dataset, as a document to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import (
    check_new,
    dataset_argument,
    device_option,
    make_command,
    model_argument,
    overwrite_option,
)
from app.cli.outcome import Outcome
from app.cli.progress import LOOKING, progress_bar
from app.cli.tables import table

if TYPE_CHECKING:
    from core.export.report.data import ReportData

MOST_CASES = 100


def _has_suffix(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """The file's name must say what is in it: programs open it by that."""
    wanted = ".pdf" if option.name == "pdf" else ".html"
    if value is not None and value.suffix.lower() != wanted:
        raise click.BadParameter(f"{value.name} does not end in {wanted}.", context, option)
    return value


FILE = click.Path(path_type=Path, dir_okay=False)


@make_command
@model_argument
@dataset_argument
@click.option(
    "--out",
    type=FILE,
    callback=_has_suffix,
    metavar="FILE.html",
    help="The report as one self-contained HTML file.",
)
@click.option("--pdf", type=FILE, callback=_has_suffix, metavar="FILE.pdf", help="The same as PDF.")
@click.option("--title", metavar="TEXT", help="The headline; default: the dataset's name.")
@click.option(
    "--cases",
    type=click.IntRange(0, MOST_CASES),
    default=8,
    show_default=True,
    help="Images shown with all pictures: at most so many wrong decisions, worst and borderline ones each.",
)
@overwrite_option
@device_option
def command(
    model: Path,
    dataset: Path,
    layout: str | None,
    defect_types: tuple[str, ...],
    out: Path | None,
    pdf: Path | None,
    title: str | None,
    cases: int,
    overwrite: bool,
    device: str,
    as_json: bool,
) -> Outcome:
    """Report on MODEL: measure it on DATASET as evaluate does, and show the cases that decide.

    DATASET is a folder or a project. Without labels the report has scores and verdicts, but no figures. Give --out,
    --pdf or both; they are written at the end, Ctrl-C leaves nothing.

    The exit code is 5 if a file could not be read.
    """
    from core.evaluation.unseen import measurable
    from core.export.names import text_of
    from core.export.report.build import Subject, build_report
    from core.export.report.html import write_html
    from core.export.report.measured import measure
    from core.export.report.pdf import write_pdf
    from core.export.source import model_record
    from core.inspection.folder import areas_of, inspect_files
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model
    from core.inspection.result import FailedInspection, Inspection

    files = [path for path in (out, pdf) if path is not None]
    if not files:
        raise click.UsageError("Give --out FILE.html, --pdf FILE.pdf or both.")
    check_new(files, overwrite)
    loaded = load_model(model)
    chosen = open_dataset(dataset.absolute(), layout, defect_types)
    inspector = Inspector(loaded, device)
    areas = areas_of(chosen.samples)

    def inspect(path: Path) -> Inspection | FailedInspection:
        (item,) = inspect_files(inspector, [path], keep_images=True, areas=areas)
        return item

    subject = Subject(
        title=title or text_of(dataset.absolute().stem),
        dataset=chosen,
        model=model_record(model, loaded.header),
        header=loaded.header,
        segment=inspector.segment_settings,
        device=inspector.device_name,
        inspect=inspect,
    )
    with ctrl_c(lambda: None) as interrupt:
        with progress_bar(LOOKING, hidden=as_json) as advance:
            measured_on = measurable(chosen, loaded.header, advance)
        with progress_bar("Inspecting", hidden=as_json) as advance:
            measured = measure(inspector, measured_on, advance, lambda: bool(interrupt))
        with progress_bar("Putting together", hidden=as_json) as advance:
            data = build_report(subject, measured, cases, advance, lambda: bool(interrupt))
    if data is None:
        message = "Interrupted: no report was written."
        return Outcome(message, {"error": message, "way_out": ""}, ExitCode.INTERRUPTED)
    if out is not None:
        write_html(data, out)
    if pdf is not None:
        write_pdf(data, pdf)
    return _outcome(data, files)


def _outcome(data: ReportData, files: list[Path]) -> Outcome:
    rows = [("report", str(path)) for path in files]
    rows += [("images", f"{len(data.images)} inspected"), *(("note", text) for text in data.warnings)]
    rows += [("unreadable", reason) for _, reason in data.unreadable]
    document = {
        "files": files,
        "images": len(data.images),
        "images_hash": data.images_hash,
        "model_sha256": data.model.sha256,
        "evaluation": data.evaluation and data.evaluation.to_dict(),
        "warnings": data.warnings,
        "unreadable": [{"path": name, "error": reason} for name, reason in data.unreadable],
    }
    return Outcome(table(rows), document, ExitCode.UNREADABLE if data.unreadable else ExitCode.OK)
