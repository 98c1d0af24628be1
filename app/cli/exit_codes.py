"""What `isugan` tells the shell. Scripts may rely on these numbers; they do not change."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command.

    OK: all went well; for `inspect`, every file was inspected and is OK; for `watch`, it was asked to end and did.
    FAILURE: the command could not do its job; for `doctor`, a check failed.
    USAGE: an option or argument is wrong; nothing was done.
    NG: `inspect` found at least one NG image.
    REVIEW: `inspect` found at least one Review image, no NG one, and could read every file.
    UNREADABLE: some files could not be read; the others were done, and none of them is NG.
    UNDECIDED: `inspect` ran with a model that holds no calibration, so there are scores but no verdicts.
    INTERRUPTED: stopped by Ctrl-C; what was done until then is kept.
    """

    OK = 0
    FAILURE = 1
    USAGE = 2
    NG = 3
    REVIEW = 4
    UNREADABLE = 5
    UNDECIDED = 6
    INTERRUPTED = 130
