"""The actions of comparing two models, and of finding an image in the list, in the Inspect view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec

GROUP, SCOPE = "Inspect", "inspect"


def _spec(
    name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "", checkable: bool = False
) -> ActionSpec:
    return ActionSpec(name, text, GROUP, keys, icon, tip, SCOPE, checkable)


COMPARE_ACTIONS: tuple[ActionSpec, ...] = (
    _spec(
        "compare_model",
        "Compare with another &model…",
        ("Ctrl+Shift+M",),
        "model",
        "Let a second model inspect the same images",
    ),
    _spec("compare_swap", "Show the other model's pict&ures", ("M",), "", "Of model B, or of A again", True),
    _spec(
        "compare_flips", "Show &only verdicts that flip", ("Shift+M",), "", "Largest difference first", True
    ),
    _spec("compare_stop", "S&top comparing", ("Ctrl+Shift+X",), "cancel", "Let go of the second model"),
    _spec("find_inspected", "Find an ima&ge", ("Ctrl+F",), "", "Search the list by name"),
)
