"""Columns of a log against the standard library's JSON, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.training import log as module
from core.training.log import read_log
from core.training.log_columns import alike, columns

ODD = [
    0,
    1,
    -1.5,
    0.000001,
    5e-06,
    1e-300,
    123456.7,
    1234567.8,
    12345678,
    123456789012,
    3.0,
    -0.0,
    0.1,
    100.25,
]


def test_numbers_of_every_kind_are_those_that_json_reads() -> None:
    drawn = np.random.default_rng(1).lognormal(-3, 4, 500).round(6).tolist()
    values = ODD + drawn
    lines = [
        json.dumps({"t": a, "kind": "x", "l": {"g_p2n": b, "d": c}})
        for a, b, c in zip(values, values[::-1], values[7:] + values[:7], strict=True)
    ]
    ((count, block),) = alike("".join(f"{line}\n" for line in lines).encode())
    found = columns(block, count, [0, 3, 4])
    expected = [(d["t"], d["l"]["g_p2n"], d["l"]["d"]) for d in map(json.loads, lines)]
    np.testing.assert_array_equal(found, np.array(expected, float))


def test_lines_are_alike_until_a_word_changes() -> None:
    lines = [b'{"a": 1}\n', b'{"a": 2.5e-7}\n', b'{"b": 3}\n', b"{torn\n", b"\n", b'{"a": 4}\n']
    assert list(alike(b"".join(lines))) == [(2, b"".join(lines[:2])), *((1, line) for line in lines[2:])]
    assert list(alike(b"")) == []


@pytest.mark.parametrize(
    "second",
    [
        b'{"a": 1..5, "b": 2}',
        b'{"a": 15, "b1": 2}',
        b'{"a": , "b": 2}',
        b'{"a": -, "b": 2}',
        b'{"a": 1- 5, "b": 2}',
    ],
)
def test_what_is_no_number_is_left_to_be_read_singly(second: bytes) -> None:
    block = b'{"a": 15, "b": 2}\n' + second + b"\n"
    for count, lines in alike(block):
        assert count < 2 or columns(lines, count, [0, 1]) is None


def step(number: int, **changes: Any) -> str:
    losses = {"g_p2n": number / 7 % 1, "cycle": 10.0**-number if number < 9 else 0.5}
    line = {
        "time": 100 + number / 8,
        "event": "StepLosses",
        "phase": "adversarial",
        "step": number,
        "steps": 400,
    }
    rest = {"epoch": 1, "losses": losses, "seconds_per_step": 0.1, "seconds_left": 1.5}
    return json.dumps({**line, **rest, **changes})


@pytest.mark.parametrize("block", [300, 5000, 1 << 20])
def test_read_together_or_singly_a_log_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    lines = [json.dumps({"time": 99, "event": "PhaseStarted", "phase": "warm-up", "steps": 40, "done": 0})]
    lines += [step(n, phase="warm-up", epoch=0, losses={"warm_up": 1 / n}, steps=40) for n in range(1, 41)]
    lines += [step(number) for number in range(1, 151)]
    lines += ['{"time": 3, "event": "StepLosses", "phase": "adver', "7", "[]", step(151, surprise=1)]
    # A resumed run repeats what it did after its checkpoint.
    lines += [step(number) for number in range(120, 200)]
    lines += [step(number, losses={"g_p2n": 0.5, "critic": float("nan")}) for number in range(200, 230)]
    lines += [step(number, losses={"cycle": None}) for number in range(230, 245)]
    lines += [step(number, surprise=number) for number in range(245, 260)]
    lines += [step(260), '{"time": 190, "event": "Notice", "text": "a: b, 7"}', step(261)]
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")  # the last without its end
    monkeypatch.setattr(module, "BLOCK", block)
    together = read_log(path, most_points=16)
    monkeypatch.setattr(module, "FEW", 1000)
    singly = read_log(path, most_points=16)
    assert together.last == singly.last
    assert together.last is not None
    assert together.last.step == 261
    for name in ("phases", "notices", "seconds_per_step", "started", "ended", "end"):
        assert getattr(together, name) == getattr(singly, name)
    assert together.curves.last_step == singly.curves.last_step == 301
    assert together.curves.width == singly.curves.width == 32
    expected = singly.curves.curves()
    assert set(expected) == {"warm_up", "g_p2n", "cycle", "critic"}
    for name, curve in together.curves.curves().items():
        for part in ("step", "low", "mean", "high"):
            np.testing.assert_allclose(getattr(curve, part), getattr(expected[name], part), rtol=1e-12)
