"""The PDF: read back by another library, its text, outline and properties."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fpdf import FPDF

from screening.entities import Relation
from screening.errors import UsageError
from screening.report import pdf_fonts, pdf_report, write
from screening.report.lines import alert_lines
from screening.report.model import Identity, Link, Report, Result, summarise
from screening.report.pdf_fonts import Fonts, font_files, needs_shaping
from screening.report.pdf_paper import NOTE, Cell, Paper
from screening.report.pdf_report import write_pdf
from screening.texts import load_texts

from .entries import DAESONG, hit, named
from .sample import HOSTILE, sample_report

REPORT = sample_report()
TEXTS = load_texts()


def written(report: Report = REPORT) -> bytes:
    file = io.BytesIO()
    write_pdf(report, file, TEXTS)
    return file.getvalue()


def read(data: bytes) -> Any:  # the types of its objects would have to be asserted at every step
    return pypdf.PdfReader(io.BytesIO(data))


def words(data: bytes) -> str:
    """The text of all pages, its lines joined."""
    return joined(read(data).pages)


def joined(pages: Iterable[Any]) -> str:
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\0", "").split())  # the reader splits the codes of one kind of font into bytes


@cache
def sample() -> bytes:
    return written()


def fonts(data: bytes) -> set[str]:
    pages = (page["/Resources"]["/Font"].values() for page in read(data).pages)
    return {str(font.get_object()["/BaseFont"]) for page in pages for font in page}


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def alert(name: str, **fields: Any) -> Result:
    found = hit(DAESONG, named(name, "Korea Daesong Bank", 90.0, "", ()))
    return Result.model_validate(
        {"name": name, "outcome": "potential_match", "risk": "high", "hits": (found,), "row": 2, **fields}
    )


def titles(outline: Sequence[Any]) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield str(item["/Title"])


def test_the_first_page_says_what_was_found_against_what() -> None:
    page, info = joined(read(sample()).pages[:2]), REPORT.screening
    for told in (
        "Sanctions screening report",
        info.input.file,
        "21 November 2026, 14:03 UTC",
        "10 61 2",
        "85.0 of 100",
    ):
        assert told in page
    for told in ("Alerts by country", "no country given", "entry 'x-1': no country", info.config_sha256):
        assert told in page
    assert all(listed.sha256 in page for listed in info.watchlists)


def test_every_alert_has_a_card_and_a_bookmark_and_stands_in_the_list() -> None:
    text, marks = words(sample()), list(titles(read(sample()).outline))
    assert marks[0] == TEXTS("report.title")
    assert len(marks) == 5 + len(REPORT.alerts)
    for number, result in enumerate(REPORT.alerts, 1):
        assert f"Alert {number} of {len(REPORT.alerts)} · Q3, row {result.row}" in text
    listing = text.split(TEXTS("pdf.all_hits"))[1]
    for line in alert_lines(REPORT):
        assert line.hit.entity_name in listing


def test_names_of_every_script_can_be_read() -> None:
    text = words(sample())
    for name in (
        "조선대성은행",
        "Корея Дэсон Банк",
        "東京電力ホールディングス",
        "삼성전자",
        "Ærø Færger A/S",
        "İstanbul Deniz",
    ):
        assert name in text
    assert "NotoSansArabic" in " ".join(fonts(sample()))  # whose letters a reader gives back as they were joined
    assert "NotoSansDevanagari" not in " ".join(fonts(sample()))


def test_a_card_has_the_comparison_the_doubts_and_room_for_the_decision() -> None:
    text = words(sample())
    for told in (
        "Counterparty",
        "Decision on alert 1",
        "On the list",
        "equal",
        "similar",
        "Ship-to-ship transfer",
        "false_positive",
        "Reviewer",
    ):
        assert told in text
    for told in (
        "Why the risk is high",
        "designated by an authority: high",
        "US Treasury (OFAC), 18 November 2010 (DPRK)",
    ):
        assert told in text


def test_relations_are_drawn_and_told() -> None:
    bank = hit(DAESONG, named("Korea Daesong Bank", "Korea Daesong Bank", 100.0, "", ()))
    related = bank.model_copy(
        update={"relations": (Relation(kind="controlled_by", target="r"),), "related": {"r": "Office 39, 朝鮮"}}
    )
    with_picture, without = (
        read(written(of(Result(name="KDB", row=3, outcome="potential_match", risk="high", hits=(one,)))))
        for one in (related, bank)
    )
    text = joined(with_picture.pages)
    assert "Relations and links" in text
    assert text.count("entry of the list") == 2, "the boxes"
    assert "Korea Daesong Bank: controlled by: Office 39, 朝鮮" in text
    assert "Relations and links" not in joined(without.pages)


def test_links_lead_to_the_web_alone() -> None:
    targets = [
        str(annotation.get_object()["/A"]["/URI"])
        for page in read(sample()).pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    assert targets
    assert all(target.startswith(("https://", "http://")) for target in targets)
    assert not [target for target in targets if "evil" in target]
    assert b"/JavaScript" not in sample()


def test_any_text_can_be_printed() -> None:
    texts = [*HOSTILE, "x" * 40_000, "word " * 8_000, "\ud83d", "", "שלום (ACME) 12", "भारत सरकार", "ไทย", "a\nb"]
    alerts = (alert(text, input={"Name": text}, problems=(text,)) for text in texts)
    others = (Result(name=text, outcome="not_screened", problems=(text,)) for text in texts)
    text = words(written(of(*alerts, *others)))
    for shown in ("=1+1", "<script>alert(1)</script>", "‹U+202E›", "‹U+D83D›", "]]>&amp;<!--"):
        assert shown in text


def test_a_character_without_a_glyph_is_told_by_its_code_point_and_in_latin_letters() -> None:
    shown = Fonts(FPDF())
    assert shown.shown("Acme 𐎠 Bank") == "Acme ‹U+103A0› Bank (Acme a Bank)"
    assert shown.shown("a\u202eb") == "a‹U+202E›b"
    assert shown.shown("조선 حزب 匯業") == "조선 حزب 匯業"
    shown.close()


def test_without_the_fonts_of_a_script_the_text_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "font_files", lambda: font_files()[:1])
    text = words(written(of(alert("조선대성은행"))))
    assert "‹U+C870›" in text
    assert "(JoSeonDaeSeongEunHaeng)" in text


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        ("Acme", False),
        ("Ærø", False),
        ("조선", False),
        ("حزب", True),
        ("שלום", True),
        ("भारत", True),
        ("ที่", True),
        ("Корея", False),
    ],
)
def test_only_scripts_that_need_it_go_through_the_shaper(text: str, shaped: bool) -> None:
    assert needs_shaping(text) is shaped


def test_properties_hang_on_the_screening_alone() -> None:
    document = read(sample())
    assert document.metadata is not None
    assert document.metadata.title == "Sanctions screening of counterparties.xlsx"
    assert document.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.trailer["/Root"]["/Lang"] == "en"
    assert document.metadata.creation_date is not None
    assert document.metadata.creation_date.isoformat() == "2026-11-21T14:03:22+00:00"
    assert document.trailer["/Root"]["/Lang"] == "en"
    odd = REPORT.screening.model_copy(update={"started": "yesterday"})
    metadata = read(written(of().model_copy(update={"screening": odd}))).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.year == 2000


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(REPORT.model_dump_json(), encoding="utf-8")
    code = (
        "import sys; from screening.report.json_reading import read_report; read_report(sys.argv[1]).write(sys.argv[2])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "r.json"), str(tmp_path / "r.pdf")]
    subprocess.run(command, check=True, timeout=300)
    assert (tmp_path / "r.pdf").read_bytes() == sample()


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"MOST_CARDS": 2, "MOST_LINES": 3, "MOST_ROWS": 10}.items():
        monkeypatch.setattr(pdf_report, name, number)
    text = words(written())
    alerts, hits = len(REPORT.alerts), REPORT.summary.hits
    assert TEXTS.count("pdf.more_alerts", alerts - 2) in text
    assert TEXTS.count("pdf.more_lines", hits - 3) in text
    assert TEXTS("pdf.rows_left_out", number=TEXTS.integer(len(REPORT.counterparties))) in text
    assert "no name and no identifier" in text
    assert "Alert 3 of" not in text


def test_a_report_without_alerts_says_so() -> None:
    text = words(written(of(Result(name="Acme", outcome="no_hit", row=2))))
    assert TEXTS("xlsx.no_alerts") in text
    assert TEXTS("pdf.all_hits") not in text


def test_the_head_of_a_table_stands_on_every_page() -> None:
    with closing(Paper("foot")) as paper:
        with paper.table((40, 40), ("Head", "Other")):
            for at in range(150):
                paper.row((40, 40), (Cell(str(at)), Cell("x")))
        pages = [page.extract_text() for page in read(paper.finished()).pages]
    assert len(pages) > 2
    assert all("Head" in page and "foot" in page for page in pages)


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"risk\.pdf.*pip install 'screening\[pdf\]'"):
        write.check_suffix(Path("risk.pdf"))
    write.check_suffix(Path("risk.csv"))
    with pytest.raises(UsageError):
        REPORT.write(tmp_path / "risk.pdf")
    assert not list(tmp_path.iterdir())


def sizes(data: bytes) -> dict[str, float]:
    """The size of the letters of each text, in points: what a reader of the file draws."""
    found: dict[str, float] = {}

    def seen(text: str, _matrix: Any, _line: Any, _font: Any, size: float) -> None:
        for line in filter(None, map(str.strip, text.replace("\0", "").split("\n"))):
            found[line] = round(size, 1)

    for page in read(data).pages:
        page.extract_text(visitor_text=seen)
    return found


def test_a_text_has_its_size_after_letters_of_another_font() -> None:
    with closing(Paper("")) as paper:
        paper.words(Cell("tiny", NOTE._replace(size=4)), 20, 20)
        paper.text("在日本朝鮮人総連合会 first", NOTE)
        paper.text("second", NOTE)
        found = sizes(paper.finished())
    assert found["tiny"] == 4
    assert found["second"] == 8


def test_the_alerts_begin_where_the_summary_ends_unless_little_of_the_page_is_left() -> None:
    short, full = words(written(of(alert("A1")))), read(written()).pages
    assert TEXTS("html.alerts") in short
    first = [number for number, page in enumerate(full) if "Alert 1 of" in page.extract_text()]
    assert first == [1]


def test_rows_without_a_country_are_not_counted_as_countries() -> None:
    countries = [alert(f"A{at}", identity=Identity(country=code)) for at, code in enumerate(CODES)]
    text = words(written(of(*countries, alert("B", identity=Identity()))))
    assert TEXTS.count("html.chart.others", 2) in text
    assert TEXTS("html.no_country") in text


CODES = ("CN", "JP", "RU", "SG", "CY", "IN", "ID", "KP", "MN", "FR")


def test_the_annex_of_a_long_file_without_faults_takes_no_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_report, "MOST_ROWS", 1)
    rows = tuple(Result(name=f"Clean {at}", outcome="no_hit", row=at) for at in range(3))
    text = words(written(of(alert("A"), *rows)))
    assert TEXTS("html.no_not_screened") in text
    assert "Clean 2" not in text


def test_the_links_of_an_alert_are_counted_in_the_annex_and_told_on_its_card() -> None:
    tied = Link(kind="phone", field="phone", value="+44 1", row=9, name="Other", entity_id="x", entity_name="X")
    text = words(written(of(alert("A", links=(tied,)), Result(name="B", outcome="no_hit", row=3, links=(tied,)))))
    assert text.count("Telephone +44 1") == 2
    assert TEXTS.count("link.several", 1) in text
