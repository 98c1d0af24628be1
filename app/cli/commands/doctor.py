"""`isugan doctor`: will this machine do?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.cli.checks.check import guarded
from app.cli.checks.devices import devices
from app.cli.checks.engine import demo, forward_pass
from app.cli.checks.folders import folders
from app.cli.checks.qt import PROBE_OPTION, qt_probe, window_system
from app.cli.checks.versions import versions
from app.cli.checks.window import TRIAL_OPTION, trial, window_trial
from app.cli.exit_codes import ExitCode
from app.cli.options import make_command
from app.cli.outcome import Outcome
from app.cli.tables import table
from core.words import number_of

PARTS = {
    "Versions": versions,
    "Devices": devices,
    "Window system": window_system,
    "Folders": folders,
    "Forward pass": forward_pass,
    "Demo": demo,
}


@make_command
@click.option(
    "--window",
    is_flag=True,
    help="Also open the window, inspect the demo in it, train 20 steps and inspect a folder with the result: a minute "
    "or two. Leaves nothing, and no setting changes.",
)
@click.option(PROBE_OPTION, "probe", is_flag=True, hidden=True)
@click.option(TRIAL_OPTION, "trial_in", type=click.Path(path_type=Path), hidden=True)
def command(window: bool, probe: bool, trial_in: Path | None, as_json: bool) -> Outcome:
    """Check this machine: versions, devices, window system, folders, one small repair.

    Every line is ok, warn or fail, with the way out. The exit code is 1 if a line is fail.
    """
    if probe:
        return Outcome(json.dumps(qt_probe()))
    if trial_in is not None:
        return Outcome(json.dumps(trial(trial_in)))
    parts = PARTS | ({"Window": window_trial} if window else {})
    checks = [check for name, look in parts.items() for check in guarded(name, look)]
    failed = sum(check.state == "fail" for check in checks)
    warned = sum(check.state == "warn" for check in checks)
    rows: list[tuple[str, str, str]] = []
    for check in checks:
        rows.append((check.state, check.name, check.detail))
        if check.way_out:
            rows.append(("", "", f"-> {check.way_out}"))
    counted = ((len(checks), "check"), (warned, "warning"), (failed, "failure"))
    total = ", ".join(number_of(*one) for one in counted)
    return Outcome(
        f"{table(rows)}\n\n{total}",
        {"ok": not failed, "checks": [check.to_dict() for check in checks]},
        ExitCode.FAILURE if failed else ExitCode.OK,
    )
