"""Move judged files to where they belong and tell of each, once, whatever comes in between.

A group of files is written to the journal, then moved, then told of, then struck out. Every step can be done again, and
what is done already shows: so the same code goes on after a full disk, after a share was away, and after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import IsuganError
from core.files import is_full
from core.line.folders import MARK, Folders, probe
from core.line.journal import JOURNAL, Group, Journal, strange
from core.line.log import Log
from core.line.moving import Move, Moved, carry_out, free_place, stamp_now
from core.line.patience import Patience
from core.words import number_of


class Sorter:
    """Sorts groups of files, one at a time.

    Args:
        folders: those of the line, marked.
        journal: of this line.
        log: takes the lines.
        patience: waits where it has to.
        told: hears the record of every file once it is in its place and its line is written.
    """

    def __init__(
        self,
        folders: Folders,
        journal: Journal,
        log: Log,
        patience: Patience,
        told: Callable[[dict[str, Any]], None] = lambda _record: None,
    ) -> None:
        self.folders = folders
        self.journal = journal
        self._log = log
        self.patience = patience
        self.told = told

    def recover(self) -> None:
        """Go on with the group that was under way when the last watch ended, if there was one.

        Its lines go to the log of this watch: a journal that a stranger left must not add to any file.

        Raises:
            StoppedWaitingError: the watch is to end.
            IsuganError: nobody reads the lines any more, or the journal leads out of the folders.
        """
        runs: list[_Run] = []

        def attempt() -> None:
            if not runs and (group := self.journal.read()) is not None and group.moves:
                self._check_inside(group)
                self.patience.say(f"Going on with {number_of(len(group.moves), 'file')} of the last watch.")
                same = group.log is not None and group.log == self._log.path
                since = group.log_bytes if same else self._log.length()
                runs.append(_Run(self, replace(group, log_bytes=since), self._log, begun=True))
            for run in runs:
                run.attempt()

        self._until_it_works(attempt)

    def _check_inside(self, group: Group) -> None:
        """See that a group leads from the watched folder, not by a link, to folders that a watch sorts into."""
        watched = self.folders.watched.resolve()
        for move in group.moves:
            known = move.root in self.folders.targets or (move.root / MARK).is_file()
            if not known or not move.source.parent.resolve().is_relative_to(watched):
                raise strange(self.folders.state / JOURNAL)

    def sort(self, moves: Sequence[Move]) -> list[Path]:
        """Move and tell of these; gives the files that could not be moved, each for a reason of its own, and stay.

        Raises:
            StoppedWaitingError: the watch is to end; what was begun is gone on with at the next start.
            IsuganError: nobody reads the lines any more.
        """
        runs: list[_Run] = []

        def attempt() -> None:
            if not runs:
                self.folders.check_here()
                named = (replace(move, place=free_place(move.root, move.place)) for move in moves)
                group = Group(tuple(named), self._log.path, self._log.length())
                self.journal.write(group)
                runs.append(_Run(self, group, self._log))
            runs[0].attempt()

        self._until_it_works(attempt)
        return runs[0].held

    def _until_it_works(self, attempt: Callable[[], None]) -> None:
        while True:
            try:
                attempt()
            except BrokenPipeError as error:
                raise IsuganError(
                    "Nobody reads the lines of the watch any more.",
                    "Start it again; it goes on where it was. --log writes them to a file.",
                ) from error
            except OSError as error:
                self.patience.hold(described(error))
            else:
                self.patience.over()
                return


class _Run:
    """One group on its way; `attempt` is called until it raises nothing.

    Args:
        begun: whether a watch that was killed may have moved some of it.
    """

    def __init__(self, sorter: Sorter, group: Group, log: Log, begun: bool = False) -> None:
        self.held: list[Path] = []
        self._sorter = sorter
        self._group = group
        self._log = log
        self._begun = {move.key for move in group.moves if begun}
        self._ended: dict[str, Moved | None] = {}
        self._written = False

    def attempt(self) -> None:
        """Do what is not done yet.

        Raises:
            OSError: some of it cannot be done now.
        """
        for move in self._group.moves:
            if move.key not in self._ended:
                self._ended[move.key] = self._move(move)
        done = [move for move in self._group.moves if self._ended[move.key] is Moved.DONE]
        if not self._written:
            self._log.append([move.line for move in done], self._group.log_bytes)
            self._written = True
        self._sorter.journal.clear()
        for move in done:
            self._sorter.told(move.record)

    def _move(self, move: Move) -> Moved | None:
        """None where it stays for a reason of its own."""
        begun = move.key in self._begun
        self._begun.add(move.key)
        try:
            ended = carry_out(move, begun, self._sorter.folders.check_here)
        except FileExistsError:
            self._begun.discard(move.key)
            return self._move(self._renamed(move))
        except OSError as error:
            self._check_alone(move, error)
            self.held.append(move.source)
            self._sorter.patience.say(f"{move.source} stays for the moment: {described(error)}")
            return None
        if ended is Moved.GONE:
            self._sorter.patience.say(f"{move.source} was taken away before it was sorted.")
        return ended

    def _check_alone(self, move: Move, error: OSError) -> None:
        """Raise `error`, or a better one, where it concerns more than this file, or was half done."""
        folders = self._sorter.folders
        folders.check_here()
        if stamp_now(move.target) is None:
            self._begun.discard(move.key)
        if is_full(error) or move.key in self._begun:
            raise error
        for folder in (folders.watched, move.root):
            probe(folder)

    def _renamed(self, move: Move) -> Move:
        """The same move to a name that is free, in the journal too."""
        other = replace(move, place=free_place(move.root, move.place))
        moves = tuple(other if each.key == move.key else each for each in self._group.moves)
        group = replace(self._group, moves=moves)
        self._sorter.journal.write(group)
        self._group = group
        return other


def described(error: OSError) -> str:
    """What the system said, and of which file; of a full disk, which folder lies on it."""
    if is_full(error):
        # Of two files the second is the one that was being made.
        path = error.filename2 or error.filename
        return f"the disk is full{f' where {Path(path).parent} lies' if path else ''}; make room."
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."
