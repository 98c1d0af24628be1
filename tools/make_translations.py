"""Brings the translations up to date: `python -m tools.make_translations [--add FILE.json]`.

Reads every text of the source, lets Qt's lupdate merge them into `resources/translations/*.ts` (what is gone is
dropped), and compiles these with lrelease. `--add` takes translations over from a JSON file,
`{context: {English: translation}}`.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import click
import PySide6
from filelock import FileLock

from core.files import write_atomically
from resources import TRANSLATIONS
from tools.translatable import Text, texts

LANGUAGES = ("zh_CN",)


def source_of(language: str) -> Path:
    """What translators edit."""
    return TRANSLATIONS / f"isugan_{language}.ts"


def update(ts: Path, found: list[Text]) -> None:
    """Merge the texts into a `.ts` file; texts that are in it and not in `found` go."""
    with tempfile.TemporaryDirectory() as folder:
        # As C++, which lupdate reads best: it is Qt's own.
        listing = Path(folder) / "texts.cpp"
        listing.write_text("".join(map(_as_cpp, found)), encoding="utf-8")
        options = [
            "-silent",
            "-locations",
            "none",
            "-no-obsolete",
            "-sort-messages",
            "-source-language",
            "en",
        ]
        _qt(
            "lupdate",
            str(listing),
            *options,
            "-target-language",
            ts.stem.removeprefix("isugan_"),
            "-ts",
            str(ts),
        )


def compile_into(ts: Path, qm: Path) -> None:
    """Make the file that the program loads; one that runs keeps the file that it began with."""
    with write_atomically(qm) as temporary:
        _qt("lrelease", "-silent", str(ts), "-qm", str(temporary))


def add(ts: Path, translations: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Take translations over; returns those that no text of the file is waiting for."""
    tree = ET.parse(ts)
    left = {(context, english) for context, words in translations.items() for english in words}
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            english = message.findtext("source") or ""
            if (name, english) not in left:
                continue
            left.discard((name, english))
            translation = cast(ET.Element, message.find("translation"))
            translation.attrib.pop("type", None)
            form = translation.find("numerusform")
            (translation if form is None else form).text = translations[name][english]
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    return [f"{context}: {english}" for context, english in sorted(left)]


def unfinished(ts: Path) -> list[str]:
    """Texts without a translation."""
    messages = [(c.findtext("name"), m) for c in ET.parse(ts).iter("context") for m in c.iter("message")]
    return [
        f"{name}: {message.findtext('source')}"
        for name, message in messages
        if (translation := message.find("translation")) is None
        or translation.get("type") == "unfinished"
        or not "".join(translation.itertext()).strip()
    ]


def _as_cpp(text: Text) -> str:
    # JSON writes strings as C++ does.
    context, source = (json.dumps(word, ensure_ascii=False) for word in (text.context, text.text))
    if not text.one:
        return f"QT_TRANSLATE_NOOP({context}, {source});\n"
    return f"//: For 1: {text.one}\nQT_TRANSLATE_N_NOOP({context}, {source});\n"


def _qt(tool: str, *arguments: str) -> None:
    program = next(Path(PySide6.__file__).parent.glob(f"{tool}*"))
    subprocess.run([str(program), *arguments], check=True)


@click.command(help=__doc__)
@click.option("--add", "extra", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Of the files of --add.")
def main(extra: tuple[Path, ...], language: str) -> None:
    """See above."""
    with FileLock(str(Path(tempfile.gettempdir()) / "isugan-translations.lock")):
        found = texts()
        for each in LANGUAGES:
            update(source_of(each), found)
        for path in extra:
            for unknown in add(source_of(language), json.loads(path.read_text(encoding="utf-8"))):
                click.echo(f"no such text: {unknown}")
        for each in LANGUAGES:
            ts = source_of(each)
            update(ts, found)
            compile_into(ts, ts.with_suffix(".qm"))
            waiting = unfinished(ts)
            click.echo(
                "".join(f"to be translated: {text}\n" for text in waiting) + f"{len(found)} texts, {ts}"
            )


if __name__ == "__main__":
    main()
