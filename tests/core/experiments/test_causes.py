"""Causes of made-up cells: which images, in which order, and how they are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.datasets.dataset import Label, Sample, Split
from core.experiments.causes import Cause, Count, causes_of, counted, in_words
from core.experiments.cells import RESULT, Cell
from core.experiments.illustrate import sections_of
from core.experiments.judged import Judged, judged_images
from core.experiments.rules import Kind
from core.experiments.subjects import Subject
from core.images.write import write_png
from core.inspection.calibration import Calibration
from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_model
from core.inspection.result import Verdict
from core.nets.build import repair_network
from core.nets.init import init_weights
from core.training.run import MODEL

MakeCells = Callable[..., tuple[Cell, ...]]


def rows_of(cell: Cell) -> list[dict[str, Any]]:
    """Scores that rise with the number of the image within its label; NG from 0.3."""
    rows = []
    for label in (Label.GOOD, Label.DEFECTIVE):
        for number, sample in enumerate(cell.dataset.select(split=Split.TEST, label=label)):
            score = number / 10
            verdict = Verdict.NG if score >= 0.3 else Verdict.OK
            rows.append({"path": str(sample.path), "score": score, "verdict": str(verdict)})
    return rows


def keep_result(cell: Cell) -> None:
    cell.keep(RESULT, {"test": {"rows": rows_of(cell)}})


def keep_model(cell: Cell) -> None:
    network = repair_network(cell.settings.network)
    init_weights(network, torch.Generator().manual_seed(0))
    cuts = Calibration(
        policy="manual",
        review_cut=0.3,
        ng_cut=0.3,
        noise_level=0.5,
        good_scores=(0.1,),
        defective_scores=(0.8,),
    )
    header = Header(
        name="test",
        created="2026-01-01T00:00:00+00:00",
        network=cell.settings.network,
        preprocess=cell.settings.preprocess,
        calibration=cuts,
    )
    cell.run.mkdir(parents=True)
    save_model(cell.run / MODEL, network, header)


@pytest.fixture
def cell(make_cells: MakeCells, subjects: tuple[Subject, ...]) -> Cell:
    made = make_cells("table2", "isu-gan", of=subjects[:1])[0]
    keep_result(made)
    keep_model(made)
    return made


def causes(cell: Cell, **options: Any) -> tuple[Cause, ...]:
    document = cell.result()
    assert document is not None
    return causes_of(cell, document, Inspector(load_model(cell.run / MODEL), "cpu"), **options)


def test_the_highest_good_ones_and_the_lowest_defective_ones_are_explained(cell: Cell) -> None:
    """Of 6 good ones (0.0 to 0.5) three are false alarms, of 4 defective ones (0.0 to 0.3) three are missed."""
    found = causes(cell, most=4)
    assert [(one.label, one.score, one.wrong) for one in found] == [
        (Label.GOOD, 0.5, True),
        (Label.GOOD, 0.4, True),
        (Label.GOOD, 0.3, True),
        (Label.GOOD, 0.2, False),
        (Label.DEFECTIVE, 0.0, True),
        (Label.DEFECTIVE, 0.1, True),
        (Label.DEFECTIVE, 0.2, True),
        (Label.DEFECTIVE, 0.3, False),
    ]
    assert all(one.line and one.png.startswith(b"\x89PNG") for one in found)
    assert causes(cell, most=4, cancelled=lambda: True) == ()


def test_an_image_that_is_gone_is_left_out(cell: Cell) -> None:
    rows = rows_of(cell)
    samples = tuple(
        replace(sample, path=sample.path.parent / "gone.png")
        if str(sample.path) == rows[5]["path"]
        else sample
        for sample in cell.dataset.samples
    )
    moved = replace(cell, dataset=replace(cell.dataset, samples=samples))
    model = Inspector(load_model(cell.run / MODEL), "cpu")
    found = causes_of(moved, {"test": {"rows": rows}}, model, most=2)
    assert [one.score for one in found] == [0.4, 0.3, 0.0, 0.1]
    rows[5]["path"] = str(cell.dataset.root / "Test" / "gone.png")
    found = causes_of(moved, {"test": {"rows": rows}}, model, most=2)
    assert [one.score for one in found] == [0.4, 0.0, 0.1]


def test_images_are_known_by_name_wherever_their_folder_lies_now(cell: Cell) -> None:
    rows = rows_of(cell)
    for row in rows:
        row["path"] = str(Path("elsewhere/and") / cell.dataset.name_of(Path(row["path"])))
    assert [image.score for image in judged_images(cell, {"test": {"rows": rows}})] == sorted(
        row["score"] for row in rows
    )


def test_a_mask_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    def judged(label: Label, mask: Path | None) -> Judged:
        return Judged("a", Sample(tmp_path / "a.png", label, Split.TEST, mask), 0.1, Verdict.OK)

    write_png(tmp_path / "mask.png", np.full((4, 6), 255, np.uint8))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    marked = judged(Label.DEFECTIVE, tmp_path / "mask.png").label(12, 8)
    assert marked is not None
    assert marked.shape == (8, 12)
    assert marked.all()
    for mask in (None, tmp_path / "broken.png"):
        assert judged(Label.DEFECTIVE, mask).label(12, 8) is None
    unmarked = judged(Label.GOOD, None).label(12, 8)
    assert unmarked is not None
    assert not unmarked.any()


def made(label: Label, kind: Kind, *, wrong: bool) -> Cause:
    return Cause("a.png", label, 0.1, Verdict.OK, wrong, kind, "", b"")


def test_causes_are_counted_by_label_with_the_errors_among_them() -> None:
    some = [
        made(Label.DEFECTIVE, Kind.FAINT, wrong=True),
        made(Label.DEFECTIVE, Kind.LEFT, wrong=True),
        made(Label.DEFECTIVE, Kind.LEFT, wrong=True),
        *[made(Label.DEFECTIVE, Kind.FOUND, wrong=False)] * 3,
        made(Label.GOOD, Kind.EDGE, wrong=True),
        made(Label.GOOD, Kind.EDGE, wrong=False),
    ]
    assert counted(some) == (
        Count(Label.GOOD, Kind.EDGE, 2, 1),
        Count(Label.DEFECTIVE, Kind.LEFT, 2, 2),
        Count(Label.DEFECTIVE, Kind.FAINT, 1, 1),
        Count(Label.DEFECTIVE, Kind.FOUND, 3, 0),
    )
    assert in_words(some) == (
        "2 good images with the highest scores, 1 false alarm among them (in brackets): edge or coarse grain of the "
        "part 2 (1). 6 defective images with the lowest scores, 3 missed images among them (in brackets): left as it "
        "was 2 (2); faint 1 (1); found 3 (0)."
    )
    assert in_words([]) == ""


def test_sections_show_what_is_done_and_name_what_is_not(
    make_cells: MakeCells, subjects: tuple[Subject, ...]
) -> None:
    cells = make_cells("table2", "unet", "cyclegan", "dcgan", "isu-gan", seeds=(0, 1), of=subjects[:1])
    done = [cell for cell in cells if cell.seed == 0 and cell.system.name != "cyclegan"]
    for cell in done:
        keep_result(cell)
    for cell in done:
        if cell.system.name != "dcgan":
            keep_model(cell)
    heard: list[tuple[int, int]] = []
    five, six, why = sections_of("table2", cells, "cpu", lambda *progress: heard.append(progress))
    assert (five.title, six.title, why.title) == (
        "Figure 5: contours",
        "Figure 6: repairs",
        "Why: ISU-GAN, Class1",
    )
    missing = "Left out: CycleGAN (not done); DCGAN (its model cannot be read)."
    assert "Columns: Original, Label, UNet, ISU-GAN;" in five.panels[0].caption
    assert five.panels[0].caption.endswith(missing)
    assert "Columns: Original, Label, ISU-GAN;" in six.panels[0].caption
    assert len(why.panels) == 6 + 4
    assert "6 good images" in why.text
    assert heard[-1] == (4, 4)
    assert sections_of("table2", make_cells("table2", "unet", of=subjects[1:2]), "cpu") == ()
