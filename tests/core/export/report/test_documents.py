"""The report as HTML and as PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.export.report import pictures as pictures_module
from core.export.report.data import ReportData
from core.export.report.html import report_html, write_html
from core.export.report.pdf import write_pdf
from core.export.report.pdf_style import printable
from core.export.report.pictures import case_pictures, colour_table, coloured
from core.inspection.result import Inspection, Verdict

Make = Callable[..., ReportData]


class Page(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())


def test_the_page_needs_nothing_from_outside(make_report: Make) -> None:
    text = report_html(make_report())
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "base", "form", "font"}
    sources = [attributes["src"] or "" for _, attributes in page.tags if "src" in attributes]
    assert sources
    assert all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert not re.search(r"url\((?!#)|@import|https?:", text)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_a_file_name_is_shown_as_it_is_and_never_becomes_markup(make_report: Make) -> None:
    text = report_html(make_report())
    page = Page(text)
    assert '<img src=x onerror=alert(1)>&"\'<font color="red">中.png' in page.text
    assert "Blech <b>" in page.text
    assert "<img src=x" not in text


def test_every_case_has_its_four_pictures(make_report: Make) -> None:
    page = Page(report_html(make_report()))
    alternatives = [attributes["alt"] for tag, attributes in page.tags if tag == "img"]
    assert [text.split(" of ")[0] for text in alternatives if text and text.endswith("of e.png")] == [
        "Original",
        "Repair",
        "SSIM map",
        "Contours",
    ]
    assert len(alternatives) == 24


def test_the_page_says_the_figures_with_intervals_and_the_hashes(make_report: Make) -> None:
    report = make_report()
    text = report_html(report)
    assert report.evaluation is not None
    assert report.evaluation.confusion is not None
    recall = report.evaluation.confusion.recall
    assert recall is not None
    assert f"{100 * recall.low:.1f} to {100 * recall.high:.1f} %" in text
    assert "1 of 3" in text
    for digest in (report.model.sha256, report.images_hash, *(image.sha256 for image in report.images)):
        assert digest in text
    assert "broken.png is no image." in text


@pytest.mark.parametrize(("labelled", "calibrated"), [(False, True), (True, False), (False, False)])
def test_documents_of_less_are_complete_too(
    labelled: bool, calibrated: bool, make_report: Make, tmp_path: Path
) -> None:
    report = make_report(labelled=labelled, calibrated=calibrated)
    write_html(report, tmp_path / "r.html")
    write_pdf(report, tmp_path / "r.pdf")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert ("Decisions" in text) is (labelled and calibrated)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


def test_the_pdf_holds_the_pictures_and_takes_any_name(make_report: Make, tmp_path: Path) -> None:
    write_pdf(make_report(cases=1), tmp_path / "r.pdf")
    content = (tmp_path / "r.pdf").read_bytes()
    # Equal pictures (repair and original of an untouched image) are stored once.
    assert 4 <= content.count(b"/DCTDecode") <= 12
    assert content.rstrip().endswith(b"%%EOF")
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["r.pdf"]


def test_characters_that_the_fonts_lack_are_escaped() -> None:
    assert printable("Łódź Größe Ωμ Сталь 3 × 4 – ✓") == "Łódź Größe Ωμ Сталь 3 × 4 – ✓"
    assert printable("中🔩\udcff") == "\\u4e2d\\U0001f529\\udcff"


def test_the_maps_colours_have_a_fixed_scale(make_inspection: Callable[..., Inspection]) -> None:
    table = colour_table()
    assert table[0].sum() > 500  # bright: changed
    assert table[255].sum() < 20  # dark: unchanged
    drawn = coloured(np.array([[-0.5, 0.0, 0.5, 1.0]], np.float32))
    assert [pixel.tolist() for pixel in drawn[0]] == [table[n].tolist() for n in (0, 0, 128, 255)]


def test_large_pictures_are_reduced(
    make_inspection: Callable[..., Inspection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures_module, "LONGEST", 20)
    pictures = case_pictures(make_inspection("a.png", Verdict.NG, np.eye(24, 40, dtype=bool)))
    assert (pictures.width, pictures.height) == (20, 12)
    for jpeg in (pictures.original, pictures.repair, pictures.ssim_map, pictures.contours):
        assert Image.open(io.BytesIO(jpeg)).size == (20, 12)
