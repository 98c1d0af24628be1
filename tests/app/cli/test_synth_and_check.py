from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.commands.check import _sizes
from app.cli.exit_codes import ExitCode
from core.datasets.dataset import Label, Split
from core.datasets.layout import recognise
from core.datasets.recipe.names import FAMILY_NAMES

Run = Callable[..., Result]


def test_synth_writes_what_it_says(tmp_path: Path, isugan_json: Callable) -> None:
    words = ["--texture", "weave", "--good", 3, "--defective", 2, "--size", 64, "--seed", 5]
    document, code = isugan_json("synth", tmp_path / "d", *words)
    assert code == 0
    assert document["texture"] == "weave"
    counts = recognise(tmp_path / "d").counts()
    assert counts == {split: {Label.GOOD: 3, Label.DEFECTIVE: 2} for split in (Split.TRAIN, Split.TEST)}


def test_synth_paints_defects_of_families(tmp_path: Path, isugan_json: Callable, isugan: Run) -> None:
    words = ["--texture", "weave", "--good", 1, "--defective", 2, "--size", 64]
    document, code = isugan_json("synth", tmp_path / "d", *words, "--family", "dent", "--family", "crack")
    assert (code, document["families"]) == (0, ["crack", "dent"])
    assert isugan("synth", tmp_path / "d", *words, "--family", "crack", "--family", "dent").exit_code == 0
    assert isugan("synth", tmp_path / "d", *words).exit_code == ExitCode.FAILURE
    document, code = isugan_json("synth", tmp_path / "e", *words, "--family", "all")
    assert (code, document["families"]) == (0, list(FAMILY_NAMES))
    assert isugan_json("synth", tmp_path / "f", *words)[0]["families"] == []


def test_the_seed_decides_the_images(tmp_path: Path, isugan: Run) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        words = ["--texture", "cast", "--good", 1, "--defective", 1, "--size", 64, "--seed", seed]
        assert isugan("synth", tmp_path / name, *words).exit_code == 0
    first, same, other = (
        sorted(p.read_bytes() for p in (tmp_path / name).rglob("*.PNG")) for name in ("a", "b", "c")
    )
    assert first == same
    assert first != other


@pytest.mark.parametrize(
    "words",
    [
        ["--texture", "marble"],
        [],
        ["--texture", "cast", "--size", 8],
        ["--texture", "cast", "--good", -1],
        ["--texture", "cast", "--family", "rust"],
    ],
)
def test_synth_refuses_bad_options(words: list[object], tmp_path: Path, isugan: Run) -> None:
    assert isugan("synth", tmp_path / "d", *words).exit_code == ExitCode.USAGE
    assert not (tmp_path / "d").exists()


def test_synth_into_a_file_is_an_error(tmp_path: Path, isugan: Run) -> None:
    (tmp_path / "f").write_text("x")
    result = isugan("synth", tmp_path / "f", "--texture", "cast", "--good", 1, "--defective", 0)
    assert result.exit_code == ExitCode.FAILURE
    assert "Traceback" not in result.stderr


def test_check_tells_layout_and_counts(dataset: Path, isugan: Run, isugan_json: Callable) -> None:
    document, code = isugan_json("check", dataset)
    assert code == 0
    assert document["layout"] == "dagm"
    assert document["counts"]["test"] == {"good": 6, "defective": 3}
    assert {finding["kind"] for finding in document["findings"]} == {"few_images"}
    result = isugan("check", dataset)
    assert result.exit_code == 0
    assert "layout dagm, 18 images" in result.stdout
    assert "64 x 64 (18)" in result.stdout
    assert "warning: few images (1)\n  There are 6 good images to train with" in result.stdout


def test_check_names_what_cannot_be_read(dataset: Path, isugan: Run, isugan_json: Callable) -> None:
    (dataset / "Class1" / "Train" / "0002.PNG").write_bytes(b"\x89PNG but not really")
    document, code = isugan_json("check", dataset)
    assert code == ExitCode.UNREADABLE
    unreadable = [finding for finding in document["findings"] if finding["kind"] == "unreadable"]
    assert [finding["paths"] for finding in unreadable] == [["Class1/Train/0002.PNG"]]
    text = isugan("check", dataset).stdout
    assert "error: cannot be read (1)" in text
    assert "0002.PNG" in text


