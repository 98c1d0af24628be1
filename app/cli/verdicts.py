"""Many inspections summed up: counts per verdict and the exit code that follows."""

from __future__ import annotations

from collections import Counter

from app.cli.exit_codes import ExitCode
from core.inspection.result import Verdict

UNREADABLE = "Unreadable"


class VerdictCounts:
    """How many images got which verdict, and how many files could not be read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, verdict: str) -> None:
        """Count one image by its verdict, "" for a file that could not be read."""
        self._counts[verdict or UNREADABLE] += 1

    @property
    def total(self) -> int:
        """All results counted."""
        return self._counts.total()

    def to_dict(self) -> dict[str, int]:
        """Counts by verdict, in the order OK, Review, NG, Uncalibrated, Unreadable; all keys are there."""
        return {name: self._counts[name] for name in [*(verdict.value for verdict in Verdict), UNREADABLE]}

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in self.to_dict().items() if count)

    @property
    def code(self) -> ExitCode:
        """A bad part outweighs an unreadable file, which outweighs a missing or a doubtful verdict."""
        ranked = {
            Verdict.NG.value: ExitCode.NG,
            UNREADABLE: ExitCode.UNREADABLE,
            Verdict.UNCALIBRATED.value: ExitCode.UNDECIDED,
            Verdict.REVIEW.value: ExitCode.REVIEW,
        }
        return next((code for name, code in ranked.items() if self._counts[name]), ExitCode.OK)
