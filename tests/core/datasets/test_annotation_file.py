from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.datasets.annotation_file import AnnotationError, read_annotations


def test_the_image_inside_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('\ufeff{"imageData": "AAAA", "shapes": [{"label": "ö"}]}', encoding="utf-8")
    assert read_annotations(path) == {"shapes": [{"label": "ö"}]}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not valid JSON"),
        (b'{"a": 1', "is not valid JSON"),
        (b'{"a": "\xff"}', "is not valid JSON"),
        (b"[" * 200_000, "is not valid JSON"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "is not valid JSON"),
        (b"[1]", "holds no annotations"),
        (b"null", "holds no annotations"),
    ],
)
def test_damaged_files(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(AnnotationError, match=rf"a\.json {reason}") as caught:
        read_annotations(path)
    assert (str(caught.value.reason), caught.value.path) == (reason, path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": "' + "x" * 3 * 1024**2 + '"}')
    with pytest.raises(AnnotationError, match=r"a\.json is larger than 2 MiB"):
        read_annotations(path, 2 * 1024**2)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"gone\.json cannot be read \(No such file"):
        read_annotations(tmp_path / "gone.json")
    with pytest.raises(AnnotationError, match="is not a regular file"):
        read_annotations(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_does_not_wait_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(AnnotationError, match="is not a regular file"):
        read_annotations(tmp_path / "a.json")


@pytest.mark.parametrize("content", [b"[],", b"{},", b"0,"])
def test_more_values_than_annotations_have(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three bytes each in the file, and two hundred in memory."""
    monkeypatch.setattr("core.datasets.annotation_file.MOST_PARTS", 1000)
    monkeypatch.setattr("core.datasets.annotation_file.MOST_VALUES", 5000)
    (tmp_path / "a.json").write_bytes(b'{"shapes": [' + content * 6000 + b"0]}")
    with pytest.raises(AnnotationError, match="more values"):
        read_annotations(tmp_path / "a.json")
