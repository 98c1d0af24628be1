"""The menu bar, made from the action registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.actions import VIEWS, ActionRegistry
from app.gui.settings import Settings

THEMES = ("system", "light", "dark")

MENUS: dict[str, tuple[tuple[str, ...], ...]] = {
    "&File": (
        ("new_project", "open_project", "close_project"),
        ("open_demo", "open_model", "open_folder", "open_images"),
        ("export_csv",),
        ("quit",),
    ),
    "&Edit": (("undo", "redo"),),
    "&View": (
        tuple(f"view_{name}" for name in VIEWS),
        tuple(f"theme_{name}" for name in THEMES),
        ("reset_layout",),
    ),
    "&Dataset": (
        ("add_images", "relink"),
        ("label_good", "label_defective", "label_unlabelled", "toggle_reviewed"),
        ("split_train", "split_validation", "split_test", "split_unassigned", "show_splits"),
        ("edit_tags", "edit_note", "remove_images"),
        ("open_image", "show_in_folder", "copy_path"),
        ("find", "show_all"),
        ("run_preflight",),
    ),
    "L&arge image": (
        ("image_back", "image_previous", "image_next"),
        ("image_fit", "image_actual", "mask_shown"),
        ("area_select", "area_rectangle", "area_ellipse", "area_polygon"),
        ("area_inspect", "area_ignore"),
        ("area_this", "area_every"),
        ("area_next", "area_previous", "area_delete"),
    ),
    "&Train": (
        ("train_new", "train_start", "train_enqueue"),
        ("train_pause", "train_stop", "train_discard"),
        ("run_resume", "run_inspect"),
        ("queue_up", "queue_down"),
        ("run_rename", "run_delete"),
        ("run_command", "run_folder"),
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
    openers: Mapping[str, Callable[[Path], object]],
) -> None:
    """Fill `window`'s menu bar; lines between the groups of `MENUS`.

    Args:
        openers: how to open a recent thing, by the kind that `Settings.recent` knows it under.
    """
    for title, groups in MENUS.items():
        menu = window.menuBar().addMenu(title)
        for number, names in enumerate(groups):
            if number:
                menu.addSeparator()
            for name in names:
                menu.addAction(actions[name])
            if title == "&File" and number == 1:
                recent = menu.addMenu("Open &recent")
                recent.aboutToShow.connect(lambda recent=recent: _fill_recent(recent, settings, openers))
    for prefix, names in (("view", VIEWS), ("theme", THEMES)):
        group = QActionGroup(window)
        for name in names:
            group.addAction(actions[f"{prefix}_{name}"])


def _fill_recent(menu: QMenu, settings: Settings, openers: Mapping[str, Callable[[Path], object]]) -> None:
    menu.clear()
    for kind, call in openers.items():
        for path in settings.recent(kind):
            menu.addAction(str(path)).triggered.connect(lambda _=False, p=path, c=call: c(p))
        menu.addSeparator()
    if not any(settings.recent(kind) for kind in openers):
        menu.addAction("Nothing yet").setEnabled(False)
        return
    menu.addAction("&Clear").triggered.connect(settings.clear_recent)
