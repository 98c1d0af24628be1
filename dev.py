#!/usr/bin/env python3
"""Set up and run ISU-GAN Inspector from a fresh checkout, with nothing but Python 3.11 or newer.

    python3 dev.py [--venv DIR] demo [arguments of `isugan demo`]
    python3 dev.py [--venv DIR] test [arguments of pytest]
    python3 dev.py [--venv DIR] check        formatting, types and import rules

The first call makes a virtual environment (.venv, or --venv, or $ISUGAN_VENV) and installs the pinned
packages; later calls skip that as long as the pins are the same.
"""

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
STAMP = "isugan-installed.json"
RUNTIME, ONNX, OPENVINO, RAY, DEV = "runtime", "onnx", "openvino", "ray", "dev"

# Shared libraries that Qt takes from the system, and the Debian packages that hold them. No Qt window or test
# works without the first group; the second is needed for windows on an X11 display only.
QT_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
QT_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def check_python():
    """Raise SetupError, naming a newer Python found beside this one, if this one is too old."""
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return
    names = ["python3.%d" % minor for minor in range(20, OLDEST_PYTHON[1] - 1, -1)]  # noqa: UP031 - old Pythons
    newer = next((name for name in names if shutil.which(name)), None)
    advice = f"Run: {newer} dev.py ..." if newer else "Install a newer one from python.org or your system."
    raise SetupError(
        f"ISU-GAN Inspector needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer; "
        f"this is {sys.version.split()[0]}. {advice}"
    )


# --- what the operating system has to bring -----------------------------------------------------------------


def missing_packages(libraries):
    """The Debian packages of those shared libraries that cannot be loaded."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def is_debian_like():
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def apt_install(packages):
    """Install Debian packages when that needs no password; True when they are there afterwards."""
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        prefix = ["sudo", "-n"]
    else:
        return False
    say("Installing system packages: " + " ".join(packages))
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    # A failed update (one source out of reach) need not stop the install.
    subprocess.run([*apt, "update", "-q"])
    return subprocess.run([*apt, "install", "-y", "-q", "--no-install-recommends", *packages]).returncode == 0


def apt_command(packages):
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def ensure_qt_libraries():
    """Bring in the system libraries of Qt on Debian and its relatives; elsewhere the wheels are complete.

    Raises:
        SetupError: libraries without which nothing of Qt loads are missing and cannot be installed.
    """
    if not is_debian_like():
        return
    needed, for_x11 = missing_packages(QT_ALWAYS), missing_packages(QT_X11)
    if not needed + for_x11 or apt_install(needed + for_x11):
        return
    command = apt_command(needed + for_x11)
    if needed:
        raise SetupError(f"Qt needs system libraries that are missing. Install them with:\n  {command}")
    say(f"Windows on an X11 display need libraries that are missing. Install them with:\n  {command}")


# --- the virtual environment --------------------------------------------------------------------------------


def tool(venv, name):
    """The path of a program in the virtual environment."""
    return venv / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def works(venv):
    """Whether the environment has a Python that runs, and pip; a system upgrade may break both."""
    python = tool(venv, "python")
    return (
        python.exists() and subprocess.run([python, "-m", "pip", "-V"], capture_output=True).returncode == 0
    )


def create(venv):
    """Make the virtual environment, or make a broken one anew.

    Raises:
        SetupError: the folder holds something else, or Python's venv module is not installed.
    """
    ours = (venv / STAMP).exists()
    if venv.exists() and not ours and (not venv.is_dir() or any(venv.iterdir())):
        raise SetupError(f"{venv} is no virtual environment with pip. Name another folder with --venv.")
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not is_debian_like():
            raise SetupError("This Python lacks the ensurepip module. Install Python's venv package.")
        if not apt_install([package]):
            raise SetupError(
                f"Python's venv package is missing. Install it with:\n  {apt_command([package])}"
            )
    say(f"Making a virtual environment in {venv}")
    if ours:
        shutil.rmtree(venv)
    venv.mkdir(parents=True, exist_ok=True)
    write_stamps(venv, {})  # first of all, so that a half-made environment is known as ours
    if subprocess.run([sys.executable, "-m", "venv", venv]).returncode != 0:
        raise SetupError(f"The virtual environment {venv} could not be made; see the message above.")


def pin_files(level):
    names = [RUNTIME] if level == RUNTIME else [RUNTIME, ONNX, OPENVINO, RAY, DEV]
    return [ROOT / "requirements" / f"{name}.txt" for name in names]


def fingerprint(level):
    """What the environment was installed from: pins, the project's settings, the place of the checkout."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in [ROOT / "pyproject.toml", *pin_files(level)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed(venv):
    """The fingerprints of what is installed, by level; empty for a new or half-made environment."""
    try:
        return json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_stamps(venv, stamps):
    (venv / STAMP).write_text(json.dumps(stamps), encoding="utf-8")


def ensure_environment(venv, level):
    """Make the environment and install the pinned packages and the project, unless that is done already.

    Raises:
        SetupError: it cannot be made, or pip fails.
    """
    wanted = fingerprint(level)
    if installed(venv).get(level) == wanted and tool(venv, "python").exists():
        return
    if not works(venv):
        create(venv)
    write_stamps(venv, {})
    say("Installing the pinned packages. The first time this takes some minutes.")
    pins = [argument for path in pin_files(level) for argument in ("-r", path)]
    pip(venv, "install", *pins)
    # The pins hold the build tool too, so nothing is fetched twice and nothing unpinned builds the project.
    pip(venv, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    write_stamps(venv, {RUNTIME: fingerprint(RUNTIME), level: wanted})


def pip(venv, *arguments):
    command = [tool(venv, "python"), "-m", "pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        raise SetupError(
            "pip failed; its message is above. Running the same command again goes on from there."
        )


# --- commands -----------------------------------------------------------------------------------------------


def demo(venv, arguments):
    # Without a window no Qt library is touched, so a server needs none.
    if "--headless" not in arguments:
        ensure_qt_libraries()
    ensure_environment(venv, RUNTIME)
    return hand_over([tool(venv, "isugan"), "demo", *arguments])


def test(venv, arguments):
    ensure_qt_libraries()
    ensure_environment(venv, DEV)
    os.chdir(ROOT)
    # Several processes share the cores: threads of torch that spin while they wait would take them from each other.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    workers = ["-n", "logical", "--maxprocesses", "4", "--dist", "loadfile"]
    return hand_over([tool(venv, "python"), "-m", "pytest", *workers, *arguments])


def check(venv, arguments):
    ensure_environment(venv, DEV)
    commands = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"]]
    failed = []
    for command in [*commands, ["python", "-m", "pip", "check"]]:
        say(" ".join(command))
        if subprocess.run([tool(venv, command[0]), *command[1:], *arguments], cwd=ROOT).returncode != 0:
            failed.append(" ".join(command))
    if failed:
        say("Failed: " + ", ".join(failed))
    return 1 if failed else 0


def hand_over(command):
    """Become the command, so that signals and the exit code are its own; Windows needs a child instead."""
    command = [str(part) for part in command]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reaches the child as well, and it decides when to end.


def say(text):
    print(text, file=sys.stderr, flush=True)


def main(arguments):
    commands = {"demo": demo, "test": test, "check": check}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--venv", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("command", choices=commands, help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    venv = options.venv or Path(os.environ.get("ISUGAN_VENV") or ROOT / ".venv")
    try:
        check_python()
        return commands[options.command](venv.absolute(), options.arguments)
    except SetupError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
