"""What comes back in a workbook: everything that is wrong is told at once, with its place, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from screening._version import __version__
from screening.decisions.workbook import read_workbook
from screening.errors import InputError
from screening.report.json_reading import read_report
from screening.report.model import Identity, Report
from screening.report.xlsx_decision_data import MARK

from .folder import CONFIGURATION, desk, fill, make, screened, screener

GOOD = {"Disposition": "false_positive", "Reviewer": "J. Kim", "Comment": "Register extract seen."}
NAMES = ("Zemblan Harbor Bank", "Orlando Quillon Vexley")


def problems(folder: Path) -> list[InputError]:
    """What is wrong with the workbook; none of it was stored."""
    with pytest.raises(InputError) as raised:
        desk(folder).apply(folder / "risk.xlsx")
    assert desk(folder).past().records == ()
    assert not (folder / "decisions.sqlite").exists()
    return [problem for problem in raised.value.problems if isinstance(problem, InputError)] or [raised.value]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"Disposition": "false positve"}, "Disposition", "did you mean 'false_positive'?"),
        ({"Disposition": None}, "Disposition", "is empty"),
        ({"Reviewer": None}, "Reviewer", "is empty (a decision needs its reviewer's name)"),
        ({"Reviewer": "J. Kin"}, "Reviewer", "'J. Kin' is no reviewer of the configuration (did you mean 'J. Kim'?)"),
        ({"Comment": None}, "Comment", "is empty (an exclusion needs a reason"),
        ({"Comment": "   "}, "Comment", "is empty"),
        ({"Date": "yesterday"}, "Date", "'yesterday' is no day (write it as"),
        ({"Date": "2026-02-30"}, "Date", "'2026-02-30' is no day"),
        ({"Date": "26.11.2026"}, "Date", "is no day"),
        ({"Date": date(2097, 1, 1)}, "Date", "2097-01-01 has not come yet"),
        ({"Date": date(2020, 1, 1)}, "Date", "2020-01-01 is before the screening of"),
        ({"Valid until": date(2020, 1, 1)}, "Valid until", "2020-01-01 has passed"),
        ({"Valid until": "soon"}, "Valid until", "'soon' is no day"),
        ({"Disposition": "escalated", "Valid until": "2097-01-01"}, "Valid until", "only a false_positive expires"),
        ({"Counterparty": "Somebody Else"}, "Counterparty", "was changed: 'Somebody Else' stood as 'Zemblan Harbor"),
        ({"Listed entity": "Vexley"}, "Listed entity", "was changed"),
        ({"Entity id": "vexley"}, "Entity id", "was changed"),
        ({"List": "un"}, "List", "was changed"),
        ({"Entry": "0123456789ab"}, "Entry", "was changed"),
        ({"Seal": "0123456789abcdef"}, "Seal", "leads to no hit of this report"),
        ({"Seal": None}, "Seal", "leads to no hit of this report"),
    ],
)
def test_one_error_with_its_place(folder: Path, cells: dict[str, Any], column: str, message: str) -> None:
    fill(folder / "risk.xlsx", {NAMES[0]: {**GOOD, **cells}, NAMES[1]: GOOD})
    (problem,) = problems(folder)
    assert (problem.file, problem.sheet, problem.column) == ("risk.xlsx", "Alerts", column)
    assert problem.row == 3  # the other one scores higher
    assert message in str(problem)


def test_all_errors_at_once(folder: Path) -> None:
    fill(folder / "risk.xlsx", {NAMES[0]: {"Disposition": "no", "Date": "x"}, NAMES[1]: {**GOOD, "List": "un"}})
    found = problems(folder)
    assert [(problem.row, problem.column) for problem in found] == [
        (2, "List"),
        (3, "Disposition"),
        (3, "Reviewer"),
        (3, "Date"),
    ]


def test_nothing_filled_in_is_nothing_to_store(folder: Path) -> None:
    assert desk(folder).apply(folder / "risk.xlsx") == ()
    assert not (folder / "decisions.sqlite").exists()


def test_what_an_analyst_does_to_a_sheet_does_no_harm(folder: Path) -> None:
    """Sorting, deleting lines, moving and adding columns, renaming the sheet, a note of one's own."""

    def rearrange(book: Any) -> None:
        sheet = book["Alerts"]
        rows = [[cell.value for cell in row] for row in sheet]
        header, first, second = rows
        for at, row in enumerate((header, second, first), 1):
            turned = [*reversed(row), "a column of one's own"]
            for column, value in enumerate(turned, 1):
                sheet.cell(at, column).value = value
        sheet.delete_rows(3)
        sheet.title = "To do"
        book["Summary"]["A1"] = "checked"
        del book["Terms"]

    fill(folder / "risk.xlsx", {NAMES[0]: GOOD, NAMES[1]: GOOD}, change=rearrange)
    (stored,) = desk(folder).apply(folder / "risk.xlsx")
    assert stored.record.basis.counterparty.name == NAMES[0]


def test_bytes_are_read_as_an_upload(folder: Path) -> None:
    fill(folder / "risk.xlsx", {NAMES[0]: GOOD})
    assert len(desk(folder).apply((folder / "risk.xlsx").read_bytes())) == 1


