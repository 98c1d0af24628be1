"""Train one cell's system, test it, and keep every figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.datasets.dataset import Split
from core.errors import IsuganError
from core.evaluation.evaluate import evaluate
from core.evaluation.evaluation import Evaluation
from core.experiments.cells import FAILURE, RESULT, Cell
from core.files import parse_json, read_regular
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model, load_model
from core.nets.cost import gmac, parameters
from core.training.control import Control, Request
from core.training.events import Emit
from core.training.run import CHECKPOINT, LOG, MODEL, SETTINGS, train

COST_SIDE = 256
"""Pixels a side of the picture that the multiply-accumulates are counted for: the paper's size."""


def run_cell(
    cell: Cell,
    emit: Emit,
    control: Control,
    device: str = "auto",
    tested: Callable[[int, int], None] = lambda done, images: None,
) -> bool:
    """Train, unless the run is there already and complete, and measure on the test half.

    Whatever ends it, the run can be gone on with. Any error is kept with the cell: it must not end the others.

    Args:
        tested: hears of test images done and test images in all.

    Returns:
        whether the cell is done or has failed; False: `control` stopped it.

    Raises:
        OSError: neither a result nor a failure can be written.
    """
    try:
        model = _trained(cell, emit, control, device)
        if model is None:
            return False
        loaded = load_model(model)
        inspector = Inspector(loaded, device)
        found = evaluate(
            inspector, cell.dataset, progress=tested, cancelled=lambda: control.wanted is not Request.GO_ON
        )
        if control.wanted is not Request.GO_ON:
            return False
        cell.keep(RESULT, _document(cell, loaded, inspector.device_name, found))
    except (IsuganError, OSError) as error:
        cell.keep(FAILURE, {"error": str(error)})
    except Exception as error:  # noqa: BLE001 - a network that fails in an unforeseen way is one cell's failure too
        cell.keep(FAILURE, {"error": f"Unexpected {type(error).__name__}: {error}"})
    return True


def _trained(cell: Cell, emit: Emit, control: Control, device: str) -> Path | None:
    trainer, run = cell.trainer, cell.run
    if trainer is not cell:
        cell.claim(trained=False)
    if trainer.trained and (run / MODEL).exists():
        return run / MODEL
    trainer.claim(trained=False)
    there = (run / SETTINGS).exists() or (run / CHECKPOINT).exists()
    model = train(
        trainer.dataset, trainer.settings, run, sink=emit, control=control, resume=there, device=device
    )
    if control.wanted is not Request.GO_ON:
        return None
    trainer.claim(trained=True)
    return model


def _document(cell: Cell, model: Model, device_name: str, found: Evaluation) -> dict[str, Any]:
    header = model.header
    network = model.generator()
    training = cell.dataset.counts().get(Split.TRAIN, {})
    return {
        "system": cell.system.name,
        "subject": cell.subject.name,
        "dagm_class": cell.subject.dagm_class,
        "seed": cell.seed,
        "notes": list(cell.notes),
        # The run takes its validation images from these.
        "training_images": {str(label): number for label, number in training.items()},
        "masks": _masks(cell.run / LOG),
        "training_steps": header.training.get("steps"),
        "training_seconds": header.training.get("seconds"),
        "best_epoch": header.training.get("epoch"),
        "device": device_name,
        "parameters": parameters(network),
        "gmac": gmac(network, COST_SIDE, COST_SIDE, cell.settings.network.channels),
        "calibration": header.calibration and header.calibration.model_dump(mode="json"),
        "versions": header.versions,
        "test": found.to_dict(),
    }


def _masks(log: Path) -> int | None:
    """How many masks the run learnt from, by its log."""
    try:
        lines = read_regular(log).splitlines()
        loaded = next(line for line in reversed(lines) if b'"event": "Loaded"' in line)
        return int(parse_json(loaded)["masks"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, StopIteration):
        return None
