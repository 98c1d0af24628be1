from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import TrainingError
from core.experiments.cells import FAILURE, RESULT, check_folders
from core.experiments.subjects import subjects_in
from tests.core.experiments.conftest import MakeCells


def test_there_is_a_result_or_a_failure(make_cells: MakeCells) -> None:
    cell = make_cells("table2", "unet")[0]
    assert (cell.result(), cell.failure()) == (None, None)
    cell.keep(FAILURE, {"error": "broken"})
    assert (cell.result(), cell.failure()) == (None, "broken")
    cell.keep(RESULT, {"figure": 1})
    found = cell.result()
    assert found is not None
    assert (found["figure"], cell.failure()) == (1, None)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"schema_version": 99}'])
def test_a_damaged_result_is_none(text: str, make_cells: MakeCells) -> None:
    cell = make_cells("table2", "unet")[0]
    cell.keep(RESULT, {})
    (cell.folder / RESULT).write_text(text, encoding="utf-8")
    assert cell.result() is None


def test_the_result_of_other_settings_is_not_taken_and_not_lost(make_cells: MakeCells) -> None:
    cell = make_cells("table2", "unet")[0]
    cell.claim(trained=True)
    cell.keep(RESULT, {})
    assert cell.trained
    (other, *_) = others = make_cells("table2", "unet", learning_rate=1e-3)
    assert other.folder == cell.folder
    assert other.result() is None
    assert not other.trained
    with pytest.raises(TrainingError, match="other settings"):
        check_folders(others)
    assert cell.result() is not None
    check_folders(make_cells("table2"))


def test_the_result_of_other_images_is_not_taken(
    classes_root: Path, make_cells: MakeCells, tmp_path: Path
) -> None:
    root = shutil.copytree(classes_root, tmp_path / "moved")
    (cell,) = make_cells("table2", "unet", of=subjects_in(root, (1,)))
    cell.claim(trained=False)
    cell.keep(RESULT, {})
    # Where they lie does not matter.
    assert make_cells("table2", "unet")[0].result() is not None
    picture = next((root / "Class1").rglob("Test/*.PNG"))
    shutil.copy(next((root / "Class6").rglob("Test/*.PNG")), picture)
    (changed,) = make_cells("table2", "unet", of=subjects_in(root, (1,)))
    assert changed.result() is None
    with pytest.raises(TrainingError, match="other images"):
        check_folders([changed])


def test_a_folder_with_something_else_is_left_alone(make_cells: MakeCells) -> None:
    cell = make_cells("table2", "unet")[0]
    cell.run.mkdir(parents=True)
    with pytest.raises(TrainingError, match="--out"):
        check_folders([cell])
