"""One notification manager: errors of every thread become a notice, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from core.errors import IsuganError
from core.language import tr

log = logging.getLogger(__name__)


class Level(StrEnum):
    """How much a notice matters. An error stays until it is closed; an info goes by itself."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Notice:
    """One message to the user: what happened, the way out, and (for a bug) the technical details."""

    level: Level
    text: str
    way_out: str = ""
    details: str = ""


def notice_from(error: BaseException) -> Notice:
    """Plain words for `error`; details only where it is not one that the user can act on."""
    if isinstance(error, IsuganError):
        return Notice(Level.ERROR, *error.shown)
    details = "".join(traceback.format_exception(error))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Notice(Level.ERROR, f"{where}{error.strerror or error}.", details=details)
    return Notice(
        Level.ERROR,
        tr("Window", "Something went wrong: {error}.", error=str(error).rstrip(".") or type(error).__name__),
        tr("Window", "What is open stays as it is. If it happens again, report it with the details."),
        details,
    )


class Notifications(QObject):
    """Collects notices from anywhere and emits `noticed` in the thread that it lives in."""

    noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previous: tuple[Callable[..., object], Callable[..., object]] | None = None

    def tell(self, level: Level, text: str, way_out: str = "") -> None:
        """Show a message."""
        self.noticed.emit(Notice(level, text, way_out))

    def report(self, error: BaseException) -> None:
        """Show an error; safe from every thread."""
        level = logging.INFO if isinstance(error, IsuganError) else logging.ERROR
        log.log(level, "%s", error, exc_info=error if level == logging.ERROR else None)
        self.noticed.emit(notice_from(error))

    def install(self) -> None:
        """Catch what nobody caught, in the GUI thread (slots) and in every Python thread."""
        if self._previous is not None:
            return
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Put the previous hooks back."""
        if self._previous is not None:
            sys.excepthook, threading.excepthook = self._previous
            self._previous = None

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value)
