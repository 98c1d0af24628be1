"""The views without a screen of their own tell the truth about the command line."""

from __future__ import annotations

import importlib
import shlex

import click
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.gui.main_window import MainWindow
from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.empty_state import EmptyState

PAGES = ("calibrate", "review")


@pytest.mark.parametrize("name", PAGES)
def test_every_command_is_one_that_exists(window: MainWindow, name: str) -> None:
    boxes = window.views[name].findChildren(CommandBox)
    assert boxes
    for box in boxes:
        box.copy()
        program, verb, *rest = shlex.split(QGuiApplication.clipboard().text())
        assert program == "isugan"
        command: click.Command = importlib.import_module(f"app.cli.commands.{verb}").command
        options = {o for p in command.params for o in p.opts if isinstance(p, click.Option)}
        assert {word for word in rest if word.startswith("--")} <= options
        needed = {p.opts[0] for p in command.params if isinstance(p, click.Option) and p.required}
        assert needed <= set(rest)
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice) and parameter.opts[0] in rest:
                chosen = rest[rest.index(parameter.opts[0]) + 1]
                assert chosen in {getattr(c, "value", c) for c in parameter.type.choices}


@pytest.mark.parametrize("name", PAGES)
def test_next_step_is_a_button_of_the_registry(window: MainWindow, name: str) -> None:
    page = window.views[name]
    assert isinstance(page, EmptyState)
    (button,) = page.buttons
    assert button.isEnabled()
    assert button.property("primary")


def test_page_text_is_not_cut_off(window: MainWindow) -> None:
    window.resize(1280, 800)
    for name in PAGES:
        window.show_view(name)
        window.grab()
        for label in window.views[name].findChildren(QLabel):
            if label.wordWrap() and label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
