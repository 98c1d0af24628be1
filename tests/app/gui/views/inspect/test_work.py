"""The work behind the view, without Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.gui.engine import LoadedModel
from app.gui.views.inspect import work
from app.gui.views.inspect.keeping import NotKept
from app.gui.views.inspect.store import Entry
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

OWN = SegmentSettings()
FIXED = SegmentSettings(mode="fixed", fixed_level=0.25)
PATHS = [Path(name) for name in ("img1.png", "broken.png", "img3.png")]


class Context:
    """Counts, and cancels after `until` items."""

    def __init__(self, until: int = 10**6) -> None:
        self.until = until
        self.items: list[Any] = []
        self.steps: list[tuple[int, int]] = []

    def cancelled(self) -> bool:
        return len(self.items) >= self.until

    def progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))

    def flush(self) -> None:
        """Nothing is held back."""

    def put(self, item: object) -> None:
        self.items.append(item.item if isinstance(item, work.Packed) else item)


@pytest.fixture
def model(engine: Any) -> LoadedModel:
    """A loaded model."""
    loaded: LoadedModel = engine.load(Path("m.safetensors"))
    return loaded


def test_one_image_with_pictures(model: LoadedModel) -> None:
    item = work.inspect_one(model, PATHS[0], OWN)
    assert isinstance(item, Inspection)
    assert item.images is not None


def test_one_unreadable_image_is_an_answer(model: LoadedModel) -> None:
    item = work.inspect_one(model, PATHS[1], OWN)
    assert item == FailedInspection(PATHS[1], "broken.png is no image. Save it again.")


def test_image_too_large_for_the_memory_is_an_answer(model: LoadedModel, monkeypatch: Any) -> None:
    def no_room(*_arguments: object, **_options: object) -> Inspection:
        raise MemoryError

    monkeypatch.setattr(model.inspector, "inspect", no_room)
    item = work.inspect_one(model, PATHS[0], OWN)
    assert isinstance(item, FailedInspection)
    assert "memory" in item.error


def test_other_settings_are_applied(engine: Any, model: LoadedModel) -> None:
    item = work.inspect_one(model, PATHS[0], FIXED)
    assert isinstance(item, Inspection)
    assert item.level == 0.25
    assert engine.inspector.resegmented == [(PATHS[0], FIXED)]


def test_many_in_order_with_progress(engine: Any, model: LoadedModel) -> None:
    context = Context()
    assert work.inspect_many(engine, model, PATHS, OWN, False, context) == 3
    assert [item.path for item in context.items] == PATHS
    assert isinstance(context.items[1], FailedInspection)
    assert context.items[0].images is None
    assert context.steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_many_under_other_settings(engine: Any, model: LoadedModel) -> None:
    context = Context()
    work.inspect_many(engine, model, PATHS, FIXED, False, context)
    assert [item.level for item in context.items if isinstance(item, Inspection)] == [0.25, 0.25]


def test_many_stop_when_cancelled(engine: Any, model: LoadedModel) -> None:
    context = Context(until=1)
    assert work.inspect_many(engine, model, PATHS, OWN, False, context) == 1


def entries(*items: Any) -> list[Entry]:
    return [Entry.of(item, OWN) for item in items]


def test_export_brings_old_defects_up_to_date_first(engine: Any, model: LoadedModel) -> None:
    old = model.inspector.inspect(PATHS[0], keep_images=False)
    fresh = Entry.of(model.inspector.inspect(PATHS[2], keep_images=False), FIXED)
    failed = FailedInspection(PATHS[1], "no image")
    pending = Entry(Path("later.png"))
    out = Path("out")
    rows = work.export(engine, model, [*entries(old, failed), fresh, pending], FIXED, out, Context())
    assert rows == 3
    ((where, items),) = engine.written
    assert where == out
    assert [item.path for item in items] == PATHS
    assert items[0].level == 0.25
    assert items[1] == failed
    assert items[2].level == 0.35


def test_cancelled_export_writes_nothing(engine: Any, model: LoadedModel) -> None:
    old = model.inspector.inspect(PATHS[0], keep_images=False)
    assert work.export(engine, model, entries(old), FIXED, Path("out"), Context(until=0)) == 0
    assert engine.written == []


@pytest.fixture
def real_files(tmp_path: Path) -> list[Path]:
    """As `PATHS`, on the disk: kept results are those of files."""
    paths = [tmp_path / path.name for path in PATHS]
    for path in paths:
        path.write_bytes(b"")
    return paths


def test_results_are_kept_and_not_computed_again(
    engine: Any, model: LoadedModel, real_files: list[Path], tmp_path: Path
) -> None:
    model, place = replace(model, sha256="ab"), tmp_path / "results.sqlite"
    first, again = Context(), Context()
    work.inspect_many(engine, model, real_files, OWN, False, first, place=place)
    assert engine.inspector.inspected == [real_files[0], real_files[2]]
    work.inspect_many(engine, model, real_files, OWN, False, again, place=place)
    # What could not be read is tried again, and nothing else.
    assert engine.inspector.inspected == [real_files[0], real_files[2]]
    assert [item.path for item in again.items] == [real_files[0], real_files[2], real_files[1]]
    assert again.items[1].score == first.items[2].score
    assert again.steps == [(0, 1), (1, 1)]
    work.inspect_many(engine, model, real_files, FIXED, False, Context(), place=place)
    assert len(engine.inspector.inspected) == 4


def test_a_cancelled_run_goes_on_where_it_was(
    engine: Any, model: LoadedModel, real_files: list[Path], tmp_path: Path
) -> None:
    model, place = replace(model, sha256="ab"), tmp_path / "results.sqlite"
    work.inspect_many(engine, model, real_files, OWN, False, Context(until=1), place=place)
    work.inspect_many(engine, model, real_files, OWN, False, Context(), place=place)
    assert engine.inspector.inspected == [real_files[0], real_files[2]]
    recalled = Context()
    work.recall(model, real_files, OWN, recalled, place=place)
    assert [item.path for item in recalled.items] == [real_files[0], real_files[2]]


def test_work_goes_on_where_results_cannot_be_kept(
    engine: Any, model: LoadedModel, real_files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    context = Context()
    place = tmp_path / "file" / "results.sqlite"
    work.inspect_many(engine, replace(model, sha256="ab"), real_files, OWN, False, context, place=place)
    (told, *items) = context.items
    assert isinstance(told, NotKept)
    assert "file" in str(told.error)
    assert [item.path for item in items] == real_files
