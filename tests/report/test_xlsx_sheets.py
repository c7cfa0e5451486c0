"""The sheets around the alerts: summary with charts, comparison, method."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree

from screening.report import xlsx_cells
from screening.report.field_by_field import fields_of
from screening.report.lines import alert_lines
from screening.report.model import Report, Result, summarise
from screening.report.visible import visible
from screening.report.xlsx_report import write_xlsx
from screening.texts import load_texts

from .sample import sample_report

REPORT = sample_report()
TEXTS = load_texts()
AGREEMENTS = {value for key in TEXTS.keys if key.startswith("agreement.") for value in [TEXTS(key)]}


def written(report: Report = REPORT) -> bytes:
    file = io.BytesIO()
    write_xlsx(report, file, TEXTS)
    return file.getvalue()


def workbook(report: Report = REPORT) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(report)))


def of(*results: Result) -> Report:
    return Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)


def said(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def target(book: Any, cell: Any) -> Any:
    """The cell that a link inside the workbook leads to."""
    name, _, place = cell.hyperlink.location.rpartition("!")
    return book[name.strip("'")][place]


def test_the_summary_has_charts_of_alerts_with_their_text() -> None:
    assert len(workbook()["Summary"]._charts) == 2
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        (drawing,) = [package.read(name) for name in package.namelist() if "drawings/drawing" in name]
        charts = [package.read(name) for name in package.namelist() if "charts/chart" in name]
    described = [e.get("descr") for e in ElementTree.fromstring(drawing).iter() if e.tag.endswith("cNvPr")]
    assert described == [TEXTS("html.chart.text", title=TEXTS(f"html.chart.{by}")) for by in ("country", "watchlist")]
    values = [[e.text for e in ElementTree.fromstring(chart).iter() if e.tag.endswith("}v")] for chart in charts]
    assert TEXTS("html.no_country") in values[0]
    assert {"dprk", "own"} <= set(values[1])


def test_the_most_pressing_hits_lead_to_their_alerts() -> None:
    book = workbook()
    lines = alert_lines(REPORT)[:10]
    names = [cell for row in book["Summary"] for cell in row if cell.hyperlink]
    assert [cell.value for cell in names] == [visible(line.result.name) for line in lines]
    assert [target(book, cell).row for cell in names] == list(range(2, 12))
    more = TEXTS.count("summary.more_alerts", REPORT.summary.hits - 10)
    assert (more in said(book["Summary"])) == (REPORT.summary.hits > 10)


def test_a_report_without_alerts_has_neither_charts_nor_comparisons() -> None:
    book = workbook(of(Result(name="Acme", outcome="no_hit")))
    assert not book["Summary"]._charts
    assert TEXTS("summary.top_alerts") not in said(book["Summary"])


def test_every_hit_has_a_block_that_its_alert_leads_to_and_that_leads_back() -> None:
    book = workbook()
    (at,) = [cell.column for cell in book["Alerts"][1] if cell.value == "Hit"]
    cells = [row[at - 1] for row in book["Alerts"].iter_rows(min_row=2)]
    assert len(cells) == REPORT.summary.hits
    for row, (cell, line) in enumerate(zip(cells, alert_lines(REPORT), strict=True), 2):
        head = target(book, cell)
        assert head.value == TEXTS("html.pill", risk=TEXTS.word("risk", line.hit.risk))
        assert head.offset(0, 1).value == visible(line.result.name)
        assert head.offset(0, 2).value == f"{line.hit.entity_name} ({line.hit.watchlist})"
        assert target(book, head.offset(0, 4)).coordinate == f"A{row}"


def test_a_block_has_the_fields_of_the_comparison() -> None:
    book = workbook()
    sheet = book["Comparison"]
    heads = [row[0].row for row in sheet.iter_rows(min_row=2) if str(row[0].value).endswith(" risk")]
    for line, start in zip(alert_lines(REPORT), heads, strict=True):
        fields = fields_of(line.result, line.hit, REPORT.screening.columns)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=start + 1, max_row=start + len(fields))]
        assert [row[0] for row in rows] == [TEXTS.word("feature", field.feature) for field in fields]
        assert all(row[3] in AGREEMENTS for row in rows)
    text = "\n".join(said(sheet))
    for told in (
        "designated by an authority: high",
        "Designated by US Treasury (OFAC), 18 November 2010 (DPRK)",
        "STS off",
    ):
        assert told in text


def test_blocks_go_on_on_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_cells, "MAX_ROWS", 40)
    book = workbook()
    names = [name for name in book.sheetnames if name.startswith("Comparison")]
    assert len(names) > 1
    assert all(book[name].max_row <= 40 and book[name]["A1"].value == "Field" for name in names)
    assert sum(str(cell.value).endswith(" risk") for n in names for cell in book[n]["A"]) == REPORT.summary.hits


def test_the_method_says_what_was_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    assert TEXTS("method.nothing_cut") in said(workbook()["Method"])
    long = of(Result(name="x" * 40_000, outcome="no_hit"))
    assert TEXTS.count("method.cut_cells", 1) in said(workbook(long)["Method"])
    monkeypatch.setattr(xlsx_cells, "MAX_LINKS", 5)
    (told,) = [text for text in said(workbook()["Method"]) if "cannot be clicked" in text]
    assert int(told.split()[0]) > 5


def test_the_method_names_the_settings_and_the_weights_as_they_were() -> None:
    screening = REPORT.screening.model_copy(update={"weights": {"country_equal": 2.0, "rarity_step": 0.25}})
    text = said(workbook(REPORT.model_copy(update={"screening": screening}))["Method"])
    assert {"85.0 of 100", REPORT.screening.config_sha256, TEXTS("weight.country_equal"), "rarity_step", "0.25"} <= set(
        text
    )
    assert TEXTS("html.weights_title") not in said(workbook()["Method"])


def test_the_workbook_has_properties() -> None:
    properties = workbook().properties
    assert properties.title == "Sanctions screening report"
    assert properties.keywords == "dprk, own"
    assert properties.subject == "counterparties.xlsx"


@pytest.mark.parametrize(
    "name", ["bell\x07 null\x00", "<r><t>x</t></r></is></c><c r='Z9'><f>1+1</f></c>", "a\u202eb", "x" * 40_000]
)
def test_a_name_that_is_a_link_stays_text(name: str) -> None:
    alert = next(result for result in REPORT.counterparties if result.hits)
    book = workbook(of(alert.model_copy(update={"name": name})))
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    assert xlsx_cells.fitting(visible(name)) in said(book["Summary"])
