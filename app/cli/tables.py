"""Tables for the terminal, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> str:
    """Rows in aligned columns, two spaces apart; wide characters count as the cells they take."""
    from rich.cells import cell_len

    lines = [[str(cell) for cell in row] for row in ([head] if head else []) + list(rows)]
    if not lines:
        return ""
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )
