"""`isugan review`: files of decisions out of a project and into a copy of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.datasets.layout import recognise
from core.project import reviews
from core.project.decision import Decision
from core.project.images import import_images, read_new_images
from core.project.project import Project

Run = Callable[..., Result]
RunJson = Callable[..., tuple[dict[str, Any], int]]


@pytest.fixture
def folder(dataset: Path, tmp_path: Path) -> Path:
    """A project in which Ana decided on three images."""
    return make(tmp_path / "ana.isugan", dataset, "Ana", Decision.OK, Decision.NG, Decision.NG)


def make(folder: Path, dataset: Path, who: str, *decisions: Decision) -> Path:
    with Project.create(folder) as project:
        import_images(project, recognise(dataset).samples)
        read_new_images(project)
        for image, decision in enumerate(decisions, start=1):
            reviews.decide(project, image, decision, who=who)
    return folder


def test_export_merge_and_compare(
    isugan: Run, isugan_json: RunJson, folder: Path, dataset: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ben.json"
    ben = make(tmp_path / "ben.isugan", dataset, "Ben", Decision.OK, Decision.NG, Decision.OK)
    document, code = isugan_json("review", "export", ben, out)
    assert (code, document["reviewer"], document["decisions"], document["left_out"]) == (0, "Ben", 3, [])
    (merged,) = isugan_json("review", "merge", folder, out)[0]["merged"]
    assert (merged["added"], merged["known"], merged["disputed"], merged["unknown"]) == (3, 0, 1, [])
    assert "known already" in isugan("review", "merge", folder, out).stdout
    document, code = isugan_json("review", "agreement", folder)
    assert (code, document["images"], document["agreed"]) == (0, 3, 2)
    assert document["kappa"] == pytest.approx(0.4)
    assert [(item["first"], item["second"]) for item in document["differ"]] == [("NG", "OK")]
    text = isugan("review", "agreement", folder, "Ben", "Ana").stdout
    assert "0.400" in text
    assert "Ben: OK" in text


def test_what_is_not_clear_is_asked_for(isugan: Run, folder: Path, tmp_path: Path) -> None:
    done = isugan("review", "agreement", folder)
    assert done.exit_code == ExitCode.USAGE
    assert "there are decisions of Ana" in done.stderr
    done = isugan("review", "export", folder, tmp_path / "x.json", "--reviewer", "Cem")
    assert done.exit_code == ExitCode.USAGE
    assert not (tmp_path / "x.json").exists()


def test_a_missing_file_and_one_that_is_there_are_named(isugan: Run, folder: Path, tmp_path: Path) -> None:
    done = isugan("review", "merge", folder, tmp_path / "none.json")
    assert done.exit_code == ExitCode.FAILURE
    assert "none.json does not exist.\nCheck the path." in done.stderr
    mine = tmp_path / "mine.json"
    mine.write_text("mine")
    done = isugan("review", "export", folder, mine)
    assert (done.exit_code, mine.read_text()) == (ExitCode.FAILURE, "mine")
    assert "--overwrite" in done.stderr
    assert isugan("review", "export", folder, mine, "--overwrite").exit_code == ExitCode.OK
    assert "Ana" in mine.read_text()


def test_its_help_is_not_cut_off(isugan: Run) -> None:
    _, _, commands = isugan("review", "--help").stdout.partition("Commands:")
    lines = commands.strip().splitlines()
    assert len(lines) == 3
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_a_bad_file_is_refused_and_nothing_is_merged(isugan: Run, folder: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    isugan("review", "export", folder, good)
    text = json.loads(good.read_text(encoding="utf-8"))
    good.write_text(json.dumps(text | {"reviewer": "Ben"}), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    done = isugan("review", "merge", folder, good, bad)
    assert done.exit_code == ExitCode.FAILURE
    assert str(bad) in done.stderr
    with Project.open(folder) as project:
        assert reviews.reviewers(project) == ["Ana"]


def test_agreement_without_common_images_is_undefined(isugan: Run, folder: Path) -> None:
    assert "undefined. There is no image" in isugan("review", "agreement", folder, "Ana", "Ben").stdout
