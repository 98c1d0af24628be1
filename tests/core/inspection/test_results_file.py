"""Kept results: found for what is unchanged and for nothing else, and no reason to fail."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import IsuganError
from core.images.areas import Area
from core.inspection import results_file as module
from core.inspection.result import Inspection, Verdict
from core.inspection.results_file import MadeWith, ResultsFile
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of

GUARDED = SegmentSettings()
OWN = MadeWith("0" * 64, GUARDED)
AREA = Area(kind="ignore", shape="rectangle", points=((0, 0), (0.5, 0.5)))


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three files."""
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for path in paths:
        path.write_text(path.name)
    return paths


def inspection(path: Path, score: float = 0.5) -> Inspection:
    return Inspection(path, 8, 8, score, Verdict.OK, 0.6, 0.7, 0.1, 0.2, (), 0.0, 0.0, stamp=stamp_of(path))


def keep(place: Path, made_with: MadeWith, *paths: Path) -> None:
    with ResultsFile(place) as file:
        for path in paths:
            file.keep(made_with, inspection(path))


def known(place: Path, made_with: MadeWith, paths: list[Path]) -> list[str]:
    with ResultsFile(place) as file:
        return [item.path.name for item in file.known(made_with, paths)]


def test_what_was_kept_is_known_in_the_order_asked_for(tmp_path: Path, photos: list[Path]) -> None:
    place = tmp_path / "new folder" / "results.sqlite"
    keep(place, OWN, photos[0], photos[2])
    with ResultsFile(place) as file:
        found = list(file.known(OWN, [photos[2], photos[1], photos[0]]))
    assert found == [inspection(photos[2]), inspection(photos[0])]


def test_only_the_same_file_counts(tmp_path: Path, photos: list[Path]) -> None:
    place = tmp_path / "r.sqlite"
    keep(place, OWN, *photos)
    longer, touched, gone = photos
    longer.write_text("another length")
    os.utime(touched, ns=(1, stamp_of(touched).mtime_ns + 1000))
    gone.rename(tmp_path / "d.png")
    assert known(place, OWN, [*photos, tmp_path / "d.png"]) == []


def test_results_made_in_another_way_are_not_known(
    tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "r.sqlite"
    keep(place, OWN, *photos)
    monkeypatch.setattr(module, "WAY", module.WAY + 1)
    assert known(place, OWN, photos) == []


@pytest.mark.parametrize(
    "other",
    [
        replace(OWN, model="1" * 64),
        replace(OWN, settings=SegmentSettings(min_area=17)),
        replace(OWN, areas={Path("a"): ()}),
        replace(OWN, areas={Path("a"): (AREA,)}),
    ],
    ids=["model", "settings", "no areas", "areas"],
)
def test_only_the_same_making_counts(other: MadeWith, tmp_path: Path, photos: list[Path]) -> None:
    other = replace(other, areas=dict.fromkeys(photos[: len(other.areas)], *other.areas.values()))
    place = tmp_path / "r.sqlite"
    keep(place, OWN, photos[0])
    assert known(place, other, photos) == []
    keep(place, other, photos[0])
    assert known(place, other, photos) == known(place, OWN, photos) == ["a.png"]


def test_the_same_place_by_another_name(
    tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path / "r.sqlite", OWN, photos[0])
    monkeypatch.chdir(tmp_path)
    assert known(Path("r.sqlite"), OWN, [Path("a.png")]) == ["a.png"]


def test_a_result_without_stamp_is_not_kept(tmp_path: Path, photos: list[Path]) -> None:
    with ResultsFile(tmp_path / "r.sqlite") as file:
        file.keep(OWN, replace(inspection(photos[0]), stamp=None))
    assert known(tmp_path / "r.sqlite", OWN, photos) == []


def test_the_oldest_go_first(tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    times = iter([1.0, 2.0, 3.0])
    monkeypatch.setattr(module.time, "time", lambda: next(times))
    for path in photos:
        keep(tmp_path / "r.sqlite", OWN, path)
    assert known(tmp_path / "r.sqlite", OWN, photos) == ["b.png", "c.png"]


def test_a_crash_loses_what_waited_and_nothing_else(
    tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.0)
    file = ResultsFile(tmp_path / "r.sqlite")
    file.keep(OWN, inspection(photos[0]))
    monkeypatch.setattr(module, "WAIT_SECONDS", 100.0)
    file.keep(OWN, inspection(photos[1]))
    file._connection.close()  # as at the end of the process
    assert known(tmp_path / "r.sqlite", OWN, photos) == ["a.png"]


def test_two_windows_at_once(tmp_path: Path, photos: list[Path]) -> None:
    with ResultsFile(tmp_path / "r.sqlite") as one, ResultsFile(tmp_path / "r.sqlite") as two:
        one.keep(OWN, inspection(photos[0]))
        one.store()
        two.keep(OWN, inspection(photos[1]))
        two.store()
        assert len(list(one.known(OWN, photos))) == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path, photos: list[Path]) -> None:
    place = tmp_path / "r.sqlite"
    place.write_bytes(b"no database at all" * 100)
    assert known(place, OWN, photos) == []
    keep(place, OWN, photos[0])
    assert known(place, OWN, photos) == ["a.png"]


def test_a_damaged_result_is_not_known(tmp_path: Path, photos: list[Path]) -> None:
    place = tmp_path / "r.sqlite"
    keep(place, OWN, *photos[:2])
    with ResultsFile(place) as file:
        file._connection.execute(
            "UPDATE results SET result = x'00' WHERE key = ?", (OWN.key(photos[0], stamp_of(photos[0])),)
        )
        file._connection.commit()
    assert known(place, OWN, photos) == ["b.png"]


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(IsuganError, match=r"cannot be kept in .*r\.sqlite"):
        ResultsFile(tmp_path / "file" / "r.sqlite")
