"""Score tables with known numbers, and a mouse that drags."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.datasets.dataset import Split
from core.evaluation.score_table import ScoredImage, ScoreTable

Mouse = Callable[[QWidget, QEvent.Type, float, float], None]


@pytest.fixture(scope="session")
def table() -> ScoreTable:
    """Good scores 0.05 .. 0.24 (20 of them, the first 5 trained on), defective ones 0.20 .. 0.65 (10)."""
    good = [
        ScoredImage(0.05 + 0.01 * n, defective=False, seen=Split.TRAIN if n < 5 else None) for n in range(20)
    ]
    return ScoreTable([*good, *(ScoredImage(0.2 + 0.05 * n, defective=True) for n in range(10))])


@pytest.fixture(scope="session")
def large_table() -> ScoreTable:
    """10,000 scores, a twentieth of them of defective images."""
    random = np.random.default_rng(0)
    good = random.lognormal(-2.0, 0.25, 9_500).tolist()
    bad = random.lognormal(-0.9, 0.35, 500).tolist()
    return ScoreTable(
        [*(ScoredImage(s, defective=False) for s in good), *(ScoredImage(s, defective=True) for s in bad)]
    )


@pytest.fixture
def mouse() -> Mouse:
    """`mouse(viewport, kind, x, y)`: one event of the left button, or a move with it held."""

    def send(viewport: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
        left = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        point = QPointF(x, y)
        globally = QPointF(viewport.mapToGlobal(point.toPoint()))
        event = QMouseEvent(kind, point, globally, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)

    return send
