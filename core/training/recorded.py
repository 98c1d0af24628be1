"""Work on a device that is recorded once and then replayed by one launch: a CUDA graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

Work = Callable[[], "Outputs"]
Record = Callable[[Work], tuple[Callable[[], None], "Outputs"]]
"""Records work without the effect of doing it; gives what replays it, and the outputs that every replay fills."""

WARM_UP = 3
"""Runs before a recording, as PyTorch asks for: libraries choose their kernels and memory in them."""


class Outputs(NamedTuple):
    """Losses by name in one row, and pictures."""

    names: tuple[str, ...]
    losses: Tensor
    pictures: tuple[Tensor, ...]


def cuda_graph(work: Work) -> tuple[Callable[[], None], Outputs]:
    """Record `work` as a CUDA graph; it is run `WARM_UP` times, so whatever it changes has to be put back.

    Raises:
        RuntimeError: it does what a graph cannot hold, such as waiting for the device; or memory ran out.
    """
    stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(WARM_UP):
            work()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    # This thread's calls alone are watched: others may lock memory for their batches meanwhile.
    with torch.cuda.graph(graph, capture_error_mode="thread_local"):
        outputs = work()
    return graph.replay, outputs


class Recorded:
    """A recording of `work` on inputs that it keeps: a call puts new ones in their place and replays."""

    def __init__(self, work: Callable[..., Outputs], inputs: Sequence[Tensor | None], record: Record) -> None:
        self._inputs = [None if t is None else t.clone() for t in inputs]
        self._replay, self._outputs = record(partial(work, *self._inputs))

    def __call__(self, inputs: Sequence[Tensor | None]) -> Outputs:
        """Inputs of the shapes it was recorded with. The losses are the caller's; the next call overwrites the
        pictures."""
        for own, new in zip(self._inputs, inputs, strict=True):
            if own is not None and new is not None:
                own.copy_(new, non_blocking=True)
        self._replay()
        return self._outputs._replace(losses=self._outputs.losses.clone())
