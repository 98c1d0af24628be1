"""What leaves the review and what comes in: sending back, review files, and the words about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui import dialogs
from app.gui.errors import Level
from app.gui.settings import Settings
from app.gui.views.review.session import ReviewSession
from app.gui.widgets.question_bar import Answer, QuestionBar
from core.language import listed, sentences, tr, tr_n

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
        name = tr("Review", "review of {reviewer}.json", reviewer=self._session.who)
        dialogs.ask_save_review(self._parent, self._settings, name, self._session.export)

    def _on_planned(self, sending: Sending) -> None:
        text = sending_in_words(sending)
        if sending.images:
            answers = [
                Answer(tr("Review", "Send back"), self._session.send_back),
                Answer(tr("Review", "Cancel")),
            ]
            self._bar.ask(SEND, text, answers, focus=True)
        else:
            self._bar.withdraw(SEND)
            self._tell(Level.INFO, text, "")

    def _on_merged(self, found: Merged) -> None:
        words = [
            tr_n(
                "Review",
                found.added,
                "{n} decision of {reviewer} came in.",
                "{n} decisions of {reviewer} came in.",
                reviewer=found.reviewer,
            )
        ]
        if found.known:
            words.append(tr("Review", "{known} were here already.", known=found.known))
        if found.undone:
            words.append(
                tr_n("Review", found.undone, "{n} was taken back since.", "{n} were taken back since.")
            )
        if found.disputed:
            words.append(
                tr_n(
                    "Review",
                    found.disputed,
                    "On {n} image reviewers differ: see Reviewers.",
                    "On {n} images reviewers differ: see Reviewers.",
                )
            )
        if not found.unknown:
            self._tell(Level.INFO, sentences(words), "")
            return
        words.append(
            tr_n(
                "Review",
                len(found.unknown),
                "{n} image of the file was not found in this project:",
                "{n} images of the file were not found in this project:",
            )
        )
        self._tell(Level.WARNING, sentences(words), _names(found.unknown))

    def _on_exported(self, path: Path, decisions: int, left_out: tuple[str, ...]) -> None:
        text = tr_n(
            "Review",
            decisions,
            "{n} decision of {reviewer} was written to {path}.",
            "{n} decisions of {reviewer} were written to {path}.",
            reviewer=self._session.who,
            path=path,
        )
        if left_out:
            more = tr_n(
                "Review",
                len(left_out),
                "{n} image could not be read yet and was left out:",
                "{n} images could not be read yet and were left out:",
            )
            self._tell(Level.WARNING, sentences([text, more]), _names(left_out))
        else:
            self._tell(Level.INFO, text, "")


def sending_in_words(sending: Sending) -> str:
    """What sending back changes, and what it leaves as it is."""
    good, defective = len(sending.good), len(sending.defective)
    masks, unmasked = len(sending.masks), len(sending.unmasked)
    changed = [
        tr("Review", "{n} labelled good", n=good) if good else "",
        tr("Review", "{n} labelled defective", n=defective) if defective else "",
        tr_n("Review", masks, "{n} gets the mask of the review", "{n} get the mask of the review")
        if masks
        else "",
        tr_n("Review", unmasked, "{n} loses its mask", "{n} lose their mask") if unmasked else "",
    ]
    kept = listed(
        [
            tr("Review", "{n} as somebody is unsure", n=sending.unsure) if sending.unsure else "",
            tr("Review", "{n} as reviewers differ", n=sending.disputed) if sending.disputed else "",
            tr_n("Review", sending.same, "{n} as it is so already", "{n} as they are so already")
            if sending.same
            else "",
        ]
    )
    if not any(changed):
        if kept:
            return tr("Review", "There is nothing to send back; left alone: {kept}.", kept=kept)
        return tr("Review", "There is nothing to send back; nobody decided anything yet.")
    text = tr_n(
        "Review",
        sending.images,
        "Send {n} image back to the dataset: {changes}.",
        "Send {n} images back to the dataset: {changes}.",
        changes=listed(changed),
    )
    return sentences([text, tr("Review", "Left alone: {kept}.", kept=kept) if kept else ""])


def _names(names: Sequence[str]) -> str:
    """The first of them, and how many there are besides."""
    shown, more = listed(names[:NAMES]), len(names) - NAMES
    if more <= 0:
        return tr("Review", "{names}.", names=shown)
    return tr("Review", "{names} and {more} more.", names=shown, more=more)
