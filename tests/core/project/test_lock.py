from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label
from core.errors import ProjectError
from core.project import edits, relinking
from core.project.decision import Decision
from core.project.images import all_rows, import_images, read_new_images, rows_of
from core.project.lock import HOLDER, Holder, ProjectLock, user_name
from core.project.project import Project
from core.project.reviews import decide

HOLD = """
import sys
from pathlib import Path
from core.project import edits
from core.project.project import Project
with Project.open(Path(sys.argv[1])) as project:
    print(project.read_only or "writes", flush=True)
    for line in sys.stdin:
        edits.set_values(project, [1], {"note": line.strip()}, "Note")
        print("saved", flush=True)
"""


@contextmanager
def another_window(project: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project)], cwd=root, text=True, **pipes
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_second_in_the_same_process_reads_only(five: Project) -> None:
    with Project.open(five.folder) as second:
        assert str(second.read_only) == f"It is open for writing by {second.holder}."
        assert (second.holder.user, second.holder.pid) == (user_name(), os.getpid())
        assert sum(map(len, all_rows(second))) == 5
    assert edits.set_label(five, [1], Label.DEFECTIVE)
    five.close()
    with Project.open(five.folder) as third:
        assert (third.read_only, third.holder) == ("", None)


def test_nothing_is_changed_through_a_project_that_is_read_only(
    five: Project, tmp_path: Path, samples: Any, state: Any
) -> None:
    before = state(five)
    with Project.open(five.folder) as second:
        attempts = [
            lambda: edits.set_label(second, [1], Label.DEFECTIVE),
            lambda: edits.change_tags(second, [1], ["a"]),
            lambda: edits.undo(second),
            lambda: edits.redo(second),
            lambda: edits.set_areas(second, None, []),
            lambda: import_images(second, samples([tmp_path / "images" / "new.png"])),
            lambda: read_new_images(second),
            lambda: relinking.relink(second, relinking.plan(second, tmp_path / "images", tmp_path)),
            lambda: decide(second, 1, Decision.NG),
        ]
        for attempt in attempts:
            with pytest.raises(ProjectError, match=r"p cannot be changed\. It is open for writing by"):
                attempt()
    assert state(five) == before


def test_another_process_is_named_and_its_work_is_seen(
    five: Project, project_root: Path, tmp_path: Path
) -> None:
    five.close()
    with another_window(five.folder, project_root) as other:
        assert other.stdout.readline() == "writes\n"
        with Project.open(five.folder) as second:
            assert (second.holder.pid, second.holder.user) == (other.pid, user_name())
            assert f"(process {other.pid}, since 20" in str(second.read_only)
            print("from there", file=other.stdin, flush=True)
            assert other.stdout.readline() == "saved\n"
            assert rows_of(second, [1])[0].note == "from there"
        other.stdin.close()
        assert other.wait(30) == 0
    with Project.open(five.folder) as third:
        assert str(third.read_only) == ""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_a_killed_writer_leaves_no_lock_and_loses_nothing(five: Project, project_root: Path) -> None:
    five.close()
    with another_window(five.folder, project_root) as other:
        assert other.stdout.readline() == "writes\n"
        print("last words", file=other.stdin, flush=True)
        assert other.stdout.readline() == "saved\n"
        other.send_signal(signal.SIGKILL)
        other.wait(30)
    assert (five.folder / HOLDER).exists()
    with Project.open(five.folder) as next_one:
        assert (next_one.read_only, next_one.holder) == ("", None)
        assert rows_of(next_one, [1])[0].note == "last words"
        edits.set_label(next_one, [1], Label.DEFECTIVE)
        with Project.open(five.folder) as second:
            assert second.holder.pid == os.getpid()


def test_a_reader_sees_folders_that_the_writer_adds_and_relinks(
    five: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    with Project.open(five.folder) as second:
        assert sum(map(len, all_rows(second))) == 5
        import_images(five, samples(pictures(tmp_path / "more", "a.png")))
        assert rows_of(second, [6])[0].folder == str(tmp_path / "more")
        relinking.relink(five, relinking.plan(five, tmp_path / "more", tmp_path / "other"))
        assert rows_of(second, [6])[0].folder == str(tmp_path / "other")


def test_the_writer_closes_before_the_reader(five: Project) -> None:
    with Project.open(five.folder) as second:
        assert sum(map(len, all_rows(second))) == 5
        five.close()
        assert sum(map(len, all_rows(second))) == 5
        with Project.open(five.folder) as third:
            assert str(third.read_only) == ""
            edits.set_values(third, [1], {"note": "new"}, "Note")
            assert rows_of(second, [1])[0].note == "new"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"user": 1}', '{"user":"a","host":"b","pid":"x"}', "\0"]
)
def test_a_holder_that_makes_no_sense_is_nobody(text: str, tmp_path: Path) -> None:
    (tmp_path / HOLDER).write_text(text)
    assert ProjectLock(tmp_path).holder() is None


def test_a_full_disk_does_not_keep_the_project_from_opening(
    five: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    five.close()

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.lock.write_atomically", full)
    with Project.open(five.folder) as opened:
        assert str(opened.read_only) == ""
        with Project.open(five.folder) as second:
            assert str(second.read_only) == "It is open for writing by another program."


def test_a_disk_without_locks_is_read_only(five: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    five.close()

    def no_locks(*_: Any, **__: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", no_locks)
    with Project.open(five.folder) as opened:
        assert str(opened.read_only) == "Its folder may not be written (its disk knows no locks)."


def test_the_holder_in_words() -> None:
    holder = Holder("Ana", "press-3", 12, "2030-01-02T03:04:05+01:00")
    assert str(holder) == "Ana on press-3 (process 12, since 2030-01-02T03:04:05+01:00)"
    assert json.loads(json.dumps(holder.__dict__))["host"] == "press-3"


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert user_name() == "unknown"
