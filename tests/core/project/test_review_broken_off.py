"""Merging reviews, killed in the middle or without room on the disk: all of it is in the project, or nothing."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.errors import ProjectError
from core.project import reviews
from core.project.decision import Decision
from core.project.images import read_new_images
from core.project.project import Project
from core.project.review_file import FileDecision, FileImage, ReviewFile, read_review_file, write_review_file
from core.project.review_merging import merge_review
from tests.core.project.test_faults import full_disk

DECISIONS = 200
SCRIPT = """
import json, os, signal, sys
from pathlib import Path
from core.project import reviews
from core.project.project import Project
from core.project.review_file import read_review_file
from core.project.review_merging import merge_review

child = os.fork()
if not child:
    # The rows are inserted by now, and the step is not yet.
    reviews.remember = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    with Project.open(Path(sys.argv[1])) as project:
        merge_review(project, read_review_file(Path(sys.argv[2])))
    os._exit(0)
print(json.dumps(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
"""


@pytest.fixture
def review(five: Project) -> ReviewFile:
    """What Ana decided on the second image, again and again."""
    read_new_images(five)
    reviews.decide(five, 1, Decision.OK, who="Ben")
    with five.read() as connection:
        sha256 = connection.exec_driver_sql("SELECT sha256 FROM images WHERE id = 2").scalar_one()
    first = datetime(2026, 1, 1, tzinfo=UTC)
    decisions = tuple(
        FileDecision(at=first + timedelta(minutes=number), decision=Decision.NG, note="a long note " * 20)
        for number in range(DECISIONS)
    )
    image = FileImage(sha256=sha256, path="2.png", decisions=decisions)
    return ReviewFile(program="test", reviewer="Ana", exported=first, images=(image,))


def check_whole_and_as_before(project: Project) -> None:
    with project.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    assert reviews.reviewers(project) == ["Ben"]
    assert not reviews.reviews(project, 2)


def test_a_full_disk_merges_nothing_and_with_room_all_of_it(five: Project, review: ReviewFile) -> None:
    with full_disk(five, 2), pytest.raises(ProjectError, match="The disk is full"):
        merge_review(five, review)
    check_whole_and_as_before(five)
    assert merge_review(five, review).added == DECISIONS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork, and no kill -9, on this system")
def test_a_kill_merges_nothing_and_the_next_call_all_of_it(
    five: Project, review: ReviewFile, tmp_path: Path, run_script: Any
) -> None:
    write_review_file(tmp_path / "ana.json", review)
    shutil.copytree(five.folder, tmp_path / "copy.isugan")
    assert run_script(SCRIPT, tmp_path / "copy.isugan", tmp_path / "ana.json") == -9
    with Project.open(tmp_path / "copy.isugan") as project:
        assert str(project.read_only) == ""
        check_whole_and_as_before(project)
        assert merge_review(project, read_review_file(tmp_path / "ana.json")).added == DECISIONS
