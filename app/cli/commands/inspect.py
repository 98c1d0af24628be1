"""`isugan inspect`: find the defects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import device_option, make_command, model_argument, out_option, runtime_option
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.project_use import KeptResults, images_of, is_project, writable
from app.cli.ray_use import inspector_for, ray_address, unheard
from app.cli.result_rows import Glance
from app.cli.tables import table
from core.inspection.runtimes import AUTO
from core.words import number_of

WORST = 10


@make_command
@model_argument
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@out_option("Folder for results.csv, defects.csv and pictures.")
@click.option("--masks", "mask", is_flag=True, help="Write defect masks, masks/NAME.png (0 / 255).")
@click.option("--overlays", "overlay", is_flag=True, help="Write pictures with contours, overlays/NAME.png.")
@click.option("--repairs", "repair", is_flag=True, help="Write repairs, repairs/NAME.png.")
@click.option("--maps", "map", is_flag=True, help="Write SSIM maps, maps/NAME.png (-1 = black, 1 = white).")
@click.option("--resume", is_flag=True, help="Go on with the results in --out; changed files are done again.")
@device_option
@runtime_option(
    "What computes. auto: torch, or ONNX Runtime for a .onnx file; in a long run on the CPU OpenVINO, if it is "
    "installed, decides the same on some of the images, and is quicker."
)
@click.option(
    "--mode",
    type=click.Choice(["otsu", "guarded", "fixed"]),
    help="How contours are cut; default: the model's.",
)
@click.option("--level", type=click.FloatRange(-1, 1), help="SSIM level of --mode fixed.")
@click.option("--min-area", type=click.IntRange(0), help="Smallest defect in pixels at working size.")
@click.option(
    "--ray",
    is_flag=False,
    flag_value="local",
    callback=ray_address,
    metavar="[ADDRESS]",
    help="Inspect on a Ray cluster: auto or HOST:PORT is one that this machine belongs to. Without ADDRESS, as "
    "the last word, on this machine alone.",
)
@click.option(
    "--workers", type=click.IntRange(1), help="Processes of --ray; default: one for each GPU or core."
)
def command(
    model: Path,
    paths: tuple[Path, ...],
    out: Path,
    resume: bool,
    device: str,
    runtime: str,
    mode: str | None,
    level: float | None,
    min_area: int | None,
    ray: str | None,
    workers: int | None,
    as_json: bool,
    **kinds: bool,
) -> Outcome:
    """Inspect images, folders of them, or a project, with MODEL.

    Writes a row per image to results.csv and a row per defect to defects.csv in --out; an unreadable file
    is a row with its error. Ctrl-C leaves what is done, --resume goes on; a table of an earlier version is
    brought up to date or, if it does not say what its rows were made from, begun anew. Results of a project are
    kept in it too. All machines of a Ray cluster need MODEL, the images and --out at the same places.

    \b
    Exit codes: 0 all OK, 3 NG found, 5 unreadable files (none NG), 6 no calibration in the model,
    4 Review found (none of these), 130 interrupted.
    """
    from app.cli.inspection_run import InspectionRun, check_record, is_own_picture, write_record
    from app.cli.result_rows import each_row, glance
    from app.cli.runtime_use import computed_by, quickest, read_for
    from core.datasets.photos import find_photos
    from core.datasets.snapshot import hash_file
    from core.export.names import file_names
    from core.inspection.inspector import Inspector
    from core.inspection.results_csv import ResultsWriter
    from core.inspection.results_file import WAY

    if level is not None and mode != "fixed":
        raise click.UsageError("--level goes with --mode fixed.")
    if workers is not None and ray is None:
        raise click.UsageError("--workers goes with --ray.")
    if ray is not None and runtime != AUTO:
        raise click.UsageError("--ray takes no --runtime.")
    loaded = read_for(model, runtime)
    wishes = {"mode": mode, "fixed_level": level, "min_area": min_area}
    segment = loaded.header.segment.model_copy(update={k: v for k, v in wishes.items() if v is not None})
    projects = [path for path in paths if is_project(path)]
    if len(projects) > 1:
        raise click.UsageError("Results can be kept in one project only: give one.")
    members = images_of(projects)
    photos, masks = find_photos([path for path in paths if path not in projects])
    found = [path for path in dict.fromkeys([*members.paths, *photos]) if not is_own_picture(path, out)]
    if not found:
        raise click.UsageError(_nothing_in(paths, masks))
    record: dict[str, Any] = {"model_sha256": hash_file(model), "segment": segment.model_dump(), "way": WAY}
    loaded = computed_by(runtime, loaded, lambda: found, members.areas)
    inspector = inspector_for(loaded, model, record["model_sha256"], device, segment, ray, workers)
    chosen = tuple(kind for kind, wanted in kinds.items() if wanted)
    if resume:
        check_record(out, record)
    told = ""
    if runtime == AUTO:
        with progress_bar("Trying OpenVINO", hidden=as_json) as advance:
            inspector, told = quickest(inspector, device, found, members.areas, advance)
    with (
        ResultsWriter(out, resume) as writer,
        ctrl_c(lambda: None) as interrupt,
        progress_bar("Inspecting", hidden=as_json) as advance,
        unheard(ray),
        writable(projects[0] if projects else None) as (project, reason),
    ):
        write_record(out, record)
        kept = KeptResults(project, loaded.header.name or model.stem, model) if project else None
        names = file_names(found, [*paths, *members.roots])
        run = InspectionRun(writer, inspector, names, chosen, members.areas, kept)
        run.inspect(found, advance, lambda: bool(interrupt))
    # Of millions only what is printed is held.
    rows = list(each_row(out)) if as_json else None
    seen = glance(each_row(out) if rows is None else rows, WORST)
    counts = seen.counts
    document: dict[str, Any] = {"model": model, "out": out, "counts": counts.to_dict(), "images": rows}
    notices = [notice for notice in (writer.notice, reason, told) if notice]
    document |= {"masks_skipped": masks, "notices": notices}
    if interrupt:
        way_out = "Give the same command with --resume to go on."
        text = f"Interrupted: {counts.total} of {number_of(len(found), 'file')} done ({counts}).\n{way_out}"
        error = {"error": "Interrupted.", "way_out": way_out}
        return Outcome(text, document | error, ExitCode.INTERRUPTED)
    by = f" Computed by {inspector.device_name}." if isinstance(inspector, Inspector) and not told else ""
    summary = [f"{number_of(counts.total, 'file')}: {counts}. Results in {out}.{by}"]
    if masks:
        summary.append(f"Skipped: {number_of(masks, 'mask')} of a dataset.")
    return Outcome(_text(seen, " ".join([*summary, *notices])), document, counts.code)


def _nothing_in(paths: tuple[Path, ...], masks: int) -> str:
    """What to do where no image was found."""
    places = ", ".join(map(str, paths))
    if masks:
        return f"There are only masks of a dataset in {places} ({masks}). Name the folder of its images."
    return (
        f"There is no image in {places}. Name image files, or folders that hold some, at any depth: "
        "PNG, JPEG, BMP, TIFF or WebP. isugan demo has images to try."
    )


def _text(seen: Glance, summary: str) -> str:
    """The highest scores, the unreadable files, the summary."""
    head = ("score", "verdict", "defects", "area %", "path")
    cells = [
        (f"{score:.4f}", row.verdict, row.defects, f"{row.area_percent or 0:.2f}", row.path)
        for score, row in seen.worst
    ]
    blocks = [table(cells, head)] if cells else []
    if seen.scored > WORST:
        blocks[0] += f"\n... and {seen.scored - WORST} with lower scores"
    if seen.errors:
        blocks.append("\n".join(["unreadable:", *(f"  {error}" for error in seen.errors)]))
    return "\n\n".join([*blocks, summary])
