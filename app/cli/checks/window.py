"""Whether the window does the whole job on this machine: it opens, inspects, trains. In a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.checks.check import Check
from app.cli.checks.qt import ask, has_display

if TYPE_CHECKING:
    from app.gui.main_window import MainWindow
    from app.gui.trial import Trial

TRIAL_OPTION = "--window-trial"
TIMEOUT_SECONDS = 1200
IMAGES = "weave"
GOOD, DEFECTIVE, SIDE = 14, 8, 128


def window_trial() -> Iterator[Check]:
    """Each part that was tried in the window; the first one that fails is the last."""
    from core.datasets.synth import write_dataset

    if not has_display():
        way_out = "Log in to a desktop, or set DISPLAY."
        yield Check("Window", "fail", "there is no display to open it on", way_out)
        return
    # Windows does not delete a file that somebody, a virus scanner say, still has open; that is no finding.
    with tempfile.TemporaryDirectory(prefix="isugan-", ignore_cleanup_errors=True) as folder:
        write_dataset(Path(folder) / IMAGES, "weave", good=GOOD, defective=DEFECTIVE, size=SIDE, seed=0)
        parts, error = ask([TRIAL_OPTION, folder], {}, TIMEOUT_SECONDS)
    for part in parts or ():
        way_out = "" if part["ok"] else "See Help > Show log in the window, and docs/troubleshooting.md."
        detail = f"{part['detail']} ({part['seconds']:.1f} s)"
        yield Check(f"Window: {part['name']}", "ok" if part["ok"] else "fail", detail, way_out)
    if parts is None:
        yield Check("Window", "fail", error, "Install the program again in a fresh environment.")


def trial(folder: Path) -> list[dict[str, Any]]:
    """What the other process does: open the window and let it try itself on the images in `folder`."""
    from app.gui.language import ENGLISH
    from app.gui.launch import run
    from app.gui.trial import Trial, keep_apart

    keep_apart(folder)
    trials: list[Trial] = []

    def user(window: MainWindow) -> None:
        trials.append(Trial(window, folder / "Weave.isugan", folder / IMAGES))

    # What the window says goes to the command line.
    run(user=user, language=ENGLISH)
    return [result.to_dict() for result in trials[0].results]
