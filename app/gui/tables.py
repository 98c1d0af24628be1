"""Texts of tables, translated where they are used by `tr_table`: no literal stands in the call to be extracted."""

from __future__ import annotations

from collections.abc import Iterator

from app.gui.action_spec import context_of
from app.gui.actions import ACTIONS, GESTURES
from app.gui.views.train.widgets import setting_fields


def tables() -> Iterator[tuple[str, str]]:
    """Context and English of every text."""
    for spec in ACTIONS:
        yield "Groups", spec.group
        yield context_of(spec.group), spec.text
        if spec.tip:
            yield context_of(spec.group), spec.tip
    for gesture in GESTURES:
        yield "Groups", gesture.group
        yield context_of(gesture.group), gesture.keys
        yield context_of(gesture.group), gesture.text
    for text in setting_fields.texts():
        yield "Settings", text
