"""Each picture of the window: what has to be done in it first. One follows the other, as in a user's day."""

from __future__ import annotations

from resources import DEMO_IMAGES, DEMO_MODEL
from tools.pictures.project import RUN, make_parts
from tools.pictures.studio import Studio

DEFECTIVE = DEMO_IMAGES / "0012.png"
WIDE = 560
"""Of the list in Inspect, for all columns of a comparison."""


def welcome(studio: Studio) -> None:
    """Nothing is open yet."""
    studio.take("welcome")


def drop(studio: Studio) -> None:
    """Images are dragged over the left half."""
    from PySide6.QtCore import QPoint

    window = studio.window
    studio.open_project()
    window.show_view("dataset")
    studio.settle()
    window.veil.cover(choice=True)
    window.veil.aim(QPoint(300, 400))
    studio.take("drop")
    window.veil.hide()


def importing(studio: Studio) -> None:
    """What a folder would bring, before it is imported."""
    window = studio.window
    studio.open_project()
    window.add_images([make_parts(studio.project.parents[1])])
    studio.settle()
    studio.take("import")
    window.dataset.flow.cancel()
    studio.settle()


def dataset(studio: Studio) -> None:
    """The photos, and what the pre-flight found."""
    window = studio.window
    studio.open_project()
    window.show_view("dataset")
    browser = window.dataset.browser
    browser.tabs.setCurrentWidget(browser.preflight)
    studio.act("run_preflight")
    studio.until(lambda: browser.preflight.result.report is not None)
    browser.select_row(2)
    studio.take("dataset")


def areas(studio: Studio) -> None:
    """A defective image with its mask, a region of interest and a don't-care area."""
    from app.gui.project.session import edit_call
    from core.images.areas import Area, AreaKind

    window = studio.window
    studio.open_project()
    window.show_view("dataset")
    window.dataset.browser.filters.search.setText("label:defective split:test")
    studio.until(lambda: window.dataset.browser.model.rowCount() == 20)
    window.dataset.browser.select_row(2)
    image = window.dataset.browser.selected_id()
    region = Area(kind=AreaKind.INSPECT, shape="ellipse", points=((0.02, 0.02), (0.98, 0.98)))
    mark = Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0.1, 0.76), (0.34, 0.9)))
    window.project.edit(edit_call("set_areas", image, [region, mark]))
    studio.act("open_image")
    studio.take("areas")
    studio.act("image_back")
    studio.act("undo")
    studio.act("show_all")


def train_setup(studio: Studio) -> None:
    """A new run, with the drawer of all settings open."""
    window = studio.window
    studio.open_project()
    window.show_view("train")
    studio.act("train_new")
    window.train.setup.drawer.setChecked(True)
    studio.take("train-setup")
    window.train.setup.drawer.setChecked(False)


def train(studio: Studio) -> None:
    """The curves of a run and its fixed images."""
    window = studio.window
    studio.open_project()
    window.show_runs([studio.project / RUN])
    studio.until(lambda: window.train.run.probes.shown_epoch is not None)
    studio.take("train")


def calibrate(studio: Studio) -> None:
    """Scores of images that the model was not trained on."""
    window = studio.window
    studio.open_project()
    studio.open_model(DEMO_MODEL)
    window.show_view("calibrate")
    studio.act("calibrate_score")
    studio.until(lambda: window.calibration.figures is not None)
    studio.take("calibrate")


def review(studio: Studio) -> None:
    """The most defective part with its suggested outline accepted, and some that are decided."""
    window = studio.window
    studio.open_project()
    studio.open_model(DEMO_MODEL)
    window.show_view("review")
    session = window.review.session
    studio.until(lambda: bool(session.items))
    decide(studio, "review_ng", "review_ok", "review_unsure")
    scores = [item.score or 0.0 for item in session.items]
    session.show_row(scores.index(max(scores)))
    studio.settle()
    studio.act("review_accept")
    studio.take("review")
    studio.act("review_clear")


def reviewers(studio: Studio) -> None:
    """Two people decided on the same images."""
    window = studio.window
    studio.open_project()
    studio.open_model(DEMO_MODEL)
    window.show_view("review")
    review = window.review
    studio.until(lambda: bool(review.session.items))
    flagged = [item.image for item in review.session.items if item.decision is None][:8]
    for name, words in (("Ana", "ok ok ng ok ng ng ng ng"), ("Ben", "ok ok ng unsure ng ng ok ng")):
        review.session.set_reviewer(name)
        studio.settle()
        for image, word in zip(flagged, words.split(), strict=True):
            review.session.show_image(image)
            decide(studio, f"review_{word}")
    review.session.set_reviewer("Ana")
    studio.settle()
    review.side.setCurrentWidget(review.people)
    studio.take("reviewers", review.side, 480)
    review.side.setCurrentWidget(review.card)


def decide(studio: Studio, *actions: str) -> None:
    """One decision after the other."""
    for action in actions:
        studio.settle()
        studio.act(action)


def inspect(studio: Studio) -> None:
    """A defective part of the demo."""
    _open_demo(studio)
    studio.take("inspect")


def compare(studio: Studio) -> None:
    """The demo by its own model, and by that of the short run."""
    window = studio.window
    _open_demo(studio)
    window.session.compare(studio.project / RUN / "model.safetensors")
    other = window.session.comparison
    studio.until(lambda: other.model is not None and not other.store.pending_count)
    splitter = window.inspect.splitter
    sizes = splitter.sizes()
    splitter.setSizes([WIDE, sizes[1], sizes[2]])
    studio.take("compare", window.inspect.list, 430)
    splitter.setSizes(sizes)
    studio.act("compare_stop")


def palette(studio: Studio) -> None:
    """Actions found by a word."""
    keys = studio.window.keys
    studio.window.show_view("dataset")
    keys.open_palette()
    assert keys.palette is not None
    keys.palette.search.setText("mask")
    studio.take("palette", keys.palette)
    keys.palette.hide()


def shortcuts(studio: Studio) -> None:
    """Keys of one's own."""
    keys = studio.window.keys
    keys.open_dialog()
    assert keys.dialog is not None
    studio.take("shortcuts", keys.dialog)
    keys.dialog.close()


def _open_demo(studio: Studio) -> None:
    window = studio.window
    studio.open_model(DEMO_MODEL)
    window.open_paths([DEMO_IMAGES], inspect_now=True)
    studio.until(lambda: len(window.session.store) > 0 and not window.session.store.pending_count)
    window.show_view("inspect")
    window.inspect.list.select(DEFECTIVE)
    studio.until(lambda: window.inspect.list.current == DEFECTIVE)
    studio.settle()


VIEWS = {
    "welcome": welcome,
    "drop": drop,
    "import": importing,
    "dataset": dataset,
    "areas": areas,
    "train-setup": train_setup,
    "train": train,
    "calibrate": calibrate,
    "review": review,
    "reviewers": reviewers,
    "inspect": inspect,
    "compare": compare,
    "palette": palette,
    "shortcuts": shortcuts,
}
"""In the order in which they are taken."""
