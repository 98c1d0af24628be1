"""The open project: import, edits in order, undo, failure, another project, read-only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.project.edit_queue import edit_call
from app.gui.project.session import ProjectSession
from core.datasets.dataset import Label, Sample, Split
from core.errors import ProjectError
from core.project.project import Project


def all_ids(session: ProjectSession) -> list[int]:
    return [int(number) for number in session.table.ids]


def saved(qtbot: QtBot, session: ProjectSession) -> None:
    qtbot.waitUntil(lambda: session._edits is not None and not session._edits.busy)


def reopened(qtbot: QtBot, session: ProjectSession, folder: Path) -> None:
    """Close and open again, so that only what is in the file is left."""
    with qtbot.waitSignal(session.opened):
        session.close()
    qtbot.waitUntil(lambda: not session._runner.jobs)
    with qtbot.waitSignal(session.opened):
        session.open(folder)
    assert session.read_only == ""


def test_import_fills_the_table_and_reads_the_files(filled: ProjectSession) -> None:
    table = filled.table
    assert len(table) == 12
    assert table.get_values("width", all_ids(filled)) == [8] * 12
    assert table.get_values("label", all_ids(filled)).count(Label.DEFECTIVE) == 2
    assert filled.undo_text == "Import 12 images"


def test_an_edit_shows_at_once_and_is_in_the_file(
    qtbot: QtBot, filled: ProjectSession, tmp_path: Path
) -> None:
    some = all_ids(filled)[:3]
    filled.edit(edit_call("set_split", some, Split.TEST), {"split": Split.TEST}, some)
    assert filled.table.get_values("split", some) == [Split.TEST] * 3
    saved(qtbot, filled)
    assert filled.undo_text == "Move 3 images to test"
    reopened(qtbot, filled, tmp_path / "p.isugan")
    assert filled.table.get_values("split", some) == [Split.TEST] * 3
    qtbot.waitUntil(lambda: filled.undo_text == "Move 3 images to test")


def test_many_edits_keep_their_order(qtbot: QtBot, filled: ProjectSession) -> None:
    some = all_ids(filled)[:5]
    order = [Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED, Label.GOOD, Label.DEFECTIVE] * 6
    for label in order:
        filled.edit(edit_call("set_label", some, label), {"label": label}, some)
    saved(qtbot, filled)
    assert filled.table.get_values("label", some) == [Label.DEFECTIVE] * 5
    filled.undo()
    saved(qtbot, filled)
    assert filled.table.get_values("label", some) == [Label.GOOD] * 5
    filled.redo()
    saved(qtbot, filled)
    assert filled.table.get_values("label", some) == [Label.DEFECTIVE] * 5


def test_removed_images_come_back_with_undo(qtbot: QtBot, filled: ProjectSession) -> None:
    some = all_ids(filled)[:4]
    filled.edit(edit_call("remove", some), {"removed": True}, some)
    assert filled.table.counters().total == 8
    saved(qtbot, filled)
    with qtbot.waitSignal(filled.images_changed):
        filled.undo()
    assert filled.table.counters().total == 12


def test_an_edit_that_fails_is_taken_back_on_the_screen(
    qtbot: QtBot, filled: ProjectSession, reported: list[BaseException]
) -> None:
    some = all_ids(filled)[:2]

    def full(_project: Project) -> Any:
        raise ProjectError("The disk is full.", "Make room.")

    filled.edit(full, {"label": Label.DEFECTIVE}, some)
    assert filled.table.get_values("label", some) == [Label.DEFECTIVE] * 2
    qtbot.waitUntil(lambda: filled.table.get_values("label", some) == [Label.GOOD] * 2)
    assert [str(error) for error in reported] == ["The disk is full. Make room."]
    filled.edit(edit_call("set_label", some, Label.UNLABELLED), {"label": Label.UNLABELLED}, some)
    saved(qtbot, filled)
    assert filled.undo_text == "Label 2 images unlabelled"


def test_the_open_project_stays_when_another_cannot_be_opened(
    qtbot: QtBot, filled: ProjectSession, reported: list[BaseException], tmp_path: Path
) -> None:
    before = filled.project
    filled.open(tmp_path / "nothing.isugan")
    qtbot.waitUntil(lambda: bool(reported))
    assert filled.project is before
    assert len(filled.table) == 12
    assert "does not exist" in str(reported[0])


def test_another_project_takes_the_place_of_the_first_and_frees_it(
    qtbot: QtBot, filled: ProjectSession, tmp_path: Path
) -> None:
    with qtbot.waitSignal(filled.opened):
        filled.create(tmp_path / "second.isugan")
    assert len(filled.table) == 0
    assert filled.undo_text == ""
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    with Project.open(tmp_path / "p.isugan") as first:
        assert first.read_only == ""


def test_edits_that_wait_are_saved_before_the_project_closes(
    qtbot: QtBot, filled: ProjectSession, tmp_path: Path
) -> None:
    some = all_ids(filled)
    for number in range(10):
        split = Split.TEST if number % 2 else Split.TRAIN
        filled.edit(edit_call("set_split", some, split), {"split": split}, some)
    filled.close()
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    with Project.open(tmp_path / "p.isugan") as project:
        assert project.read_only == ""
        from core.project.images import dataset

        assert {sample.split for sample in dataset(project).samples} == {Split.TEST}


def test_the_second_window_reads_only(
    qtbot: QtBot, filled: ProjectSession, tmp_path: Path, reported: list[BaseException]
) -> None:
    runner = JobRunner(reported.append)
    second = ProjectSession(runner, reported.append, runner)
    with qtbot.waitSignal(second.opened):
        second.open(tmp_path / "p.isugan")
    assert "open for writing by" in second.read_only
    assert len(second.table) == 12
    some = all_ids(second)[:1]
    second.edit(edit_call("set_label", some, Label.DEFECTIVE), {"label": Label.DEFECTIVE}, some)
    assert second.table.get_values("label", some) == [Label.GOOD]
    runner.shutdown()
    second.shutdown()
    runner.deleteLater()
    assert reported == []


def test_importing_again_adds_nothing(qtbot: QtBot, filled: ProjectSession, samples: list[Sample]) -> None:
    results: list[Any] = []
    filled.imported.connect(results.append)
    with qtbot.waitSignal(filled.imported):
        filled.import_images(samples)
    assert (len(results[0].added), results[0].known) == (0, 12)
    assert len(filled.table) == 12
    qtbot.waitUntil(lambda: not filled._runner.jobs)


def test_missing_folders_are_told(qtbot: QtBot, filled: ProjectSession, tmp_path: Path) -> None:
    with qtbot.waitSignal(filled.opened):
        filled.close()
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    (tmp_path / "bilder").rename(tmp_path / "fotos")
    with qtbot.waitSignal(filled.folders_missing) as missing:
        filled.open(tmp_path / "p.isugan")
    (folder,) = missing.args[0]
    assert (folder.path, folder.images) == (tmp_path / "bilder", 12)


@pytest.mark.parametrize("cancel", [False, True])
def test_opening_that_is_cancelled_leaves_the_project_free(
    qtbot: QtBot, session: ProjectSession, tmp_path: Path, cancel: bool
) -> None:
    Project.create(tmp_path / "q.isugan").close()
    session.open(tmp_path / "q.isugan")
    if cancel:
        session._jobs["open"].cancel()
    qtbot.waitUntil(lambda: not session._runner.jobs)
    assert session.is_open is not cancel
    if cancel:
        with Project.open(tmp_path / "q.isugan") as project:
            assert project.read_only == ""


def full(_project: Project) -> Any:
    raise ProjectError("The disk is full.", "Make room.")


def test_two_edits_that_fail_are_both_taken_back_and_the_next_one_stays(
    qtbot: QtBot, filled: ProjectSession, reported: list[BaseException]
) -> None:
    ids = all_ids(filled)
    filled.edit(full, {"label": Label.DEFECTIVE}, ids[:2])
    filled.edit(full, {"split": Split.TEST}, ids[2:4])
    filled.edit(edit_call("set_split", ids[1:3], Split.TRAIN), {"split": Split.TRAIN}, ids[1:3])
    saved(qtbot, filled)
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    assert len(reported) == 2
    assert filled.table.get_values("label", ids[:2]) == [Label.GOOD] * 2
    assert filled.table.get_values("split", ids[:4]) == [
        Split.UNASSIGNED,
        Split.TRAIN,
        Split.TRAIN,
        Split.UNASSIGNED,
    ]


def test_edits_while_a_failed_one_is_looked_up_stay_on_the_screen(
    qtbot: QtBot, filled: ProjectSession
) -> None:
    some = all_ids(filled)[:1]
    looked_up: list[bool] = []

    def edit_meanwhile() -> None:
        if filled.is_busy("restore") and not looked_up:
            looked_up.append(True)
            filled.edit(edit_call("set_split", some, Split.TEST), {"split": Split.TEST}, some)
            filled.values_changed.connect(lambda _ids: splits.extend(filled.table.get_values("split", some)))

    splits: list[Split] = []
    filled.busy_changed.connect(edit_meanwhile)
    filled.edit(full, {"label": Label.DEFECTIVE}, some)
    qtbot.waitUntil(lambda: filled.table.get_values("label", some) == [Label.GOOD])
    saved(qtbot, filled)
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    assert looked_up
    assert set(splits) == {Split.TEST}


def test_edits_that_no_job_took_are_written_at_the_end(
    qtbot: QtBot, filled: ProjectSession, tmp_path: Path, reported: list[BaseException]
) -> None:
    some = all_ids(filled)[:3]
    assert filled._edits is not None
    # As after the event loop has ended: the job is over, and nobody was told.
    filled._edits._job = filled.start("none", "None", lambda _context: None)
    filled.edit(full, {"label": Label.DEFECTIVE}, some)
    filled.edit(edit_call("set_split", some, Split.TEST), {"split": Split.TEST}, some)
    filled._runner.shutdown()
    filled.shutdown()
    assert [str(error) for error in reported] == ["The disk is full. Make room."]
    with Project.open(tmp_path / "p.isugan") as project:
        from core.project.images import rows_of

        rows = rows_of(project, some)
    assert {(row.label, row.split) for row in rows} == {(Label.GOOD, Split.TEST)}


def test_creating_tells_the_caller_what_is_wrong(
    qtbot: QtBot, session: ProjectSession, tmp_path: Path, reported: list[BaseException]
) -> None:
    (tmp_path / "q.isugan").mkdir()
    (tmp_path / "q.isugan" / "x").touch()
    told: list[Exception] = []
    session.create(tmp_path / "q.isugan", failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "is not empty" in str(told[0])
    assert reported == []
    assert not session.is_open
    session.create(tmp_path / "q.isugan")
    qtbot.waitUntil(lambda: bool(reported))


def test_results_are_kept_with_their_scores(
    qtbot: QtBot, filled: ProjectSession, samples: list[Sample], tmp_path: Path
) -> None:
    from core.inspection.result import FailedInspection

    items = [inspection(samples[0].path, 0.25), FailedInspection(samples[1].path, "truncated")]
    items.append(inspection(tmp_path / "fremd.png", 0.5))
    seen: list[Any] = []
    filled.values_changed.connect(seen.append)
    filled.record("first", tmp_path / "m.safetensors", [item.path for item in items], iter(items))
    saved(qtbot, filled)
    ids = all_ids(filled)
    assert filled.table.get_values("score", ids[:3]) == [0.25, None, None]
    assert ids[:2] in seen
    (number,) = set(filled.table.get_values("model", ids[:2]))
    qtbot.waitUntil(lambda: filled.table.model_names == {number: "first"})
    assert seen[-1] == []
    # It is no step to undo.
    assert filled.undo_text == "Import 12 images"
    reopened(qtbot, filled, tmp_path / "p.isugan")
    assert filled.table.get_values("score", all_ids(filled)[:1]) == [0.25]
    assert filled.table.get_values("model", ids[:3]) == [number, number, 0]
    qtbot.waitUntil(lambda: filled.table.model_names == {number: "first"})


def test_results_of_one_project_do_not_show_in_the_next(
    qtbot: QtBot, filled: ProjectSession, samples: list[Sample], tmp_path: Path
) -> None:
    from core.project.image_table import ImageTable
    from core.project.images import all_rows, import_images

    other, table = Project.create(tmp_path / "q.isugan"), ImageTable()
    import_images(other, samples[5:])
    for rows in all_rows(other):
        table.append(rows)
    path = samples[0].path
    filled.record("first", tmp_path / "m.safetensors", [path], [inspection(path, 0.25)])
    # Before the results are in the file of the first.
    filled._swap(other, table)
    qtbot.waitUntil(lambda: not filled._runner.jobs)
    assert set(filled.table.get_values("score", all_ids(filled))) == {None}
    reopened(qtbot, filled, tmp_path / "p.isugan")
    assert filled.table.get_values("score", all_ids(filled)[:1]) == [0.25]


def inspection(path: Path, score: float) -> Any:
    from core.inspection.result import Inspection, Verdict

    return Inspection(
        path=path,
        width=8,
        height=8,
        score=score,
        verdict=Verdict.OK,
        review_cut=0.3,
        ng_cut=0.6,
        otsu_level=0.4,
        level=0.35,
        defects=(),
        repair_seconds=0.01,
        segment_seconds=0.001,
    )
