"""Probe images on disk, and what a run puts there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from sklearn.metrics import f1_score

from core.datasets.dataset import Dataset
from core.training.events import Event, Preview, Probe, Validated
from core.training.folder import PROBES
from core.training.probes import epochs, read_probes, write_probes
from core.training.run import train
from core.training.settings import TrainingSettings
from core.training.validate import best_f1


def probe(seed: int, *shape: int) -> Probe:
    rng = np.random.default_rng(seed)
    pictures = [rng.integers(0, 256, shape, np.uint8) for _ in range(3)]
    return Probe(f"bild ü {seed}.png", *pictures, defective=bool(seed % 2))


def same(a: Probe, b: Probe) -> bool:
    pairs = [(a.original, b.original), (a.repair, b.repair), (a.ssim, b.ssim)]
    faked = a.faked is b.faked or (
        a.faked is not None and b.faked is not None and np.array_equal(a.faked, b.faked)
    )
    return (
        faked
        and all(np.array_equal(x, y) for x, y in pairs)
        and (a.path, a.defective) == (b.path, b.defective)
    )


def test_small_pictures_come_back_as_they_were(tmp_path: Path) -> None:
    grey = probe(1, 20, 30)
    colour = replace(probe(2, 256, 100, 3), ssim=grey.ssim, faked=probe(3, 256, 100, 3).original)
    write_probes(tmp_path, Preview(3, (grey, colour)))
    write_probes(tmp_path, Preview(12, (grey,)))
    assert epochs(tmp_path) == [3, 12]
    found = read_probes(tmp_path, 3)
    assert len(found) == 2
    assert all(same(a, b) for a, b in zip(found, (grey, colour), strict=True))
    write_probes(tmp_path, Preview(3, (colour,)))
    assert [p.path for p in read_probes(tmp_path, 3)] == [colour.path]
    assert read_probes(tmp_path, 4) == ()
    assert epochs(tmp_path / "nowhere") == []


def test_large_pictures_become_small(tmp_path: Path) -> None:
    write_probes(tmp_path, Preview(1, (probe(1, 600, 1000),)))
    assert read_probes(tmp_path, 1)[0].repair.shape == (154, 256)


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_probes(tmp_path, Preview(1, (probe(1, 20, 30),)))
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith("01"):
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_probes(tmp_path, Preview(1, (probe(2, 20, 30), probe(3, 20, 30))))
    assert [p.path for p in read_probes(tmp_path, 1)] == ["bild ü 1.png"]
    assert len(list((tmp_path / PROBES).iterdir())) == 1


def test_damaged_pictures_are_left_out(tmp_path: Path) -> None:
    write_probes(tmp_path, Preview(1, (probe(1, 20, 30), probe(2, 20, 30))))
    folder = tmp_path / PROBES / "epoch_0001"
    (folder / "00_repair.png").write_bytes(b"\x89PNG")
    assert [p.path for p in read_probes(tmp_path, 1)] == ["bild ü 2.png"]
    (folder / "probes.json").write_text("torn [")
    assert read_probes(tmp_path, 1) == ()


def test_a_run_shows_the_same_pictures_every_epoch_in_both_directions(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    events: list[Event] = []
    # In so few steps a difference changes no grey level.
    whole = settings.network.model_copy(update={"difference": False})
    settings = settings.model_copy(update={"validation": 0.4, "network": whole})
    train(tiny, settings, tmp_path / "run", sink=events.append, device="cpu")
    previews = [e for e in events if isinstance(e, Preview)]
    assert epochs(tmp_path / "run") == [p.epoch for p in previews] == [0, 1, 2]
    for preview in previews:
        stored = read_probes(tmp_path / "run", preview.epoch)
        assert all(same(a, b) for a, b in zip(stored, preview.probes, strict=True))
        labels = [p.defective for p in preview.probes]
        assert labels == sorted(labels, reverse=True)
        assert 2 <= labels.count(True) <= 4
        assert labels.count(False) == 4
        assert [p.path for p in preview.probes] == [p.path for p in previews[0].probes]
        for one in preview.probes:
            assert (one.faked is None) == (one.defective or preview.epoch == 0)
    first, last = (previews[n].probes[-1] for n in (1, 2))
    assert first.faked is not None
    assert last.faked is not None
    assert not np.array_equal(first.faked, last.faked)
    assert np.array_equal(first.original, last.original)
    validated = [e for e in events if isinstance(e, Validated)]
    assert all(e.f1 is not None and 0 < e.f1 <= 1 and e.text for e in validated)


@pytest.mark.parametrize("seed", range(5))
def test_the_best_f1_is_that_of_the_best_threshold(seed: int) -> None:
    rng = np.random.default_rng(seed)
    good, bad = rng.normal(0, 1, 20).round(1).tolist(), rng.normal(1, 1, 9).round(1).tolist()
    truth, scores = [0] * 20 + [1] * 9, np.array(good + bad)
    assert best_f1(good, bad) == pytest.approx(max(f1_score(truth, scores >= t) for t in scores))


@pytest.mark.parametrize("rows", ["5", "{}", "[5]", '[{"path": 1}]', "[" * 5000, "[null]", '[{"a": 1}, []]'])
def test_an_index_of_a_stranger_is_passed_over(rows: str, tmp_path: Path) -> None:
    write_probes(tmp_path, Preview(1, (probe(1, 12, 9),)))
    (tmp_path / PROBES / "epoch_0001" / "probes.json").write_text(rows, encoding="utf-8")
    assert read_probes(tmp_path, 1) == ()


def test_a_picture_larger_than_a_probe_is_not_decoded(tmp_path: Path) -> None:
    """Some kilobytes that unpack to a gigabyte."""
    write_probes(tmp_path, Preview(1, (probe(1, 12, 9),)))
    large = cv2.imencode(".png", np.zeros((257, 257), np.uint8))[1].tobytes()
    (tmp_path / PROBES / "epoch_0001" / "00_repair.png").write_bytes(large)
    assert read_probes(tmp_path, 1) == ()
