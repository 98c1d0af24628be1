"""What masks bring: which run is compared with, on which images, and when that cannot be told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.gui.views.train.mask_gain import gain, in_words, with_fewer
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.run_rows import read_row
from core.datasets.dataset import Label, Split
from core.datasets.snapshot import Row, Snapshot
from core.training.events import Loaded, Notice, StepLosses, Validated
from core.training.folder import LOG, SNAPSHOT
from core.training.log import JsonLines
from core.training.settings import preset

UNTOLD = "What the masks bring cannot be told"
BEGAN = datetime(2026, 11, 26).astimezone()


def row(
    tmp_path: Path,
    name: str,
    masks: int,
    auroc: float | None,
    *,
    validation: str = "ab",
    train: str = "x",
    synthetic: bool = False,
    state: State = State.DONE,
    **changes: object,
) -> RunRow:
    """A run whose validation images have these one-letter contents; each one began after those made before it."""
    folder = tmp_path / name
    folder.mkdir()
    rows = [Row(f"{c}.png", c * 64, Label.GOOD, Split.VALIDATION) for c in validation]
    rows += [Row(f"{c}.png", c * 64, Label.GOOD, Split.TRAIN) for c in train]
    (folder / SNAPSHOT).write_text(Snapshot(tuple(rows)).to_json(), encoding="utf-8")
    best = None if auroc is None else Validated(1, auroc, 1.0, 1.0, synthetic, True)
    settings = preset("quick", masks=masks, **changes)
    later = timedelta(minutes=len(list(tmp_path.iterdir())))
    return RunRow(name, folder, state, BEGAN + later, settings, best, masks)


class NeverCancelled:
    """A job's context."""

    def cancelled(self) -> bool:
        """It goes on."""
        return False


def told(one: RunRow, *rows: RunRow) -> str:
    return str(gain(one, with_fewer(one, rows))(NeverCancelled()))  # type: ignore[arg-type]


def test_against_the_latest_run_with_fewer_on_the_same_images(tmp_path: Path) -> None:
    none = row(tmp_path, "none", 0, 0.93)
    few = row(tmp_path, "few", 5, 0.95, train="xy")
    more = row(tmp_path, "more", 20, 0.999)
    failed = row(tmp_path, "failed", 3, 0.5, state=State.FAILED)
    other = row(tmp_path, "other", 4, 0.6, validation="ac")
    one = row(tmp_path, "one", 17, 0.99)
    assert with_fewer(one, [none, few, more, failed, other, one]) == [other, few, none]
    assert told(one, none, few, more, failed, other) == (
        "AUROC 0.950 → 0.990 with 17 masks; validation, 2 images, against few with 5 masks."
    )
    assert told(one, none).endswith("against none with no mask.")


def test_when_it_cannot_be_told(tmp_path: Path) -> None:
    one = row(tmp_path, "one", 17, 0.99)
    other = row(tmp_path, "other", 0, 0.6, validation="ac")
    synthetic = row(tmp_path, "synthetic", 0, 0.6, synthetic=True)
    assert told(one) == f"{UNTOLD}: no finished run of this project has fewer than 17."
    for rival in (other, synthetic):
        assert (
            told(one, rival)
            == f"{UNTOLD}: {rival.name}, the latest run with fewer, validated on other images."
        )
    (other.folder / SNAPSHOT).unlink()
    assert told(one, other).startswith(UNTOLD)
    (one.folder / SNAPSHOT).write_text("{}")
    assert told(one, other).startswith(UNTOLD)


def test_what_else_differs_is_said(tmp_path: Path) -> None:
    none = row(tmp_path, "none", 0, 0.93, synthetic=True, seed=4)
    same = row(tmp_path, "same", 1, 0.99, synthetic=True)
    longer = row(tmp_path, "longer", 1, 0.99, synthetic=True, epochs=9)
    assert in_words(same, none, 43).endswith("with no mask. Both figures are against synthetic defects.")
    assert in_words(longer, none, 43).endswith("defects. Other settings differ too.")


@pytest.mark.parametrize("resumed", [False, True])
def test_a_run_says_from_how_many_masks_it_learnt(tmp_path: Path, resumed: bool) -> None:
    for number, masks in enumerate((3, 17) if resumed else (17,)):
        log = JsonLines(tmp_path / LOG, append=number > 0)
        for event in (
            Notice("hello"),
            Loaded(100, 20, masks, 30),
            StepLosses("warm-up", 1, 2, 0, {"warm_up": 1.0}, 0.1, 1.0),
            Validated(1, 0.9, 1.0, 1.0, False, True),
        ):
            log(event)
        log.close()
    found = read_row(tmp_path)
    assert found.masks == 17
    assert found.best is not None
