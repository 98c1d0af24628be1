"""The actions of the Review view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec, Gesture

GROUP, SCOPE = "Review", "review"


def _spec(
    name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(name, text, GROUP, keys, icon, tip, SCOPE, checkable)


REVIEW_ACTIONS: tuple[ActionSpec, ...] = (
    _spec("review_ok", "Confirm &OK", ("1", "Return", "Enter"), "ok", "This part is good"),
    _spec("review_unsure", "&Unsure", ("2",), "doubt", "Somebody else should look at it"),
    _spec(
        "review_ng",
        "Confirm &NG",
        ("3",),
        "ng",
        "This part is defective; a mask that was drawn or accepted goes with it",
    ),
    _spec(
        "review_accept_ng",
        "NG &as suggested",
        ("4",),
        "ng",
        "This part is defective, and its mask is what the model found (dashed), with what was drawn",
    ),
    _spec("review_previous", "Previous un&reviewed", ("Ctrl+Shift+A",), "", "Back to one without a decision"),
    _spec("review_next", "Ne&xt unreviewed", ("Ctrl+Shift+D",), "", "On to one without a decision"),
    _spec("review_back", "&Previous image", ("A",), "previous"),
    _spec("review_forward", "&Next image", ("D",), "next"),
    _spec("review_brush", "&Brush", ("B",), "brush", "Mark defects", True),
    _spec("review_eraser", "&Eraser", ("E",), "eraser", "Take marks away", True),
    _spec(
        "review_polygon", "Po&lygon", ("P",), "area_polygon", "Mark what lies inside: click its corners", True
    ),
    _spec("review_move", "Mo&ve the picture", ("V",), "area_select", "Drag the picture, mark nothing", True),
    _spec("review_smaller", "S&maller brush", ("[",)),
    _spec("review_larger", "Lar&ger brush", ("]",)),
    _spec("review_accept", "A&ccept suggested", ("S",), "mask", "Mark what the model found (dashed)"),
    _spec("review_clear", "Clear the mas&k", ("Shift+E",), "delete", "Mark nothing"),
    _spec("review_suggestion", "S&how suggested", ("H",), "suggested", "Show what the model found", True),
    _spec(
        "review_repair", "Show the &repair", ("R",), "inspect", "What the part should have looked like", True
    ),
    _spec("review_note", "No&te", ("N",), "", "Write a note that goes with the decision"),
    _spec("review_fit", "&Fit", ("F",), "fit", "Fit the picture into the pane"),
    _spec("review_actual", "100 &%", ("Z",), "actual", "One image pixel on one screen pixel"),
    _spec("review_all", "All &images", ("Ctrl+Shift+L",), "", "Not the flagged ones only", True),
    _spec(
        "review_send",
        "&Send back…",
        ("Ctrl+Return",),
        "dataset",
        "Label the dataset's images as they were decided; shows first what changes",
    ),
    _spec(
        "review_learn",
        "Use my corrections in the next trainin&g",
        ("Ctrl+T",),
        "train",
        "Send the decisions back to the dataset, and set up a training that learns from their masks",
    ),
    _spec("review_export", "E&xport review…", ("Ctrl+E",), "export", "Write your decisions to a review file"),
    _spec("review_merge", "&Merge review…", ("Ctrl+G",), "add", "Take over another person's decisions"),
)

REVIEW_GESTURES: tuple[Gesture, ...] = (
    Gesture("Drag", "Mark with the brush, or erase", GROUP),
    Gesture("Hold Space and drag", "Move the picture with any tool", GROUP),
    Gesture("Arrows, Space", "Move the brush, and mark there", GROUP),
    Gesture("Enter", "Close a polygon", GROUP),
    Gesture("Esc", "Drop a polygon, or leave the note", GROUP),
)
