"""Everything that a report says, as one frozen record; the HTML and the PDF are two ways to show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.datasets.dataset import Label
from core.evaluation.evaluation import Evaluation
from core.export.report.pictures import CasePictures
from core.export.source import ModelRecord
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict
from core.words import number_of

Facts = tuple[tuple[str, str], ...]
"""Names and values, in the order to show them in."""


@dataclass(frozen=True)
class ImageLine:
    """One image in the list at the end.

    Attributes:
        name: below the dataset's folder.
        seen: the model's run held it for training or validation.
        sha256: of the file's bytes, hexadecimal; "" if it could no longer be read.
    """

    name: str
    label: Label
    verdict: Verdict
    score: float
    seen: bool
    sha256: str


@dataclass(frozen=True)
class Case:
    """One image with its pictures.

    Attributes:
        note: why it is shown, such as "missed" or "0.003 from the NG cut".
        defects: how many contours there are.
        area_percent: their area, 0-100 of the image.
        pictures: None where it could not be inspected again; `error` then says why.
    """

    image: ImageLine
    note: str
    defects: int
    area_percent: float
    pictures: CasePictures | None
    error: str = ""

    @property
    def words(self) -> str:
        """What is known of it, on one line."""
        words = [f"score {self.image.score:.4f}"]
        if self.image.label is not Label.UNLABELLED:
            words.append(f"labelled {self.image.label}")
        words += [self.note] if self.note else []
        if self.pictures is not None:
            words.append(f"{number_of(self.defects, 'contour')} ({self.area_percent:.2f} % of the image)")
        words += ["from the model's training"] if self.image.seen else []
        return ", ".join(words)


@dataclass(frozen=True)
class CaseGroup:
    """Cases under one heading."""

    title: str
    text: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class ReportData:
    """A report.

    Attributes:
        title: as the reader sees it.
        created: when, ISO 8601 with time zone.
        dataset: what the images are called, usually their folder.
        model: which model.
        about: the model and how it was trained; settings: how images were inspected; versions: of the programs.
        data: what the images are.
        cuts: None without calibration.
        evaluation: figures; None where no image has a label.
        warnings: what a reader must know before trusting the figures.
        groups: the cases.
        images: every image that was inspected.
        images_hash: SHA-256 over their names, hashes and labels.
        unreadable: name and reason of each file that could not be inspected.
    """

    title: str
    created: str
    dataset: str
    model: ModelRecord
    about: Facts
    settings: Facts
    versions: Facts
    data: Facts
    cuts: Cuts | None
    evaluation: Evaluation | None
    warnings: tuple[str, ...]
    groups: tuple[CaseGroup, ...]
    images: tuple[ImageLine, ...]
    images_hash: str
    unreadable: tuple[tuple[str, str], ...] = field(default=())

    def count(self, verdict: Verdict, label: Label | None = None) -> int:
        """Images with a verdict, of one label or of all."""
        return sum(i.verdict is verdict and label in (None, i.label) for i in self.images)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels that occur, good first."""
        return tuple(label for label in Label if any(image.label is label for image in self.images))

    def scores(self, label: Label) -> list[float]:
        """The scores of one label's images."""
        return [image.score for image in self.images if image.label is label]
