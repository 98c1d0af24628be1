"""Make the table in `docs/licences.md` anew: the licence of every package that is needed to run, from its own metadata.

    python -m tools.make_licences

The environment has to hold the pinned packages. Where a package's metadata does not say which of the BSD licences it
has, its licence file does: only the one with three clauses forbids to advertise with the authors' names.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from core.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
PINS = tuple(ROOT / "requirements" / name for name in ("runtime.txt", "onnx.txt"))
TABLE = re.compile(r"(?<=\n\n)\| package \|.*?\n(?=\n)", re.DOTALL)
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
}
NAMED_BSD = re.compile(r"BSD-\d-Clause")
THIRD_CLAUSE = re.compile(r"endorse\s+or\s+promote", re.IGNORECASE)


def pinned() -> dict[str, str]:
    """Versions by package, as `requirements/runtime.txt` and `onnx.txt` have them."""
    lines = [line for pins in PINS for line in pins.read_text(encoding="utf-8").splitlines()]
    return dict(sorted(line.split("==") for line in lines if "==" in line))


def licence(name: str) -> str:
    """The licence of an installed package, as an SPDX expression.

    Raises:
        LookupError: its metadata do not say, or in words that are not known here.
    """
    told = metadata.metadata(name)
    classifiers = [
        text.rpartition(" :: ")[2] for text in told.get_all("Classifier", []) if "License ::" in text
    ]
    for words in (told["License-Expression"], told["License"], *classifiers):
        if words and "BSD" in words and not NAMED_BSD.search(words):
            return "BSD-3-Clause" if THIRD_CLAUSE.search(_text(name)) else "BSD-2-Clause"
        if words and "\n" not in words:
            return str(SPDX.get(words, words))
    raise LookupError(f"{name} does not say what its licence is")


def _text(name: str) -> str:
    """The licence file of an installed package.

    Raises:
        LookupError: it has none.
    """
    for file in metadata.files(name) or []:
        if ".dist-info" in str(file) and re.match(r"(LICEN[CS]E|COPYING)(\.\w+)?$", file.name, re.IGNORECASE):
            return Path(str(file.locate())).read_text(encoding="utf-8")
    raise LookupError(f"{name} has no licence file")


def table() -> str:
    """The table of all pinned packages as Markdown.

    Raises:
        LookupError: another version than the pinned one is installed, or a licence cannot be told.
    """
    lines = ["| package | version | licence |", "|---|---|---|"]
    for name, version in pinned().items():
        installed = metadata.version(name).partition("+")[0]
        if installed != version:
            raise LookupError(f"{name} {installed} is installed, {version} is pinned")
        lines.append(f"| `{name}` | {version} | {licence(name)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    with write_atomically(PAGE) as temporary:
        temporary.write_text(TABLE.sub(lambda _: table(), page, count=1), encoding="utf-8", newline="\n")
