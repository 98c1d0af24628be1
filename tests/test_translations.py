"""Every text that people see is translated, and what is not to be seen yet in the source's way is listed."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tools.make_translations import LANGUAGES, compile_into, source_of, unfinished, update
from tools.translatable import NUMBERED, PLAIN, UnreadableTextError, name_of, places, texts, texts_of

RENEW = "bring it up to date: .venv/bin/python -m tools.make_translations, then translate what it lists"
NOT_YET: tuple[str, ...] = ()
"""Files and folders whose texts are not translated yet."""
ENGLISH = (
    *("app/gui/trial.py", "core/experiments/"),
    *("core/training/group.py", "core/training/following.py"),
    *(
        "core/inspection/ray_",
        "core/inspection/onnx_",
        "core/inspection/openvino_",
        "core/export/onnx/",
        "core/line/",
    ),
)
"""What the command line alone says, and that is English: `isugan doctor --window`, `isugan benchmark`, a training that
torchrun started, inspections on a cluster or by an exported model, and `isugan watch`."""
NOT_SEEN = (
    *("app/gui/style.py", "app/gui/theme.py", "app/gui/icons.py"),
    *("app/gui/language.py", "app/gui/action_spec.py", "app/gui/tables.py", "app/gui/widgets/cutting.py"),
)
"""Style sheets, colours, drawings; nothing of them is read by a user."""
SINKS = frozenset(
    (
        "setText",
        "setToolTip",
        "setStatusTip",
        "setWindowTitle",
        "setPlaceholderText",
        "setTitle",
        "setLabelText",
    )
    + ("setAccessibleName", "setAccessibleDescription", "setInformativeText", "setSuffix", "setPrefix")
    + (
        "setHorizontalHeaderLabels",
        "QLabel",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QRadioButton",
        "QGroupBox",
    )
    + (
        "QAction",
        "addAction",
        "addMenu",
        "addTab",
        "addItem",
        "addItems",
        "addRow",
        "set_text",
        "set_words",
        "ask",
    )
    + ("tell", "Answer", "AskBox", "EmptyState", "Notice")
)
"""What shows its arguments."""
OTHER = frozenset(
    (
        "setObjectName",
        "setProperty",
        "property",
        "ActionSpec",
        "_spec",
        "Gesture",
        "later",
        "later_n",
        "tr",
        "tr_n",
    )
    + (
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "log",
        "tr_table",
        "setStyleSheet",
        "strftime",
        "QKeySequence",
    )
    + (
        "RuntimeError",
        "ValueError",
        "TypeError",
        "AssertionError",
        "NotImplementedError",
        "re.compile",
        "compile",
    )
    + ("allow", "explain", "removeprefix", "connect_all", "getLogger", "setFormat", "TypeVar")
)
"""What shows nothing, or is read in another way (the tables of actions)."""
UNITS = re.compile(
    r"<[^>]*>|\b(px|min|ISU-GAN Inspector|OK|NG|Esc|Ctrl|Shift|SSIM|AUROC|MSE|F1|ms|κ)\b|\*?\.\w+"
)
"""The same in every language."""
WORD, WORDS = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z({]|^[A-Z][a-z]{2,}[….]?$")
KEYS = frozenset(
    ("Return", "Enter", "Space", "Tab", "Backspace", "Del", "Home", "End")
    + ("Left", "Right", "Up", "Down", "Review")
)
"""Names of keys, and the verdict that is the same word in every language."""


@pytest.fixture(scope="module")
def messages() -> dict[tuple[str, str], ET.Element]:
    """Of the Chinese file, by context and English."""
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): message
        for context in ET.parse(source_of("zh_CN")).iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_left_over(language: str, tmp_path: Path) -> None:
    copy = Path(shutil.copy(source_of(language), tmp_path))
    update(copy, texts())
    assert unfinished(copy) == [], RENEW
    assert copy.read_bytes() == source_of(language).read_bytes(), RENEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_loads_is_compiled_from_it(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "new.qm"
    compile_into(source_of(language), compiled)
    assert compiled.read_bytes() == source_of(language).with_suffix(".qm").read_bytes(), RENEW


def test_places_and_mnemonics_are_kept(messages: dict[tuple[str, str], ET.Element]) -> None:
    wrong = []
    for (context, english), message in messages.items():
        found = message.find("translation")
        translation = "".join(found.itertext()).strip() if found is not None else ""
        menu = context.startswith(("Actions", "Menus"))
        same = places(english) == places(translation)
        if menu or re.search(r"&\w", english):
            same &= mnemonics(english) == mnemonics(translation)
        if not same or english.endswith("…") != translation.endswith("…"):
            wrong.append((context, english, translation))
    assert wrong == []


def mnemonics(text: str) -> list[str]:
    """The letters behind `&`."""
    return [letter.upper() for letter in re.findall(r"&(.)", text)]


def test_every_text_on_the_screen_goes_through_tr(project_root: Path) -> None:
    found = []
    for path in sorted((project_root / "app" / "gui").rglob("*.py")):
        name = path.relative_to(project_root).as_posix()
        if not name.startswith((*NOT_YET, *ENGLISH, *NOT_SEEN)):
            found += [
                f"{name}:{line}: {text}" for line, text in untranslated(path.read_text(encoding="utf-8"))
            ]
    assert found == []


def test_every_message_of_the_engine_is_translated_later(project_root: Path) -> None:
    kinds = set(
        re.findall(r"^class (\w+Error)", (project_root / "core/errors.py").read_text("utf-8"), re.MULTILINE)
    )
    found = []
    for path in sorted((project_root / "core").rglob("*.py")):
        name = path.relative_to(project_root).as_posix()
        if name.startswith((*NOT_YET, *ENGLISH)):
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and name_of(call) in kinds:
                found += [f"{name}:{call.lineno}" for argument in call.args if literal(argument)]
    assert found == []


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of literals that look like words for a user."""
    tree = ast.parse(source)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if node in skipped or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            skipped.update(ast.iter_child_nodes(node))
        elif isinstance(node, ast.Assign) and ast.unparse(node).startswith(("GROUP", "AREAS")):
            # Names of menus, which stand in the table of actions.
            skipped.update(ast.walk(node.value))
        elif isinstance(node, ast.Call) and name_of(node) in OTHER:
            skipped.update(part for part in ast.iter_child_nodes(node) if literal(part))
        elif isinstance(node, ast.Call) and name_of(node) in SINKS:
            # The first one of an empty page is its icon.
            for argument in node.args[name_of(node) == "EmptyState" :]:
                skipped.add(argument)
                if WORD.search(UNITS.sub("", literal(argument))):
                    yield node.lineno, literal(argument)
        elif isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
            if " " in literal(node) and WORD.search(UNITS.sub("", literal(node))):
                yield node.lineno, literal(node)
        elif (
            isinstance(node, ast.Constant)
            and literal(node) not in KEYS
            and WORDS.search(UNITS.sub("", literal(node)))
        ):
            yield node.lineno, literal(node)


def literal(node: ast.AST) -> str:
    """The text of a literal, without what an f-string fills in; empty: it is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or "{}" for part in node.values)
    return ""


def test_the_guard_finds_what_was_forgotten() -> None:
    found = list(
        untranslated('label.setText("Open")\nx = f"{n} images"\ny = ("The file is gone",)\nz = "plain"')
    )
    assert [text for _, text in found] == ["Open", "{} images", "The file is gone"]
    assert (
        list(untranslated('label.setText(tr("Review", "Open it"))\n"""Not a text."""\nb.setText("OK")')) == []
    )


@pytest.mark.parametrize(
    "call",
    ['tr("Review", f"{n} images")', 'tr(CONTEXT, "Open")', 'tr("Review", "{n} images", count=3)']
    + ['tr("Review", "Open", **values)', 'tr("Review")', 'tr_n("Review", n, "One", "{m} images")'],
)
def test_what_cannot_be_extracted_is_refused(call: str) -> None:
    with pytest.raises(UnreadableTextError, match=r"x\.py:1"):
        list(texts_of(call, "x.py"))


def test_all_ways_of_saying_it_are_known() -> None:
    assert (*PLAIN, *NUMBERED) == ("tr", "later", "tr_n", "later_n")
