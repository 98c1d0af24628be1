"""What computes, in words."""

from __future__ import annotations

import pytest
import torch

from core import language
from core.inspection.device import device_name, device_title


def test_the_processors_name_is_translated_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    name = device_name(torch.device("cpu"))
    assert name in (f"CPU, {torch.get_num_threads()} threads", "CPU, 1 thread")
    assert device_title(name) == name
    monkeypatch.setattr(language, "_plugged", [lambda context, text, n: "Prozessor, {n} Fäden"])
    assert device_title(name) == f"Prozessor, {torch.get_num_threads()} Fäden"
    assert device_title("NVIDIA H200") == "NVIDIA H200"
    assert device_name(torch.device("cpu")) == name
