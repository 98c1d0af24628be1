"""Whole jobs as a shell or a script runs them: `isugan` in processes of its own."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.cli.exit_codes import ExitCode
from core.datasets.synth import write_dataset
from resources import DEMO_MODEL

TINY = [
    *("--preset", "quick", "--device", "cpu", "--base", "8", "--crop", "32", "--validation", "0.3"),
    *(
        "--set",
        "warm_up_steps=4",
        "--set",
        "steps_per_epoch=2",
        "--set",
        "network.blocks=1",
        "--epochs",
        "1",
    ),
]


def start(*words: object) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli.main", *map(str, words)],
        env=os.environ | {"PYTHONPATH": str(root), "PYTHONWARNINGS": "error"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def isugan(*words: object, code: int = 0) -> str:
    """Output of `isugan`, which must end with `code`."""
    process = start(*words)
    out, err = process.communicate(timeout=240)
    assert process.returncode == code, f"{words}\n{out}\n{err}"
    assert "Traceback" not in err
    return out


@pytest.mark.slow
def test_from_nothing_to_marked_defects(tmp_path: Path) -> None:
    data, run, out = tmp_path / "Daten ü 🔩", tmp_path / "run", tmp_path / "out"
    model = run / "model.safetensors"
    isugan("synth", data, "--texture", "grain", "--good", 10, "--defective", 4, "--size", 64, "--seed", 2)
    checked = json.loads(isugan("check", data, "--json"))
    assert (checked["layout"], checked["images"]) == ("dagm", 28)
    assert {finding["kind"] for finding in checked["findings"]} == {"few_images"}
    trained = json.loads(isugan("train", data, "--out", run, *TINY, "--json"))
    assert Path(trained["model"]) == model
    isugan("calibrate", model, data, "--policy", "far=0.5")
    evaluated = json.loads(isugan("evaluate", model, data, "--json"))
    assert evaluated["images"] == {"good": 10, "defective": 4}
    assert evaluated["seen"] == 0

    test = data / "Class1" / "Test"
    process = start("inspect", model, test, "--out", out, "--overlays", "--json")
    document = json.loads(process.communicate(timeout=240)[0])
    verdicts = {Path(image["path"]).name: image for image in document["images"]}
    expected = (
        ExitCode.NG if document["counts"]["NG"] else ExitCode.REVIEW if document["counts"]["Review"] else 0
    )
    assert process.returncode == expected
    # A number in the evaluation is the number in the CSV.
    for row in evaluated["rows"]:
        image = verdicts[Path(row["path"]).name]
        assert float(image["score"]) == pytest.approx(row["score"], abs=1e-6)
        assert image["verdict"] == row["verdict"]
    with (out / "results.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["path"] for row in csv.DictReader(stream)] == [i["path"] for i in document["images"]]
    assert len(list((out / "overlays").rglob("*.png"))) == 14


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to one process")
def test_a_real_ctrl_c_ends_a_folder_run_in_order(tmp_path: Path) -> None:
    data, run, photos, out = (tmp_path / name for name in ("data", "run", "photos", "out"))
    write_dataset(data, "cast", good=8, defective=3, size=64, seed=1)
    model = run / "model.safetensors"
    isugan("train", data, "--out", run, *TINY)
    photos.mkdir()
    source = data / "Class1" / "Test" / "0001.PNG"
    for number in range(600):
        shutil.copy(source, photos / f"{number}.png")

    process = start("inspect", model, photos, "--out", out)
    results = out / "results.csv"
    deadline = time.monotonic() + 120
    while not (results.is_file() and len(results.read_bytes().splitlines()) > 3):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said, err = process.communicate(timeout=120)
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert "--resume" in said
    assert "Traceback" not in err
    with results.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert 3 <= len(rows) < 600
    assert all(row["score"] for row in rows)

    process = start("inspect", model, photos, "--out", out, "--resume", "--json")
    document = json.loads(process.communicate(timeout=240)[0])
    assert len(document["images"]) == len({image["path"] for image in document["images"]}) == 600


def test_the_demo_finds_its_defects(tmp_path: Path) -> None:
    if not DEMO_MODEL.is_file():
        pytest.skip(f"the demo model {DEMO_MODEL.name} has not been trained yet")
    document = json.loads(isugan("demo", "--headless", "--out", tmp_path / "out", "--json"))
    assert document["defective"] > 0
    assert document["found"] == document["defective"]
    assert document["false_alarms"] == 0
    assert (tmp_path / "out" / "results.csv").is_file()
    assert list((tmp_path / "out" / "overlays").iterdir())
