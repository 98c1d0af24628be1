"""Files shipped with the program: icons, translations, licences, the report's page and fonts, and the demo's model and
images."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent
ICONS = ROOT / "icons"
REPORT = ROOT / "report"
TRANSLATIONS = ROOT / "translations"
LICENCES = ROOT / "licences"
DEMO = ROOT / "demo"
DEMO_MODEL = DEMO / "model.safetensors"
DEMO_IMAGES = DEMO / "images"
