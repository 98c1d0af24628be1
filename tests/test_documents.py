"""What the documents promise: links and pictures that are there, commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TARGET = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
TUTORIALS = ("quality-engineer", "annotator", "small-shop")


@pytest.fixture(scope="module")
def documents(project_root: Path) -> dict[Path, str]:
    """The text of each page, without its code."""
    paths = [*project_root.glob("*.md"), *(project_root / "docs").rglob("*.md")]
    return {path: _without_code(path.read_text(encoding="utf-8")) for path in paths}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def _targets(text: str) -> list[str]:
    found = TARGET.findall(re.sub(r"`[^`\n]*`", "", text))
    return [one or other for one, other in found if "://" not in one + other]


def _headings(text: str) -> set[str]:
    """As GitHub makes addresses of them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_links_and_pictures_lead_somewhere(documents: dict[Path, str]) -> None:
    broken = []
    for page, text in documents.items():
        for target in _targets(text):
            name, _, heading = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            if not there.exists() or (heading and heading not in _headings(documents.get(there, ""))):
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_readme_names_the_guide_and_the_tutorials_first(project_root: Path) -> None:
    readme = (project_root / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Documentation")[2].partition("\n## ")[0]
    first = ["user-guide", *(f"tutorials/{name}" for name in TUTORIALS), "method"]
    named = re.findall(r"\]\(docs/([\w/-]+)\.md\)", section)
    assert named[: len(first)] == first
    pages = {path.stem for path in (project_root / "docs").glob("*.md")}
    assert {Path(name).name for name in named} >= pages


def test_every_command_in_the_documents_exists(documents: dict[Path, str], project_root: Path) -> None:
    from app.cli.main import COMMANDS

    for page in (project_root / "docs").rglob("*.md"):
        # In code, and at the beginning of a line of a block.
        named = re.findall(r"(?:^|`)isugan ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= set(COMMANDS), page.name
