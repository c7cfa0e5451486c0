from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from defusedxml import ElementTree
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from screening.report import xlsx_cells, xlsx_rows
from screening.report.lines import alert_lines, input_headers
from screening.report.model import Disposition, Report, Result, summarise
from screening.report.visible import visible
from screening.report.xlsx_report import write_xlsx
from screening.texts import load_texts

from .sample import sample_report

REPORT = sample_report()
SCREEN_CHARACTERS = 180  # about 1300 pixels: what a small laptop shows at 100 %


def workbook(report: Report = REPORT, *, rich: bool = False) -> Any:  # openpyxl's types make every cell optional
    file = io.BytesIO()
    write_xlsx(report, file, load_texts())
    return openpyxl.load_workbook(file, rich_text=rich)


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def column(sheet: Any, header: str) -> list[Any]:
    (cells,) = [cells for cells in sheet.iter_cols() if cells[0].value == header]
    return [cell.value for cell in cells[1:]]


def links(book: Any) -> Iterator[str]:
    for sheet in book:
        yield from (cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink and cell.hyperlink.target)


def test_the_sheets() -> None:
    names = ["Summary", "Alerts", "Comparison", "All rows", "Excluded", "Method", "Terms", "Decision data"]
    assert workbook().sheetnames == names
    clean = of(Result(name="Acme", outcome="no_hit"))
    assert workbook(clean).sheetnames == ["Summary", "Alerts", "All rows", "Method", "Terms"]


def test_the_summary_says_what_was_screened_against_what() -> None:
    text = "\n".join(str(cell.value) for row in workbook()["Summary"] for cell in row if cell.value is not None)
    info = REPORT.screening
    for known in (
        info.input.file,
        info.input.sha256,
        info.config_sha256,
        "85.0 of 100",
        "screening 0.1.0",
        *info.notes,
    ):
        assert known in text
    for listed in info.watchlists:
        for fact in (listed.name, listed.issuer, listed.version, listed.sha256, listed.entities, listed.names):
            assert str(fact) in text
    assert "entry 'x-1': no country" in text
    assert "21 November 2026, 14:03 UTC" in text
    assert "not read for the screening" in text


def test_alerts_stand_best_first() -> None:
    sheet = workbook()["Alerts"]
    order = {"High": 3, "Medium": 2, "Low": 1}
    found = list(zip(column(sheet, "Risk"), column(sheet, "Score"), strict=True))
    assert len(found) == REPORT.summary.hits
    assert found == sorted(found, key=lambda pair: (-order[pair[0]], -pair[1]))
    assert [str(name) for name in column(sheet, "Counterparty")] == [
        visible(line.result.name) for line in alert_lines(REPORT)
    ]


def test_matched_letters_stand_out() -> None:
    sheet = workbook(rich=True)["Alerts"]
    listed = next(name for name in column(sheet, "Listed name") if str(name) == "Korea Daesong Bank")
    assert isinstance(listed, CellRichText)
    pieces: list[Any] = list(listed)
    looks = {str(piece): piece.font.color.rgb for piece in pieces if hasattr(piece, "font") and str(piece).strip()}
    assert looks["o"] not in (looks["Korea"], looks["Daes"])
    assert looks["Korea"] == looks["Bank"] != looks["Daes"] == looks["ng"]


def test_the_decision_is_left_to_a_person() -> None:
    sheet = workbook()["Alerts"]
    headers = [cell.value for cell in sheet[1]]
    assert headers[:5] == ["Risk", "Score", "Counterparty", "Listed name", "Listed entity"]
    assert headers[5:10] == ["Disposition", "Reviewer", "Date", "Comment", "Valid until"]
    for header in headers[5:10]:
        assert column(sheet, header) == [None] * REPORT.summary.hits
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"' + ",".join(get_args(Disposition)) + '"'
    assert str(rule.sqref) == f"F2:F{REPORT.summary.hits + 1}"
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, 11)]
    assert sum(widths) < SCREEN_CHARACTERS


def test_rows_are_as_high_as_names_need_and_otherwise_low() -> None:
    sheet = workbook()["Alerts"]
    assert max(sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)) <= 60
    result = next(result for result in REPORT.counterparties if result.hits)
    name = "Very Long Trading Company " * 6
    sheet = workbook(of(result.model_copy(update={"name": name})))["Alerts"]
    assert sheet.row_dimensions[2].height > 75


@pytest.mark.parametrize("name", ["Alerts", "All rows", "Excluded"])
def test_tables_can_be_filtered_scrolled_and_printed(name: str) -> None:
    sheet = workbook()[name]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.right.text


