"""Every format, read back by the program's own importers and by COCO's reference."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pycocotools.coco import COCO

from core.datasets.dataset import Dataset, Label
from core.datasets.layout import recognise
from core.datasets.masks import read_mask
from core.errors import IsuganError
from core.export.export import FORMATS, LEFT_OUT, Exported, export_results
from core.export.folder import free_path
from core.export.names import file_names
from core.export.regions import original_mask
from core.export.results_json import read_results_json
from core.export.source import Source
from core.images.read import read_picture
from core.inspection.result import FailedInspection, Inspection, Verdict

# Pycocotools' own decoder does not know NumPy 2 yet.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

Items = list[Inspection | FailedInspection]
LABELS = {Verdict.OK: Label.GOOD, Verdict.NG: Label.DEFECTIVE, Verdict.REVIEW: Label.UNLABELLED}


def export(kind: str, items: Items, source: Source, out: Path, **options: bool) -> Exported:
    done = export_results(kind, items, [item.path for item in items], source, out, **options)
    assert done is not None
    return done


def readable(items: Items) -> list[Inspection]:
    return [item for item in items if isinstance(item, Inspection)]


def check_read_back(dataset: Dataset, items: Items, name_of: Callable[[Inspection], str]) -> None:
    """The same images with the labels that follow from the verdicts, and the very masks."""
    samples = {dataset.name_of(sample.path): sample for sample in dataset.samples}
    inspections = readable(items)
    assert sorted(samples) == sorted(map(name_of, inspections))
    for inspection in inspections:
        sample = samples[name_of(inspection)]
        assert sample.label is LABELS[inspection.verdict]
        assert (sample.mask is not None) == (inspection.verdict is Verdict.NG)
        if sample.mask is not None:
            read = read_mask(sample.mask, inspection.width, inspection.height)
            assert (read == original_mask(inspection)).all()


def test_coco_with_images_is_a_dataset(items: Items, source: Source, tmp_path: Path) -> None:
    out = tmp_path / "coco"
    done = export("coco", items, source, out, copy_images=True)
    assert done.written == 4
    dataset = recognise(out)
    assert (dataset.layout, dataset.problems) == ("coco", ())
    check_read_back(dataset, items, lambda i: f"images/{i.path.relative_to(source.root).as_posix()}")


def test_coco_without_images_belongs_to_the_folder_of_the_images(
    items: Items, source: Source, tmp_path: Path
) -> None:
    export("coco", items, source, tmp_path / "coco")
    shutil.copy(tmp_path / "coco" / "instances.json", source.root)
    (source.root / "broken.png").unlink()
    check_read_back(recognise(source.root), items, lambda i: i.path.relative_to(source.root).as_posix())


def test_pycocotools_reads_the_same_masks(
    items: Items, source: Source, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("coco", items, source, tmp_path / "coco")
    read = COCO(str(tmp_path / "coco" / "instances.json"))
    capsys.readouterr()
    assert [read.cats[number]["name"] for number in read.getCatIds()] == ["defect"]
    by_name = {image["file_name"]: image for image in read.imgs.values()}
    assert sorted(by_name) == ["a.png", "b.png", "deep/b.png", "deep/d.png"]
    assert by_name["deep/b.png"]["id"] == 4  # its place in the list, where the unreadable one has its own
    for inspection in readable(items):
        image = by_name.get(inspection.path.relative_to(source.root).as_posix())
        if image is None:
            continue
        found = read.loadAnns(read.getAnnIds(imgIds=[image["id"]]))
        drawn = np.zeros((image["height"], image["width"]), bool)
        for annotation in found:
            drawn |= read.annToMask(annotation).astype(bool)
        assert (drawn == original_mask(inspection)).all()
        areas = sorted(annotation["area"] for annotation in found)
        assert areas == pytest.approx(sorted(d.area_px for d in inspection.defects), abs=1e-3)


def test_labelme_with_images_is_a_dataset(items: Items, source: Source, tmp_path: Path) -> None:
    out = tmp_path / "labelme"
    export("labelme", items, source, out, copy_images=True)
    dataset = recognise(out)
    assert (dataset.layout, dataset.problems) == ("labelme", ())
    check_read_back(dataset, items, lambda i: "__".join(i.path.relative_to(source.root).parts))


@pytest.mark.parametrize("kind", ["labelme", "coco", "masks"])
@pytest.mark.parametrize("folders", [("Class1/Train", "Class1/Test"), ("good", "defective")])
def test_names_of_folders_do_not_outvote_the_verdicts(
    kind: str,
    folders: tuple[str, str],
    make_inspection: Callable[..., Inspection],
    source: Source,
    tmp_path: Path,
) -> None:
    mask = np.zeros((24, 40), bool)
    mask[5:15, 5:15] = True
    for folder in folders:
        (source.root / folder).mkdir(parents=True)
    items: Items = [
        make_inspection(f"{folders[0]}/a.png", Verdict.NG, mask),
        make_inspection(f"{folders[1]}/b.png", Verdict.OK),
    ]
    export(kind, items, source, tmp_path / "out", copy_images=True)
    labels = {
        sample.path.name.split("__")[-1]: sample.label for sample in recognise(tmp_path / "out").samples
    }
    assert labels == {"a.png": Label.DEFECTIVE, "b.png": Label.GOOD}


def test_labelme_without_images_leads_to_them(items: Items, source: Source, tmp_path: Path) -> None:
    out = tmp_path / "results" / "labelme"
    export("labelme", items, source, out)
    document = json.loads((out / "deep" / "b.json").read_text(encoding="utf-8"))
    assert not os.path.isabs(document["imagePath"])  # noqa: PTH117
    assert (out / "deep" / document["imagePath"]).resolve() == (source.root / "deep" / "b.png").resolve()
    assert not (out / "c.json").exists()
    shutil.copytree(out, source.root, dirs_exist_ok=True)
    (source.root / "broken.png").unlink()
    check_read_back(recognise(source.root), items, lambda i: i.path.relative_to(source.root).as_posix())


def test_masks_with_images_are_a_dataset(items: Items, source: Source, tmp_path: Path) -> None:
    out = tmp_path / "masks"
    export("masks", items, source, out, copy_images=True)
    dataset = recognise(out)
    assert (dataset.layout, dataset.problems) == ("good_defective", ())

    def name(inspection: Inspection) -> str:
        flat = inspection.path.relative_to(source.root).as_posix().replace("/", "__")
        return f"{LABELS[inspection.verdict]}/{flat}"

    check_read_back(dataset, items, name)


def test_masks_have_the_size_of_the_image_and_two_values(
    items: Items, uncalibrated: Source, tmp_path: Path
) -> None:
    export("masks", items, uncalibrated, tmp_path / "out")
    pixels = read_picture(tmp_path / "out" / "masks" / "b.png").pixels
    assert pixels.shape == (48, 120)
    assert set(np.unique(pixels)) == {0.0, 1.0}
    assert pixels.mean() * 48 * 120 == pytest.approx(sum(d.area_px for d in items[1].defects), rel=1e-3)


def test_overlays_draw_on_the_original(items: Items, source: Source, tmp_path: Path) -> None:
    bare = [replace(i, images=None) if isinstance(i, Inspection) else i for i in items]
    export("overlays", bare, source, tmp_path / "out")
    drawn = np.rint(read_picture(tmp_path / "out" / "overlays" / "b.png").pixels * 255)
    assert drawn.shape == (48, 120, 3)
    assert (drawn[47, 119] == (90, 120, 150)).all()
    assert (drawn[..., 0] - drawn[..., 2] > 50).any()  # the contour is red and antialiased


def test_json_holds_the_same_numbers(items: Items, source: Source, tmp_path: Path) -> None:
    export("json", items, source, tmp_path / "out")
    read = read_results_json(tmp_path / "out" / "results.json")
    assert read.model == source.model
    assert [(i.path, i.score, i.verdict) for i in read.images] == [
        (str(i.path), i.score, i.verdict) for i in readable(items)
    ]
    defect, wanted = read.images[1].defects[0], readable(items)[1].defects[0]
    assert (defect.area_px, defect.x, defect.mean_ssim) == (wanted.area_px, wanted.x, wanted.mean_ssim)
    assert np.array_equal(np.float32(defect.contour), wanted.contour)
    assert [failed.path for failed in read.failed] == [str(source.root / "broken.png")]
    path = tmp_path / "out" / "results.json"
    path.write_text(path.read_text().replace('"schema_version": 1', '"schema_version": 2'))
    with pytest.raises(IsuganError, match="version"):
        read_results_json(path)


def test_no_name_of_a_file_becomes_a_formula(
    make_inspection: Callable[..., Inspection],
    source: Source,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A spreadsheet runs cells that begin so; the folder is given as "." here, and names come bare."""
    monkeypatch.chdir(source.root)
    items: Items = [FailedInspection(Path("@sum(1).png"), "@sum(1).png is no image.")]
    for name in ('=HYPERLINK("x")&A1.png', "+1.png", "-1.png"):
        made = make_inspection(name, Verdict.NG, np.eye(24, 40, dtype=bool))
        items.append(replace(made, path=Path(name)))
    export("csv", items, replace(source, root=Path()), tmp_path / "out")
    texts = []
    for name in ("results.csv", "defects.csv"):
        with (tmp_path / "out" / name).open(encoding="utf-8", newline="") as stream:
            texts += [row[key] for row in csv.DictReader(stream) for key in ("path", "error") if row.get(key)]
    assert len(texts) == 8
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in texts)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_failed_is_listed_and_the_rest_is_there(
    kind: str, items: Items, source: Source, tmp_path: Path
) -> None:
    done = export(kind, items, source, tmp_path / "out")
    broken = source.root / "broken.png"
    assert [item.path for item in done.unreadable] == [broken]
    # Where its error stands in what is written, it is not left out.
    inside = kind in ("csv", "json")
    assert done.with_error == inside
    assert (broken in {item.path for item in done.left_out}) is not inside
    note = (
        tmp_path
        / "out"
        / ("results.csv" if kind == "csv" else "results.json" if kind == "json" else LEFT_OUT)
    )
    assert "broken.png is no image." in note.read_text(encoding="utf-8")
    assert (tmp_path / "out" / LEFT_OUT).exists() is not inside
    assert done.written >= 4


