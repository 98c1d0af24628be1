"""Which system learns how."""

from __future__ import annotations

from core.training.data import TrainingData
from core.training.device import Execution
from core.training.game import Game
from core.training.learner import Learner
from core.training.networks import Networks
from core.training.restoring import Restoring
from core.training.segmenting import Segmenting
from core.training.settings import TrainingSettings
from core.training.taught import TaughtGame


def learner_for(
    data: TrainingData,
    networks: Networks,
    settings: TrainingSettings,
    execution: Execution,
    steps_per_epoch: int,
) -> Learner:
    """What trains the networks of these settings."""
    if settings.network.criticises:
        return TaughtGame(data, networks, settings, execution, steps_per_epoch)
    if settings.network.plays:
        return Game(data, networks, settings, execution, steps_per_epoch)
    if settings.network.segments:
        return Segmenting(data, networks, settings, execution, steps_per_epoch)
    return Restoring(data, networks, settings, execution)
