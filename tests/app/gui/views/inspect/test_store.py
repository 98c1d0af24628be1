"""What the list knows, and how long pictures are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.gui.views.inspect.store import InspectionStore
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

GUARDED = SegmentSettings()
FIXED = SegmentSettings(mode="fixed")
PATHS = [Path(f"img{n}.png") for n in range(5)]


@pytest.fixture
def store() -> InspectionStore:
    """Five images, pictures of two kept."""
    made = InspectionStore(kept=2)
    made.set_files(PATHS)
    return made


def test_new_list_is_pending(store: InspectionStore) -> None:
    assert len(store) == 5
    assert store.pending() == PATHS
    assert store.outdated(GUARDED) == []
    assert store.full(PATHS[0]) is None


def test_result_without_pictures(store: InspectionStore, engine: Any) -> None:
    store.put(engine.inspector.inspect(PATHS[1], keep_images=False), GUARDED)
    assert store.pending() == [PATHS[0], *PATHS[2:]]
    assert store.full(PATHS[1]) is None
    entry = store[PATHS[1]]
    assert entry.inspection is not None
    assert entry.inspection.score == 0.01


def test_pictures_of_the_last_used_are_kept(store: InspectionStore, engine: Any) -> None:
    for path in PATHS[:2]:
        store.put(engine.inspector.inspect(path), GUARDED)
    assert store.full(PATHS[0]) is not None  # used: now the newest
    store.put(engine.inspector.inspect(PATHS[2]), GUARDED)
    kept = [p for p in PATHS if store.full(p, touch=False) is not None]
    assert kept == [PATHS[0], PATHS[2]]
    assert all(store[p].inspection is not None for p in PATHS[:3])
    assert all(e.inspection is None or e.inspection.images is None for e in store.entries)


def test_pictures_are_bounded_by_bytes_too(engine: Any) -> None:
    engine.inspector.critic_map = np.zeros((32, 64), np.float32)
    one = engine.inspector.inspect(PATHS[0])
    names = ("original", "repair", "ssim_map", "mask", "critic_map")
    size = sum(getattr(one.images, name).nbytes for name in names)
    store = InspectionStore(kept=5, bytes_kept=2 * size)
    store.set_files(PATHS)
    for path in (*PATHS[:3], PATHS[2]):
        store.put(engine.inspector.inspect(path), GUARDED)
    assert [p for p in PATHS if store.full(p, touch=False) is not None] == PATHS[1:3]
    small = InspectionStore(kept=5, bytes_kept=1)
    small.set_files(PATHS)
    small.put(one, GUARDED)
    assert small.full(PATHS[0]) is not None  # what came last always is
    small.drop_pictures()
    assert small.full(PATHS[0]) is None
    assert small[PATHS[0]].score == one.score


def test_an_entry_gives_its_result_back(store: InspectionStore, engine: Any) -> None:
    wanted = engine.inspector.inspect(PATHS[2], keep_images=False)
    store.put(wanted, GUARDED)
    store.put(FailedInspection(PATHS[3], "no image", told="kein Bild"), GUARDED)
    entry = store[PATHS[2]]
    assert (entry.score, entry.verdict, entry.defects) == (wanted.score, wanted.verdict, 2)
    assert isinstance(entry.item, Inspection)
    assert [d.contour.tolist() for d in entry.item.defects] == [d.contour.tolist() for d in wanted.defects]
    assert store[PATHS[3]].item == FailedInspection(PATHS[3], "no image")
    assert store[PATHS[3]].item.shown == "kein Bild"
    with pytest.raises(ValueError, match="not inspected"):
        _ = store[PATHS[0]].item


def test_looking_without_touching_is_no_use(store: InspectionStore, engine: Any) -> None:
    for path in PATHS[:2]:
        store.put(engine.inspector.inspect(path), GUARDED)
    store.full(PATHS[0], touch=False)
    store.put(engine.inspector.inspect(PATHS[2]), GUARDED)
    assert store.full(PATHS[0]) is None


def test_failure_is_kept_with_its_reason(store: InspectionStore) -> None:
    store.put(FailedInspection(PATHS[3], "no image"), GUARDED)
    assert store[PATHS[3]].error == "no image"
    assert PATHS[3] not in store.pending()
    assert store.outdated(FIXED) == []


def test_outdated_by_other_settings(store: InspectionStore, engine: Any) -> None:
    store.put(engine.inspector.inspect(PATHS[0]), GUARDED)
    store.put(engine.inspector.inspect(PATHS[1]), FIXED)
    assert store.outdated(FIXED) == [PATHS[0]]
    assert store.outdated(GUARDED) == [PATHS[1]]


def test_a_result_of_a_closed_list_is_ignored(store: InspectionStore, engine: Any) -> None:
    store.put(engine.inspector.inspect(Path("other.png")), GUARDED)
    assert Path("other.png") not in store
    assert len(store) == 5


def test_another_model_forgets_results_and_keeps_the_list(store: InspectionStore, engine: Any) -> None:
    store.put(engine.inspector.inspect(PATHS[0]), GUARDED)
    store.forget_results()
    assert store.pending() == PATHS
    assert store.full(PATHS[0]) is None
