"""The actions that write results into files."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec

GROUP, SCOPE = "File", "inspect"


def _spec(name: str, text: str, tip: str, keys: tuple[str, ...] = ()) -> ActionSpec:
    return ActionSpec(f"export_{name}", text, GROUP, keys, "export", tip, SCOPE)


EXPORT_ACTIONS: tuple[ActionSpec, ...] = (
    _spec("html", "Export &report…", "Figures, settings and cases as one HTML file", ("Ctrl+Shift+E",)),
    _spec("pdf", "Export report as &PDF…", "The same report to print or to hand on", ("Ctrl+K, P",)),
    _spec("json", "Export &JSON…", "All results with their contours in one document", ("Ctrl+K, J",)),
    _spec(
        "masks", "Export &masks…", "A black and white picture of the defects for each image", ("Ctrl+K, M",)
    ),
    _spec("overlays", "Export &overlays…", "Each image with its contours drawn in", ("Ctrl+K, O",)),
    _spec("coco", "Export C&OCO…", "Outlines of NG images as COCO's instances.json", ("Ctrl+K, C",)),
    _spec(
        "labelme", "Export &labelme…", "Outlines as labelme's JSON, one file for each image", ("Ctrl+K, E",)
    ),
)

EXPORT_MENU: tuple[str, ...] = ("export_csv", *(spec.name for spec in EXPORT_ACTIONS))
"""What stands in File > Export."""
