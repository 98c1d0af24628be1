"""The masks that people gave defective images in review, and what a training can learn from them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from core.datasets.dataset import Split
from core.project.decision import Decision, Marking
from core.project.project import Project
from core.project.review_sending import agreed_on, marked_last
from core.project.reviews import standing
from core.project.schema import Image
from core.project.some_ids import id_blocks


@dataclass(frozen=True, slots=True)
class Corrections:
    """Masks of images that everybody who decided says NG of, whether they are in the dataset already or not.

    Attributes:
        accepted: of training images, as a model proposed them.
        drawn: of training images, drawn or corrected by a person.
        validation, test: of images in these splits, where no training learns from them.
        left_alone: images with a mask of which somebody is unsure, or that reviewers differ on.
        unsplit: the project has no validation split, so a training draws one from the training images, with and without
            masks, and does not learn from it.
    """

    accepted: int = 0
    drawn: int = 0
    validation: int = 0
    test: int = 0
    left_alone: int = 0
    unsplit: bool = False

    @property
    def masks(self) -> int:
        """What a training can learn from."""
        return self.accepted + self.drawn


def corrections(project: Project) -> Corrections:
    """Count them as the decisions stand now; images that are in no split yet are training images.

    Raises:
        ProjectError: the file cannot be read.
    """
    found = standing(project, marked=True)
    agreed, _, _ = agreed_on(found)
    words = {image: marked_last(people.values()) for image, people in found.items()}
    markings = {image: word.marking for image, word in words.items() if word is not None and word.has_mask}
    defective = [image for image, decision in agreed.items() if decision is Decision.NG]
    splits: dict[int, Split] = {}
    with project.read() as connection:
        for some in id_blocks(defective):
            query = select(Image.id, Image.split).where(Image.id.in_(some))
            splits |= {number: Split(split) for number, split in connection.execute(query)}
        validating = select(Image.id).where(Image.split == Split.VALIDATION.value, ~Image.removed).limit(1)
        unsplit = connection.scalar(validating) is None

    def number(*wanted: Split, of: tuple[Marking, ...] = (Marking.ACCEPTED, Marking.DRAWN)) -> int:
        return sum(splits[image] in wanted and markings.get(image) in of for image in defective)

    train = (Split.TRAIN, Split.UNASSIGNED)
    return Corrections(
        accepted=number(*train, of=(Marking.ACCEPTED,)),
        drawn=number(*train, of=(Marking.DRAWN,)),
        validation=number(Split.VALIDATION),
        test=number(Split.TEST),
        left_alone=sum(image not in agreed for image in markings),
        unsplit=unsplit,
    )
