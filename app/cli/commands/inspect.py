"""`isugan inspect`: find the defects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.cli.exit_codes import ExitCode
from app.cli.interrupts import ctrl_c
from app.cli.options import device_option, make_command, model_argument, out_option
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.project_use import KeptResults, images_of, is_project, writable
from app.cli.tables import table

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
@click.option(
    "--mode",
    type=click.Choice(["otsu", "guarded", "fixed"]),
    help="How contours are cut; default: the model's.",
)
@click.option("--level", type=click.FloatRange(-1, 1), help="SSIM level of --mode fixed.")
@click.option("--min-area", type=click.IntRange(0), help="Smallest defect in pixels at working size.")
def command(
    model: Path,
    paths: tuple[Path, ...],
    out: Path,
    resume: bool,
    device: str,
    mode: str | None,
    level: float | None,
    min_area: int | None,
    as_json: bool,
    **kinds: bool,
) -> Outcome:
    """Inspect images, folders of them, or a project, with MODEL.

    Writes a row per image to results.csv and a row per defect to defects.csv in --out; an unreadable file
    is a row with its error. Ctrl-C leaves what is done, --resume goes on. Results of a project are kept in it too.

    \b
    Exit codes: 0 all OK, 3 NG found, 5 unreadable files (none NG), 6 no calibration in the model,
    4 Review found (none of these), 130 interrupted.
    """
    from app.cli.inspection_run import InspectionRun, is_own_picture, keep_record, picture_names, read_rows
    from core.datasets.photos import find_photos
    from core.datasets.snapshot import hash_file
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model
    from core.inspection.results_csv import ResultsWriter

    if level is not None and mode != "fixed":
        raise click.UsageError("--level goes with --mode fixed.")
    loaded = load_model(model)
    wishes = {"mode": mode, "fixed_level": level, "min_area": min_area}
    segment = loaded.header.segment.model_copy(update={k: v for k, v in wishes.items() if v is not None})
    projects = [path for path in paths if is_project(path)]
    if len(projects) > 1:
        raise click.UsageError("Results can be kept in one project only: give one.")
    members = images_of(projects)
    photos, masks = find_photos([path for path in paths if path not in projects])
    found = [path for path in dict.fromkeys([*members.paths, *photos]) if not is_own_picture(path, out)]
    if not found:
        raise click.UsageError(f"There is no image in {', '.join(map(str, paths))}.")
    inspector = Inspector(loaded, device, segment)
    record = {"model_sha256": hash_file(model), "segment": segment.model_dump()}
    chosen = tuple(kind for kind, wanted in kinds.items() if wanted)
    with (
        ResultsWriter(out, resume) as writer,
        ctrl_c(lambda: None) as interrupt,
        progress_bar("Inspecting", hidden=as_json) as advance,
        writable(projects[0] if projects else None) as (project, reason),
    ):
        keep_record(out, record, resume)
        kept = KeptResults(project, loaded.header.name or model.stem, model) if project else None
        names = picture_names([*paths, *members.roots], found)
        run = InspectionRun(writer, inspector, names, chosen, members.areas, kept)
        run.inspect(found, advance, lambda: bool(interrupt))
    rows, counts = read_rows(out)
    document: dict[str, Any] = {"model": model, "out": out, "counts": counts.to_dict(), "images": rows}
    document |= {"masks_skipped": masks, "notices": [reason] if reason else []}
    if interrupt:
        way_out = "Give the same command with --resume to go on."
        text = f"Interrupted: {counts.total} of {len(found)} files are done ({counts}).\n{way_out}"
        error = {"error": "Interrupted.", "way_out": way_out}
        return Outcome(text, document | error, ExitCode.INTERRUPTED)
    skipped = f" {masks} masks of a dataset were skipped." if masks else ""
    summary = f"{counts.total} files: {counts}. Results in {out}.{skipped}{' ' if reason else ''}{reason}"
    return Outcome(_text(rows, summary), document, counts.code)


def _text(rows: list[dict[str, str]], summary: str) -> str:
    """The highest scores, the unreadable files, the summary."""
    scored = sorted((row for row in rows if row["score"]), key=lambda row: -float(row["score"]))
    head = ("score", "verdict", "defects", "area %", "path")
    columns = ("score", "verdict", "defects", "area_percent", "path")
    blocks = [table([[row[name] for name in columns] for row in scored[:WORST]], head)] if scored else []
    if len(scored) > WORST:
        blocks[0] += f"\n... and {len(scored) - WORST} with lower scores"
    if failed := [row["error"] for row in rows if row["error"]]:
        blocks.append("\n".join(["unreadable:", *(f"  {error}" for error in failed)]))
    return "\n\n".join([*blocks, summary])
