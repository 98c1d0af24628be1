"""The tables of a project file. A change here needs a migration in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.project.path_text import PathText


class Base(DeclarativeBase):
    """Names of constraints are fixed, so that a later migration can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Meta(Base):
    """Facts about the project itself, such as when it was made."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Folder(Base):
    """A folder that images or masks lie in. A moved folder is relinked here, once for all its files."""

    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(PathText, unique=True)
    relative: Mapped[str | None] = mapped_column(PathText)


class Image(Base):
    """One image, referenced and never copied.

    `sha256` is empty and the sizes are 0 until the file was read, `error` says why it could not be. `tags` is a
    JSON list of texts. `problems` holds the bits of `core.project.problem.Problem`. `score` and `verdict` are those
    of the latest inspection. A removed image keeps its row, so that removing can be undone.
    """

    __tablename__ = "images"
    __table_args__ = (UniqueConstraint("folder_id", "name"), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int] = mapped_column(ForeignKey("folders.id"))
    name: Mapped[str] = mapped_column(PathText)
    added: Mapped[float]
    file_size: Mapped[int]
    mtime_ns: Mapped[int]
    sha256: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    bit_depth: Mapped[int] = mapped_column(default=0)
    channels: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    label: Mapped[str]
    split: Mapped[str]
    defect_type: Mapped[str] = mapped_column(default="")
    reviewed: Mapped[bool] = mapped_column(default=False)
    tags: Mapped[str] = mapped_column(default="[]")
    note: Mapped[str] = mapped_column(default="")
    problems: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None]
    verdict: Mapped[str] = mapped_column(default="")
    removed: Mapped[bool] = mapped_column(default=False)


class Mask(Base):
    """What marks an image's defects: a picture file (`folder_id`, `name`) or a document of shapes, never both."""

    __tablename__ = "masks"

    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"), primary_key=True)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id"))
    name: Mapped[str | None] = mapped_column(PathText)
    document: Mapped[str | None]


class ImageArea(Base):
    """A region of interest or don't-care area (a `core.images.areas.Area`); without image: of every image."""

    __tablename__ = "areas"
    __table_args__ = (Index(None, "image_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[int | None] = mapped_column(ForeignKey("images.id"))
    document: Mapped[str]


class ImageMeasurement(Base):
    """What pre-flight measured on an image whose bytes had this hash."""

    __tablename__ = "measurements"

    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"), primary_key=True)
    sha256: Mapped[str]
    document: Mapped[str]


class Snapshot(Base):
    """Exactly which images a run saw (a `core.datasets.snapshot.Snapshot`); triggers refuse any change."""

    __tablename__ = "snapshots"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    created: Mapped[float]
    document: Mapped[str]


class Run(Base):
    """One training: `folder` below the project's `runs`, `state` as the trainer reports it."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folder: Mapped[str] = mapped_column(PathText)
    created: Mapped[float]
    state: Mapped[str]
    settings: Mapped[dict[str, object]] = mapped_column(JSON)
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshots.id"))


class Model(Base):
    """A model file that inspects: below the project's `models`, or elsewhere by its absolute path."""

    __tablename__ = "models"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    path: Mapped[str] = mapped_column(PathText, unique=True)
    created: Mapped[float]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class ImageInspection(Base):
    """The latest result of one model on one image; `error` where the image could not be inspected.

    A score without a `level`: the cuts were changed, and under them nobody has outlined the image yet.
    """

    __tablename__ = "inspections"
    __table_args__ = (UniqueConstraint("image_id", "model_id"), Index(None, "model_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"))
    model_id: Mapped[int] = mapped_column(ForeignKey("models.id"))
    at: Mapped[float]
    score: Mapped[float | None]
    verdict: Mapped[str]
    review_cut: Mapped[float | None]
    ng_cut: Mapped[float | None]
    otsu_level: Mapped[float | None]
    level: Mapped[float | None]
    error: Mapped[str]


class ImageDefect(Base):
    """One contour of an inspection, with the figures of `core.inspection.result.Defect`.

    `contour` holds `(N, 2)` little-endian float32: x, y in the original image's pixels.
    """

    __tablename__ = "defects"
    __table_args__ = (Index(None, "inspection_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id", ondelete="CASCADE"))
    number: Mapped[int]
    contour: Mapped[bytes] = mapped_column(LargeBinary)
    area_px: Mapped[float]
    area_percent: Mapped[float]
    length_px: Mapped[float]
    mean_ssim: Mapped[float]
    contrast: Mapped[float]
    x: Mapped[float]
    y: Mapped[float]
    left: Mapped[float]
    top: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]


class Review(Base):
    """One decision of one person on one image; decisions are added, never overwritten.

    `mask` is the document of the mask that was drawn with it. `undone` says whether its step is undone.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "image_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[int] = mapped_column(ForeignKey("images.id"))
    at: Mapped[float]
    who: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]
    mask: Mapped[str | None]
    undone: Mapped[bool] = mapped_column(default=False)


class Step(Base):
    """One undoable step: `changes` is compressed JSON, see `core.project.packing`."""

    __tablename__ = "steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[float]
    who: Mapped[str]
    text: Mapped[str]
    undone: Mapped[bool] = mapped_column(default=False)
    changes: Mapped[bytes] = mapped_column(LargeBinary)
