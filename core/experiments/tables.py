"""Write a table as it stands: also half-done, when it says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.experiments.csv_table import csv_text
from core.experiments.markdown import markdown
from core.experiments.page import page
from core.experiments.record import TableRecord
from core.experiments.sections import Section, file_names
from core.files import write_atomically


def write_tables(record: TableRecord, out: Path, sections: Sequence[Section] = ()) -> tuple[Path, ...]:
    """Write `OUT/table2.csv`, `.md` and `.html` (or `table3`), and the pictures beside the Markdown in place of earlier
    ones.

    Raises:
        OSError: the folder cannot be written, or the disk is full; a file is then as it was.
    """
    folder = f"{record.table}-pictures"
    panels = [panel for section in sections for panel in section.panels]
    names = file_names(sections)
    for path in (out / folder).glob("[0-9][0-9].png"):
        if path.name not in names:
            path.unlink()
    for name, panel in zip(names, panels, strict=True):
        with write_atomically(out / folder / name) as temporary:
            temporary.write_bytes(panel.png)
    texts = {
        "csv": csv_text(record),
        "md": markdown(record, sections, folder),
        "html": page(record, sections),
    }
    paths = []
    for suffix, text in texts.items():
        path = out / f"{record.table}.{suffix}"
        with write_atomically(path) as temporary:
            temporary.write_text(text, encoding="utf-8", errors="backslashreplace")
        paths.append(path)
    return tuple(paths)
