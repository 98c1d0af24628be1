"""Threads are those of torch, loaded or not."""

from __future__ import annotations

import sys

import psutil
import pytest
import torch

from core.inspection.threads import computing_threads


def test_those_of_torch() -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(before + 1)
        assert computing_threads() == before + 1
    finally:
        torch.set_num_threads(before)


def test_those_it_would_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch")
    for wished, expected in (("3", 3), ("5,2", 5)):
        monkeypatch.setenv("OMP_NUM_THREADS", wished)
        assert computing_threads() == expected
    for wished in ("", "0", "many"):
        monkeypatch.setenv("OMP_NUM_THREADS", wished)
        assert 1 <= computing_threads() <= (psutil.cpu_count() or 1)
