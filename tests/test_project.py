"""What the repository promises about itself: commands, pins, reasons, sizes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.cli.exit_codes import ExitCode
from core import __version__

LONGEST_FILE = 450
LARGEST_BYTES = 1_000_000
LARGE_ALLOWED = "resources/demo/"
# Import names that differ from the package's.
IMPORT_NAMES = {
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "PySide6": "pyside6-essentials",
    "skimage": "scikit-image",
    "shiboken6": "pyside6-essentials",
    "sklearn": "scikit-learn",
    "importlinter": "import-linter",
    "pydantic_core": "pydantic",
    "pytestqt": "pytest-qt",
}
# Installed with every pytest, and used by these tests only.
COMES_WITH = {"packaging"}


@pytest.fixture(scope="module")
def project(project_root: Path) -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["project"]


@pytest.fixture(scope="module")
def requirements(project: dict[str, Any]) -> dict[str, list[Requirement]]:
    """Declared requirements: `runtime` and each extra."""
    groups = {"runtime": project["dependencies"], **project["optional-dependencies"]}
    return {name: [Requirement(text) for text in texts] for name, texts in groups.items()}


@pytest.fixture(scope="module")
def tracked(project_root: Path) -> list[Path]:
    """Files that git tracks or would track; where there is no git, the test is skipped."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=project_root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git, or not a git checkout")
    files = [project_root / name for name in listing.decode().split("\0") if name]
    return [path for path in files if path.is_file()]


