"""How far an inspection is, and whether it is still wanted: a large image takes minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from core.errors import InspectionStoppedError
from core.images.stopping import check
from core.language import later

if TYPE_CHECKING:
    from torch import nn


class Watch(Protocol):
    """Asked and told between the tiles of a large image, in the thread that inspects."""

    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""

    def progress(self, done: int, total: int) -> None:
        """`done` of `total` tiles are repaired."""


def step(watch: Watch | None, done: int, total: int) -> None:
    """Tell how far it is.

    Raises:
        InspectionStoppedError: the result is not wanted any more.
    """
    if watch is None:
        return
    if watch.cancelled():
        raise InspectionStoppedError(later("Inspection", "The inspection was stopped."))
    watch.progress(done, total)


class Quietly:
    """Asks whether the result is still wanted, and tells nothing: for what is quick beside the repair."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def cancelled(self) -> bool:
        """See `Watch`."""
        return self._watch.cancelled()

    def progress(self, done: int, total: int) -> None:
        """See `Watch`."""


def ask_between_layers(network: nn.Module) -> None:
    """Let a pass through `network` end between two layers (see `core.images.stopping`): a tile may take seconds."""
    for module in network.modules():
        # Before each part that is made of others; asking before every single one would slow small pictures down.
        if any(module.children()):
            module.register_forward_pre_hook(lambda _module, _input: check())
