"""The window in another language: what is plugged in, what is chosen, and that nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import ActionRegistry
from app.gui.errors import Level
from app.gui.language import ENGLISH, LANGUAGES, SYSTEM, install, of_system, remove
from app.gui.language_actions import LanguageActions
from app.gui.settings import Settings
from app.gui.widgets.shortcut_sheet import sheet_lines
from core.language import tr, tr_n


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Simplified Chinese, for a test."""
    assert install(qapp, "zh_CN") == "zh_CN"
    yield
    remove(qapp)


@pytest.mark.usefixtures("chinese")
def test_actions_and_dialogs_speak_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    registry = ActionRegistry(window)
    assert registry["review_brush"].text() == "画笔(&B)"
    assert registry["review_brush"].iconText() == "画笔"
    assert registry["review_brush"].toolTip() == "标记缺陷 (B)"
    registry.set_scope("train")
    assert registry.hindrance("review_brush") == "在“复核”中"
    # The same word is another one in another menu.
    assert (registry["view_train"].iconText(), registry["split_train"].iconText()) == ("训练", "训练集")
    assert ("按住空格键", "在原图与修复图之间切换") in sheet_lines(registry)["检测"]
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"


@pytest.mark.usefixtures("chinese")
def test_one_form_for_every_number() -> None:
    told = [tr_n("Review", n, "{n} mask: {kinds}.", "{n} masks: {kinds}.", kinds="x") for n in (1, 1200)]
    assert told == ["1 个掩膜：x。", "1,200 个掩膜：x。"]


def test_english_again(qapp: QApplication) -> None:
    install(qapp, "zh_CN")
    assert tr("Review", "Score") == "分数"
    assert install(qapp, ENGLISH) == ENGLISH
    assert tr("Review", "Score") == "Score"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN", "zh_CN"), ("zh_SG", "zh_CN"), ("zh_TW", "en"), ("zh_HK", "en"), ("de_DE", "en"), ("C", "en")],
)
def test_the_language_of_the_system(locale: str, language: str) -> None:
    assert of_system(QLocale(locale)) == language


def test_what_is_chosen_holds_from_the_next_start(qtbot: QtBot) -> None:
    window, settings, told = QWidget(), Settings(), []
    qtbot.addWidget(window)
    registry = ActionRegistry(window)
    LanguageActions(registry, settings, lambda *notice: told.append(notice), window)
    assert registry["language_system"].isChecked()
    registry["language_zh_CN"].trigger()
    assert settings.language() == "zh_CN"
    assert told[0][:2] == (Level.INFO, "The language changes at the next start.")
    registry["language_zh_CN"].trigger()
    assert len(told) == 1
    settings.set_language("nonsense")
    assert settings.language() == SYSTEM == LANGUAGES[0]
