"""Undo in the Review view: what was drawn on the picture, then the decisions and everything else in the project."""

from __future__ import annotations

from app.gui.views.review.session import ReviewSession
from app.gui.widgets.mask_canvas.canvas import MaskCanvas


class ReviewHistory:
    """A `app.gui.project.history_actions.ViewHistory`."""

    def __init__(self, canvas: MaskCanvas, session: ReviewSession) -> None:
        self._canvas = canvas
        self._session = session

    @property
    def editable(self) -> bool:
        """Whether the project can be changed."""
        return self._session.project.editable

    @property
    def undo_text(self) -> str:
        """What undo would take back."""
        return self._canvas.undo_text or self._session.project.undo_text

    @property
    def redo_text(self) -> str:
        """What redo would do again."""
        return self._canvas.redo_text or ("" if self._canvas.can_undo else self._session.project.redo_text)

    def undo(self) -> None:
        """Take the last step back."""
        if self._canvas.can_undo:
            self._canvas.undo()
        else:
            self._session.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._canvas.can_redo:
            self._canvas.redo()
        elif not self._canvas.can_undo:
            self._session.redo()
