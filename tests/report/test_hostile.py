"""Whatever stands in a cell: every format can be written, and nothing in it comes alive."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.report.csv_report import write_csv
from screening.report.html_report import write_html
from screening.report.json_report import write_json
from screening.report.model import Evidence, Part, Report, Result, summarise
from screening.report.text_report import text_summary
from screening.report.write import Writer
from screening.report.xlsx_report import write_xlsx
from screening.texts import load_texts

from .entries import LAZARUS, hit
from .sample import HOSTILE, sample_report
from .test_html_report import Page, assert_harmless

SAMPLE = sample_report()
TEXTS = load_texts()

snippets = st.sampled_from(
    [*HOSTILE, "<r>", "</r>", "<svg onload=x>", "</style>", "</title>", "{0}", "{gap}", "%s", "'", "&#x3c;"]
)
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=30)
hostile = st.lists(st.one_of(snippets, anything), min_size=1, max_size=3).map("".join)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report in which a counterparty file had its say everywhere it can."""
    name, value = draw(hostile), draw(hostile)
    header = draw(hostile.map(lambda text: text.encode("utf-8", "replace").decode()))
    start, end = sorted((draw(st.integers(0, 40)), draw(st.integers(0, 40))))
    part = Part(kind=draw(st.sampled_from(["equal", "typo", "extra", "omitted"])), query=value,
                query_span=(start, end), listed_span=(0, 5))  # fmt: skip
    evidence = Evidence(
        feature="name", score=90, weight=1, query=value, listed="Lazarus Group", detail=value, parts=(part,)
    )
    found = hit(LAZARUS, evidence, matched_field=header, risk_reasons=(value,), references=(value, f"https://{name}"))
    cells = {header: value, "Name": name}
    results: tuple[Result, ...] = (
        Result(name=name, outcome="potential_match", risk="low", hits=(found,), problems=(value,)),
        Result(name=value, outcome="not_screened", problems=(name,)),
        Result(name=header, outcome="no_hit"),
    )
    results = tuple(
        result.model_copy(update={"file": name, "sheet": value, "row": row, "input": cells})
        for row, result in enumerate(results, 2)
    )
    info = SAMPLE.screening.model_copy(
        update={
            "input": SAMPLE.screening.input.model_copy(update={"file": name}),
            "columns": {header: value},
            "notes": (value,),
        }
    )
    return Report(screening=info, summary=summarise(results), counterparties=results)


def written(write: Writer, report: Report) -> io.BytesIO:
    file = io.BytesIO()
    write(report, file, TEXTS)
    file.seek(0)
    return file


@settings(max_examples=40, deadline=None)
@given(reports())
def test_the_workbook_opens_and_holds_no_formula(report: Report) -> None:
    book = openpyxl.load_workbook(written(write_xlsx, report))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    targets = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert all(re.match(r"https?://[^/@\s]", target) for target in targets)
    assert book["All rows"].max_row == 4


@settings(max_examples=100, deadline=None)
@given(reports())
def test_the_page_stays_harmless(report: Report) -> None:
    source = written(write_html, report).getvalue().decode()
    assert_harmless(Page(source))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", source)


@settings(max_examples=100, deadline=None)
@given(reports())
def test_no_csv_cell_starts_like_a_formula(report: Report) -> None:
    lines = list(csv.reader(io.StringIO(written(write_csv, report).getvalue().decode("utf-8-sig"), newline="")))
    assert len(lines) == 4
    assert len({len(line) for line in lines}) == 1
    assert not [cell for line in lines for cell in line if re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)]


@settings(max_examples=100, deadline=None)
@given(reports())
def test_json_gives_back_every_letter(report: Report) -> None:
    assert json.loads(written(write_json, report).getvalue()) == json.loads(json.dumps(report.model_dump()))


@settings(max_examples=100, deadline=None)
@given(reports(), st.integers(0, 200))
def test_the_terminal_gets_no_control_character(report: Report, width: int) -> None:
    text = text_summary(report, width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert text.endswith("\n")
