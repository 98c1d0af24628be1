"""How a decision looks: word, icon of its own shape, colour. Colour never stands alone."""

from __future__ import annotations

from app.gui.views.inspect.verdict_look import Look
from core.project.decision import Decision

DECISIONS = {
    Decision.OK: Look("OK", "ok", "ok"),
    Decision.UNSURE: Look("Unsure", "doubt", "review"),
    Decision.NG: Look("NG", "ng", "ng"),
}
NOT_YET = "Not yet"
