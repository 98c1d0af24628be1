"""Light and dark: contrast, the forced schemes, and following the system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from app.gui.theme import DARK, LIGHT, Theme, ThemeSwitch, theme_of


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio, 1..21."""

    def luminance(name: str) -> float:
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(theme: Theme) -> None:
    grounds = (theme.window, theme.base, theme.raised)
    banners = (theme.banner_info, theme.banner_warning, theme.banner_error)
    pairs = [(theme.text, g) for g in (*grounds, *banners, theme.selection, theme.hover)]
    pairs += [(theme.muted, g) for g in grounds]
    pairs += [(c, theme.base) for c in (theme.ok, theme.review, theme.ng, theme.unreadable)]
    pairs += [(theme.on_accent, theme.accent)]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_forced_schemes_reach_palette_and_plots(
    qtbot: QtBot, qapp: QApplication, theme: ThemeSwitch, collect: Callable[[Any], list[Any]]
) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    changes = collect(theme.changed)
    theme.set_mode("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert theme_of(label) is DARK
    assert pg.getConfigOption("background") == DARK.canvas
    theme.set_mode("light")
    assert theme_of(label) is LIGHT
    assert changes == [DARK, LIGHT]


def test_the_same_scheme_again_changes_nothing(
    theme: ThemeSwitch, collect: Callable[[Any], list[Any]]
) -> None:
    changes = collect(theme.changed)
    theme.set_mode("light")
    assert changes == []


def test_system_scheme_is_followed(qapp: QApplication, theme: ThemeSwitch, monkeypatch: Any) -> None:
    theme.set_mode("system")
    assert theme.mode == "system"

    class Hints:
        scheme = Qt.ColorScheme.Dark

        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
            return self.scheme

    hints = Hints()
    monkeypatch.setattr(
        theme,
        "_app",
        type(
            "App",
            (),
            {
                "styleHints": lambda _self: hints,
                "setPalette": lambda _self, palette: qapp.setPalette(palette),
                "setStyleSheet": lambda _self, sheet: qapp.setStyleSheet(sheet),
            },
        )(),
    )
    theme._follow()
    assert theme.theme is DARK
    hints.scheme = Qt.ColorScheme.Unknown
    theme._follow()
    assert theme.theme is LIGHT
    monkeypatch.undo()


def test_unknown_mode_counts_as_system(theme: ThemeSwitch) -> None:
    theme.set_mode("pink")
    assert theme.mode == "system"


def test_labels_and_tips_show_markup_as_it_is(qtbot: QtBot, theme: ThemeSwitch) -> None:
    """A defect type may be called `<img src=...>`; Qt would fetch it, from a stranger's share too."""
    theme.set_mode("light")
    hostile = '<b>x</b><img src="file:///nowhere.png">'
    label = QLabel(hostile)
    ours = QLabel("<b>5</b>")
    ours.setProperty("markup", True)
    for widget in (label, ours):
        qtbot.addWidget(widget)
        widget.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert ours.textFormat() is Qt.TextFormat.RichText
    QToolTip.showText(label.mapToGlobal(label.rect().center()), hostile, label)
    (tip,) = (w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel")
    assert isinstance(tip, QLabel)
    assert tip.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()
