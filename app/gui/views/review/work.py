"""What the Review view does off the GUI thread. Every function returns the work of a job, or an edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.gui.engine import LoadedModel
from app.gui.jobs import JobContext, Work
from app.gui.project.edit_queue import Call
from app.gui.widgets.area_editor.prepared import PreparedPicture, prepare
from app.gui.widgets.mask_canvas.mask_edit import MaskEdit
from core.errors import IsuganError
from core.project.decision import Decision, Marking

if TYPE_CHECKING:
    from core.inspection.result import Defect, Inspection
    from core.project.corrections import Corrections
    from core.project.history import Applied
    from core.project.project import Project
    from core.project.review_agreement import Agreement
    from core.project.review_merging import Merged
    from core.project.review_queue import QueueItem
    from core.project.review_sending import Sending
    from core.project.reviews import Decided


@dataclass(frozen=True)
class ReviewPicture:
    """One image with all that is shown of it.

    Attributes:
        picture: None where the file cannot be read; `error` then says why.
        suggestion: contours that a model found, each `(N, 2)` float32 x, y in the image's pixels.
        suggested_px: what lies inside them, in pixels of the image.
        found: what the model in use found again, because its cuts were changed since; to be kept.
        missing: name of the model whose contours are not known any more for that reason, and that is not in use.
        mask: bool `(H, W)`, what is marked before the reviewer does anything.
        own: the mask is what the reviewer said of it with an earlier decision.
        decisions: on this image, oldest first.
    """

    item: QueueItem
    picture: PreparedPicture | None
    suggestion: tuple[NDArray[np.float32], ...] = ()
    suggested_px: float = 0
    mask: NDArray[np.bool_] | None = None
    found: Inspection | None = None
    missing: str = ""
    own: bool = False
    decisions: tuple[Decided, ...] = ()
    error: str = ""


def load_queue(project: Project, who: str, everything: bool) -> Work:
    """The queue, and everybody who decided anything."""

    def work(_context: JobContext) -> tuple[tuple[QueueItem, ...], list[str]]:
        from core.project.review_queue import review_queue
        from core.project.reviews import reviewers

        return review_queue(project, who, everything=everything), reviewers(project)

    return work


def load_picture(project: Project, item: QueueItem, who: str, model: LoadedModel | None) -> Work:
    """One image of the queue; `model` says what it finds where no result is stored, or none that holds."""

    def work(context: JobContext) -> ReviewPicture:
        from core.images.read import read_picture
        from core.project.reviews import reviews

        decisions = tuple(reviews(project, item.image))
        try:
            read = read_picture(item.path)
            picture = prepare(read.pixels, None)
            suggestion = _suggestion(project, item, model, context)
            mask, own = _mask(project, item.image, who, decisions, read.width, read.height)
        except IsuganError as error:
            return ReviewPicture(item, None, decisions=decisions, error=str(error.told))
        contours = tuple(defect.contour for defect in suggestion.defects)
        area = sum(defect.area_px for defect in suggestion.defects)
        return ReviewPicture(
            item, picture, contours, area, mask, suggestion.found, suggestion.missing, own, decisions
        )

    return work


def load_repair(project: Project, item: QueueItem, model: LoadedModel) -> Work:
    """The image as `model` repairs it, in the image's own size."""

    def work(context: JobContext) -> PreparedPicture:
        from core.images.resize import resize

        found = _inspect(project, item, model, context, keep_images=True)
        assert found.images is not None
        return prepare(resize(found.images.repair, found.width, found.height), None)

    return work


@dataclass(frozen=True)
class _Suggestion:
    """See `ReviewPicture`."""

    defects: tuple[Defect, ...] = ()
    found: Inspection | None = None
    missing: str = ""


def _suggestion(
    project: Project, item: QueueItem, model: LoadedModel | None, context: JobContext
) -> _Suggestion:
    from core.project.records import defects, model_of

    if item.model is None:
        inspection = _inspect(project, item, model, context, keep_images=False) if model else None
        return _Suggestion(inspection.defects if inspection is not None else ())
    kept = defects(project, item.image, item.model)
    if kept is not None:
        return _Suggestion(kept)
    # Those of another model, or of the cuts before, would not be the reason for the verdict.
    if model is None or model_of(project, model.path) != item.model:
        return _Suggestion(missing=item.model_name)
    inspection = _inspect(project, item, model, context, keep_images=False)
    return _Suggestion(inspection.defects, inspection)


