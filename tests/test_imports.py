"""The import rules hold, and what has to start fast or without Qt really does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

QT = ("PySide6", "pyqtgraph", "qtpy", "superqt")
SLOW_TO_IMPORT = ("torch", "sklearn", "skimage", "scipy", *QT)

IMPORT_ALL = """
import importlib, pathlib, sys
package = sys.argv[1]
root = pathlib.Path(importlib.import_module(package).__file__).parent
for path in sorted(root.rglob("*.py")):
    parts = (package, *path.relative_to(root).with_suffix("").parts)
    # Migrations are no modules: Alembic runs their files.
    if parts[-1] != "__main__" and "migrations" not in parts:
        importlib.import_module(".".join(part for part in parts if part != "__init__"))
print(*sys.modules)
"""


def run_python(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(cwd)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def modules_after(code: str, *arguments: str, cwd: Path) -> set[str]:
    """The top-level names of every module that is loaded once the code has run."""
    done = run_python(code, *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stdout.split()}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    return run_python(code, cwd=folder)


def test_import_contracts_hold(project_root: Path) -> None:
    done = lint_imports(project_root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/files.py", "import app.cli", "app imports core"),
        ("core/images/added.py", "import core.inspection", "one direction inside core"),
        ("core/added.py", "", "one direction inside core"),
        ("core/nets/added.py", "import PySide6.QtCore", "the engine does not need Qt"),
        ("app/cli/added.py", "import pyqtgraph", "the command line does not need Qt"),
        ("app/cli/added.py", "import app.gui", "only what opens the window"),
        ("app/gui/added.py", "import app.cli", "the window knows nothing"),
        ("core/inspection/added.py", "import pickle", "nothing is unpickled"),
    ],
)
def test_each_contract_notices_a_violation(
    module: str, line: str, contract: str, project_root: Path, tmp_path: Path
) -> None:
    for package in ("app", "core"):
        for source in (project_root / package).rglob("*.py"):
            copy = tmp_path / source.relative_to(project_root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    shutil.copy(project_root / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")

    done = lint_imports(tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    broken = [text for text in done.stdout.splitlines() if " BROKEN" in text]
    assert any(text.startswith(contract) for text in broken), done.stdout


def test_the_whole_engine_loads_without_qt(project_root: Path) -> None:
    assert modules_after(IMPORT_ALL, "core", cwd=project_root).isdisjoint(QT)


def test_the_whole_command_line_loads_without_qt(project_root: Path) -> None:
    assert modules_after(IMPORT_ALL, "app.cli", cwd=project_root).isdisjoint(QT)


def test_the_help_of_every_command_loads_nothing_slow(project_root: Path) -> None:
    """What a command needs for its work it imports when it is called."""
    code = """
import importlib, sys
from app.cli.main import COMMANDS
for name in COMMANDS:
    importlib.import_module(f"app.cli.commands.{name}")
print(*sys.modules)
"""
    assert modules_after(code, cwd=project_root).isdisjoint(SLOW_TO_IMPORT)


def test_core_alone_loads_nothing_slow(project_root: Path) -> None:
    code = "import sys, core, core.errors, core.files; print(*sys.modules)"
    assert modules_after(code, cwd=project_root).isdisjoint({*SLOW_TO_IMPORT, "numpy", "cv2"})


def test_nothing_is_unpickled(project_root: Path) -> None:
    """numpy and torch unpickle too, where they are asked to; no import shows it."""
    asked = ("torch.load(", "allow_pickle=True", "weights_only=False")
    sources = [path for package in ("app", "core") for path in (project_root / package).rglob("*.py")]
    found = [
        (path.name, word) for path in sources for word in asked if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
