"""How a decision looks: word, icon of its own shape, colour. Colour never stands alone."""

from __future__ import annotations

from app.gui.views.inspect.verdict_look import Look
from core.language import later
from core.project.decision import Decision

DECISIONS = {
    Decision.OK: Look(later("Verdicts", "OK"), "ok", "ok"),
    Decision.UNSURE: Look(later("Verdicts", "Unsure"), "doubt", "review"),
    Decision.NG: Look(later("Verdicts", "NG"), "ng", "ng"),
}
NOT_YET = later("Review", "Not yet")
