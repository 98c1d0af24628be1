"""`isugan demo`: see it work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.demo_files import demo_images, demo_model, demo_truth
from app.cli.open_window import language_option, open_window
from app.cli.options import device_option, make_command, out_option
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table
from core.errors import IsuganError
from core.words import number_of

if TYPE_CHECKING:
    from app.cli.result_rows import ResultRow


@make_command
@click.option("--headless", is_flag=True, help="Inspect without a window and write the results to --out.")
@out_option("Folder for the results of --headless.", required=False)
@device_option
@language_option
def command(headless: bool, out: Path | None, device: str, language: str | None, as_json: bool) -> Outcome:
    """Inspect the built-in demo images, none of which its model was trained on: in the window, or --headless.

    Headless, the exit code is 0 whatever the verdicts are.
    """
    if headless != (out is not None):
        raise click.UsageError("--headless and --out DIR go together.")
    if out is None:
        return open_window([demo_model(), *demo_images()], inspect_now=True, language=language)
    from app.cli.inspection_run import InspectionRun
    from app.cli.result_rows import read_rows
    from core.export.names import file_names
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model
    from core.inspection.results_csv import RESULTS, ResultsWriter

    if (out / RESULTS).exists():
        raise IsuganError(f"{out} already holds results.", "Choose another folder.", out)
    images, truth = demo_images(), demo_truth()
    inspector = Inspector(load_model(demo_model()), device)
    with ResultsWriter(out) as writer, progress_bar("Inspecting", hidden=as_json) as advance:
        names = file_names(images, [images[0].parent])
        InspectionRun(writer, inspector, names, ("overlay",)).inspect(images, advance, lambda: False)
    rows, counts = read_rows(out)
    return _outcome(rows, truth, counts.to_dict(), out)


def _outcome(rows: list[ResultRow], truth: dict[str, str], counts: dict[str, int], out: Path) -> Outcome:
    images = [
        {
            "name": (name := Path(row.path).name),
            "label": truth.get(name, "unknown"),
            "verdict": row.verdict,
            "score": row.score,
            "defects": row.defects,
        }
        for row in rows
        if row.error is None
    ]

    def flagged(label: str) -> tuple[int, int]:
        of_label = [image for image in images if image["label"] == label]
        return sum(image["verdict"] in ("NG", "Review") for image in of_label), len(of_label)

    (found, defective), (alarms, good) = flagged("defective"), flagged("good")
    lines = [
        table(
            [tuple((image | {"score": f"{image['score']:.4f}"}).values()) for image in images],
            ("name", "label", "verdict", "score", "defects"),
        ),
        "",
        f"Flagged {found} of {number_of(defective, 'defective image')} (NG or Review), and {alarms} of {good} good.",
        f"Results in {out}: results.csv, defects.csv, overlays.",
    ]
    document = {
        "out": out,
        "found": found,
        "defective": defective,
        "false_alarms": alarms,
        "good": good,
        "counts": counts,
        "images": images,
    }
    return Outcome("\n".join(lines), document)
