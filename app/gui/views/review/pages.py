"""What the Review view shows where there is no picture."""

from __future__ import annotations

from typing import NamedTuple

from app.gui.actions import ActionRegistry
from app.gui.widgets.empty_state import EmptyState
from core.language import tr


class Pages(NamedTuple):
    """Each says what is missing, and the next step."""

    no_project: EmptyState
    nothing: EmptyState
    done: EmptyState
    unreadable: EmptyState
    waiting: EmptyState


def pages(actions: ActionRegistry) -> Pages:
    """Make them."""
    return Pages(
        EmptyState(
            "review",
            tr("Review", "Review what was flagged"),
            tr(
                "Review",
                "Decisions are kept in a project. Open one, inspect its images, and those with the verdict Review or "
                "NG wait here to be confirmed or corrected.",
            ),
            [actions["open_project"], actions["new_project"]],
        ),
        EmptyState(
            "review",
            tr("Review", "Nothing is flagged"),
            tr(
                "Review",
                "No image of this project has the verdict Review or NG. Inspect its images with a calibrated model, or "
                "review all of them.",
            ),
            [actions["view_inspect"], actions["review_all"]],
        ),
        EmptyState(
            "ok",
            tr("Review", "All reviewed"),
            tr(
                "Review",
                "Every image of the queue has a decision of yours. Let the next training learn from the masks, send "
                "the decisions back to the dataset, or write them to a file for another reviewer.",
            ),
            [
                actions["review_learn"],
                actions["review_send"],
                actions["review_export"],
                actions["review_back"],
            ],
        ),
        EmptyState("unreadable", tr("Review", "This image cannot be read"), "", [actions["review_forward"]]),
        EmptyState("review", tr("Review", "Opening…"), ""),
    )
