from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.layout import recognise
from core.datasets.snapshot import Snapshot, take_snapshot
from core.errors import DatasetError, ImageFileError
from core.images.areas import Area


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    for name in ("good/1.png", "good/2.png", "defective/ä 🔍.png"):
        (tmp_path / "set" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "set" / name).write_bytes(name.encode())
    return recognise(tmp_path / "set")


def test_rows(dataset: Dataset) -> None:
    rows = take_snapshot(dataset).rows
    assert [row.path for row in rows] == ["defective/ä 🔍.png", "good/1.png", "good/2.png"]
    assert rows[1].sha256 == hashlib.sha256(b"good/1.png").hexdigest()
    assert (rows[0].label, rows[0].split) == (Label.DEFECTIVE, Split.UNASSIGNED)


def test_hash_tells_content_labels_and_splits_but_not_order_or_place(
    dataset: Dataset, tmp_path: Path
) -> None:
    original = take_snapshot(dataset).hash
    assert len(original) == 64
    assert take_snapshot(replace(dataset, samples=dataset.samples[::-1])).hash == original
    shutil.copytree(dataset.root, tmp_path / "copy")
    assert take_snapshot(recognise(tmp_path / "copy")).hash == original
    for change in ({"label": Label.GOOD}, {"split": Split.TEST}):
        changed = (replace(dataset.samples[0], **change), *dataset.samples[1:])
        assert take_snapshot(replace(dataset, samples=changed)).hash != original
    dataset.samples[0].path.write_bytes(b"other")
    assert take_snapshot(dataset).hash != original


def test_progress(dataset: Dataset) -> None:
    heard: list[tuple[int, int]] = []
    take_snapshot(dataset, lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_json_round_trip(dataset: Dataset) -> None:
    snapshot = take_snapshot(dataset)
    assert Snapshot.from_json(snapshot.to_json()) == snapshot


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "hash": "", "rows": [[1]]}']
)
def test_rubbish_is_no_snapshot(text: str) -> None:
    with pytest.raises(DatasetError, match="not a snapshot"):
        Snapshot.from_json(text)


def test_newer_and_changed_documents(dataset: Dataset) -> None:
    document = json.loads(take_snapshot(dataset).to_json())
    with pytest.raises(DatasetError, match="version 2"):
        Snapshot.from_json(json.dumps(document | {"version": 2}))
    document["rows"][0][3] = "train"
    with pytest.raises(DatasetError, match="changed after it was taken"):
        Snapshot.from_json(json.dumps(document))


def test_differences(dataset: Dataset) -> None:
    snapshot = take_snapshot(dataset)
    assert not snapshot.differences(dataset.root)
    (dataset.root / "good/1.png").write_bytes(b"retouched")
    (dataset.root / "good/2.png").unlink()
    differences = snapshot.differences(dataset.root)
    assert differences
    assert (differences.changed, differences.missing) == (("good/1.png",), ("good/2.png",))


def test_missing_file_is_named(dataset: Dataset) -> None:
    dataset.samples[1].path.unlink()
    with pytest.raises(ImageFileError, match=r"1\.png cannot be read.*Restore"):
        take_snapshot(dataset)


def test_areas_change_the_hash_and_rows_without_them_keep_theirs(dataset: Dataset) -> None:
    areas = (
        Area.model_validate({"kind": "inspect", "shape": "ellipse", "points": ((0.1, 0.2), (1 / 3, 0.9))}),
        Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (0.5, 0.5))}),
    )
    plain = take_snapshot(dataset)
    # The hash of old: of path, content, label and split alone.
    rows = [[r.path, r.sha256, r.label.value, r.split.value] for r in plain.rows]
    assert plain.hash == hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    hashes = {plain.hash}
    for chosen in (areas, areas[:1], areas[1:]):
        first = replace(dataset.samples[0], areas=chosen)
        snapshot = take_snapshot(replace(dataset, samples=(first, *dataset.samples[1:])))
        hashes.add(snapshot.hash)
        assert Snapshot.from_json(snapshot.to_json()) == snapshot
    assert len(hashes) == 4


def test_an_area_that_was_changed_in_a_document_is_noticed(dataset: Dataset) -> None:
    area = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (0.5, 0.5))})
    samples = tuple(replace(s, areas=(area,)) for s in dataset.samples)
    document = json.loads(take_snapshot(replace(dataset, samples=samples)).to_json())
    document["rows"][0][4][0]["kind"] = "inspect"
    with pytest.raises(DatasetError, match="changed after it was taken"):
        Snapshot.from_json(json.dumps(document))
    document["rows"][0][4][0]["kind"] = "perhaps"
    with pytest.raises(DatasetError, match="not a snapshot"):
        Snapshot.from_json(json.dumps(document))


def test_a_document_nested_too_deeply_is_none() -> None:
    with pytest.raises(DatasetError, match="not a snapshot"):
        Snapshot.from_json('{"version": 1, "hash": "", "rows": ' + "[" * 100_000)
