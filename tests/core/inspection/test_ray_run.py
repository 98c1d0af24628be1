"""What a Ray cluster does to a folder run, without one: tests/app/cli/test_ray.py has the whole."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from core.datasets.snapshot import hash_file
from core.errors import IsuganError, ModelFileError
from core.images.areas import Area, AreaKind
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.packing import pack
from core.inspection.ray_cluster import check_address, check_installed
from core.inspection.ray_run import in_order, task_size, tasks_of, watch_deaths
from core.inspection.ray_worker import Answer, Order, RayWorker, Task, error_of, fault_of
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

pytestmark = pytest.mark.skipif(find_spec("pyarrow") is None, reason="Ray is not installed (the extra `ray`)")
HALF = (Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0, 0), (0.5, 1))),)


@pytest.fixture
def order(make_model: Callable, tmp_path: Path) -> Order:
    make_model()
    path, out = tmp_path / "model.safetensors", tmp_path / "out"
    out.mkdir()
    (out / "token").touch()
    return Order(
        model=path,
        sha256=hash_file(path),
        device="cpu",
        segment=SegmentSettings(),
        out=out,
        token="token",
        kinds=("mask",),
        together=2,
    )


def run(order: Order, paths: list[Path], **options: Any) -> Iterator[Inspection | FailedInspection]:
    """What a cluster of one worker gives."""
    names = {path: f"ä/{path.stem}" for path in paths}
    tasks = tasks_of(paths, names, options.pop("areas", {}), 4)
    worker = RayWorker(order.model_dump_json())
    tables = [table for task in tasks for table in worker(task.table())]
    return in_order(iter(tables), paths)


def test_the_same_results_as_here_whatever_the_current_folder(
    order: Order, picture_files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [path.relative_to(tmp_path) for path in picture_files] + [Path("nothing.png")]
    areas = {paths[1]: HALF, paths[2]: ()}
    expected = list(inspect_files(Inspector(load_model(order.model), "cpu"), paths, areas=areas))
    found = list(run(order, paths, areas=areas))
    assert [type(item) for item in found].count(FailedInspection) == 2
    for one, other in zip(found, expected, strict=True):
        assert (one.path, one.stamp) == (other.path, other.stamp)
        if isinstance(one, Inspection):
            assert isinstance(other, Inspection)
            assert (one.areas, one.score, len(one.defects)) == (other.areas, other.score, len(other.defects))
        else:
            assert one == other
    assert sorted(p.name for p in (order.out / "masks" / "ä").iterdir()) == [
        f"{i}.png" for i in (0, 1, 2, 4, 5)
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always Unicode")
def test_a_name_that_is_no_text_goes_to_a_worker_and_back(order: Order, picture_files: list[Path]) -> None:
    strange = picture_files[0].with_name(os.fsdecode(b"\xff.png"))
    picture_files[0].rename(strange)
    (item,) = run(order, [strange])
    assert isinstance(item, Inspection)
    assert item.path == strange


def test_a_worker_opens_only_what_the_run_began_with(order: Order) -> None:
    for change, problem in (
        ({"sha256": "0" * 64}, "another file"),
        ({"model": order.model.with_name("none.safetensors")}, "does not see"),
        ({"token": "none"}, "does not see the folder"),
    ):
        worker = RayWorker(order.model_copy(update=change).model_dump_json())
        answers = worker(Task(0, [Path("a.png")], ["a"], [None]).table())
        with pytest.raises(IsuganError, match=problem) as caught:
            list(in_order(answers, [Path("a.png")]))
        assert "shared storage" in caught.value.way_out
    assert (order.out / "token").stat().st_size == 2


def test_a_full_disk_is_told_as_it_is_here(
    order: Order, picture_files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x.png")

    monkeypatch.setattr("core.inspection.ray_worker.write_pictures", full)
    with pytest.raises(OSError, match="No space left") as caught:
        list(run(order, picture_files))
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "x.png")
    error = error_of(fault_of(ModelFileError("It is damaged.", "Train again.")))
    assert str(error) == "It is damaged. Train again."


def test_an_image_that_only_the_worker_lacks_ends_the_run(picture_files: list[Path]) -> None:
    answer = Answer(0, [b"f" + b'["No such file", null]'], node="node7")
    with pytest.raises(IsuganError, match="node7, a machine of the Ray cluster, does not see"):
        list(in_order(iter([answer.table()]), picture_files[:1]))


@pytest.mark.parametrize("starts", [(0, 0), (0, 2), (1,)])
def test_no_result_is_missing_and_none_comes_twice(
    starts: tuple[int, ...], picture_files: list[Path]
) -> None:
    made = [Answer(start, [b'f["x", [1, 1]]']).table() for start in starts]
    with pytest.raises(IsuganError, match="where those from"):
        list(in_order(iter(made), picture_files))


def test_workers_that_die_without_end_end_the_run(tmp_path: Path) -> None:
    signed = tmp_path / "token"

    def received() -> Iterator[str | None]:
        for number in range(1, 20):
            signed.write_bytes(b"." * number)
            yield "table" if number == 5 else None

    taken: list[str] = []
    with pytest.raises(IsuganError, match="die again and again"):
        taken.extend(watch_deaths(received(), signed, 6))
    assert signed.stat().st_size == 5 + 7
    list(watch_deaths(iter(["table", None]), signed, 12))


def test_tasks_are_small_where_there_are_few_files() -> None:
    assert [task_size(n, 2) for n in (1, 64, 3200, 10**6)] == [1, 2, 100, 1024]


@pytest.mark.parametrize("address", ["photos", "ray://head:10001"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(IsuganError, match=address):
        check_address(address)
    check_address("auto")


def test_without_ray_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.inspection.ray_cluster.find_spec", lambda name: None)
    with pytest.raises(IsuganError, match="not installed") as caught:
        check_installed()
    assert "isugan-inspector[ray]" in caught.value.way_out


def test_packed_results_are_exact(order: Order, picture_files: list[Path]) -> None:
    (expected,) = inspect_files(Inspector(load_model(order.model), "cpu"), picture_files[:1])
    (found,) = run(order, picture_files[:1])
    assert isinstance(found, Inspection)
    assert isinstance(expected, Inspection)
    assert found.score == expected.score
    assert len(pack(found)) > 0
