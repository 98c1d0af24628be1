"""Light and dark: the colours, and the switch that follows the system or a choice."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.style import STYLE
from resources import ICONS


@dataclass(frozen=True)
class Theme:
    """The colours of one scheme, as `#rrggbb` (the veil with its opacity first).

    Text on its ground has a contrast of at least 4.5 : 1.
    """

    name: str
    window: str
    base: str
    raised: str
    hover: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    selection: str
    ok: str
    review: str
    ng: str
    unreadable: str
    canvas: str
    veil: str
    banner_info: str
    banner_warning: str
    banner_error: str


LIGHT = Theme(
    name="light",
    window="#f3f4f6",
    base="#ffffff",
    raised="#ffffff",
    hover="#e4e8ee",
    text="#1b1f24",
    muted="#566070",
    border="#d2d7de",
    accent="#1f5fbf",
    on_accent="#ffffff",
    selection="#cfe0f7",
    ok="#1a7237",
    review="#8a5a00",
    ng="#c1272d",
    unreadable="#7a3ea8",
    canvas="#dfe2e6",
    veil="#e6e3eefc",
    banner_info="#e3eefc",
    banner_warning="#fdf1d3",
    banner_error="#fde4e4",
)
DARK = Theme(
    name="dark",
    window="#1f2328",
    base="#171a1e",
    raised="#2a2f36",
    hover="#343b44",
    text="#e6e9ed",
    muted="#a2acb9",
    border="#3a414a",
    accent="#6aa9ff",
    on_accent="#0c1420",
    selection="#2b4568",
    ok="#5bc87c",
    review="#e5b54a",
    ng="#ff8078",
    unreadable="#c99bf0",
    canvas="#101215",
    veil="#e61d3350",
    banner_info="#1d3350",
    banner_warning="#40351a",
    banner_error="#4a2427",
)


def theme_of(widget: QWidget) -> Theme:
    """The scheme that `widget` is shown in."""
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_for(theme: Theme) -> QPalette:
    """`theme` as Qt's palette, so that standard widgets fit without a style sheet."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.ng,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: "#000000",
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        dim = QColor(theme.muted)
        dim.setAlpha(150)
        palette.setColor(QPalette.ColorGroup.Disabled, name, dim)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return palette


class ThemeSwitch(QObject):
    """Applies the scheme that was chosen, or the system's while none is."""

    changed = Signal(object)

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode = "system"
        self._theme: Theme | None = None
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_mode(mode)

    @property
    def mode(self) -> str:
        """`system`, `light` or `dark`."""
        return self._mode

    @property
    def theme(self) -> Theme:
        """The scheme in force."""
        return self._theme or LIGHT

    def set_mode(self, mode: str) -> None:
        """Choose `system`, `light` or `dark`; anything else counts as `system`."""
        self._mode = mode if mode in ("light", "dark") else "system"
        hints = self._app.styleHints()
        # Asking the platform too makes the title bar and native dialogs follow where it can.
        if self._mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._mode == "dark" else Qt.ColorScheme.Light)
        self._follow()

    def _follow(self) -> None:
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        wanted = {"light": LIGHT, "dark": DARK}.get(self._mode, DARK if dark else LIGHT)
        if wanted is self._theme:
            return
        self._theme = wanted
        pg.setConfigOptions(background=wanted.canvas, foreground=wanted.text, imageAxisOrder="row-major")
        self._app.setPalette(palette_for(wanted))
        colours = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
        self._app.setStyleSheet(STYLE.substitute(colours, icons=ICONS.as_posix()))
        self.changed.emit(wanted)
