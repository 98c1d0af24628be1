"""The actions of the Inspect view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec, Gesture

GROUP, SCOPE = "Inspect", "inspect"


def _spec(
    name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(name, text, GROUP, keys, icon, tip, SCOPE, checkable)


INSPECT_ACTIONS: tuple[ActionSpec, ...] = (
    _spec(
        "inspect_folder",
        "&Inspect all",
        ("F5",),
        "run",
        "Inspect every image of the list that is not inspected yet",
    ),
    ActionSpec("cancel", "&Cancel running work", GROUP, ("Ctrl+.",), "cancel", "Stop every running job"),
    _spec("previous", "&Previous image", ("A",), "previous"),
    _spec("next", "&Next image", ("D",), "next"),
    _spec("fit", "&Fit in the pane", ("F",), "fit"),
    _spec("actual", "&100 %", ("Z",), "actual", "One image pixel on one screen pixel"),
    _spec("split", "Spl&it slider", ("S",), "split", "Original and repair on either side of a line", True),
    _spec(
        "surprise",
        "S&urprise of D_p",
        ("E",),
        "surprise",
        "In the SSIM map's place, where D_p sees a defect; both make the score",
        True,
    ),
    _spec("split_left", "Split line to the &left", ("Shift+Left",), "", "More of the repair"),
    _spec("split_right", "Split line to the ri&ght", ("Shift+Right",), "", "More of the original"),
    _spec("defect_next", "Next &defect", ("]",), "", "Zoom to the next defect of the table"),
    _spec("defect_previous", "Pre&vious defect", ("[",), "", "Zoom to the previous defect of the table"),
    _spec("pane_1", "Maximise &original", ("1",), "", "", True),
    _spec("pane_2", "Maximise &repair", ("2",), "", "", True),
    _spec("pane_3", "Maximise &SSIM map", ("3",), "", "", True),
    _spec("pane_4", "Maximise &contours", ("4",), "", "", True),
)

INSPECT_GESTURES: tuple[Gesture, ...] = (
    Gesture("Hold Space", "Blink between original and repair", GROUP),
    Gesture("Double-click", "Maximise a pane, or show all four", GROUP),
    Gesture("Wheel", "Zoom at the cursor", GROUP),
    Gesture("Drag", "Move the picture, or the split line", GROUP),
    Gesture("Click a defect", "Zoom to it", GROUP),
)
