"""Try the packaged program as somebody does who has no Python: the window, a training, a folder, the command line.

    .venv/bin/python -m tools.try_program [--build] [--program dist/isugan] [--keep DIR]

--build makes it first (`pyinstaller build.spec`). The program is copied to a folder with a blank and umlauts in its
name and run with an empty PATH and home. Without a display it needs xvfb-run. Prints sizes and times; ends with 1 if
anything fails.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = ".exe" if os.name == "nt" else ""
LONGEST_SECONDS = 1500
LARGEST = 12
STAYS_SECONDS = 10
"""A window that is still there after so long did not end by itself."""


class FailedError(Exception):
    """The program did not do what it should."""


class Program:
    """The program in a folder, with nothing of this machine's Python around it."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.command_line = folder / f"isugan{SUFFIX}"
        self.window = folder / f"ISU-GAN Inspector{SUFFIX}"
        self.home = home
        kept = ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SYSTEMROOT", "TEMP", "TMP")
        empty = home / "empty"
        empty.mkdir(parents=True)
        self.environment = {name: os.environ[name] for name in kept if name in os.environ} | {
            "PATH": str(empty),
            "HOME": str(home),
            "USERPROFILE": str(home),
            "APPDATA": str(home),
            "LOCALAPPDATA": str(home),
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *words: str | Path, codes: tuple[int, ...] = (0,)) -> str:
        """What `isugan WORDS` prints.

        Raises:
            FailedError: its exit code is none of `codes`.
        """
        run = subprocess.run(
            [self.command_line, *map(str, words)],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST_SECONDS,
            check=False,
        )
        if run.returncode not in codes:
            raise FailedError(f"exit code {run.returncode}: {(run.stderr or run.stdout).strip()[-2000:]}")
        return run.stdout


def main() -> int:
    """Try it, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "isugan")
    parser.add_argument("--keep", type=Path, help="an empty or new folder for what the program writes")
    options = parser.parse_args()
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24"]
        again = [*screen, sys.executable, "-m", "tools.try_program", *sys.argv[1:]]
        return subprocess.run(again, check=False).returncode
    if options.build:
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--noconfirm", "build.spec"], cwd=ROOT, check=True
        )
    print_sizes(options.program)
    with tempfile.TemporaryDirectory(prefix="isugan-", ignore_cleanup_errors=True) as temporary:
        home = options.keep or Path(temporary) / "home"
        folder = Path(temporary) / "Prüfung Öl 检测"
        shutil.copytree(options.program, folder, symlinks=True)
        program = Program(folder, home)
        results = [tried(name, part, program) for name, part in PARTS.items()]
    return 0 if all(results) else 1


def print_sizes(folder: Path) -> None:
    """The whole and its largest parts, in MB of 10^6 bytes."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            part = parts[1] if len(parts) > 2 else "/".join(parts)
            sizes[part] = sizes.get(part, 0) + path.stat().st_size
    print(f"{folder}: {sum(sizes.values()) / 1e6:.0f} MB")
    for part in sorted(sizes, key=lambda name: -sizes[name])[:LARGEST]:
        print(f"  {sizes[part] / 1e6:6.0f} MB  {part}")


def tried(name: str, part: Callable[[Program], str], program: Program) -> bool:
    """Run one part and print how it went."""
    began = time.perf_counter()
    try:
        detail, ok = part(program), True
    except (FailedError, OSError, ValueError, subprocess.TimeoutExpired) as error:
        detail, ok = f"{type(error).__name__}: {error}", False
    print(f"{'ok  ' if ok else 'FAIL'} {name} ({time.perf_counter() - began:.1f} s): {detail}", flush=True)
    return ok


def command_line(program: Program) -> str:
    """How soon it answers: the first time, when its files are read from the disk, and then."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        version = program.run("--version").strip()
        times.append(time.perf_counter() - began)
    return f"{version}; answers after {times[0]:.1f} s, then {min(times[1:]):.2f} s"


def window(program: Program) -> str:
    """The window does the whole job: demo, import, 20 training steps, a folder."""
    checks = json.loads(program.run("doctor", "--window", "--json", codes=(0, 1)))["checks"]
    failed = [f"{check['name']}: {check['detail']}" for check in checks if check["state"] == "fail"]
    if failed:
        raise FailedError("; ".join(failed))
    parts = [f"{c['name'][8:]}: {c['detail']}" for c in checks if c["name"].startswith("Window: ")]
    return "; ".join(parts)


def double_click(program: Program) -> str:
    """The program without a console opens and stays."""
    with subprocess.Popen(
        [program.window], env=program.environment, cwd=program.home, stderr=subprocess.PIPE
    ) as process:
        try:
            code = process.wait(STAYS_SECONDS)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.communicate()
            return "stays open"
        _, told = process.communicate()
    raise FailedError(f"ended with {code}: {told.decode(errors='replace')[-1000:]}")


def demo(program: Program) -> str:
    """The demo without the window."""
    return last_line(program.run("demo", "--headless", "--out", "demo"), "Flagged")


def train(program: Program) -> str:
    """A synthetic set, and 20 steps on it."""
    program.run("synth", "weave", "--texture", "weave", "--good", "14", "--defective", "8", "--size", "128")
    steps = ("warm_up_steps=10", "epochs=1", "steps_per_epoch=10")
    settings = [word for step in steps for word in ("--set", step)]
    program.run("train", "weave", "--preset", "quick", *settings, "--out", "run")
    return f"model of {(program.home / 'run' / 'model.safetensors').stat().st_size / 1e6:.1f} MB"


def inspect(program: Program) -> str:
    """A folder with the model just trained."""
    program.run(
        "inspect",
        "run/model.safetensors",
        "weave/Class1/Test",
        "--out",
        "results",
        "--overlays",
        codes=(0, 3, 4),
    )
    return f"{len(rows(program.home / 'results'))} rows"


def onnx(program: Program) -> str:
    """The same model as ONNX gives the same verdicts."""
    program.run("export", "run/model.safetensors", "weave", "--format", "onnx", "--out", "model.onnx")
    program.run("inspect", "model.onnx", "weave/Class1/Test", "--out", "onnx", codes=(0, 3, 4))
    pairs = zip(rows(program.home / "results"), rows(program.home / "onnx"), strict=True)
    flips = sum(first["verdict"] != second["verdict"] for first, second in pairs)
    if flips:
        raise FailedError(f"{flips} verdicts differ")
    return "equal verdicts"


def report(program: Program) -> str:
    """The report as HTML and PDF."""
    program.run("report", "run/model.safetensors", "weave", "--out", "report.html", "--pdf", "report.pdf")
    sizes = [(program.home / f"report.{kind}").stat().st_size / 1e6 for kind in ("html", "pdf")]
    return f"{sizes[0]:.1f} MB HTML, {sizes[1]:.1f} MB PDF"


def rows(folder: Path) -> list[dict[str, str]]:
    """results.csv of a folder, which has to have lines."""
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    if not found or any(row["error"] for row in found):
        raise FailedError(f"{len(found)} rows, some of them errors")
    return found


def last_line(text: str, start: str) -> str:
    """The line of a command's answer that begins so."""
    return next(line for line in text.splitlines() if line.startswith(start))


PARTS = {
    "Command line": command_line,
    "Window": window,
    "Double click": double_click,
    "Demo": demo,
    "Training": train,
    "Folder": inspect,
    "ONNX": onnx,
    "Report": report,
}

if __name__ == "__main__":
    sys.exit(main())
