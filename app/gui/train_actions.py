"""The actions of the Train view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec, Gesture

GROUP, SCOPE = "Train", "train"


def _spec(name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "") -> ActionSpec:
    return ActionSpec(name, text, GROUP, keys, icon, tip, SCOPE)


TRAIN_ACTIONS: tuple[ActionSpec, ...] = (
    _spec("train_new", "&New run", ("Ctrl+Shift+N",), "add", "Choose settings for another run"),
    _spec("train_start", "&Train", ("F9",), "run", "Train with these settings"),
    _spec(
        "train_enqueue",
        "Add to &queue",
        ("Shift+F9",),
        "pending",
        "Train with these settings when its turn comes",
    ),
    _spec("train_pause", "&Pause", ("P",), "pause", "Wait after this step; nothing is lost"),
    _spec(
        "train_stop", "&Stop and keep", ("Ctrl+Shift+S",), "stop", "End now and keep the best model so far"
    ),
    _spec(
        "train_discard", "&Cancel…", ("Ctrl+Shift+X",), "cancel", "End now and discard the run; asks first"
    ),
    _spec("run_resume", "Res&ume", ("Ctrl+R",), "redo", "Go on with an interrupted run where it was"),
    _spec(
        "run_inspect", "Use for &inspection", ("Ctrl+Return",), "inspect", "Open the run's model in Inspect"
    ),
    _spec("run_rename", "Rena&me", ("F2",), "", "Give the run another name"),
    _spec(
        "run_delete", "&Delete", ("Del",), "delete", "Take it out of the queue, or move the run to the trash"
    ),
    _spec(
        "run_command", "Cop&y as command", ("Ctrl+Shift+C",), "copy", "Copy the command that trains the same"
    ),
    _spec("run_folder", "Show in &folder", ("Ctrl+Shift+F",), "folder", "Open the folder of the run"),
    _spec("queue_up", "Earlier in the &queue", ("Alt+Up",), "", "Train it sooner"),
    _spec("queue_down", "&Later in the queue", ("Alt+Down",), "", "Train it later"),
)

TRAIN_GESTURES: tuple[Gesture, ...] = (
    Gesture("Enter", "Rename the run, while its name is edited", GROUP),
    Gesture("Ctrl+click", "Choose several runs: their curves are compared", GROUP),
)
