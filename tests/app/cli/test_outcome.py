from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from app.cli.outcome import as_json
from app.cli.tables import table
from core.inspection.result import Verdict


def test_json_takes_what_commands_hold() -> None:
    document = {
        "path": Path("übung 🔩.png"),
        "undecodable": Path("bad\udcff.png"),
        "verdict": Verdict.NG,
        "nothing": None,
        "nan": float("nan"),
        "infinite": np.float64("inf"),
        "array": np.arange(3),
        "tuple": (1, 2.5),
    }
    text = as_json(document)
    assert text.isascii()
    assert json.loads(text) == {
        "path": "übung 🔩.png",
        "undecodable": "bad\udcff.png",
        "verdict": "NG",
        "nothing": None,
        "nan": None,
        "infinite": None,
        "array": [0, 1, 2],
        "tuple": [1, 2.5],
    }


def test_tables_align_wide_characters() -> None:
    lines = table([("良品", 1), ("ab", 22)], ("name", "n")).splitlines()
    assert lines == ["name  n", "良品  1", "ab    22"]
    assert table([]) == ""
