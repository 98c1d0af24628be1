"""Where an import goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.gui.views.dataset.import_page import ImportPage
from core.datasets.dataset import Label, Split
from core.datasets.import_plan import ImportPlan


def test_new_project_is_proposed_beside_the_folder(
    review: ImportPage, dropped: Path, collect: Callable[[Any], list[Any]]
) -> None:
    target = review.review.target
    assert target.path == dropped.parent / "housings.isugan"
    assert target.mistake == ""
    seen = collect(review.accepted)
    review.review.accept.click()
    assert seen == [(review.plan, dropped.parent / "housings.isugan")]


def test_corrections_go_with_the_plan(review: ImportPage, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(review.accepted)
    review.review.model.set_left_out([0, 1], True)
    review.review.model.set_role([3], label=Label.GOOD, split=Split.TRAIN)
    review.review.accept.click()
    samples = seen[0][0].samples()
    assert len(samples) == 17
    assert {(s.label, s.split) for s in samples} == {(Label.DEFECTIVE, Split.TEST), (Label.GOOD, Split.TRAIN)}


def test_open_project_takes_them(review: ImportPage, collect: Callable[[Any], list[Any]]) -> None:
    review.set_project("Housings 2024")
    target = review.review.target
    assert target.text == "Into project Housings 2024"
    assert not target.field.isVisible()
    target.field.setText("")
    seen = collect(review.accepted)
    review.review.accept.click()
    assert seen == [(review.plan, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Say where the project goes."),
        ("   ", "Say where the project goes."),
        ("housings.isugan", "whole path"),
        ("{tmp}/taken.isugan", "taken.isugan is a project already. Open it first"),
        ("{tmp}/taken", "taken.isugan is a project already. Open it first"),
        ("{tmp}/full.isugan", "full.isugan is there already and is no project"),
        ("{tmp}/file.png/new.isugan", "file.png is a file"),
    ],
)
def test_mistakes_in_the_place_are_told_inline(
    review: ImportPage, tmp_path: Path, text: str, words: str
) -> None:
    for name, content in (("taken.isugan", "project.sqlite"), ("full.isugan", "photo.png")):
        (tmp_path / name).mkdir()
        (tmp_path / name / content).touch()
    (tmp_path / "file.png").touch()
    target = review.review.target
    target.field.setText(text.format(tmp=tmp_path))
    assert words in target.text
    assert not review.review.accept.isEnabled()
    target.field.setText(str(tmp_path / "new folder" / "new"))
    assert target.text == "New project"
    assert review.review.accept.isEnabled()
    assert target.path == tmp_path / "new folder" / "new.isugan"


def test_place_that_may_not_be_written(
    review: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.views.dataset.import_target.os.access", lambda *_: False)
    review.review.target.field.setText(str(tmp_path / "new.isugan"))
    assert f"{tmp_path} may not be written. Choose another folder." in review.review.target.text


def test_read_only_folder_proposes_the_users_own(
    page: ImportPage, plan: ImportPlan, dropped: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.gui.views.dataset.import_target.is_writable", lambda folder: folder != dropped.parent
    )
    page.show_looking([dropped])
    page.show_plan(plan)
    assert page.review.target.path is not None
    assert page.review.target.path.name == "housings.isugan"
    assert page.review.target.path.is_relative_to(own_home)


def test_taken_name_proposes_the_next(page: ImportPage, plan: ImportPlan, dropped: Path) -> None:
    (dropped.parent / "housings.isugan").mkdir()
    page.show_looking([dropped])
    page.show_plan(plan)
    assert page.review.target.path == dropped.parent / "housings 2.isugan"


def test_place_is_kept_when_the_layout_changes(review: ImportPage, plan: ImportPlan, dropped: Path) -> None:
    chosen = dropped.parent / "elsewhere.isugan"
    review.review.target.field.setText(str(chosen))
    review.show_looking([dropped])
    review.show_plan(plan)
    assert review.review.target.path == chosen
    # Another drop proposes its own.
    review.show_looking([dropped / "train"])
    review.show_plan(plan)
    assert review.review.target.path == dropped.parent / "housings.isugan"


def test_change_asks_without_stopping_the_program(review: ImportPage, qtbot: QtBot, dropped: Path) -> None:
    review.review.target.change.click()
    dialog = review.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(dropped.parent / "chosen.isugan"))
    assert review.review.target.path == dropped.parent / "chosen.isugan"
    dialog.reject()


def test_constants_are_those_of_the_core() -> None:
    from app.gui.views.dataset import counters, import_target
    from core.datasets.preflight import whole
    from core.project import project

    assert import_target.DATABASE == project.DATABASE
    assert (counters.PAPER_GOOD, counters.PAPER_DEFECTIVE) == (whole.PAPER_GOOD, whole.PAPER_DEFECTIVE)
