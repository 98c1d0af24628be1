"""Readers of models, checkpoints and the files of a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from core.datasets.dataset import Label, Split
from core.datasets.snapshot import Row, Snapshot
from core.errors import DatasetError
from tools.fuzz import mutate, seeds
from tools.fuzz.reader import Reader

MODEL, ONNX = "model.safetensors", "model.onnx"
PROBES = "run/probes/epoch_0001"


@cache
def _run(folder: Path) -> Path:
    """A training of a few steps, by all that this program has; for its files."""
    from core.datasets.layout import recognise
    from core.datasets.synth import write_dataset
    from core.training.run import train
    from core.training.settings import preset

    small = {"crop": 32, "warm_up_crop": 32, "warm_up_batch": 2, "pool_size": 2, "averaging": 0}
    short = {"epochs": 1, "ssim_epochs": 1, "steps_per_epoch": 2, "warm_up_steps": 2, "precision": "fp32"}
    settings = preset("quick", network={"base": 4, "blocks": 1}, preprocess={"margin": 0}, **small, **short)
    write_dataset(folder / "data", "weave", good=12, defective=4, size=64, seed=1)
    train(recognise(folder / "data"), settings, folder / "run", device="cpu")
    return folder / "run"


def _of_run(name: str) -> Callable[[Path], list[bytes]]:
    return lambda folder: [(_run(folder) / name).read_bytes()]


def _models(folder: Path) -> list[bytes]:
    """The run's own, with a critic; and one of each other kind."""
    from core.images.areas import Area, AreaKind
    from core.inspection.header import Header
    from core.inspection.model_file import save_model
    from core.inspection.preprocess import Preprocess
    from core.nets.build import repair_network
    from core.nets.settings import NETWORK_KINDS, NetworkSettings

    area = Area(kind=AreaKind.IGNORE, shape="polygon", points=((0, 0), (1, 0), (1, 0.5)))
    made = [(_run(folder) / MODEL).read_bytes()]
    for kind in NETWORK_KINDS[:4]:
        network = NetworkSettings(kind=kind, base=4, blocks=1)
        header = Header(
            name=kind,
            created="2026-01-01",
            network=network,
            preprocess=Preprocess(width=32, height=32),
            areas=(area,),
        )
        save_model(folder / MODEL, repair_network(network), header)
        made.append((folder / MODEL).read_bytes())
    return made


def read_model(folder: Path) -> None:
    """Load it, build its networks, and write it again under other cuts."""
    from core.inspection.model_file import load_model, rewrite_header

    model = load_model(folder / MODEL)
    model.generator()
    model.critic()
    written = rewrite_header(model, name="again")
    load_model(written.path)


def inspect_with_model(folder: Path) -> None:
    """As `read_model`, and inspect a picture with it; its score is a number."""
    import numpy as np

    from core.images.picture import Picture
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import load_model

    pixels = np.linspace(0, 1, 40 * 40, dtype=np.float32).reshape(40, 40)
    found = Inspector(load_model(folder / MODEL), "cpu").inspect_picture(
        Picture(pixels, 8, "L"), folder / "a.png"
    )
    assert found.score >= 0, f"a score of {found.score}"


def _onnx(folder: Path) -> list[bytes]:
    from core.export.onnx.graph import graph_of
    from core.inspection.model_file import load_model

    return [graph_of(load_model(_run(folder) / MODEL))]


def read_onnx(folder: Path) -> None:
    """Load it, and have it repair a picture."""
    import numpy as np

    from core.images.picture import Picture
    from core.inspection.inspector import Inspector
    from core.inspection.onnx_file import load_onnx

    picture = Picture(np.full((32, 32), 0.5, np.float32), 8, "L")
    Inspector(load_onnx(folder / ONNX), "cpu").inspect_picture(picture, folder / "a.png")


def read_checkpoint(folder: Path) -> None:
    """Go on from it."""
    import torch

    from core.training.checkpoint import load_checkpoint

    load_checkpoint(folder / "checkpoint.safetensors", torch.device("cpu"))


def read_run(folder: Path, name: str) -> None:
    """What a list of runs and the page of a run read; `name` is the file that is hostile."""
    from core.training.log import read_log
    from core.training.probes import epochs, read_probes
    from core.training.source import read_settings, read_source
    from core.training.state import run_state

    run = folder / "run"
    run_state(run)
    if name == "log.jsonl":
        read_log(run / name)
    elif name == "run.json":
        read_source(run)
    elif name == "settings.json":
        read_settings(run)
    elif name.startswith("probes/"):
        for epoch in epochs(run):
            read_probes(run, epoch)


def _probes(folder: Path) -> None:
    place = folder / "run" / "probes" / "epoch_0001"
    place.mkdir(parents=True, exist_ok=True)
    rows = [{"path": "a.png", "defective": True}]
    (place / "probes.json").write_text(json.dumps(rows), encoding="utf-8")
    for picture in ("original", "repair", "ssim", "faked"):
        seeds.photo(place / f"00_{picture}.png")


def _index(folder: Path) -> list[bytes]:
    _probes(folder)
    return [(folder / PROBES / "probes.json").read_bytes()]


def _snapshot(_folder: Path) -> list[bytes]:
    rows = (
        Row("a.png", "0" * 64, Label.GOOD, Split.TRAIN),
        Row("b.png", "1" * 64, Label.DEFECTIVE, Split.TEST),
    )
    return [Snapshot(rows).to_json().encode()]


def read_snapshot(folder: Path) -> None:
    """A run's images."""
    path = folder / "snapshot.json"
    try:
        snapshot = Snapshot.from_json(path.read_text(encoding="utf-8", errors="replace"))
    except DatasetError as error:
        raise DatasetError(error.message, error.way_out, path) from error  # whose run it is, its reader knows
    snapshot.differences(folder)


RUNS = {
    f"run-{name.partition('.')[0]}": Reader(
        f"run/{name}", _of_run(name), partial(read_run, name=name), way, needs=("torch",)
    )
    for name, way in (
        ("log.jsonl", mutate.text),
        ("checkpoint.safetensors", mutate.safetensors),
        ("run.json", mutate.document),
        ("settings.json", mutate.document),
    )
}
MODELS = {
    "model": Reader(MODEL, _models, read_model, mutate.safetensors, fresh=True, cost=0.02, needs=("torch",)),
    "model-inspects": Reader(
        MODEL, _models, inspect_with_model, mutate.safetensors, cost=0.06, needs=("torch",)
    ),
    "onnx": Reader(ONNX, _onnx, read_onnx, mutate.blind, cost=0.1, needs=("onnx", "onnxruntime")),
    "checkpoint": Reader(
        "checkpoint.safetensors",
        _of_run("checkpoint.safetensors"),
        read_checkpoint,
        mutate.safetensors,
        cost=0.05,
        needs=("torch",),
    ),
    "snapshot": Reader("snapshot.json", _snapshot, read_snapshot, mutate.document),
    "run-probes": Reader(
        f"{PROBES}/probes.json", _index, partial(read_run, name="probes/"), mutate.document, _probes
    ),
    "run-picture": Reader(
        f"{PROBES}/00_original.png",
        lambda _folder: seeds.pictures("png"),
        partial(read_run, name="probes/"),
        mutate.png,
        _probes,
    ),
    **RUNS,
}
