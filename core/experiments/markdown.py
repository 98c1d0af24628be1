"""A table for a repository's pages."""

from __future__ import annotations

from collections.abc import Sequence

from core.experiments.notes import notes_of
from core.experiments.record import TableRecord
from core.experiments.sections import Section, file_names
from core.experiments.sheet import Sheet
from core.experiments.sheets import sheets_of


def markdown(record: TableRecord, sections: Sequence[Section] = (), folder: str = "") -> str:
    """The whole page.

    Args:
        sections: of pictures, which follow the tables.
        folder: beside the page, where the pictures lie by the names of `file_names`.
    """
    blocks = [f"# {_text(record.title)}", f"{_text(record.created)}."]
    for sheet in sheets_of(record):
        blocks += [f"## {_text(sheet.title)}", _table(sheet)]
    items = [f"- **{_text(one.topic)}.** {_text(one.text)}" for one in notes_of(record)]
    blocks += [f"## {record.notes_title}", "\n".join(items)]
    names = iter(file_names(sections))
    for section in sections:
        blocks += [f"## {_text(section.title)}", _text(section.text)]
        for panel in section.panels:
            picture = f"![{_text(panel.title)}]({folder}/{next(names)})"
            blocks += [f"### {_text(panel.title)}", picture, _text(panel.caption)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(sheet: Sheet) -> str:
    head = sheet.one_line_head
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *sheet.rows]
    return "\n".join(f"| {' | '.join(_text(cell) for cell in line)} |" for line in lines)


def _text(text: str) -> str:
    """Names and errors come from outside: none may end a cell or begin markup."""
    text = " ".join(text.split())
    for mark in ("\\", "|", "<", "`", "*", "[", "]"):
        text = text.replace(mark, f"\\{mark}")
    return text
