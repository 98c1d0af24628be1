"""`isugan export`: results, or the model itself, as other programs read them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.datasets import open_dataset
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.onnx_export import export_onnx_file
from app.cli.options import dataset_argument, device_option, make_command, model_argument
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table
from core.words import number_of

if TYPE_CHECKING:
    from core.export.export import Exported

FORMATS = ("csv", "json", "masks", "overlays", "coco", "labelme")
ONNX = "onnx"
COPYING = ("masks", "coco", "labelme")
MOST_LISTED = 10
"""Images listed one by one; what is written and `--json` have them all."""


@make_command
@model_argument
@partial(dataset_argument, required=False)
@click.option(
    "--format", "format_name", type=click.Choice([*FORMATS, ONNX]), required=True, help="What to write."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A new or an empty folder; of onnx a new file, NAME.onnx.",
)
@click.option(
    "--copy-images",
    is_flag=True,
    help="Put the images in too, so that the folder is a dataset of its own (masks, coco, labelme).",
)
@device_option
def command(
    model: Path,
    dataset: Path | None,
    layout: str | None,
    defect_types: tuple[str, ...],
    format_name: str,
    out: Path,
    copy_images: bool,
    device: str,
    as_json: bool,
) -> Outcome:
    """Inspect DATASET (a folder of images, with labels or without, or a project) and write the results to --out,
    or write MODEL itself as ONNX.

    \b
    csv       results.csv and defects.csv, as inspect writes them
    json      results.json: everything, contours included
    masks     masks/NAME.png, 0 / 255, in the size of the image
    overlays  overlays/NAME.png, the image with contours
    coco      instances.json: outlines of NG images; OK images are listed without
    labelme   NAME.json for each image: with outlines (NG) or without (OK)
    onnx      one file: from the picture to repair, SSIM map and score

    csv and json list a file that could not be read with its error. In coco and labelme an image with the verdict
    Review is not listed: read back, it is unlabelled. Images that nothing is written of are named in left-out.txt, with
    the reason. The folder appears when everything is in it; Ctrl-C leaves nothing.

    An ONNX file holds the calibration too, and isugan inspect, evaluate and watch take it in MODEL's place. It is
    written only if it gives what MODEL gives, on images of DATASET or else on the demo's.

    The exit code is 5 if a file could not be read.
    """
    if format_name == ONNX:
        if copy_images or device not in ("auto", "cpu"):
            raise click.UsageError("--format onnx takes neither --copy-images nor a GPU.")
        images = None if dataset is None else _images(dataset, layout, defect_types)
        return export_onnx_file(model, images, out, as_json)
    if dataset is None:
        raise click.UsageError(f"--format {format_name} needs a DATASET.")
    from core.export.export import FORMATS as WRITERS
    from core.export.export import export_results
    from core.export.folder import check_free
    from core.export.source import Source, model_record
    from core.inspection.folder import areas_of, inspect_files
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model

    if copy_images and format_name not in COPYING:
        raise click.UsageError(f"--copy-images goes with --format {', '.join(COPYING)}.")
    check_free(out)
    loaded = load_model(model)
    # Absolute, so that no name of a file can begin a cell of a table, where a spreadsheet would run it.
    chosen = open_dataset(dataset.absolute(), layout, defect_types)
    paths = [sample.path for sample in chosen.samples]
    inspector = Inspector(loaded, device)
    source = Source(chosen.root, model_record(model, loaded.header), inspector.segment_settings)
    with (
        ctrl_c(lambda: None) as interrupt,
        progress_bar("Exporting", hidden=as_json) as advance,
    ):
        items = inspect_files(
            inspector,
            paths,
            keep_images=WRITERS[format_name].needs_images,
            cancelled=lambda: bool(interrupt),
            areas=areas_of(chosen.samples),
        )
        done = export_results(
            format_name,
            items,
            paths,
            source,
            out,
            copy_images=copy_images,
            progress=advance,
            cancelled=lambda: bool(interrupt),
        )
    if done is None:
        message = "Interrupted: nothing was written."
        return Outcome(message, {"error": message, "way_out": ""}, ExitCode.INTERRUPTED)
    return _outcome(done, model, dataset, format_name)


def _images(dataset: Path, layout: str | None, defect_types: tuple[str, ...]) -> list[Path]:
    return [sample.path for sample in open_dataset(dataset, layout, defect_types).samples]


def _outcome(done: Exported, model: Path, dataset: Path, format_name: str) -> Outcome:
    rows = [("written", f"{number_of(done.written, 'image')} as {format_name}"), ("in", str(done.out))]
    listed = {"left out": [str(item) for item in done.left_out]}
    if done.with_error:
        listed["unreadable"] = [item.error for item in done.unreadable]
    for name, lines in listed.items():
        rows += [(name, line) for line in lines[:MOST_LISTED]]
        if (more := len(lines) - MOST_LISTED) > 0:
            rows.append((name, f"and {more} more"))
    document = {
        "model": model,
        "dataset": dataset,
        "format": format_name,
        "out": done.out,
        "written": done.written,
        "left_out": [{"path": item.path, "reason": item.reason} for item in done.left_out],
        "unreadable": [{"path": item.path, "error": item.error} for item in done.unreadable],
    }
    return Outcome(table(rows), document, ExitCode.UNREADABLE if done.unreadable else ExitCode.OK)
