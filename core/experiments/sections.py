"""Pictures that follow the tables: panels as the paper's Figures 5 and 6, and the causes of errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """One picture.

    Attributes:
        title: such as the image's name.
        png: the file.
        caption: what is to be seen; may be empty.
    """

    title: str
    png: bytes
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """Pictures under one head, with a text before them that may be empty."""

    title: str
    panels: tuple[Panel, ...]
    text: str = ""


def file_names(sections: Sequence[Section]) -> tuple[str, ...]:
    """A file name for each panel of all sections, in their order."""
    return tuple(f"{number:02d}.png" for number in range(1, sum(len(s.panels) for s in sections) + 1))
