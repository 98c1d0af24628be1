"""What the Review view shows where there is no picture."""

from __future__ import annotations

from typing import NamedTuple

from app.gui.actions import ActionRegistry
from app.gui.widgets.empty_state import EmptyState


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
            "Review what was flagged",
            "Decisions are kept in a project. Open one, inspect its images, and those with the verdict Review or NG "
            "wait here to be confirmed or corrected.",
            [actions["open_project"], actions["new_project"]],
        ),
        EmptyState(
            "review",
            "Nothing is flagged",
            "No image of this project has the verdict Review or NG. Inspect its images with a calibrated model, or "
            "review all of them.",
            [actions["view_inspect"], actions["review_all"]],
        ),
        EmptyState(
            "ok",
            "All reviewed",
            "Every image of the queue has a decision of yours. Let the next training learn from the masks, send the "
            "decisions back to the dataset, or write them to a file for another reviewer.",
            [
                actions["review_learn"],
                actions["review_send"],
                actions["review_export"],
                actions["review_back"],
            ],
        ),
        EmptyState("unreadable", "This image cannot be read", "", [actions["review_forward"]]),
        EmptyState("review", "Opening…", ""),
    )
