from __future__ import annotations

import pytest

from app.cli.exit_codes import ExitCode
from app.cli.verdicts import VerdictCounts


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([], ExitCode.OK),
        (["OK", "OK"], ExitCode.OK),
        (["OK", "Review"], ExitCode.REVIEW),
        (["Review", "Uncalibrated"], ExitCode.UNDECIDED),
        (["Review", "", "OK"], ExitCode.UNREADABLE),
        (["", "Review", "NG"], ExitCode.NG),
    ],
)
def test_the_worst_decides_the_code(verdicts: list[str], code: ExitCode) -> None:
    counts = VerdictCounts()
    for verdict in verdicts:
        counts.add(verdict)
    assert counts.code is code
    assert counts.total == len(verdicts)


def test_counts_in_words() -> None:
    counts = VerdictCounts()
    for verdict in ("OK", "NG", "", "OK"):
        counts.add(verdict)
    assert str(counts) == "OK 2, NG 1, Unreadable 1"
    assert counts.to_dict() == {"OK": 2, "Review": 0, "NG": 1, "Uncalibrated": 0, "Unreadable": 1}
