"""Reading what may be a stranger's."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from core.files import parse_json, read_json, read_regular, write_atomically


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, b"\xff", "9" * 5000])
def test_whatever_is_no_json_is_one_kind_of_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any text
        parse_json(text)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[1, 2]", encoding="utf-8")
    assert read_json(path, most_bytes=6) == [1, 2]
    with pytest.raises(OSError, match="larger than"):
        read_regular(path, most_bytes=5)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
def test_a_pipe_does_not_wait_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no regular file"):
        read_regular(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt", reason="permissions of a POSIX system")
def test_a_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    private, new, usual = (tmp_path / name for name in ("private", "new", "usual"))
    private.write_text("old")
    private.chmod(0o600)
    usual.write_text("")
    for path in (private, new):
        with write_atomically(path) as temporary:
            temporary.write_text("new")
    assert private.read_text() == new.read_text() == "new"
    assert private.stat().st_mode & 0o777 == 0o600
    assert new.stat().st_mode & 0o777 == usual.stat().st_mode & 0o777


def test_an_error_names_the_file_that_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"

    def denied(**options: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / ".report-x1.html"))

    monkeypatch.setattr("core.files.tempfile.mkstemp", denied)
    with pytest.raises(PermissionError) as caught, write_atomically(path):
        raise AssertionError
    assert caught.value.filename == str(path)