def copy_line(book: Any) -> None:
    sheet = book["Alerts"]
    sheet.append([cell.value for cell in sheet[2]])


def test_a_hit_that_is_decided_on_twice(folder: Path) -> None:
    fill(folder / "risk.xlsx", {NAMES[0]: GOOD, NAMES[1]: GOOD}, change=copy_line)
    (problem,) = problems(folder)
    assert problem.row == 4
    assert "decides on the same hit as row 2" in str(problem)


def data_sheet(change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda book: change(book["Decision data"])


def replace(old: str, new: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for row in sheet:
            for cell in row:
                cell.value = cell.value.replace(old, new) if cell.value else None

    return data_sheet(change)


def drop(title: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        del book[title]

    return change


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (replace("Harbor", "Harbour"), "changed", "the hidden sheet with the data of the report was changed"),
        (replace('"row":2', '"row":9'), "changed", "was changed"),
        (replace('"score"', '"scorn"'), "changed", "was changed"),
        (replace("{", "["), "changed", "was changed"),
        (replace("{", "[" * 20_000), "changed", "was changed"),
        (replace(f'"version":"{__version__}"', '"version":"0.0.9"'), "other_version", "was written by version 0.0.9"),
        (replace(MARK, "something"), "not_a_report", "holds no data for decisions"),
        (drop("Decision data"), "not_a_report", "holds no data for decisions"),
        (drop("Alerts"), "not_a_report", "has no sheet of alerts to fill in"),
    ],
)
def test_a_workbook_that_is_not_as_it_was_written(
    folder: Path, change: Callable[[Any], None], code: str, message: str
) -> None:
    fill(folder / "risk.xlsx", {NAMES[0]: GOOD}, change=change)
    (problem,) = problems(folder)
    assert problem.code == code
    assert message in str(problem)


def test_what_is_no_workbook(folder: Path) -> None:
    (folder / "risk.xlsx").write_text("Name\nAcme\n")
    assert problems(folder)[0].code == "not_a_report"
    (folder / "risk.xlsx").unlink()
    assert problems(folder)[0].code == "not_found"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "_x0041_ _x", "bell\x07 \u202e \u3164", "line one\r\nline two", "<r><t>x</t></r>", "😀" * 9_000,
        "조선대성은행", "\ud800", " padded ", "'quoted'", '"', "x" * 70_000, "\\u005fx", "",
    ],
)  # fmt: skip
def test_every_text_comes_back_as_it_was(folder: Path, text: str) -> None:
    report = read_report(folder / "risk.json")
    result = report.counterparties[0]
    name = text.replace("_x0041_", "")  # the library that fills in the workbook here takes it for a letter
    identity = Identity(id=text, name=name, address=text)
    other = result.model_copy(update={"name": name, "identity": identity})
    Report(screening=report.screening, summary=report.summary, counterparties=(other,)).write(folder / "odd.xlsx")

    def disposition(book: Any) -> None:
        book["Alerts"]["F2"] = "escalated"

    fill(folder / "odd.xlsx", {}, change=disposition)
    found = read_workbook(folder / "odd.xlsx", version=__version__)
    assert found.errors == ()
    assert [line.basis.counterparty for line in found.lines] == [identity]


@pytest.mark.parametrize("texts", ['language = "de"', 'texts = "our.toml"'])
def test_a_workbook_of_any_language_is_taken_in(tmp_path: Path, texts: str) -> None:
    (tmp_path / "our.toml").write_text('[column]\ndisposition = " Avis "\nseal = "Sceau"', encoding="utf-8")
    screened(make(tmp_path, configuration=f"{texts}\n{CONFIGURATION}"))
    words = screener(tmp_path).texts
    headers = {key: words(f"column.{key}") for key in ("disposition", "reviewer", "comment", "name")}
    told = {"disposition": "false_positive", "reviewer": "J. Kim", "comment": "Registerauszug gesehen."}
    row = {headers[key]: text for key, text in told.items()}
    fill(tmp_path / "risk.xlsx", {NAMES[0]: row}, sheet=words("sheet.alerts"), name=headers["name"])
    (tmp_path / "screening.toml").write_text(CONFIGURATION, encoding="utf-8")  # taken in by an English house
    (stored,) = desk(tmp_path).apply(tmp_path / "risk.xlsx")
    assert stored.record.basis.counterparty.name == NAMES[0]
    assert stored.record.comment == "Registerauszug gesehen."


def test_errors_of_a_german_workbook_name_its_columns(tmp_path: Path) -> None:
    screened(make(tmp_path, configuration=f'language = "de"\n{CONFIGURATION}'))
    row = {"Entscheidung": "Fehlalarm", "Prüfer": "J. Kim"}
    fill(tmp_path / "risk.xlsx", {NAMES[0]: row}, sheet="Treffer", name="Gegenpartei")
    (problem,) = problems(tmp_path)
    assert (problem.sheet, problem.column, problem.message) == ("Treffer", "Begründung", "is empty")