def _inspect(
    project: Project, item: QueueItem, model: LoadedModel, context: JobContext, *, keep_images: bool
) -> Inspection:
    from core.project.images import areas_of

    areas = areas_of(project, [item.path]).get(item.path)
    return model.inspector.inspect(item.path, keep_images, areas, watch=context)


def _mask(
    project: Project, image: int, who: str, decisions: tuple[Decided, ...], width: int, height: int
) -> tuple[NDArray[np.bool_] | None, bool]:
    from core.datasets.masks import read_mask
    from core.project.images import details
    from core.project.reviews import mask_of

    # Also one whose decision was undone: undoing takes back what was said, not what was drawn.
    own = [
        decided
        for decided in decisions
        if decided.who == who
        and (decided.marking is Marking.DRAWN or (decided.marking and not decided.undone))
    ]
    source = mask_of(project, own[-1].id) if own else details(project, image).mask
    return (None if source is None else read_mask(source, width, height)), bool(own)


def decide(
    image: int,
    decision: Decision,
    note: str,
    mask: NDArray[np.bool_] | None,
    who: str,
    suggestion: Sequence[NDArray[np.float32]] = (),
) -> Call:
    """Add a decision; a mask that is just what `suggestion` outlines was accepted, and one without marks taken off."""

    def call(project: Project) -> Applied | None:
        from core.datasets.polygon_mask import PolygonMask
        from core.project import reviews

        drawn = None
        accepted = False
        if mask is not None and not mask.any():
            drawn = PolygonMask.of(mask.shape[1], mask.shape[0])
        elif mask is not None:
            drawn = PolygonMask.of_pixels(mask)
            proposed = MaskEdit(np.zeros_like(mask))
            proposed.accept(suggestion)
            accepted = np.array_equal(proposed.pixels, mask)
        return reviews.decide(project, image, decision, note, drawn, who, accepted)

    return call


def step(name: str, who: str, stepped: Callable[[dict[int, Decision | None]], object]) -> Call:
    """Undo or redo; `stepped` hears, in the job's thread, of the images whose decisions changed."""

    def call(project: Project) -> Applied | None:
        from core.project import edits, reviews

        applied: Applied | None = getattr(edits, name)(project)
        if applied is not None:
            images = reviews.images_of(project, applied.changes)
            now = reviews.decisions_of(project, who, images)
            stepped({image: now.get(image) for image in images})
        return applied

    return call


def merge(path: Path, merged: Callable[[Merged], object]) -> Call:
    """Take over the decisions in a file; `merged` hears, in the job's thread, what came of it."""

    def call(project: Project) -> Applied | None:
        from core.project.review_file import read_review_file
        from core.project.review_merging import merge_review

        found = merge_review(project, read_review_file(path))
        merged(found)
        return found.applied

    return call


def export(project: Project, path: Path, who: str) -> Work:
    """Write one person's decisions to a file; the number of decisions, and images that are left out."""

    def work(_context: JobContext) -> tuple[int, tuple[str, ...]]:
        from core.project.review_file import write_review_file
        from core.project.review_merging import export_review

        review, left_out = export_review(project, who)
        write_review_file(path, review)
        return review.decisions, left_out

    return work


def plan_sending(project: Project) -> Work:
    """What sending the decisions back would change."""

    def work(_context: JobContext) -> Sending:
        from core.project.review_sending import plan_sending as plan

        return plan(project)

    return work


def send_back(project: Project) -> Applied | None:
    """Send them back; an edit."""
    from core.project.review_sending import send_back as send

    return send(project)


def count_corrections(project: Project) -> Work:
    """The masks that a training can learn from."""

    def work(_context: JobContext) -> Corrections:
        from core.project.corrections import corrections

        return corrections(project)

    return work


def use_corrections(found: list[Corrections]) -> Call:
    """Send the decisions back; `found` gets what a training can learn from then."""

    def call(project: Project) -> Applied | None:
        from core.project.corrections import corrections
        from core.project.review_sending import send_back as send

        applied = send(project)
        found.append(corrections(project))
        return applied

    return call


def compare(project: Project, first: str, second: str) -> Work:
    """How far two people agree."""

    def work(_context: JobContext) -> Agreement:
        from core.project.review_agreement import agreement

        return agreement(project, first, second)

    return work
