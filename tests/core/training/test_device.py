"""Which number format a run takes, and out-of-memory errors."""

from __future__ import annotations

import pytest
import torch

from core.nets.generator import Generator
from core.training import device as module
from core.training.device import choose_execution, out_of_memory
from core.training.settings import TrainingSettings, preset

CPU = torch.device("cpu")


def settings(precision: str) -> TrainingSettings:
    return preset("quick", network={"base": 4, "blocks": 1}, crop=32, precision=precision)


@pytest.mark.parametrize(("precision", "bf16"), [("fp32", False), ("bf16", True)])
def test_what_was_asked_for(precision: str, bf16: bool) -> None:
    chosen = settings(precision)
    execution = choose_execution(chosen, CPU, Generator(chosen.network))
    assert execution.bf16 is bf16
    assert precision in execution.reason


@pytest.mark.parametrize(("half_seconds", "bf16"), [(0.5, True), (0.97, False), (2.0, False)])
def test_auto_takes_bf16_only_where_it_pays(
    monkeypatch: pytest.MonkeyPatch, half_seconds: float, bf16: bool
) -> None:
    monkeypatch.setattr(module, "_seconds", lambda network, picture, bf16: half_seconds if bf16 else 1.0)
    monkeypatch.setattr(module, "_cpu_has_bf16", lambda: True)
    chosen = settings("auto")
    execution = choose_execution(chosen, CPU, Generator(chosen.network))
    assert execution.bf16 is bf16
    assert f"{half_seconds:.2f}" in execution.reason


def test_a_processor_without_bf16_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **options: object) -> float:
        raise AssertionError("a plain loop of bf16 takes minutes")

    monkeypatch.setattr(module, "_seconds", never)
    monkeypatch.setattr(module, "_cpu_has_bf16", lambda: False)
    chosen = settings("auto")
    execution = choose_execution(chosen, CPU, Generator(chosen.network))
    assert not execution.bf16
    assert "no instructions for bf16" in execution.reason


@pytest.mark.parametrize(("threads", "lanes"), [(1, 1), (2, 2), (3, 2)])
def test_as_many_lanes_as_there_are_threads_for(
    monkeypatch: pytest.MonkeyPatch, threads: int, lanes: int
) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: threads)
    chosen = settings("fp32")
    assert choose_execution(chosen, CPU, Generator(chosen.network)).lanes == lanes


def test_measuring_leaves_the_network_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_cpu_has_bf16", lambda: True)
    chosen = settings("auto")
    network = Generator(chosen.network).train()
    before = {k: v.clone() for k, v in network.state_dict().items()}
    choose_execution(chosen, CPU, network)
    assert all(torch.equal(before[k], v) for k, v in network.state_dict().items())
    assert all(p.grad is None for p in network.parameters())


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate"),
        RuntimeError("can't allocate memory: x"),
    ],
)
def test_out_of_memory_in_all_its_forms(error: BaseException) -> None:
    told = out_of_memory(error)
    assert told is not None
    assert "--resume" in told.way_out


def test_other_errors_are_not_out_of_memory() -> None:
    assert out_of_memory(RuntimeError("shape mismatch")) is None
