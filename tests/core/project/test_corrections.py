"""The masks of a review that a training can learn from."""

from __future__ import annotations

from core.datasets.dataset import Split
from core.datasets.polygon_mask import PolygonMask
from core.project import edits, reviews
from core.project.corrections import Corrections, corrections
from core.project.decision import Decision
from core.project.project import Project
from core.project.review_sending import send_back

MASK = PolygonMask.of(6, 4, [[(1, 1), (4, 1), (2, 3)]])
NONE = PolygonMask.of(6, 4)


def test_masks_count_by_where_their_images_stand(five: Project) -> None:
    assert corrections(five) == Corrections(unsplit=True)
    edits.set_split(five, [2], Split.TRAIN)
    edits.set_split(five, [3], Split.VALIDATION)
    edits.set_split(five, [4, 5], Split.TEST)
    for image in (1, 2, 3, 4):
        reviews.decide(five, image, Decision.NG, mask=MASK, accepted=image == 2, who="Ana")
    found = corrections(five)
    assert found == Corrections(accepted=1, drawn=1, validation=1, test=1)
    assert found.masks == 2
    send_back(five)
    # What is in the dataset already can be learnt from all the same.
    assert corrections(five) == found


def test_what_no_mask_comes_from(five: Project) -> None:
    reviews.decide(five, 1, Decision.NG, who="Ana")
    reviews.decide(five, 2, Decision.OK, mask=MASK, who="Ana")
    reviews.decide(five, 3, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(five, 3, Decision.UNSURE, who="Ben")
    reviews.decide(five, 4, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(five, 4, Decision.NG, mask=NONE, who="Ben")
    reviews.decide(five, 5, Decision.NG, mask=MASK, who="Ana")
    edits.undo(five)
    assert corrections(five) == Corrections(left_alone=1, unsplit=True)
