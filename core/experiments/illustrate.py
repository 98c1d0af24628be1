"""The pictures that follow a table: Figures 5 and 6 of every surface, and why its worst images are the worst."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.datasets.dataset import Label
from core.errors import IsuganError
from core.experiments.causes import Cause, causes_of, in_words
from core.experiments.cells import Cell
from core.experiments.judged import judged_images
from core.experiments.panels import Chosen, Column, choose, figure5, figure6
from core.experiments.sections import Panel, Section
from core.experiments.systems import ISU_GAN, OF_PAPER, TableName
from core.inspection.folder import areas_of, inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.result import Inspection
from core.training.run import MODEL

Document = Mapping[str, Any]
TITLES = ("Contours", "Repairs")
PAPERS = ("Figure 5: contours", "Figure 6: repairs")


def sections_of(
    table: TableName,
    cells: Sequence[Cell],
    device: str = "auto",
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Section, ...]:
    """Inspect some test images once more with the models of the first seed's cells that are done.

    Of families only what was outlined and repaired is shown: a cause would have to be told for every family.

    Args:
        progress: hears of cells done and cells in all.
        cancelled: asked between images; what is shown then is what was done.
    """
    first = [cell for cell in cells if cell.seed == cells[0].seed]
    surfaces = dict.fromkeys(cell.subject.name for cell in first)
    contours: list[Panel | None] = []
    repairs: list[Panel | None] = []
    reasons: list[Section] = []
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, len(first))

    for surface in surfaces:
        of_surface = [cell for cell in first if cell.subject.name == surface]
        both, causes = _surface(surface, of_surface, device, step, cancelled, why=table != "families")
        contours.append(both[0])
        repairs.append(both[1])
        reasons += causes
    titles = PAPERS if table in OF_PAPER else TITLES
    return (*_section(titles[0], contours), *_section(titles[1], repairs), *reasons)


def _surface(
    surface: str,
    cells: Sequence[Cell],
    device: str,
    step: Callable[[], None],
    cancelled: Callable[[], bool],
    *,
    why: bool,
) -> tuple[tuple[Panel | None, Panel | None], list[Section]]:
    documents = {cell.system.name: document for cell in cells if (document := cell.result()) is not None}
    done = [cell for cell in cells if cell.system.name in documents]
    if not done:
        return (None, None), []
    # The paper's own system chooses, where it is there.
    chooser = next((cell for cell in done if cell.system.name == ISU_GAN.name), done[0])
    chosen = choose(judged_images(chooser, documents[chooser.system.name]))
    columns: list[Column] = []
    missing: list[str] = []
    sections: list[Section] = []
    for cell in cells:
        inspector = _inspector(cell, device) if cell in done else "not done"
        if isinstance(inspector, str):
            missing.append(f"{cell.system.title} ({inspector})")
        else:
            columns.append(Column(cell.system, _found(inspector, chosen, cancelled)))
            if why and cell is chooser:
                sections = _causes(cell, documents[cell.system.name], inspector, cancelled)
        step()
    arguments = (surface, chosen, columns, chooser.system, missing)
    return (figure5(*arguments), figure6(*arguments)), sections


def _inspector(cell: Cell, device: str) -> Inspector | str:
    """With the cell's model, or why there is none."""
    try:
        return Inspector(load_model(cell.run / MODEL), device)
    except (IsuganError, OSError):
        return "its model cannot be read"


def _found(
    inspector: Inspector, chosen: Sequence[Chosen], cancelled: Callable[[], bool]
) -> dict[Path, Inspection]:
    samples = [one.image.sample for one in chosen]
    paths = [sample.path for sample in samples]
    items = inspect_files(inspector, paths, keep_images=True, cancelled=cancelled, areas=areas_of(samples))
    return {item.path: item for item in items if isinstance(item, Inspection)}


def _causes(
    cell: Cell, document: Document, inspector: Inspector, cancelled: Callable[[], bool]
) -> list[Section]:
    causes = causes_of(cell, document, inspector, cancelled=cancelled)
    title = f"Why: {cell.system.title}, {cell.subject.name}"
    return _section(title, [_panel(cause) for cause in causes], in_words(causes))


def _panel(cause: Cause) -> Panel:
    kind = (
        ("missed" if cause.label is Label.DEFECTIVE else "false alarm") if cause.wrong else "judged rightly"
    )
    words = f"{cause.label}, score {cause.score:.3f}, {cause.verdict} ({kind}): {cause.line}."
    return Panel(cause.name, cause.png, words)


def _section(title: str, panels: Iterable[Panel | None], text: str = "") -> list[Section]:
    there = tuple(panel for panel in panels if panel is not None)
    return [Section(title, there, text)] if there else []
