"""The German texts: whole, with the gaps of the English ones, and on every page, sheet and line where words stand."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import screening
from screening.entities import Event
from screening.errors import InputError
from screening.names.countries import country_codes
from screening.red_flags.shipped import shipped_rules
from screening.report import wording
from screening.report.json_reading import read_report
from screening.report.model import Report
from screening.report.text_report import text_summary
from screening.report.xlsx_decision_data import CHECKED, FILLED, SEAL
from screening.texts import faults, flattened, languages, load_texts

from .test_another_language import CONFIG, LIST, ROWS

ENGLISH, GERMAN = load_texts(), load_texts("de")
RAISED = [rule for rule in shipped_rules() if not rule.context]
MORE = {f"country.{code}" for code in country_codes()} | {
    f"flag.{rule.id}.{part}" for rule in RAISED for part in ("title", "reason")
}
ENGLISH_WORDS = re.compile(r"\b(the|and|not|with|from|row|rows|listed|score of|country|names?d?|matched|is|of)\b")
"""Words that no German sentence has; names, titles of sources and what lists say are passed over by the test."""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    (tmp_path / "zeilen.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "screening.toml").write_text(f'language = "de"\n{CONFIG}', encoding="utf-8")
    return screening.Screener.from_config(tmp_path / "screening.toml").screen(tmp_path / "zeilen.csv")


def test_german_has_every_text_and_no_other_with_the_same_gaps() -> None:
    source = (files("screening") / "data" / "report_texts.de.toml").read_text(encoding="utf-8")
    told = dict(flattened(tomllib.loads(source)))
    assert set(told) == {*ENGLISH.keys, *MORE}
    assert not dict(faults(told, MORE))
    assert [term.name for term in GERMAN.terms][:2] == ["Gegenpartei", "Sanktionsliste"]
    assert languages() == ("en", "de")


def test_columns_that_are_read_back_have_headers_of_their_own(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path / "r.xlsx")
    headers = Counter(cell.value for cell in openpyxl.load_workbook(tmp_path / "r.xlsx")["Treffer"][1])
    assert {headers[GERMAN(f"column.{key}")] for key in (*FILLED, *CHECKED, SEAL)} == {1}


def test_the_json_report_tells_its_language_and_speaks_it(report: Report) -> None:
    data = report.to_dict()
    assert (data["screening"]["language"], data["screening"]["texts"]) == ("de", {})
    acme, lion, _, _, doe, weak = data["counterparties"]
    assert acme["hits"][0]["risk_reasons"][0] == "Grundlage des Listeneintrags: Gelistet; Ausgangsstufe „Hoch“"
    assert "TRADNG ≈ TRADING (1 von 7 Buchstaben, gleicher Klang)" in acme["hits"][0]["evidence"][0]["detail"]
    assert any("gilt nicht mehr" in problem for problem in doe["problems"])
    assert any("schwacher Alias" in reason for reason in weak["hits"][0]["risk_reasons"])
    assert lion["outcome"] == "potential_match", "codes are those of every language"


@pytest.mark.parametrize("suffix", ["html", "xlsx", "csv", "jsonl"])
def test_a_report_that_was_read_back_is_written_in_its_language(report: Report, tmp_path: Path, suffix: str) -> None:
    report.write(tmp_path / "r.json")
    report.write(tmp_path / f"first.{suffix}")
    again = Report.model_validate(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))
    again.write(tmp_path / f"second.{suffix}")
    assert (tmp_path / f"first.{suffix}").read_bytes() == (tmp_path / f"second.{suffix}").read_bytes()


def test_the_page_and_the_terminal_are_german(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Frankreich" in page
    assert "France" not in page
    summary = text_summary(report)
    assert "Schwellenwert 75,0" in summary
    visible = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert not ENGLISH_WORDS.findall(visible + summary)


def test_what_the_process_of_a_file_says_is_german(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text('language = "de"', encoding="utf-8")
    screener = screening.Screener.from_config(tmp_path / "screening.toml")
    report = screener.screen("Name;IMO\nMüller;\n\nMeier;1234568\n".encode("cp1252"), file_name="x.csv")
    assert report.screening.notes[0].startswith("der Text ist kein UTF-8: er wurde als ")
    assert "die Zeile ist leer" in report.counterparties[1].problems[0]
    assert report.counterparties[2].problems == ("IMO '1234568' ist ungültig: die Prüfziffer der Nummer stimmt nicht",)


def test_flags_and_their_reasons_are_german(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text('language = "de"', encoding="utf-8")
    screener = screening.Screener.from_config(tmp_path / "screening.toml")
    report = screener.screen(b"Name,Notes\nAcme,ship-to-ship transfer off Nampo\n", file_name="x.csv")
    flags = {flag.id: flag for flag in report.counterparties[0].red_flags}
    assert flags["ship-to-ship-transfer"].title == "Umladung auf See (Ship-to-Ship)"
    assert flags["north-korean-port"].reason.startswith("Über diese Häfen")


def test_texts_of_a_foreign_report_stay_text(report: Report, tmp_path: Path) -> None:
    evil = {"html.lang": 'de"><script>x', "html.rows": "<img src=x>"}
    screening_of = report.screening.model_copy(update={"texts": evil})
    report.model_copy(update={"screening": screening_of}).write(tmp_path / "r.json")
    read_report(tmp_path / "r.json").write(tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script>x" not in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"texts": {"html.alert": "{number}"}}, "texts.html.alert must have the gaps of the English text"),
        ({"language": "tlh"}, "its language 'tlh' is none of en, de"),
    ],
)
def test_a_report_that_cannot_be_written_again_is_refused(
    report: Report, tmp_path: Path, change: Any, said: str
) -> None:
    told = report.model_copy(update={"screening": report.screening.model_copy(update=change)})
    (tmp_path / "r.json").write_text(told.model_dump_json(), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        read_report(tmp_path / "r.json")


def test_what_befell_a_party_is_german_where_the_list_says_it_in_a_known_word() -> None:
    listed = Event(what="designated", by="US Treasury (OFAC)", date="2010-11-18")
    assert wording.event(GERMAN, listed) == "Gelistet durch US Treasury (OFAC), 18. November 2010"
    assert wording.event(ENGLISH, listed) == "Designated by US Treasury (OFAC), 18 November 2010"
    assert wording.event(GERMAN, Event(what="funds released")) == "Funds released"
