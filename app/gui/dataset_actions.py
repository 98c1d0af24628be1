"""The actions of the Dataset view."""

from __future__ import annotations

from app.gui.action_spec import ActionSpec, Gesture

GROUP, SCOPE = "Dataset", "dataset"
AREAS = "Large image"
"""The group of what is done on the large image."""


def _spec(
    name: str, text: str, keys: tuple[str, ...] = (), icon: str = "", tip: str = "", checkable: bool = False
) -> ActionSpec:
    large = name.startswith(("area_", "image_", "mask_"))
    return ActionSpec(name, text, AREAS if large else GROUP, keys, icon, tip, SCOPE, checkable)


DATASET_ACTIONS: tuple[ActionSpec, ...] = (
    # From every view: it is where a set of images begins.
    ActionSpec(
        "add_images", "&Add images…", GROUP, ("Ctrl+I",), "add", "Look through a folder and import its images"
    ),
    _spec("label_good", "&Good", ("G",), "ok", "Label the selected images good"),
    _spec("label_defective", "&Defective", ("D",), "ng", "Label the selected images defective"),
    _spec("label_unlabelled", "&Unlabelled", ("U",), "pending", "Take the label off the selected images"),
    _spec("split_train", "&Train", ("T",), "", "Move the selected images to the training split"),
    _spec("split_validation", "&Validation", ("V",), "", "Move the selected images to the validation split"),
    _spec("split_test", "Te&st", ("S",), "", "Move the selected images to the test split"),
    _spec("split_unassigned", "U&nassigned", ("Shift+U",), "", "Take the selected images out of every split"),
    _spec(
        "toggle_reviewed",
        "&Reviewed",
        ("R",),
        "reviewed",
        "Mark the selected images reviewed, or take it back",
    ),
    _spec("edit_tags", "Ta&gs", ("Ctrl+T",), "", "Edit the tags of the selected images"),
    _spec("edit_note", "&Note", ("N",), "", "Edit the note of the image"),
    _spec("remove_images", "Re&move from the project", ("Del",), "", "The files stay where they are"),
    _spec(
        "open_image",
        "Show &large",
        ("L",),
        "image",
        "Show the image with its mask and areas; also Enter",
    ),
    _spec("image_previous", "&Previous image", ("PgUp",), "previous"),
    _spec("image_next", "Ne&xt image", ("PgDown",), "next"),
    _spec("image_back", "&Back to the grid", ("Alt+Left",), "back", "Back to the grid; also Esc"),
    _spec("image_fit", "&Fit", ("F",), "fit", "Fit the image into the page"),
    _spec("image_actual", "&100 %", ("Z",), "actual", "One image pixel on one screen pixel"),
    _spec("mask_shown", "Show &mask", ("M",), "mask", "Show the mask over the image", True),
    _spec("area_select", "&Select areas", ("1",), "area_select", "Choose, move and resize areas", True),
    _spec("area_rectangle", "&Rectangle", ("2",), "area_rectangle", "Draw a rectangle", True),
    _spec("area_ellipse", "&Ellipse", ("3",), "area_ellipse", "Draw an ellipse", True),
    _spec(
        "area_polygon",
        "&Polygon",
        ("4",),
        "area_polygon",
        "Draw a polygon: click its corners, then Enter",
        True,
    ),
    _spec("area_inspect", "&Inspect only here", ("I",), "area_inspect", "Region of interest", True),
    _spec("area_ignore", "I&gnore here", ("X",), "area_ignore", "Don't-care area", True),
    _spec("area_this", "&This image", ("H",), "area_this", "Areas of this image", True),
    _spec(
        "area_every", "E&very image", ("E",), "area_every", "Areas of every image, as of a fixed camera", True
    ),
    _spec("area_next", "&Next area", ("]",), "", "Choose the next area"),
    _spec("area_previous", "Pre&vious area", ("[",), "", "Choose the previous area"),
    _spec("area_delete", "De&lete area", ("Shift+Del",), "delete", "Delete the chosen area; also Del"),
    _spec("find", "&Find", ("Ctrl+F",), "", "Search the images"),
    _spec("show_all", "Show a&ll images", ("Ctrl+Shift+A",), "", "Lift the search and all filters"),
    _spec("show_in_folder", "Show in &folder", ("Ctrl+Shift+F",), "folder", "Open the folder of the image"),
    _spec("copy_path", "&Copy path", ("Ctrl+Shift+C",), "copy", "Copy the path of the image"),
    _spec(
        "run_preflight", "Run pre-f&light", ("F7",), "run", "Look for files and images that will make trouble"
    ),
    _spec("show_splits", "Ass&ign splits…", ("F8",), "", "Draw which images validate and test"),
    _spec("relink", "Re&link moved folders…", ("Ctrl+Shift+R",), "", "Say where images are that moved"),
)

DATASET_GESTURES: tuple[Gesture, ...] = (
    Gesture("Enter", "Show the image large", GROUP),
    Gesture("Ctrl+Enter", "Import what is shown, or save a note", GROUP),
    Gesture("Ctrl+wheel", "Size of the thumbnails", GROUP),
    Gesture("Esc", "Back to the grid", GROUP),
    Gesture("Enter", "Close a polygon, or put a shape in", AREAS),
    Gesture("Backspace", "Take the last corner back", AREAS),
    Gesture("Arrows", "Move the area; with Shift, size it", AREAS),
    Gesture("Click a side", "Add a corner to a polygon", AREAS),
    Gesture("Right-click", "Remove a corner", AREAS),
    Gesture("Middle drag", "Move the picture with any tool", AREAS),
)
