"""The model file: round trip, atomic change, and every kind of bad file."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from core.errors import ModelFileError
from core.images.areas import Area, AreaKind
from core.inspection.calibration import Calibration
from core.inspection.header import SCHEMA
from core.inspection.model_file import Model, load_model, rewrite_header, save_calibration
from core.nets.settings import NetworkSettings


def test_round_trip(make_model: Callable[..., Model], calibration: Calibration) -> None:
    model = make_model(name="täst", calibration=calibration, figures={"auroc": 0.9})
    assert model.header.name == "täst"
    assert model.header.calibration == calibration
    assert model.header.figures == {"auroc": 0.9}
    assert model.header.versions["torch"] == torch.__version__
    x = torch.randn(1, 1, 32, 32)
    with torch.inference_mode():
        assert torch.equal(model.generator()(x), load_model(model.path).generator()(x))


def test_weights_are_half_precision_but_batch_norm_is_not(make_model: Callable[..., Model]) -> None:
    weights = make_model().weights
    assert weights["down1.conv.weight"].dtype == torch.float16
    assert weights["middle.1.norm.running_var"].dtype == torch.float32


def test_a_new_calibration_rewrites_the_header_only(
    make_model: Callable[..., Model], calibration: Calibration
) -> None:
    model = make_model()
    changed = save_calibration(model.path, calibration)
    again = load_model(model.path)
    assert changed.header == again.header
    assert again.header.calibration == calibration
    assert all(torch.equal(model.weights[k], again.weights[k]) for k in model.weights)
    assert sorted(p.name for p in model.path.parent.iterdir()) == ["model.safetensors"]


def with_header(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    model = load_model(path)
    document = json.loads(model.header.model_dump_json())
    change(document)
    save_file(model.weights, path, metadata={"format": "isugan-model", "header": json.dumps(document)})


def test_a_newer_file_says_update(make_model: Callable[..., Model]) -> None:
    path = make_model().path
    with_header(path, lambda d: d.update(schema_version=99))
    with pytest.raises(ModelFileError, match=r"newer version.*Update"):
        load_model(path)


def test_an_out_of_range_header_names_the_field(make_model: Callable[..., Model]) -> None:
    path = make_model().path
    with_header(path, lambda d: d.update(score_window=0))
    with pytest.raises(ModelFileError, match="score_window"):
        load_model(path)


def test_weights_that_do_not_fit_are_told(make_model: Callable[..., Model]) -> None:
    path = make_model().path
    with_header(path, lambda d: d["network"].update(base=16))  # type: ignore[attr-defined]
    with pytest.raises(ModelFileError, match="do not fit"):
        load_model(path).generator()


@pytest.mark.parametrize("cut", [0, 5, 100, 5000])
def test_a_truncated_file(make_model: Callable[..., Model], cut: int) -> None:
    path = make_model().path
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ModelFileError, match=path.name):
        load_model(path)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (open, (str(tmp_path / "exploded"), "w"))  # type: ignore[return-value]

    path = tmp_path / "model.safetensors"
    path.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ModelFileError):
        load_model(path)
    assert not (tmp_path / "exploded").exists()


def test_foreign_missing_and_folder(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.safetensors"
    save_file({"a": torch.zeros(2)}, foreign)
    with pytest.raises(ModelFileError, match="not a model of this program"):
        load_model(foreign)
    with pytest.raises(ModelFileError, match="cannot be opened"):
        load_model(tmp_path / "nothing.safetensors")
    with pytest.raises(ModelFileError, match="folder"):
        load_model(tmp_path)


def test_areas_are_kept_and_a_file_from_before_them_still_loads(make_model: Callable[..., Model]) -> None:
    areas = (
        Area(kind=AreaKind.INSPECT, shape="ellipse", points=((0.1, 0.2), (0.9, 0.8))),
        Area(kind=AreaKind.IGNORE, shape="polygon", points=((0, 0), (1 / 3, 0), (0, 1))),
    )
    path = make_model(areas=areas).path
    assert load_model(path).header.areas == areas

    def as_it_was(document: dict[str, Any]) -> None:
        del document["areas"], document["network"]["kind"]
        document["schema_version"] = 1

    with_header(path, as_it_was)
    old = load_model(path)
    assert old.header.areas == ()
    # Written back it is a file of today: an older program says that it is too new, not that it is damaged.
    rewrite_header(old, areas=areas)
    assert load_model(path).header.areas == areas
    with safe_open(str(path), framework="pt") as file:
        assert json.loads(file.metadata()["header"])["schema_version"] == SCHEMA


def test_an_area_without_an_inside_in_a_file_is_told(make_model: Callable[..., Model]) -> None:
    path = make_model().path
    flat = {"kind": "ignore", "shape": "rectangle", "points": [[0, 0], [1, 0]]}
    with_header(path, lambda d: d.update(areas=[flat]))
    with pytest.raises(ModelFileError, match=r"areas.*no inside"):
        load_model(path)


def test_a_header_that_asks_for_gigabytes_takes_none(make_model: Callable[..., Model]) -> None:
    """A file of some kilobytes, whose header speaks of a network of 2.4 GB."""
    model = make_model()
    header = model.header.model_copy(update={"network": NetworkSettings(base=256, blocks=32)})
    before = psutil.Process().memory_info().rss
    with pytest.raises(ModelFileError, match="do not fit"):
        Model(model.path, header, model.weights).generator()
    assert psutil.Process().memory_info().rss - before < 200e6


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_refused(value: float, make_model: Callable[..., Model]) -> None:
    model = make_model()
    name = next(iter(model.weights))
    model.weights[name].view(-1)[3] = value
    rewrite_header(model)
    with pytest.raises(ModelFileError, match="no numbers"):
        load_model(model.path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("preprocess", {"width": 10**9, "height": 10**9}),
        ("preprocess", {"tile": 10**6}),
        ("network", {"base": 10**6}),
        ("areas", [{"kind": "ignore", "shape": "polygon", "points": [[0, 0], [1, 0], [1, 1]]}] * 1001),
        ("areas", [{"kind": "ignore", "shape": "polygon", "points": [[0, 0], [1, 1], [1, 0]] * 3334}]),
        ("calibration", {"policy": "x", "review_cut": 0, "ng_cut": float("inf"), "noise_level": 0}),
    ],
)
def test_settings_beyond_all_measure_are_refused(
    field: str, value: Any, make_model: Callable[..., Model]
) -> None:
    path = make_model().path
    with safe_open(str(path), framework="pt") as file:
        header = json.loads(file.metadata()["header"])
    header[field] = value
    save_file({"x": torch.zeros(1)}, path, metadata={"format": "isugan-model", "header": json.dumps(header)})
    with pytest.raises(ModelFileError, match=f"wrong at {field}"):
        load_model(path)


def test_weights_of_another_kind_are_no_model(make_model: Callable[..., Model]) -> None:
    model = make_model()
    weights = dict(model.weights)
    name = next(name for name, value in weights.items() if value.dtype == torch.float16)
    weights[name] = weights[name].to(torch.float8_e4m3fn)
    metadata = {"format": "isugan-model", "header": model.header.model_dump_json()}
    save_file(weights, model.path, metadata=metadata)
    with pytest.raises(ModelFileError, match=r"of another kind") as caught:
        load_model(model.path)
    assert str(model.path) in caught.value.message


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_cuts_saved_through_a_link_are_those_of_the_file_behind_it(
    make_model: Callable[..., Model], tmp_path: Path
) -> None:
    model = make_model()
    link = tmp_path / "line-3.safetensors"
    link.symlink_to(model.path)
    rewrite_header(load_model(link), name="again")
    assert link.is_symlink()
    assert load_model(model.path).header.name == "again"
