"""Words that go on in the next line."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.gui.widgets.wrapped_button import WrappedButton


def test_as_many_lines_as_the_width_asks_for(qtbot: QtBot) -> None:
    button = WrappedButton()
    qtbot.addWidget(button)
    button.set_words("Use my corrections in the next training")
    button.resize(1000, 40)
    button.show()
    assert button.text() == "Use my corrections in the next training"
    one = button.sizeHint()
    button.resize(one.width() * 2 // 3, 40)
    assert len(button.text().split("\n")) == 2
    assert button.sizeHint().width() <= button.width()
    assert button.sizeHint().height() > one.height()
    button.resize(button.minimumSizeHint())
    # No narrower than its longest word.
    assert "corrections" in button.text().split("\n")
    assert button.sizeHint().width() <= button.width()
