"""The licences that `docs/licences.md` tells are those of the packages that are pinned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.make_licences import licence, pinned

RENEW = "the pins have changed; renew the table: .venv/bin/python -m tools.make_licences"


def test_the_table_has_the_pinned_packages(project_root: Path) -> None:
    page = (project_root / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([\w.]+) \| \S.*\|$", page, re.MULTILINE)
    assert dict(rows) == pinned(), RENEW


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("License-Expression: MIT AND BSD-2-Clause", "", "MIT AND BSD-2-Clause"),
        ("Classifier: License :: OSI Approved :: Apache Software License", "", "Apache-2.0"),
        ("License: BSD", "may not be used to endorse\nor promote products", "BSD-3-Clause"),
        ("License: 2-clause BSD License", "Redistributions of source code", "BSD-2-Clause"),
    ],
)
def test_what_packages_say_of_their_licence(
    told: str, text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "surface_tool-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: surface-tool\nVersion: 1.0\n{told}\n", "utf-8"
    )
    (folder / "LICENSE").write_text(text, "utf-8")
    (folder / "RECORD").write_text(f"{folder.name}/LICENSE,,\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert licence("surface-tool") == expected


def test_a_package_that_says_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "silent_tool-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.4\nName: silent-tool\nVersion: 1.0\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LookupError, match="silent-tool"):
        licence("silent-tool")
