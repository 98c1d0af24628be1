"""What leaves the review and what comes in: sending back, review files, and the words about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui import dialogs
from app.gui.errors import Level
from app.gui.settings import Settings
from app.gui.views.review.session import ReviewSession
from app.gui.widgets.question_bar import Answer, QuestionBar

if TYPE_CHECKING:
    from core.project.review_merging import Merged
    from core.project.review_sending import Sending

Tell = Callable[[Level, str, str], object]
SEND = "review_send"
NAMES = 5
"""Unknown images that a notice names; the others are counted."""


class WithOthers(QObject):
    """Asks in `bar` before anything is sent back; tells what came of the rest."""

    def __init__(
        self, session: ReviewSession, bar: QuestionBar, settings: Settings, tell: Tell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._settings = settings
        self._tell = tell
        self._parent = parent
        session.planned.connect(self._on_planned)
        session.merged.connect(self._on_merged)
        session.exported.connect(self._on_exported)
        session.project.opened.connect(lambda: bar.withdraw(SEND))

    def merge(self) -> None:
        """Ask for a review file and take it over."""
        dialogs.ask_review(self._parent, self._settings, self._session.merge)

    def export(self) -> None:
        """Ask where to, and write the reviewer's decisions."""
        name = f"review of {self._session.who}.json"
        dialogs.ask_save_review(self._parent, self._settings, name, self._session.export)

    def _on_planned(self, sending: Sending) -> None:
        text = sending_in_words(sending)
        if sending.images:
            answers = [Answer("Send back", self._session.send_back), Answer("Cancel")]
            self._bar.ask(SEND, text, answers, focus=True)
        else:
            self._bar.withdraw(SEND)
            self._tell(Level.INFO, text, "")

    def _on_merged(self, found: Merged) -> None:
        words = [f"{found.added:,} decision{_s(found.added)} of {found.reviewer} came in."]
        if found.known:
            words.append(f"{found.known:,} were here already.")
        if found.undone:
            words.append(f"{found.undone:,} {_was(found.undone)} taken back since.")
        if found.disputed:
            words.append(f"On {found.disputed:,} image{_s(found.disputed)} reviewers differ: see Reviewers.")
        if not found.unknown:
            self._tell(Level.INFO, " ".join(words), "")
            return
        count = len(found.unknown)
        more = f" and {count - NAMES:,} more" if count > NAMES else ""
        words.append(f"{count:,} image{_s(count)} of the file {_was(count)} not found in this project:")
        self._tell(Level.WARNING, " ".join(words), f"{', '.join(found.unknown[:NAMES])}{more}.")

    def _on_exported(self, path: Path, decisions: int, left_out: tuple[str, ...]) -> None:
        text = f"{decisions:,} decision{_s(decisions)} of {self._session.who} were written to {path}."
        if left_out:
            more = f" {len(left_out):,} image{_s(len(left_out))} could not be read yet and were left out:"
            self._tell(Level.WARNING, text + more, f"{', '.join(left_out[:NAMES])}.")
        else:
            self._tell(Level.INFO, text, "")


def sending_in_words(sending: Sending) -> str:
    """What sending back changes, and what it leaves as it is."""
    changes = [
        (len(sending.good), "labelled good"),
        (len(sending.defective), "labelled defective"),
        (len(sending.masks), "get the mask of the review"),
        (len(sending.unmasked), "lose their mask"),
    ]
    same = [
        (sending.unsure, "as somebody is unsure"),
        (sending.disputed, "as reviewers differ"),
        (sending.same, "as they are so already"),
    ]
    changed = ", ".join(f"{number:,} {word}" for number, word in changes if number)
    kept = ", ".join(f"{number:,} {word}" for number, word in same if number)
    if not changed:
        why = f"left alone: {kept}" if kept else "nobody decided anything yet"
        return f"There is nothing to send back; {why}."
    left = f" Left alone: {kept}." if kept else ""
    return f"Send {sending.images:,} image{_s(sending.images)} back to the dataset: {changed}.{left}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
