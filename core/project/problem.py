"""What can be wrong with an image of a project."""

from __future__ import annotations

from enum import IntFlag, auto

from core.language import later, listed


class Problem(IntFlag):
    """Findings on one image, as bits that are stored: a new one goes to the end, none changes its place."""

    UNREADABLE = auto()
    EXACT_DUPLICATE = auto()
    NEAR_DUPLICATE = auto()
    ACROSS_SPLITS = auto()
    """The same or nearly the same picture is in two splits."""
    BLURRED = auto()
    EXPOSURE = auto()
    ODD_SIZE = auto()
    ODD_DEPTH = auto()
    MASK = auto()
    """The mask does not fit the image."""
    SMALL_DEFECT = auto()
    """The smallest known defect does not survive resizing."""
    MISSING = auto()
    """The file is not where it was."""
    ACROSS_LABELS = auto()
    """The same or nearly the same picture has two labels."""

    @property
    def display(self) -> str:
        """One or two words, in English as in a search; of several problems, all of them after commas."""
        return ", ".join(_DISPLAY[problem].english for problem in self)

    @property
    def shown(self) -> str:
        """The same in the user's language."""
        return listed(str(_DISPLAY[problem]) for problem in self)


NO_PROBLEM = Problem(0)
OF_A_FILE = Problem.UNREADABLE | Problem.MISSING
"""Marks of an image whose file could not be read."""

_DISPLAY = {
    Problem.UNREADABLE: later("Project", "Unreadable"),
    Problem.EXACT_DUPLICATE: later("Project", "Exact duplicate"),
    Problem.NEAR_DUPLICATE: later("Project", "Near duplicate"),
    Problem.ACROSS_SPLITS: later("Project", "Across splits"),
    Problem.BLURRED: later("Project", "Blurred"),
    Problem.EXPOSURE: later("Project", "Exposure"),
    Problem.ODD_SIZE: later("Project", "Odd size"),
    Problem.ODD_DEPTH: later("Project", "Odd depth"),
    Problem.MASK: later("Project", "Mask"),
    Problem.SMALL_DEFECT: later("Project", "Small defect"),
    Problem.MISSING: later("Project", "File missing"),
    Problem.ACROSS_LABELS: later("Project", "Two labels"),
}
