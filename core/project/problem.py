"""What can be wrong with an image of a project."""

from __future__ import annotations

from enum import IntFlag, auto


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
        """One or two words for the user; of several problems, all of them after commas."""
        return ", ".join(_DISPLAY[problem] for problem in self)


NO_PROBLEM = Problem(0)

_DISPLAY = {
    Problem.UNREADABLE: "Unreadable",
    Problem.EXACT_DUPLICATE: "Exact duplicate",
    Problem.NEAR_DUPLICATE: "Near duplicate",
    Problem.ACROSS_SPLITS: "Across splits",
    Problem.BLURRED: "Blurred",
    Problem.EXPOSURE: "Exposure",
    Problem.ODD_SIZE: "Odd size",
    Problem.ODD_DEPTH: "Odd depth",
    Problem.MASK: "Mask",
    Problem.SMALL_DEFECT: "Small defect",
    Problem.MISSING: "File missing",
    Problem.ACROSS_LABELS: "Two labels",
}
