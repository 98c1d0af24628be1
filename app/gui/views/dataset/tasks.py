"""What the Dataset view does off the GUI thread. Every function returns the work of a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.gui.jobs import JobContext, Work
from app.gui.project.loading import load_database
from app.gui.views.dataset.details_panel import PREVIEW, Preview
from app.gui.widgets.area_editor.prepared import PreparedPicture, prepare
from core.errors import IsuganError

if TYPE_CHECKING:
    from core.images.areas import Area
    from core.project.images import ImageDetails
    from core.project.project import Project


@dataclass(frozen=True)
class LargeImage:
    """One image with its mask, ready for the image page; `error` says why there is no picture.

    Attributes:
        areas, project_areas: see `core.project.images.ImageDetails`.
    """

    picture: PreparedPicture | None
    areas: tuple[Area, ...] = ()
    project_areas: tuple[Area, ...] = ()
    error: str = ""


def plan_import(paths: Sequence[Path], layout: str | None) -> Work:
    """What a drop would import; items are the first images found, as paths."""

    def work(context: JobContext) -> Any:
        from core.datasets.plan import plan_import as plan

        def found(images: Sequence[Path]) -> None:
            context.put(list(images))
            # They come early and seldom: what is held back would wait for the end.
            context.flush()

        return plan(paths, layout, found=found, cancelled=context.cancelled)

    return work


def get_ready() -> Work:
    """Import what a project needs, which takes a moment the first time."""

    def work(_context: JobContext) -> None:
        load_database()

    return work


def preview(project: Project, image: int) -> Work:
    """The picture, mask and hash of one image, reduced."""

    def work(_context: JobContext) -> Preview:
        from core.images.thumbnail import read_thumbnail
        from core.project.images import details

        found = details(project, image)
        try:
            picture = read_thumbnail(found.path, PREVIEW)
        except IsuganError as error:
            return Preview(None, None, found.sha256, str(error.told))
        height, width = picture.shape[:2]
        mask, wrong = _mask(found, width, height)
        return Preview(picture, mask, found.sha256, wrong)

    return work


def large_image(project: Project, image: int) -> Work:
    """The whole picture of one image with its mask and areas."""

    def work(_context: JobContext) -> LargeImage:
        from core.images.read import read_picture
        from core.project.images import details

        found = details(project, image)
        try:
            picture = read_picture(found.path)
        except IsuganError as error:
            return LargeImage(None, found.areas, found.project_areas, str(error.told))
        mask, _ = _mask(found, picture.width, picture.height)
        return LargeImage(prepare(picture.pixels, mask), found.areas, found.project_areas)

    return work


def check(project: Project, working_size: tuple[int, int] | None) -> Work:
    """The pre-flight."""

    def work(context: JobContext) -> Any:
        from core.project.checking import check as run

        return run(project, working_size, progress=context.progress, cancelled=context.cancelled)

    return work


def draw_splits(project: Project, seed: int, validation: float, test: float, anew: bool) -> Work:
    """Splits as these settings draw them; nothing is changed."""

    def work(_context: JobContext) -> Any:
        from core.project.splitting import plan_splits

        return plan_splits(project, seed=seed, validation=validation, test=test, anew=anew)

    return work


def _mask(found: ImageDetails, width: int, height: int) -> tuple[NDArray[np.bool_] | None, str]:
    from core.datasets.masks import read_mask

    if found.mask is None:
        return None, ""
    try:
        return read_mask(found.mask, width, height), ""
    except IsuganError as error:
        return None, str(error.told)
