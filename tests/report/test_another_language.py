"""A page in a made-up second language: what is still English in it is data, and nothing else."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import screening
from screening.report.model import Report
from screening.texts import flattened

ENGLISH = files("screening") / "data" / "report_texts.toml"

# One row each of what a page can tell: a name with every kind of likeness, numbers, dates, places, a lapsed exclusion,
# a link. What stands in the file and on the list is in capitals: the test lets it pass.
ROWS = """\
ID,NAME,TYPE,COUNTRY,DATE OF BIRTH,GENDER,ADDRESS,IMO,REGISTRATION NUMBER,PHONE,NOTES
1,ACME TRADNG CORP. BORDURIA,Company,Syldavia,,,"1 HIGH STREET, KLOW",,R-12345,+44 20 7946 0001,
3,SEA LION,Vessel,,,,,9074729,,,
4,ОСЕАN SТАR,Vessel,FR,,,,1234567,,,
5,UNLIKE PARTY,Company,,,,,,,+44 20 7946 0001,
8,DOE JOHN,Person,DE,1970-03-02,M,,,,,
9,WEAK HINT,Company,,,,,,,,
"""
LIST = """
[watchlist]
name = "made-up"
issuer = "ISSUER"
version = "1"
as_of = "2026-01-01"

[[entity]]
id = "acme"
name = "ACME TRADING CORPORATION"
type = "Company"
basis = "designated"
programmes = ["P"]
countries = ["GB"]
weak_aliases = ["WEAK HINT"]
addresses = [{ text = "1 HIGH STREET", city = "KLOW" }]
identifiers = [{ kind = "registration", value = "R-12345" }]
relations = [{ kind = "owned_by", target = "doe", note = "NOTE", since = "2001" }]
events = [{ what = "WHAT", date = "2020-01-02", by = "BY", note = "NOTE" }]
narrative = "NARRATIVE"
critical_view = "DOUBT"

[[entity]]
id = "doe"
name = "JOHN DOE"
type = "Person"
basis = "reported"
status = "reported"
gender = "male"
countries = ["FR"]
dates = { birth = ["1970-02-03"] }
addresses = [{ text = "7 OTHER STREET", city = "KLOW" }]
not_to_be_confused_with = [{ name = "JON DOE", reason = "REASON" }]

[[entity]]
id = "lion"
name = "OTHER SHIP"
type = "Vessel"
basis = "seized"
status = "sunk"
identifiers = [{ kind = "imo", value = "9074729" }]

[[entity]]
id = "star"
name = "OCEAN STAR"
type = "Vessel"
basis = "alleged"
status = "alleged"
identifiers = [{ kind = "imo", value = "9241061" }]
"""
CONFIG = """
[[list]]
path = "list.toml"
[red_flags]  # which have their words in a file of their own
off = ["imo-of-another-name"]
[[exclusion]]
counterparty = "DOE JOHN"
entity = "doe"
entry = "000000000000"
reason = "REASON"
by = "BY"
on = "2026-01-01"
"""


def made_up(text: str) -> str:
    """The text in the second language: Cyrillic letters for Latin ones, but for the gaps and Excel's codes."""
    pieces = re.split(r"(\{[a-z_0-9]*\}|&[A-Z0-9])", text)
    return "".join(p if p[:1] in "{&" and len(p) > 1 else re.sub("[A-Za-z]", "ж", p) for p in pieces)


def toml(texts: Mapping[str, str]) -> str:
    """A file of texts, as a user would lay it over the program's."""
    return "".join(
        f"{'.'.join(map(json.dumps, key.split('.')))} = {json.dumps(text, ensure_ascii=False)}\n"
        for key, text in texts.items()
    )


class Shown(HTMLParser):
    """The texts that a reader of the page sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"style", "script"}
        self.found += [
            value for name, value in attrs if value and name in {"aria-label", "title", "alt", "placeholder"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def english(page: str) -> Iterator[str]:
    """Texts of the page with two English words beside each other."""
    reader = Shown()
    reader.feed(page)
    for text in reader.found:
        if re.search(r"\b[A-Za-z]?[a-z]{2,}[ ,;:]+[a-z]{2,}", text):
            yield text


def test_no_sentence_of_the_page_stays_english(tmp_path: Path) -> None:
    english_texts = dict(flattened(tomllib.loads(ENGLISH.read_text(encoding="utf-8"))))
    other = {key: made_up(text) for key, text in english_texts.items()}
    (tmp_path / "other.toml").write_text(toml(other), encoding="utf-8")
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "screening.toml").write_text(f'texts = "other.toml"\n{CONFIG}', encoding="utf-8")
    report: Report = screening.Screener.from_config(tmp_path / "screening.toml").screen(tmp_path / "rows.csv")
    assert [len(row.hits) for row in report.counterparties] == [1, 1, 1, 0, 1, 1]
    report.write(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert other["report.title"] in page
    assert not sorted(set(english(page)))
