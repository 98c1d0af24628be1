"""Review files: out of one copy of a project and into another, with nothing lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.polygon_mask import PolygonMask
from core.errors import ProjectError
from core.project import edits, reviews
from core.project.decision import Decision
from core.project.images import import_images, read_new_images
from core.project.project import Project
from core.project.review_file import read_review_file, write_review_file
from core.project.review_merging import export_review, merge_review

MASK = PolygonMask.of_pixels(np.eye(4, 6, dtype=bool))


@pytest.fixture
def read(five: Project) -> Project:
    """The five images, with their hashes."""
    read_new_images(five)
    return five


@pytest.fixture
def other(tmp_path: Path, read: Project, samples: Any) -> Any:
    """Another copy of the images 1 to 4, in other folders, in another project."""
    folder = tmp_path / "elsewhere" / "deep" / "images"
    shutil.copytree(tmp_path / "images", folder)
    (folder / "5.png").unlink()
    with Project.create(tmp_path / "q.isugan") as project:
        import_images(project, samples(sorted(folder.iterdir(), reverse=True)))
        read_new_images(project)
        yield project


def by_name(project: Project) -> dict[str, dict[str, tuple[str, str, bool]]]:
    with project.read() as connection:
        names = dict(connection.exec_driver_sql("SELECT id, name FROM images").all())
    return {
        names[image]: {who: (d.decision, d.note, d.has_mask) for who, d in people.items()}
        for image, people in reviews.standing(project).items()
    }


def test_there_and_back(read: Project, other: Project, tmp_path: Path) -> None:
    reviews.decide(read, 1, Decision.OK, "clean 部品", who="Ana")
    reviews.decide(read, 2, Decision.UNSURE, who="Ana")
    reviews.decide(read, 2, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(read, 5, Decision.NG, who="Ana")
    reviews.decide(read, 3, Decision.NG, who="Somebody else")
    theirs = next(number for number in range(1, 5) if _name(other, number) == "2.png")
    reviews.decide(other, theirs, Decision.OK, who="Ben")

    review, left_out = export_review(read, "Ana")
    assert (review.reviewer, review.decisions, left_out) == ("Ana", 4, ())
    write_review_file(tmp_path / "ana.json", review)
    assert read_review_file(tmp_path / "ana.json") == review

    merged = merge_review(other, read_review_file(tmp_path / "ana.json"))
    assert (merged.reviewer, merged.added, merged.known, merged.unknown, merged.disputed) == (
        *("Ana", 3, 0),
        *(("5.png",), 1),
    )
    assert by_name(other) == {
        "1.png": {"Ana": ("OK", "clean 部品", False)},
        "2.png": {"Ana": ("NG", "", True), "Ben": ("OK", "", False)},
    }
    mine = [d for d in reviews.reviews(other, theirs) if d.who == "Ana"]
    assert [d.at for d in mine] == [d.at for d in reviews.reviews(read, 2)]
    assert reviews.mask_of(other, mine[1].id) == MASK

    again = merge_review(other, review)
    assert (again.added, again.known, again.applied) == (0, 3, None)
    assert edits.undo(other).text == "Merge the review of Ana: 3 decisions"
    assert by_name(other) == {"2.png": {"Ben": ("OK", "", False)}}
    edits.redo(other)
    assert set(by_name(other)) == {"1.png", "2.png"}


def test_what_was_taken_back_later_is_taken_back_here(read: Project, other: Project) -> None:
    reviews.decide(read, 1, Decision.NG, who="Ana")
    merge_review(other, export_review(read, "Ana")[0])
    edits.undo(read)
    merged = merge_review(other, export_review(read, "Ana")[0])
    assert (merged.added, merged.known, merged.undone) == (0, 1, 1)
    assert by_name(other) == {}
    edits.undo(other)
    assert by_name(other) == {"1.png": {"Ana": ("NG", "", False)}}


def test_copies_of_one_file_are_told_apart_by_their_place(
    project: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    (first,) = pictures(tmp_path / "set" / "a", "1.png")
    second = tmp_path / "set" / "b" / "1.png"
    second.parent.mkdir()
    shutil.copyfile(first, second)
    import_images(project, samples([first, second]))
    read_new_images(project)
    reviews.decide(project, 2, Decision.NG, who="Ana")
    review, _ = export_review(project, "Ana")
    assert [item.path for item in review.images] == ["b/1.png"]
    with Project.create(tmp_path / "q.isugan") as other:
        import_images(other, samples([first, second]))
        read_new_images(other)
        merge_review(other, review)
        assert set(reviews.standing(other)) == {2}


def test_an_image_without_a_hash_is_left_out(five: Project) -> None:
    reviews.decide(five, 3, Decision.OK, who="Ana")
    review, left_out = export_review(five, "Ana")
    assert (review.images, left_out) == ((), ("3.png",))


DIGEST = "0" * 64


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("{", "is no review file: it is not valid JSON"),
        ("[]", "is no review file"),
        ({"format": "coco"}, "holds something else"),
        ({"version": 2}, "was written by a newer version of this program"),
        ({"reviewer": ""}, "is damaged at reviewer"),
        ({"surprise": 1}, "is damaged at surprise"),
        ({"images": [{"sha256": "x", "path": "", "decisions": []}]}, r"is damaged at images\.0\.sha256"),
        (
            {
                "images": [
                    {
                        "sha256": DIGEST,
                        "path": "a",
                        "decisions": [{"at": "2026-01-01T00:00:00Z", "decision": "NG", "mask": {"width": 0}}],
                    }
                ]
            },
            r"is damaged at images\.0\.decisions\.0\.mask",
        ),
        (
            {
                "images": [
                    {
                        "sha256": DIGEST,
                        "path": "a",
                        "decisions": [{"at": "2026-01-01T00:00:00", "decision": "NG"}],
                    }
                ]
            },
            r"is damaged at images\.0\.decisions\.0\.at",
        ),
    ],
)
def test_bad_files_are_refused_by_name(
    read: Project, tmp_path: Path, change: str | dict[str, Any], message: str
) -> None:
    path = tmp_path / "prüfung.json"
    text = change
    if isinstance(change, dict):
        text = json.dumps(json.loads(export_review(read, "Ana")[0].model_dump_json()) | change)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=message) as caught:
        read_review_file(path)
    assert str(path) in caught.value.message
    assert caught.value.way_out


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"gone\.json does not exist\. Check the path\."):
        read_review_file(tmp_path / "gone.json")


def _name(project: Project, number: int) -> str:
    with project.read() as connection:
        return connection.exec_driver_sql("SELECT name FROM images WHERE id = ?", (number,)).scalar_one()
