"""The language of the window: which one, and the catalogues for it. Plugged in before the first widget is made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from core import language
from resources import TRANSLATIONS

SYSTEM, ENGLISH = "system", "en"
TRANSLATED = ("zh_CN",)
LANGUAGES = (SYSTEM, ENGLISH, *TRANSLATED)
"""What a user can choose."""


def of_system(locale: QLocale | None = None) -> str:
    """The language of the system where it is translated, else English."""
    locale = locale or QLocale.system()
    names = [*(name.replace("-", "_") for name in locale.uiLanguages()), locale.name()]
    # The first wish counts: who reads Traditional Chinese before English has not asked for Simplified.
    first = next((name for name in names if name and name != "C"), "")
    simplified = first == "zh" or first.startswith(("zh_CN", "zh_SG", "zh_Hans"))
    return "zh_CN" if simplified else ENGLISH


def install(app: QCoreApplication, chosen: str) -> str:
    """Speak the language `chosen`, one of `LANGUAGES`; what is translated lives as long as `app`.

    Returns:
        The language that is spoken now. It is English where a catalogue is missing.
    """
    name = of_system() if chosen == SYSTEM else chosen
    remove(app)
    if name not in TRANSLATED:
        return ENGLISH
    own = _load(app, f"isugan_{name}", TRANSLATIONS)
    if own is None:
        return ENGLISH
    # Before the program's own: the one that was installed last is asked first.
    qt = _load(app, f"qtbase_{name}", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
    for translator in (qt, own):
        if translator is not None:
            app.installTranslator(translator)
    language.plug(_look_up)
    return name


def remove(app: QCoreApplication) -> None:
    """Speak English again."""
    language.plug(None)
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.setParent(None)


def _load(app: QCoreApplication, name: str, folder: Path) -> QTranslator | None:
    translator = QTranslator(app)
    if translator.load(name, str(folder)):
        return translator
    translator.setParent(None)
    return None


def _look_up(context: str, text: str, n: int | None) -> str:
    return QCoreApplication.translate(context, text, None, -1 if n is None else n)
