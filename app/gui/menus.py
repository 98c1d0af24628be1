"""The menu bar, made from the action registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.actions import VIEWS, ActionRegistry
from app.gui.export_actions import EXPORT_MENU
from app.gui.language import LANGUAGES
from app.gui.settings import Settings
from core.language import Later, later, tr

THEMES = ("system", "light", "dark")
LANGUAGE_MENU = tuple(f"language_{name}" for name in LANGUAGES)
FILE = later("Menus", "&File")

MENUS: dict[Later, tuple[tuple[str, ...], ...]] = {
    FILE: (
        ("new_project", "open_project", "close_project"),
        ("open_demo", "open_model", "open_folder", "open_images", "open_project_images"),
        EXPORT_MENU,
        ("quit",),
    ),
    later("Menus", "&Edit"): (("undo", "redo"),),
    later("Menus", "&View"): (
        tuple(f"view_{name}" for name in VIEWS),
        tuple(f"theme_{name}" for name in THEMES),
        LANGUAGE_MENU,
        ("reset_layout",),
    ),
    later("Menus", "&Dataset"): (
        ("add_images", "relink"),
        ("label_good", "label_defective", "label_unlabelled", "toggle_reviewed"),
        ("split_train", "split_validation", "split_test", "split_unassigned", "show_splits"),
        ("edit_tags", "edit_note", "remove_images"),
        ("open_image", "show_in_folder", "copy_path"),
        ("find", "show_all"),
        ("run_preflight",),
    ),
    later("Menus", "L&arge image"): (
        ("image_back", "image_previous", "image_next"),
        ("image_fit", "image_actual", "mask_shown"),
        ("area_select", "area_rectangle", "area_ellipse", "area_polygon"),
        ("area_inspect", "area_ignore"),
        ("area_this", "area_every"),
        ("area_next", "area_previous", "area_delete"),
    ),
    later("Menus", "&Train"): (
        ("train_new", "train_start", "train_enqueue"),
        ("train_pause", "train_stop", "train_discard"),
        ("run_resume", "run_inspect"),
        ("queue_up", "queue_down"),
        ("run_rename", "run_delete"),
        ("run_command", "run_folder"),
    ),
    later("Menus", "&Calibrate"): (
        ("calibrate_score",),
        ("calibrate_apply", "calibrate_save"),
        ("ng_lower", "ng_higher", "review_lower", "review_higher"),
        ("calibrate_images",),
    ),
    later("Menus", "&Inspect"): (
        ("inspect_folder", "cancel"),
        ("previous", "next", "find_inspected"),
        ("compare_model", "compare_swap", "compare_flips", "compare_stop"),
        ("fit", "actual"),
        ("split", "split_left", "split_right", "surprise"),
        ("defect_next", "defect_previous"),
        tuple(f"pane_{n}" for n in (1, 2, 3, 4)),
    ),
    later("Menus", "&Review"): (
        ("review_ok", "review_unsure", "review_ng", "review_accept_ng"),
        ("review_previous", "review_next", "review_back", "review_forward"),
        ("review_brush", "review_eraser", "review_polygon", "review_move"),
        ("review_smaller", "review_larger"),
        ("review_accept", "review_clear", "review_suggestion", "review_repair"),
        ("review_fit", "review_actual", "review_note", "review_all"),
        ("review_send", "review_learn", "review_export", "review_merge"),
    ),
    later("Menus", "&Help"): (("palette", "shortcuts", "edit_shortcuts"), ("about",)),
}


SUBMENUS = {EXPORT_MENU: later("Menus", "&Export"), LANGUAGE_MENU: later("Menus", "Lan&guage")}
"""Groups that open to the side."""


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
        menu = window.menuBar().addMenu(str(title))
        for number, names in enumerate(groups):
            if number:
                menu.addSeparator()
            place = menu.addMenu(str(SUBMENUS[names])) if names in SUBMENUS else menu
            for name in names:
                place.addAction(actions[name])
            if title is FILE and number == 1:
                recent = menu.addMenu(tr("Menus", "Open &recent"))
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
        menu.addAction(tr("Menus", "Nothing yet")).setEnabled(False)
        return
    menu.addAction(tr("Menus", "&Clear")).triggered.connect(settings.clear_recent)
