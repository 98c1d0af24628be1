"""The actions of the Calibrate view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec, Gesture

GROUP, SCOPE = "Calibrate", "calibrate"


def _spec(name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "") -> ActionSpec:
    return ActionSpec(name, text, GROUP, keys, icon, tip, SCOPE)


CALIBRATE_ACTIONS: tuple[ActionSpec, ...] = (
    _spec(
        "calibrate_score", "S&core the images", ("F5",), "run", "Inspect what has no score of this model yet"
    ),
    _spec(
        "calibrate_apply", "&Apply the policy", ("P",), "ok", "Set the cuts that the chosen policy asks for"
    ),
    _spec(
        "calibrate_save",
        "&Save into the model",
        ("Ctrl+S",),
        "model",
        "Judge by these cuts from now on, here and on the command line",
    ),
    _spec("ng_lower", "NG cut &left", ("A",), "", "The next image becomes NG"),
    _spec("ng_higher", "NG cut &right", ("D",), "", "The next image is NG no more"),
    _spec("review_lower", "Review cut l&eft", ("Shift+A",), "", "The next image goes to review"),
    _spec("review_higher", "Review cut ri&ght", ("Shift+D",), "", "The next image passes as OK"),
    _spec("calibrate_images", "Show &images", ("I",), "image", "The images between the cuts"),
)

CALIBRATE_GESTURES: tuple[Gesture, ...] = (
    Gesture("Drag a cut", "Move it; the figures follow", GROUP),
    Gesture("Click a bar or a cell", "Show its images", GROUP),
    Gesture("Enter", "Apply the chosen policy, or inspect the chosen image", GROUP),
    Gesture("Double-click an image", "Open it in Inspect", GROUP),
)