@pytest.mark.parametrize("kind", ["coco", "overlays"])
def test_an_image_that_is_gone_is_listed(kind: str, items: Items, source: Source, tmp_path: Path) -> None:
    (source.root / "b.png").unlink()
    done = export(kind, items, source, tmp_path / "out", copy_images=kind == "coco")
    assert {item.path.name for item in done.left_out} >= {"b.png", "broken.png"}


def test_ng_without_a_contour_is_not_called_good(
    make_inspection: Callable[..., Inspection], source: Source, tmp_path: Path
) -> None:
    done = export("coco", [make_inspection("x.png", Verdict.NG)], source, tmp_path / "out")
    assert "no contour" in done.left_out[0].reason
    assert json.loads((tmp_path / "out" / "instances.json").read_text())["images"] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cancelled_export_leaves_nothing(kind: str, items: Items, source: Source, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    seen: list[int] = []
    done = export_results(
        kind,
        items,
        [item.path for item in items],
        source,
        tmp_path / "out",
        progress=lambda number, _: seen.append(number),
        cancelled=lambda: len(seen) == 3,
    )
    assert done is None
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_is_overwritten(items: Items, source: Source, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(IsuganError, match="not empty"):
        export("json", items, source, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_without_calibration_nothing_is_called_good(
    items: Items, uncalibrated: Source, tmp_path: Path
) -> None:
    for kind, copy in (("coco", False), ("labelme", False), ("masks", True)):
        with pytest.raises(IsuganError, match="no calibration"):
            export(kind, items, uncalibrated, tmp_path / "out", copy_images=copy)
    assert not (tmp_path / "out").exists()


def test_names_are_unique_where_upper_and_lower_case_are_one() -> None:
    root = Path("/x")
    paths = [root / "a.png", root / "A.PNG", root / "a.jpg", root / "s" / "a.png", Path("/elsewhere/a.png")]
    assert list(file_names(paths, [root]).values()) == ["a", "A-2", "a-3", "s/a", "a-4"]
    assert list(file_names(paths, [root], flat=True).values()) == ["a", "A-2", "a-3", "s__a", "a-4"]


def test_a_free_path_is_found_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "x report.html").touch()
    (tmp_path / "x report 2.html").touch()
    assert free_path(tmp_path, "x report", ".html") == tmp_path / "x report 3.html"
    assert free_path(tmp_path, "x coco") == tmp_path / "x coco"
