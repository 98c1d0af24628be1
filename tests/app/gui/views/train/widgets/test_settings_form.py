"""The form over all settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.setting_editors import NumberEditor
from app.gui.views.train.widgets.setting_errors import plain
from app.gui.views.train.widgets.setting_fields import matches, shown, texts, title_of
from app.gui.views.train.widgets.settings_form import SettingsForm
from app.gui.widgets.float_box import FloatBox
from core.language import plug
from core.training.fields import fields
from core.training.settings import GROUPS, PRESET_NAMES, preset


@pytest.fixture
def form(qtbot: QtBot) -> SettingsForm:
    """The form on the standard preset."""
    made = SettingsForm(preset("standard"))
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def box(form: SettingsForm, name: str) -> Any:
    """The control of a setting."""
    return form.rows[name].editor.box  # type: ignore[attr-defined]


@pytest.fixture
def chinese() -> Iterator[None]:
    """Another language, in which every text is in guillemets."""
    plug(lambda _context, text, _n: f"«{text}»")
    yield
    plug(None)


def test_every_setting_has_a_row_with_its_range_and_help(form: SettingsForm) -> None:
    assert list(form.rows) == [field.name for field in fields()]
    assert list(form.sections) == list(GROUPS)
    for field in fields():
        row = form.rows[field.name]
        assert field.description[1:] in row.help.text()
        assert row.editor.focusProxy() is not None
        if field.kind == "whole":
            assert box(form, field.name).minimum() == (field.minimum or 0) + field.above_minimum
            assert box(form, field.name).maximum() == field.maximum
            assert box(form, field.name).suffix() == (f" {field.unit}" if field.unit else "")


@pytest.mark.parametrize("name", PRESET_NAMES)
def test_a_preset_comes_out_as_it_went_in(form: SettingsForm, name: Any) -> None:
    form.set_preset(preset(name))
    assert form.settings() == preset(name)
    assert form.changed_fields() == []
    assert not form.reset_all.isEnabled()


def test_settings_of_all_kinds_come_out_as_they_went_in(form: SettingsForm) -> None:
    other = preset(
        "quick",
        learning_rate=3.7e-5,
        worst_share=0.125,
        critic=False,
        precision="bf16",
        seed=2**31 - 1,
        network={"starred": ["up3"], "channels": 3},
        preprocess={"width": 64, "height": 48, "channels": 3},
    )
    form.set_settings(other)
    assert form.settings() == other
    assert {"learning_rate", "network.starred", "preprocess.width"} <= set(form.changed_fields())


def test_an_edit_changes_its_setting_and_is_marked(
    form: SettingsForm, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(form.changed)
    box(form, "epochs").setValue(9)
    assert len(seen) == 1
    assert form.settings() == preset("standard", epochs=9)
    row = form.rows["epochs"]
    assert row.reset.isVisible()
    assert str(preset("standard").epochs) in row.reset.toolTip()
    assert row.title.property("role") == "heading"
    assert form.reset_all.text() == "Reset all (1)"
    assert form.sections["Schedule"].text() == "Schedule  ·  1 changed"


def test_one_and_all_go_back_to_the_preset(form: SettingsForm, collect: Callable[[Any], list[Any]]) -> None:
    for name, value in (("epochs", 9), ("warm_up_steps", 5), ("pool_size", 7)):
        box(form, name).setValue(value)
    seen = collect(form.changed)
    form.rows["epochs"].reset.click()
    assert form.changed_fields() == ["warm_up_steps", "pool_size"]
    form.reset_all.click()
    assert form.settings() == preset("standard")
    assert len(seen) == 2
    assert not form.rows["epochs"].reset.isVisible()


def test_a_broken_rule_is_said_where_it_was_broken(form: SettingsForm) -> None:
    box(form, "crop").setValue(250)
    assert form.settings() is None
    row = form.rows["crop"]
    assert row.error.text().startswith("A crop must be a multiple of 8")
    assert form.sections["Images"].isExpanded()
    # Another edit does not move it.
    box(form, "epochs").setValue(9)
    assert row.error.text()
    assert not form.rows["epochs"].error.text()
    box(form, "crop").setValue(preset("standard").crop)
    assert not row.error.text()
    assert form.settings() == preset("standard", epochs=9)


def test_a_rule_of_an_inner_model_stays_inside_it(form: SettingsForm) -> None:
    form.rows["preprocess.width"].editor.findChildren(QCheckBox)[0].click()
    assert form.settings() is None
    assert form.rows["preprocess.width"].error.text() == (
        "Width and height are given together or not at all."
    )
    assert not form.error.isVisible()
    form.rows["preprocess.height"].editor.findChildren(QCheckBox)[0].click()
    assert form.settings() is not None


def test_learning_rates_are_written_as_powers_of_ten(qtbot: QtBot, form: SettingsForm) -> None:
    rate = box(form, "learning_rate")
    assert isinstance(rate, FloatBox)
    assert rate.text() == "2e-4"
    rate.selectAll()
    qtbot.keyClicks(rate, "3.5e-5")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    settings = form.settings()
    assert settings is not None
    assert settings.learning_rate == 3.5e-5
    rate.stepBy(1)
    assert rate.value() == pytest.approx(3.6e-5)
    assert box(form, "worst_share").text() == "0.04"


def test_search_finds_by_word_and_ends_as_it_began(qtbot: QtBot, form: SettingsForm) -> None:
    assert not form.sections["Networks"].isExpanded()
    form.search.setText("RESIDUAL middle")
    assert [name for name, row in form.rows.items() if row.isVisible()] == ["network.blocks"]
    form.search.setText("no such thing")
    assert form.nothing.isVisible()
    qtbot.keyClick(form.search, Qt.Key.Key_Escape)
    assert not form.nothing.isVisible()
    assert form.sections["Schedule"].isExpanded()
    assert not form.sections["Networks"].isExpanded()


def test_a_folded_section_takes_no_keyboard(form: SettingsForm) -> None:
    section = form.sections["Schedule"]
    assert form.rows["epochs"].isVisible()
    section.toggleButton().click()
    assert not form.rows["epochs"].isVisible()
    section.toggleButton().click()
    assert form.rows["epochs"].isVisible()


def test_the_wheel_changes_only_what_has_the_keyboard(form: SettingsForm) -> None:
    number = form.rows["epochs"].editor
    assert isinstance(number, NumberEditor)
    form.search.setFocus()
    middle = QPointF(number.box.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(number.box.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(number.box, event)
    assert number.value() == preset("standard").epochs


def test_pydantic_in_plain_words() -> None:
    low = {"type": "greater_than_equal", "ctx": {"ge": 32}, "msg": "Input should be ..."}
    assert plain(low) == "It must be at least 32."
    own = {"type": "value_error", "msg": "Value error, tiles overlap too much"}
    assert plain(own) == "Tiles overlap too much."


def test_a_setting_is_found_in_the_users_language_and_in_english(chinese: None) -> None:
    rate = next(field for field in fields() if field.name == "learning_rate")
    assert title_of(rate) == "«Learning rate»"
    assert matches(rate, "«learning")
    assert matches(rate, "learning_rate initial")
    assert shown(("scratch", "up1")) == "«{first}, {second}»".format(first="«scratch»", second="up1")
    assert {"Learning rate", "scratch", "Schedule", "epochs"} <= set(texts())
