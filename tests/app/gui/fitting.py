"""What of a window cannot be read, because there is too little room for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabWidget,
    QWidget,
)
from superqt import QElidingLabel

from app.gui.views.train.widgets.preset_cards import PresetCard

SLACK = 2
"""Pixels that the measures of a text and of its field may differ by."""


def cut_off(widget: QWidget) -> list[str]:
    """Buttons, labels and fields that are seen and smaller than their text, and areas that scroll sideways.

    A label that gives way to its neighbours (`Ignored`) may be shortened where its tooltip says all of it.
    """
    return [
        f"{type(part).__name__} {said!r} in {type(part.parentWidget()).__name__}: {part.size().toTuple()}"
        for part in widget.findChildren(QWidget)
        if part.isVisible() and (said := _cut(part))
    ]


def each_page(widget: QWidget) -> Iterator[str]:
    """Show every page of every stack and tab in `widget`, one after the other; yields which one it is."""
    QApplication.processEvents()
    yield type(widget).__name__
    for stack in widget.findChildren(QStackedWidget):
        if stack.isVisible() and _holder(stack) is widget:
            tabs = stack.parentWidget()
            shown: QTabWidget | QStackedWidget = tabs if isinstance(tabs, QTabWidget) else stack
            before = shown.currentIndex()
            for place in range(shown.count()):
                shown.setCurrentIndex(place)
                yield from each_page(stack.widget(place))
            shown.setCurrentIndex(before)


def _holder(stack: QStackedWidget) -> QObject | None:
    """The page that it lies in."""
    page: QObject | None = stack
    while page is not None:
        above = page.parent()
        if isinstance(above, QStackedWidget) and above.objectName() != "pages":
            return page
        page = above
    return None


def _cut(part: QWidget) -> str:
    wide, high = part.width(), part.height()
    metrics = part.fontMetrics()
    if isinstance(part, PresetCard):
        return part.preset.name if high < part.heightForWidth(wide) else ""
    if isinstance(part, QAbstractButton):
        wants = part.sizeHint()
        # The buttons inside a line belong to it.
        own = not isinstance(part.parentWidget(), QLineEdit)
        return part.text() if own and (wide < wants.width() or high < wants.height()) else ""
    if isinstance(part, QElidingLabel):
        gives_way = part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        short = wide + SLACK < metrics.horizontalAdvance(part.text())
        return part.text() if short and not (gives_way and part.text() in part.toolTip()) else ""
    if type(part) is QLabel:
        wants = part.sizeHint()
        short = part.heightForWidth(wide) > high if part.wordWrap() else wide < wants.width()
        return part.text() if short or high < metrics.height() else ""
    if isinstance(part, QComboBox):
        option = QStyleOptionComboBox()
        part.initStyleOption(option)
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = part.style().subControlRect(control, option, field, part).size()
        texts = [part.itemText(row) for row in range(part.count())]
        longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return part.accessibleName() if room.width() + SLACK < longest or high < metrics.height() else ""
    if isinstance(part, QAbstractSpinBox):
        room = part.lineEdit().contentsRect().size()
        short = room.width() < metrics.horizontalAdvance(part.text())
        return part.accessibleName() if short or high < metrics.height() else ""
    if isinstance(part, QLineEdit):
        return part.accessibleName() if high < metrics.height() else ""
    if isinstance(part, QScrollArea):
        return f"{part.accessibleName()} scrolls" if part.horizontalScrollBar().maximum() else ""
    return ""
