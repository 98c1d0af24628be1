"""The pre-flight of a project: what it keeps, what it marks, what it reads again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.datasets.preflight import run as preflight_module
from core.datasets.preflight.findings import Kind
from core.datasets.preflight.measurement import Measurement
from core.project import edits
from core.project.checking import PROBLEMS, check
from core.project.images import import_images, read_new_images, rows_of
from core.project.problem import Problem
from core.project.project import Project
from core.project.relinking import plan, relink


def picture(path: Path, seed: int) -> Path:
    """Noise of its own, 32 x 32."""
    pixels = np.random.default_rng(seed).integers(0, 255, (32, 32), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Six pictures; the last one has the bytes of the first."""
    made = [picture(tmp_path / "images" / f"{number}.png", number) for number in range(1, 6)]
    copy = tmp_path / "images" / "6.png"
    copy.write_bytes(made[0].read_bytes())
    return [*made, copy]


@pytest.fixture
def six(project: Project, paths: list[Path]) -> Project:
    """A project with them as ids 1 to 6, all read."""
    import_images(project, [Sample(path, Label.GOOD, Split.TRAIN) for path in paths])
    read_new_images(project)
    return project


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the images that were opened to be measured."""
    names: list[str] = []
    real = preflight_module.measure

    def spy(sample: Sample) -> Measurement:
        names.append(sample.path.name)
        return real(sample)

    monkeypatch.setattr(preflight_module, "measure", spy)
    return names


def problems(project: Project) -> dict[int, Problem]:
    return {row.id: row.problems for row in rows_of(project, range(1, 7)) if row.problems}


def kept(project: Project) -> set[int]:
    with project.read() as connection:
        return set(connection.exec_driver_sql("SELECT image_id FROM measurements").scalars())


def test_every_kind_of_finding_about_images_marks_them() -> None:
    assert set(Kind) - set(PROBLEMS) == {Kind.FEW_IMAGES}


def test_copies_are_marked_and_the_mark_goes_with_the_copy(six: Project) -> None:
    checked = check(six, None)
    assert checked.report.complete
    assert [f.paths for f in checked.report.of(Kind.EXACT_DUPLICATE)] == [
        tuple(path for path, number in checked.ids.items() if number in (1, 6))
    ]
    assert problems(six) == {1: Problem.EXACT_DUPLICATE, 6: Problem.EXACT_DUPLICATE}
    assert {n for n, p in checked.problems.items() if p} == {1, 6}
    assert set(checked.problems) == {1, 2, 3, 4, 5, 6}
    edits.remove(six, [6])
    assert check(six, None).report.of(Kind.EXACT_DUPLICATE) == ()
    assert problems(six) == {6: Problem.EXACT_DUPLICATE}  # as removed as its image


def test_a_second_check_opens_no_file_and_finds_the_same(
    six: Project, measured: list[str], tmp_path: Path
) -> None:
    first = check(six, None)
    assert sorted(measured) == [f"{number}.png" for number in range(1, 7)]
    measured.clear()
    again = check(six, None)
    assert measured == []
    assert again.report == first.report
    folder = six.folder
    six.close()
    with Project.open(folder) as opened:
        assert check(opened, None).report == first.report
    assert measured == []


def test_only_a_changed_file_is_measured_anew(six: Project, paths: list[Path], measured: list[str]) -> None:
    check(six, None)
    measured.clear()
    picture(paths[5], 99)
    os.utime(paths[5], ns=(1, 1))
    checked = check(six, None)
    assert measured == ["6.png"]
    assert checked.report.of(Kind.EXACT_DUPLICATE) == ()
    assert problems(six) == {}
    measured.clear()
    check(six, None)
    assert measured == []


def test_a_file_of_the_same_length_and_another_time_is_measured_anew(
    six: Project, paths: list[Path], measured: list[str]
) -> None:
    check(six, None)
    measured.clear()
    os.utime(paths[2], ns=(5, 5))
    assert [fact.id for fact in check(six, None).facts] == [3]
    assert measured == ["3.png"]


def test_the_facts_of_a_changed_file_are_taken_over(six: Project, paths: list[Path]) -> None:
    check(six, None)
    pixels = np.random.default_rng(7).integers(0, 65535, (24, 48, 3), np.uint16)
    paths[1].write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    (fact,) = check(six, None).facts
    (row,) = rows_of(six, [2])
    assert (fact.width, fact.height, fact.bit_depth, fact.channels) == (48, 24, 16, 3)
    assert (row.width, row.height, row.bit_depth, row.channels) == (48, 24, 16, 3)
    assert row.file_size == paths[1].stat().st_size == fact.file_size


def test_what_was_imported_and_not_read_yet_is_measured_once(
    project: Project, paths: list[Path], measured: list[str]
) -> None:
    import_images(project, [Sample(path, Label.GOOD, Split.TRAIN) for path in paths])
    check(project, None)
    assert len(measured) == 6
    assert rows_of(project, [1])[0].width == 32
    measured.clear()
    check(project, None)
    assert measured == []
    assert read_new_images(project) == 0


def test_a_cancelled_check_keeps_what_it_measured_and_marks_nothing(
    six: Project, measured: list[str]
) -> None:
    checked = check(six, None, cancelled=lambda: len(measured) >= 3)
    assert not checked.report.complete
    assert problems(six) == {}
    done = kept(six)
    assert 1 <= len(done) < 6
    measured.clear()
    assert check(six, None).report.complete
    assert not {int(name.removesuffix(".png")) for name in measured} & done
    assert problems(six) == {1: Problem.EXACT_DUPLICATE, 6: Problem.EXACT_DUPLICATE}


def test_a_check_that_breaks_off_keeps_what_it_measured(six: Project) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        check(six, None, progress=stop)
    assert kept(six) == {1, 2, 3}


def test_progress_ends_at_its_total(six: Project) -> None:
    steps: list[tuple[int, int]] = []
    check(six, None, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] >= 6
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_a_read_only_project_is_only_read(six: Project, paths: list[Path], measured: list[str]) -> None:
    state = (six.folder / "project.sqlite").read_bytes()
    with Project.open(six.folder) as second:
        assert second.read_only
        checked = check(second, None)
        assert checked.report.of(Kind.EXACT_DUPLICATE)
        assert checked.problems[1] == Problem.EXACT_DUPLICATE
        assert checked.facts == ()
    assert kept(six) == set()
    assert problems(six) == {}
    assert (six.folder / "project.sqlite").read_bytes() == state
    # What the other one measured is of use here too.
    expected = check(six, None).report
    measured.clear()
    with Project.open(six.folder) as second:
        assert check(second, None).report == expected
    assert measured == []


def test_unreadable_and_missing_files_are_told_apart(
    six: Project, paths: list[Path], measured: list[str]
) -> None:
    check(six, None)
    paths[1].write_bytes(b"no image")
    paths[2].unlink()
    checked = check(six, None)
    assert {p.name for f in checked.report.of(Kind.UNREADABLE) for p in f.paths} == {"2.png", "3.png"}
    marks = problems(six)
    assert (marks[2], marks[3]) == (Problem.UNREADABLE, Problem.MISSING)
    # An unreadable file is tried again, and what came back is as it was.
    measured.clear()
    picture(paths[1], 2)
    picture(paths[2], 3)
    check(six, None)
    assert sorted(measured) == ["2.png", "3.png"]
    assert set(problems(six)) == {1, 6}


def test_missing_images_are_well_again_after_relinking(
    six: Project, paths: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "images").rename(tmp_path / "moved")
    check(six, None)
    assert set(problems(six).values()) == {Problem.MISSING}
    relink(six, plan(six, tmp_path / "images", tmp_path / "moved"))
    read_new_images(six)
    assert problems(six) == {}


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"version": 1}'])
def test_a_damaged_measurement_is_made_again(six: Project, measured: list[str], text: str) -> None:
    first = check(six, None)
    with six.write() as connection:
        connection.exec_driver_sql("UPDATE measurements SET document = ? WHERE image_id = 4", (text,))
    measured.clear()
    assert check(six, None).report == first.report
    assert measured == ["4.png"]
    with six.read() as connection:
        stored = connection.exec_driver_sql("SELECT document FROM measurements WHERE image_id = 4")
        assert json.loads(stored.scalar_one())["sha256"]


def test_small_defects_follow_the_working_size(project: Project, tmp_path: Path, measured: list[str]) -> None:
    image = picture(tmp_path / "d" / "a.png", 1)
    mask = np.zeros((32, 32), np.uint8)
    mask[4:10, 4:10] = 255
    (tmp_path / "d" / "a_mask.png").write_bytes(cv2.imencode(".png", mask)[1].tobytes())
    sample = Sample(image, Label.DEFECTIVE, Split.TEST, tmp_path / "d" / "a_mask.png")
    import_images(project, [sample])
    check(project, None)
    assert problems(project).get(1, Problem(0)) & Problem.SMALL_DEFECT == Problem(0)
    measured.clear()
    check(project, (8, 8))
    assert measured == []
    assert problems(project)[1] & Problem.SMALL_DEFECT


def test_an_empty_project_has_nothing_wrong_but_its_size(project: Project) -> None:
    checked = check(project, None)
    assert checked.report.images == 0
    assert checked.problems == {}
