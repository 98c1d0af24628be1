"""Which result of an image counts where several models inspected it."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, select

from core.project.schema import Image, ImageInspection


def latest_inspection() -> ScalarSelect[int]:
    """The id of the last inspection of the image that a query is about; null where there is none."""
    return (
        select(ImageInspection.id)
        .where(ImageInspection.image_id == Image.id)
        .order_by(ImageInspection.at.desc(), ImageInspection.id.desc())
        .limit(1)
        .correlate(Image)
        .scalar_subquery()
    )
