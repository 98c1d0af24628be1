"""One of the tables that a record is shown as, in words."""

from __future__ import annotations

from dataclasses import dataclass

from core.experiments.record import Entry, TableRecord
from core.experiments.wording import NONE, shown

PAPER = "paper"
"""Head of a column with what the paper prints."""


@dataclass(frozen=True)
class Sheet:
    """One table.

    Attributes:
        groups: heads above the heads, each with the number of columns it spans.
        head: of every column.
        rows: as many texts each as `head`.
    """

    title: str
    groups: tuple[tuple[str, int], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def one_line_head(self) -> tuple[str, ...]:
        """The heads where there is one line of them only: each says its group; the paper's stands beside ours."""
        groups = [name for name, span in self.groups for _ in range(span)] or [""] * len(self.head)
        return tuple(
            text if text == PAPER else f"{group} {text}".strip()
            for group, text in zip(groups, self.head, strict=True)
        )


def text_of(record: TableRecord, entry: Entry, name: str) -> str:
    """A figure of an entry as its cell shows it."""
    return shown(name, entry.figures[name], spread=len(record.seeds) > 1) if entry.seeds else NONE