def test_check_names_copies_across_splits(dataset: Path, isugan: Run) -> None:
    test = dataset / "Class1" / "Test" / "0001.PNG"
    (dataset / "Class1" / "Train" / "0001.PNG").write_bytes(test.read_bytes())
    text = isugan("check", dataset).stdout
    assert "error: in two splits (1)" in text
    assert "Class1/Train/0001.PNG is in train, Class1/Test/0001.PNG, the same picture, in test." in text


def test_check_says_what_is_left_of_the_smallest_defect(
    dataset: Path, isugan: Run, isugan_json: Callable
) -> None:
    as_it_is, _ = isugan_json("check", dataset)
    halved, code = isugan_json("check", dataset, "--working-size", 32)
    assert code == 0
    assert halved["working_size"] == [32, 32]
    assert halved["smallest_defect"]["area"] == pytest.approx(as_it_is["smallest_defect"]["area"] / 4)
    text = isugan("check", dataset, "--working-size", 16).stdout
    assert "smallest defect at 16 x 16: " in text
    assert "warning: defects too small (1)" in text
    assert isugan("check", dataset, "--working-size", 0).exit_code == ExitCode.USAGE


def test_check_lists_some_and_json_all(dataset: Path, isugan: Run, isugan_json: Callable) -> None:
    for number in range(1, 10):
        shutil.copy(
            dataset / "Class1" / "Train" / "0001.PNG", dataset / "Class1" / "Train" / f"copy{number}.PNG"
        )
        (dataset / "Class1" / "Test" / f"bad{number}.PNG").write_bytes(b"")
    for number in range(3):
        (dataset / "Class1" / "Train" / f"bad{number}.PNG").write_bytes(b"")
    text = isugan("check", dataset).stdout
    assert "Class1/Train/0001.PNG and 9 other images have the same content." in text
    assert "\n    and 5 more\n" in text
    assert "\n  and 2 more; --json has them all\n" in text
    document, _ = isugan_json("check", dataset)
    assert max(len(finding["paths"]) for finding in document["findings"]) == 10
    assert sum(finding["kind"] == "unreadable" for finding in document["findings"]) == 12


def test_an_interrupted_check_says_so(
    dataset: Path, isugan: Run, isugan_json: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def pressed(first: Callable[[], None]) -> Iterator[bool]:
        first()
        yield True

    monkeypatch.setattr("app.cli.commands.check.ctrl_c", pressed)
    document, code = isugan_json("check", dataset)
    assert (code, document["complete"]) == (ExitCode.INTERRUPTED, False)
    assert "Interrupted: " in isugan("check", dataset).stdout


def test_the_layout_can_be_forced(dataset: Path, isugan_json: Callable) -> None:
    document, code = isugan_json("check", dataset, "--layout", "flat")
    assert code == 0
    assert document["layout"] == "flat"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--layout", "spiral"], "no dataset layout named spiral"),
        (["--defect-type", "rust"], "no defect type rust"),
    ],
)
def test_unknown_names_are_errors(
    words: list[str], message: str, dataset: Path, isugan_json: Callable
) -> None:
    document, code = isugan_json("check", dataset, *words)
    assert code == ExitCode.FAILURE
    assert message in document["error"]
    assert document["way_out"]


def test_an_empty_or_missing_folder_is_an_error(tmp_path: Path, isugan_json: Callable) -> None:
    (tmp_path / "leer").mkdir()
    for name, message in (("leer", "no image"), ("nicht da", "does not exist")):
        document, code = isugan_json("check", tmp_path / name)
        assert code == ExitCode.FAILURE
        assert message in document["error"]


def test_many_sizes_are_summed_up() -> None:
    few = _sizes({(64, 48): 3, (32, 32): 1})
    assert few == "sizes: 64 x 48 (3), 32 x 32 (1)"
    many = _sizes({(100 + n, 200 - n): 1 for n in range(20)})
    assert many.startswith(
        "sizes: 20 different ones, 100 to 119 wide and 181 to 200 high; most often: 100 x 200 (1), "
    )
    assert many.count("(1)") == 6
