"""The whole window for people who do not see it, or who set its text large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from app.gui.actions import VIEWS
from app.gui.main_window import MainWindow
from tests.app.gui.fitting import cut_off, each_page

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
)
SIZE = (1280, 800)


@pytest.fixture
def everything(window: MainWindow) -> MainWindow:
    """The window with all that it opens beside itself."""
    for name in ("shortcuts", "edit_shortcuts", "palette"):
        window.actions_registry[name].trigger()
    window.keys.palette.close()
    return window


def told(widget: QWidget) -> str:
    """The name that a screen reader says; buttons say their text, fields the label that belongs to them."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def is_part(widget: QWidget) -> bool:
    """What Qt makes inside a control and names through it."""
    parent = widget.parentWidget()
    above = parent.parentWidget() if parent is not None else None
    return (
        isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit | QKeySequenceEdit)
        # The list that a combo box opens.
        or isinstance(above, QComboBox)
        or isinstance(widget, QHeaderView | QScrollBar)
        or widget.objectName().startswith("qt_")
        # The corner of a table, which chooses all of it.
        or (isinstance(parent, QAbstractItemView) and type(widget) is QAbstractButton)
    )


def test_every_control_has_a_name(everything: MainWindow) -> None:
    controls = [w for w in everything.findChildren(QWidget) if isinstance(w, CONTROLS) and not is_part(w)]
    assert len(controls) > 100
    nameless = [
        f"{type(w).__name__} {w.objectName()} in {type(w.parentWidget()).__name__}"
        for w in controls
        if not told(w)
    ]
    assert nameless == [], "\n".join(nameless)


def test_what_takes_the_focus_by_key_has_a_name(everything: MainWindow) -> None:
    nameless = [
        f"{type(w).__name__} {w.objectName()} in {type(w.parentWidget()).__name__}"
        for w in everything.findChildren(QWidget)
        # One with a proxy hands the focus on.
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy() and not is_part(w) and not told(w)
    ]
    assert nameless == [], "\n".join(nameless)


@pytest.fixture
def large(large_text: None, opened: MainWindow) -> MainWindow:
    opened.resize(*SIZE)
    return opened


def cut_in_each_view(window: MainWindow) -> dict[str, list[str]]:
    """What is cut off, by view and page, the welcome page among them."""
    found: dict[str, list[str]] = {}
    for name, view in {**window.views, "welcome": window.welcome}.items():
        if view is not window.welcome:
            window.show_view(name)
        window.stack.setCurrentWidget(view)
        for page in each_page(view):
            QApplication.processEvents()
            found.setdefault(f"{name}: {page}", []).extend(cut_off(window))
    return {page: cut for page, cut in found.items() if cut}


def test_text_at_200_percent_fits(large: MainWindow) -> None:
    assert cut_in_each_view(large) == {}
    assert large.size().toTuple() == SIZE


def test_nothing_is_cut_off_or_scrolled_in_a_small_window(opened: MainWindow) -> None:
    opened.resize(*SIZE)
    assert cut_in_each_view(opened) == {}
    high = []
    for view in VIEWS:
        opened.show_view(view)
        QApplication.processEvents()
        high += [view] if opened.stack.area.verticalScrollBar().maximum() else []
    assert high == []


def test_a_view_that_needs_more_room_than_there_is_scrolls(large: MainWindow) -> None:
    large.resize(1000, 560)
    large.show_view("dataset")
    QApplication.processEvents()
    assert large.size().toTuple() == (1000, 560)
    assert large.stack.area.horizontalScrollBar().maximum() > 0


def test_the_windows_of_keys_fit_too(large: MainWindow) -> None:
    large.keys.open_sheet()
    large.keys.open_dialog()
    QApplication.processEvents()
    for made in (large.keys.sheet, large.keys.dialog):
        assert made is not None
        assert cut_off(made) == []
        room = made.screen().availableSize()
        assert made.width() <= room.width()
        assert made.height() <= room.height()
        made.close()