def test_all_rows_has_every_cell_of_the_input() -> None:
    sheet = workbook()["All rows"]
    headers = [cell.value for cell in sheet[1]]
    for header in input_headers(REPORT):
        at = len(headers) - list(reversed(headers)).index(header)  # the last of that name: input follows the outcome
        values = [sheet.cell(row, at).value or "" for row in range(2, sheet.max_row + 1)]
        shown = [unescape(str(value)) for value in values]
        assert shown == [visible(r.input.get(header, "")) for r in REPORT.counterparties]
    assert column(sheet, "Outcome").count("Not screened") == 2


def test_an_alert_leads_to_its_row() -> None:
    book = workbook()
    sheet = book["Alerts"]
    (at,) = [cell.column for cell in sheet[1] if cell.value == "Row"]
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, at)
        there = cell.hyperlink.location
        assert there.startswith("'All rows'!A")
        number = int(there.rsplit("A", 1)[1])
        assert str(book["All rows"].cell(number, 3).value) == cell.value


def test_the_excluded_hit_shows_its_decision() -> None:
    sheet = workbook()["Excluded"]
    assert column(sheet, "Decided by") == ["A. Reviewer"]
    assert column(sheet, "Expires") == ["2027-03-02"]


def test_terms_are_explained() -> None:
    sheet = workbook()["Terms"]
    terms = dict(zip(column(sheet, "Term"), column(sheet, "Meaning"), strict=True))
    assert {"Score", "Hit", "Alert", "Outcome", "Risk", "Weak alias", "Basis", "Status", "Disposition"} <= set(terms)
    assert "never says that a party is the listed one" in terms["Outcome"]


def test_no_cell_is_a_formula_and_links_are_safe() -> None:
    book = workbook()
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    shown = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert {"=1+1", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "{=1+1}", "-2+3"} <= shown
    targets = list(links(book))
    assert targets
    assert all(target.startswith(("https://", "http://")) for target in targets)
    assert not [target for target in targets if "evil" in target]


def test_text_cannot_become_markup_of_the_sheet() -> None:
    """The library writes text of the form <r>...</r> unescaped: the way to a formula that must stay shut."""
    attack = '<r></r></is></c><c r="Z9"><f>HYPERLINK("http://evil.example")</f></c><c r="AA9" t="inlineStr"><is><r></r>'
    results = (Result(name=attack, outcome="not_screened", input={attack: attack}, problems=(attack,)),)
    book = workbook(of(*results))
    assert book["All rows"]["D2"].value == attack
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    assert book["All rows"]["Z9"].value is None


def test_an_over_long_cell_is_cut_and_says_so() -> None:
    for text in ("x" * 40_000, "😀" * 20_000):
        value = workbook(of(Result(name=text, outcome="no_hit")))["All rows"]["D2"].value
        assert len(value.encode("utf-16-le")) // 2 <= xlsx_cells.MAX_CELL
        assert value.endswith("…")


def test_more_links_than_excel_allows_become_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_cells, "MAX_LINKS", 5)
    book = workbook()
    assert sum(1 for row in book["Alerts"] for cell in row if cell.hyperlink) == 5
    assert len(column(book["Alerts"], "Row")) == REPORT.summary.hits
    assert None not in column(book["Alerts"], "Row")


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_cells, "MAX_ROWS", 21)
    book = workbook()
    sheets = [name for name in book.sheetnames if name.startswith("All rows")]
    assert sheets == ["All rows", "All rows 2", "All rows 3", "All rows 4"]
    rows = [row for name in sheets for row in column(book[name], "Row")]
    assert rows == [result.row for result in REPORT.counterparties]
    assert all(book[name]["A1"].value == "File" for name in sheets)


def test_more_columns_than_a_sheet_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_cells, "MAX_COLUMNS", 13)
    book = workbook()
    assert book["All rows"].max_column == 13
    assert xlsx_rows.columns_left_out(REPORT) == len(input_headers(REPORT)) - 1
    text = [str(cell.value) for row in book["Summary"] for cell in row]
    assert any("further columns do not fit" in line for line in text)


def test_no_alerts_is_said() -> None:
    book = workbook(of(Result(name="Acme", outcome="no_hit")))
    assert book["Alerts"]["A2"].value == load_texts()("xlsx.no_alerts")


def test_nothing_depends_on_the_clock(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "r.xlsx")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").properties.created.isoformat() == "2026-11-21T14:03:22"
    odd = REPORT.model_copy(update={"screening": REPORT.screening.model_copy(update={"started": "yesterday"})})
    assert workbook(odd).properties.created.isoformat() == "2000-01-01T00:00:00"


def test_the_sheets_hold_no_formula_element(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as package:
        sheets = [package.read(name) for name in package.namelist() if "sheets/sheet" in name]
    assert len(sheets) == 8
    names = {element.tag.rpartition("}")[2] for sheet in sheets for element in ElementTree.fromstring(sheet).iter()}
    assert {"c", "is", "hyperlink", "dataValidation", "autoFilter"} <= names
    assert "f" not in names
