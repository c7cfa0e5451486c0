"""What is read from where, shown and corrected."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from screening.tables.description import describe
from screening.web.pages.columns import corrected, lines

from .conftest import ROWS, Site


def workbook(**sheets: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def looked_at(site: Site, name: str, data: str | bytes) -> str:
    address: str = site.upload((name, data)).headers["location"]
    return address


def form_of(text: str) -> dict[str, Any]:
    """The lines of the form, as a browser would send them unchanged."""
    form: dict[str, list[str]] = {"field": []}
    for name, value in re.findall(r'<input type="hidden" name="(key|seen|place|sheets|sheet)" value="([^"]*)"', text):
        form.setdefault(name, []).append(value)
    form["sheet"] = [*form.get("sheet", []), *re.findall(r'name="sheet" value="([^"]*)" checked', text)]
    for select in re.findall(r'name="field">(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', select)
        form["field"].append(chosen.group(1) if chosen else "")
    return form


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        (("Name", "name", "name", False), {}),  # as it was found
        (("Name", "name", "owner", False), {"owner": ("Name",)}),
        (("Name", "name", "", False), {"ignored": ("Name",)}),
        (("Name", "", "", False), {}),
        (("Name", "given", "owner", False), {"owner": ("Name",)}),  # said before, and said again
        (("Name", "given", "", False), {"ignored": ("Name",)}),
        (("Name", "name", "owner", True), {}),  # its sheet is left out
        (("", "name", "owner", False), {}),  # another line speaks for it
    ],
)
def test_what_is_corrected(line: tuple[str, str, str, bool], columns: dict[str, tuple[str, ...]]) -> None:
    key, seen, chosen, left_out = line
    assert corrected([key], [seen], [chosen], [left_out]) == columns


def test_columns_of_one_field_are_kept_together() -> None:
    found = corrected(["A", "B"], ["", ""], ["alias", "alias"], [False, False])
    assert found == {"alias": ("A", "B")}


def test_a_header_is_asked_for_once_and_one_that_stands_twice_by_its_letter() -> None:
    rows = [["Name", "Country", "Extra", "Extra"], ["Ann", "DE", "x", "y"], ["Bob", "FR", "x", "z"]]
    told = describe(workbook(One=rows, Two=rows), file_name="two.xlsx")
    keys = [[line.key for line in some] for _, some in lines(told, ())]
    assert keys[0][:2] == ["Name", "Country"]
    assert keys[1][:2] == ["", ""]
    assert keys[0][3] != "Extra"
    assert [bool(some) for _, some in lines(told, ["Two"])] == [False, True]


def test_the_page_shows_each_column_with_its_field_and_values(site: Site) -> None:
    address = looked_at(site, "one.csv", ROWS)
    text = site.get(address).text
    form = form_of(text)
    assert form["key"] == ["Ref", "Name", "Country", "Notes"]
    assert form["field"] == form["seen"] == ["reference", "name", "country", "notes"]
    assert "Zemblan Harbour Bank" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_a_correction_is_looked_at_and_then_screened(site: Site) -> None:
    address = looked_at(site, "bank.csv", "Ref,Name,House\n1,Bakery,Zemblan Harbour Bank\n")
    form = form_of(site.get(address).text)
    form["field"][form["key"].index("House")] = "bank"
    again = site.post(address, **form, do="look")
    assert again.status_code == 200
    assert "you say so" in again.text
    shown = form_of(again.text)
    assert shown["field"][shown["key"].index("House")] == "bank"
    done = site.run(site.post(address, **shown, do="screen").headers["location"])
    assert done["how"]["columns"] == {"bank": ["House"]}
    assert done["summary"]["outcome"]["potential_match"] == 1


def test_sheets_can_be_left_out_but_not_all(site: Site) -> None:
    rows = [["Name", "Country"], ["Zemblan Harbour Bank", "KP"]]
    address = looked_at(site, "two.xlsx", workbook(One=rows, Two=rows))
    form = form_of(site.get(address).text)
    assert form["sheet"] == form["sheets"] == ["One", "Two"]
    form["sheet"] = ["Two"]
    again = site.post(address, **form, do="look")
    assert "This sheet is left out." in again.text
    assert form_of(again.text)["sheet"] == ["Two"]
    form["sheet"] = []
    none = site.post(address, **form, do="screen")
    assert none.status_code == 422
    assert "every sheet was left out" in none.text
    assert site.run(address)["state"] == "held"


def test_a_table_that_was_not_found_can_be_told(site: Site) -> None:
    address = looked_at(site, "odd.csv", "qqq,www\n12,77\n13,78\n")
    text = site.get(address).text
    assert "no table of counterparties was found" in text
    assert "Column with the names" in text
    assert "you say so" in site.post(address, name="www", do="look").text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("empty.csv", b"", "empty"), ("broken.xlsx", b"PK\x03\x04" + b"\0" * 50, "broken.xlsx"),
     ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "picture.png")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(site: Site, name: str, data: bytes, words: str) -> None:
    answer = site.get(looked_at(site, name, data))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert words in answer.text


def test_an_encoding_that_is_none_is_refused(site: Site) -> None:
    address = looked_at(site, "one.csv", ROWS)
    answer = site.post(address, encoding="klingon", do="look")
    assert answer.status_code == 422
    assert "klingon" in answer.text


def test_more_than_is_taken_is_refused_in_words(site: Site) -> None:
    address = looked_at(site, "one.csv", ROWS)
    answer = site.post(address, key="x" * 600, seen="", field="name", place="", do="screen")
    assert answer.status_code == 400
    assert "columns" in answer.text


def test_a_password_is_known_until_the_file_is_screened(site: Site) -> None:
    stream = io.BytesIO()
    plain = OOXMLFile(io.BytesIO(workbook(One=[["Name"], ["Zemblan Harbour Bank"]])))
    plain.encrypt("open sesame", stream)
    address = looked_at(site, "locked.xlsx", stream.getvalue())
    refused = site.get(address)
    assert refused.status_code == 422
    assert "password" in refused.text
    assert "Zemblan" not in refused.text
    opened = site.post(address, password="open sesame", do="look")
    assert "Zemblan Harbour Bank" in opened.text
    assert "open sesame" not in opened.text
    assert "Zemblan Harbour Bank" in site.get(address).text
    assert "open sesame" not in site.audited()