def pins(project_root: Path, level: str) -> dict[str, str]:
    lines = (project_root / "requirements" / f"{level}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith(("#", "-"))]
    return {canonicalize_name(name): version for name, version in pairs}


# --- the README ---------------------------------------------------------------------------------------------


def test_the_first_block_of_the_readme_is_the_two_commands_of_dev_py(project_root: Path) -> None:
    readme = (project_root / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert block, "no code block"
    commands = [line.partition("#")[0].split() for line in block[1].splitlines()]
    assert commands == [["python3", "dev.py", "demo"], ["python3", "dev.py", "test"]]
    usage = subprocess.run(
        [sys.executable, project_root / "dev.py", "--help"], capture_output=True, text=True
    )
    assert usage.returncode == 0
    for _, _, command in commands:
        assert f"python3 dev.py [--venv DIR] {command} " in usage.stdout


def test_every_command_in_the_readme_exists(project_root: Path) -> None:
    from app.cli.main import COMMANDS

    readme = (project_root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bisugan ([a-z]+)\b", readme))
    assert named >= {"train", "calibrate", "evaluate", "inspect", "demo"}
    assert named <= set(COMMANDS)


def test_the_readme_lists_every_exit_code(project_root: Path) -> None:
    readme = (project_root / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Exit codes")[2].partition("\n## ")[0]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)] == list(ExitCode)


def test_the_readme_lists_every_layout(project_root: Path) -> None:
    from core.datasets.layout import LAYOUTS

    readme = (project_root / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Folders it understands")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)) == set(LAYOUTS)


def test_the_changelog_has_this_version(project_root: Path) -> None:
    changelog = (project_root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)


# --- dependencies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("runtime", "Needed to run"),
        ("onnx", "Needed to hand a model on"),
        ("openvino", "Needed for OpenVINO"),
        ("ray", "Needed for a Ray cluster"),
        ("dev", "Needed to develop"),
        ("fuzz", "Needed to fuzz"),
        ("package", "Needed to build"),
    ],
)
def test_every_dependency_has_its_reason(
    group: str, heading: str, requirements: dict[str, list[Requirement]], project_root: Path
) -> None:
    page = (project_root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = page.partition(f"## {heading}")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section, re.MULTILINE)
    assert {name.lower() for name, _ in rows} == {r.name.lower() for r in requirements[group]}
    assert all(len(reason.strip()) > 5 for _, reason in rows)


@pytest.mark.parametrize("group", ["runtime", "onnx", "dev", "fuzz", "openvino", "package", "ray"])
def test_the_pins_fit_the_declared_ranges(
    group: str, requirements: dict[str, list[Requirement]], project_root: Path
) -> None:
    pinned = pins(project_root, "runtime") | pins(project_root, group)
    for requirement in requirements[group]:
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not pinned"
        assert requirement.specifier.contains(version), f"{requirement} against the pinned {version}"


def test_the_pins_hold_everything_that_the_runtime_needs(
    requirements: dict[str, list[Requirement]], project_root: Path
) -> None:
    """Otherwise two machines could get different versions of what is left out."""
    pinned = pins(project_root, "runtime")
    waiting, seen = [*requirements["runtime"]], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        # What torch's CUDA build brings differs by platform and is left to torch.
        if name in seen or not wanted or name.startswith(("nvidia-", "cuda-", "triton")):
            continue
        seen.add(name)
        assert name in pinned, f"{name} is needed but not pinned"
        waiting += [Requirement(text) for text in metadata.requires(name) or []]


def test_torch_is_held_at_one_version(requirements: dict[str, list[Requirement]]) -> None:
    """An open range lets pip fetch another CUDA of several gigabytes."""
    (torch,) = [r for r in requirements["runtime"] if r.name == "torch"]
    assert re.fullmatch(r"==\d+\.\d+\.\d+", str(torch.specifier))


def test_only_the_small_qt_package(requirements: dict[str, list[Requirement]]) -> None:
    names = {r.name.lower() for group in requirements.values() for r in group}
    assert names.isdisjoint({"pyside6", "pyside6-addons", "opencv-python"})


@pytest.mark.parametrize(
    ("folders", "groups"),
    [
        (("app", "core", "resources"), ["runtime", "onnx", "openvino", "ray"]),
        (("tests", "benchmarks", "requirements", "dev.py"), ["runtime", "onnx", "openvino", "ray", "dev"]),
    ],
)
def test_every_import_is_declared(
    folders: tuple[str, ...],
    groups: list[str],
    requirements: dict[str, list[Requirement]],
    tracked: list[Path],
    project_root: Path,
) -> None:
    declared = {canonicalize_name(r.name) for group in groups for r in requirements[group]}
    if "dev" in groups:
        declared |= COMES_WITH
    own = {"app", "core", "resources", "benchmarks", "tests", "tools", "dev", "conftest", "lock"}
    undeclared = set()
    for path in tracked:
        if path.suffix != ".py" or path.relative_to(project_root).parts[0] not in folders:
            continue
        for name in imported_packages(path):
            package = canonicalize_name(IMPORT_NAMES.get(name, name))
            if name not in own and name not in sys.stdlib_module_names and package not in declared:
                undeclared.add(f"{path.relative_to(project_root)}: {name}")
    assert undeclared == set()


def test_every_runtime_dependency_is_used(
    requirements: dict[str, list[Requirement]], project_root: Path
) -> None:
    """What only tests need belongs to `dev`: users should not download it."""
    sources = [path for folder in ("app", "core") for path in (project_root / folder).rglob("*.py")]
    imported = {name for path in sources for name in imported_packages(path)}
    used = {canonicalize_name(IMPORT_NAMES.get(name, name)) for name in imported}
    assert {canonicalize_name(r.name) for r in requirements["runtime"]} - used == set()


def imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


# --- files --------------------------------------------------------------------------------------------------


def test_no_file_is_too_long_to_read(tracked: list[Path]) -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in tracked if p.suffix == ".py"}
    assert {p.name: n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_large_file_outside_the_demo(tracked: list[Path], project_root: Path) -> None:
    sizes = {p.relative_to(project_root).as_posix(): p.stat().st_size for p in tracked}
    large = {n: s for n, s in sizes.items() if s > LARGEST_BYTES and not n.startswith(LARGE_ALLOWED)}
    assert large == {}


def test_no_file_names_a_home_folder(tracked: list[Path], project_root: Path) -> None:
    home = re.compile(rb"(?<![\w.])(/home/\w|/root\b|/Users/\w|[A-Z]:\\\\?Users\\)")
    found = [
        f"{path.relative_to(project_root)}: {match[0].decode()}"
        for path in tracked
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".spec", ".json", ".csv", ""}
        and path != Path(__file__)
        and (match := home.search(path.read_bytes()))
    ]
    assert found == []
