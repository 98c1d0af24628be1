"""The menu bar, made from the action registry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.actions import VIEWS, ActionRegistry
from app.gui.settings import Settings

THEMES = ("system", "light", "dark")

MENUS: dict[str, tuple[tuple[str, ...], ...]] = {
    "&File": (("open_demo", "open_model", "open_folder", "open_images"), ("export_csv",), ("quit",)),
    "&View": (
        tuple(f"view_{name}" for name in VIEWS),
        tuple(f"theme_{name}" for name in THEMES),
        ("reset_layout",),
    ),
    "&Inspect": (
        ("inspect_folder", "cancel"),
        ("previous", "next"),
        ("fit", "actual"),
        tuple(f"pane_{n}" for n in (1, 2, 3, 4)),
    ),
    "&Help": (("shortcuts", "about"),),
}


def build_menus(
    window: QMainWindow,
    actions: ActionRegistry,
    settings: Settings,
    open_model: Callable[[Path], object],
    open_folder: Callable[[Path], object],
) -> None:
    """Fill `window`'s menu bar; lines between the groups of `MENUS`."""
    for title, groups in MENUS.items():
        menu = window.menuBar().addMenu(title)
        for number, names in enumerate(groups):
            if number:
                menu.addSeparator()
            for name in names:
                menu.addAction(actions[name])
            if title == "&File" and number == 0:
                recent = menu.addMenu("Open &recent")
                recent.aboutToShow.connect(
                    lambda recent=recent: _fill_recent(recent, settings, open_model, open_folder)
                )
    for prefix, names in (("view", VIEWS), ("theme", THEMES)):
        group = QActionGroup(window)
        for name in names:
            group.addAction(actions[f"{prefix}_{name}"])


def _fill_recent(
    menu: QMenu,
    settings: Settings,
    open_model: Callable[[Path], object],
    open_folder: Callable[[Path], object],
) -> None:
    menu.clear()
    for kind, call in (("model", open_model), ("folder", open_folder)):
        for path in settings.recent(kind):
            menu.addAction(str(path)).triggered.connect(lambda _=False, p=path, c=call: c(p))
        menu.addSeparator()
    if not any(settings.recent(kind) for kind in ("model", "folder")):
        menu.addAction("Nothing yet").setEnabled(False)
        return
    menu.addAction("&Clear").triggered.connect(settings.clear_recent)
