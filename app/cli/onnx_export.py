"""`isugan export --format onnx`: the model itself, for programs that inspect without this one."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.demo_files import demo_images
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from app.cli.tables import table
from core.errors import IsuganError
from core.words import number_of

SUFFIX = ".onnx"


def export_onnx_file(model: Path, images: list[Path] | None, out: Path, as_json: bool) -> Outcome:
    """Write `model` as `out`, compared with it on `images`; None: on those of the demo.

    Raises:
        click.UsageError: `out` is not called like an ONNX file.
        IsuganError: see `core.export.onnx.export.export_onnx`; or `out` is there already.
    """
    from core.export.onnx.export import export_onnx
    from core.inspection.model_file import load_model

    if out.suffix.lower() != SUFFIX:
        raise click.UsageError(f"With --format onnx, --out is the file: {out}{SUFFIX}, say.")
    if out.exists():
        raise IsuganError(f"{out} is there already.", "Choose another name.", out)
    loaded = load_model(model)
    with progress_bar("Comparing", hidden=as_json) as advance:
        done = export_onnx(loaded, out, demo_images() if images is None else images, advance)
    compared = number_of(done.images, "demo image" if images is None else "image")
    rows = [("written", str(done.out)), ("compared on", compared)]
    differences = dict(done.differences.named())
    if not loaded.header.asks_critic:
        del differences["critic_map"]
    rows += [
        (f"{name.replace('_', ' ')} differs", f"{value:.1e} at most") for name, value in differences.items()
    ]
    document = {"model": model, "out": done.out, "images": done.images, "differences": differences}
    return Outcome(table(rows), {"format": "onnx"} | document)
