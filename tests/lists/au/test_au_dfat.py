"""Australia's consolidated list: a row is a name, the rows of a number are an entry, and nothing is lost.

The excerpt holds rows of the list of 11 November 2024 as DFAT published them, as text.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from pathlib import Path

import pytest
from all_readers import READERS
from openpyxl import Workbook

from screening.entities import Address, Entity, Event, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.au import dfat as au_dfat
from screening.lists.registry import read_watchlist

EXCERPT = Path(__file__).parents[1].joinpath("excerpts", "au_dfat_excerpt.csv")
ROWS = list(csv.reader(io.StringIO(EXCERPT.read_text(encoding="utf-8"), newline="")))
HEADER = ROWS[0]
NEW_HEADER = [*HEADER, "Alias Strength", "IMO Number", "Instrument of Designation", "Travel Ban", "Arms Embargo"]


def workbook(rows: list[list[str]]) -> bytes:
    """The rows as DFAT's workbook has them: numbers of entries are numbers, days are days."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(cell: str) -> object:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return datetime.datetime.fromisoformat(cell)
    return int(cell) if cell.isdecimal() else cell or None


def made(*rows: dict[str, str], header: list[str] = HEADER) -> bytes:
    """A list of the given rows in CSV; what a row does not say is filled in."""
    usual = {
        "Reference": "1", "Name of Individual or Entity": "Alpha", "Type": "Individual", "Name Type": "Primary Name",
        "Control Date": "2024-01-02",
    }  # fmt: skip
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows([[{**usual, **row}.get(column, "") for column in header] for row in rows])
    return stream.getvalue().encode()


def one(header: list[str] = HEADER, **cells: str) -> Entity:
    names = {name.replace(" ", "_").lower(): name for name in header}
    (entity,) = read_watchlist(made({names[key]: cell for key, cell in cells.items()}, header=header)).entities
    return entity


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(workbook(ROWS))


def entry(watchlist: Watchlist, number: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"dfat-{number}")


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when_it_was_changed_last(excerpt: Watchlist) -> None:
    assert "Foreign Affairs and Trade" in excerpt.issuer
    assert excerpt.as_of == max(row[11] for row in ROWS[1:])
    assert excerpt.warnings == ()


def test_every_entry_and_every_name_is_read(excerpt: Watchlist) -> None:
    numbers = dict.fromkeys(re.match(r"\d+", row[0])[0] for row in ROWS[1:])  # type: ignore[index]
    assert [entity.id for entity in excerpt.entities] == [f"dfat-{number}" for number in numbers]
    assert sum(len(entity.names) for entity in excerpt.entities) == len(ROWS) - 1


def test_workbook_and_csv_say_the_same(excerpt: Watchlist) -> None:
    assert read_watchlist(EXCERPT).entities == excerpt.entities


def test_it_is_recognised_by_its_headers_and_by_no_other_reader_before_it() -> None:
    for data in (workbook(ROWS), EXCERPT.read_bytes(), b"\xef\xbb\xbf" + EXCERPT.read_bytes()):
        assert next(reader for reader in READERS if reader.recognise(data)) is au_dfat
    for rows in ([["name", "type"], ["A", "Person"]], [["Reference", "Name of Individual or Entity"], ["1", "A"]]):
        assert not au_dfat.recognise(workbook(rows))
    for other in (b"", b"id,name\na,A\n", b"Reference,Name Type\n", b"PK\x03\x04", b"<x/>", workbook(ROWS)[:-40]):
        assert not au_dfat.recognise(other)


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entry(excerpt, 3212)
    assert (bank.type, bank.name, bank.programmes) == ("Organization", "Korea Daesong Bank", ("1718 (DPRK)",))
    assert [(n.text, n.quality) for n in bank.names[1:]] == [
        ("Choson Taesong Unhaeng", "alias"),
        ("Taesong Bank", "alias"),
    ]
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC"),)
    (address,) = bank.addresses
    assert address.country == "KP"
    assert address.text.startswith("Segori-dong, Gyongheung St.")
    assert bank.events == (
        Event(what="designated", date="2016-11-30", programme="1718 (DPRK)", note="Listed on: 30 Nov. 2016"),
        Event(what="updated", date="2016-12-01", note="control date"),
    )
    assert bank.remarks == (
        "Additional information: Daesong Bank is owned and controlled by Office 39 of the Korea Workers’ Party. "
        "SWIFT/BIC: KDBKKPPY"
    )


def test_an_insurer(excerpt: Watchlist) -> None:
    knic = entry(excerpt, 3280)
    assert [n.text for n in knic.names] == [
        "Korean National Insurance Company (KNIC)",
        "Korea Foreign Insurance Company",
    ]
    assert knic.addresses == (Address(text="Central District, Pyongyang, DPRK", country="KP"),)


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, 3440)
    assert (person.type, person.gender, person.countries, person.dates.birth) == (
        "Person", "male", ("KP",), ("1965-01-01",),
    )  # fmt: skip
    assert person.identifiers == (Identifier(kind="passport", value="563335509", origin="Passport"),)
    assert person.events[0].date == "2017-12-22"


def test_names_in_their_own_script_and_former_ones(excerpt: Watchlist) -> None:
    assert entry(excerpt, 106).names == (
        Name(text="MOHAMMAD SHAFIQULLAH AHMADI FATIH KHAN", quality="primary"),
        Name(text="محمد شفیق احمدی فاتح خان", script="Arab"),
        Name(text="Mohammad Shafiq Ahmadi", quality="former"),
        Name(text="Mullah Shafiqullah"),
    )
    assert [n.quality for n in entry(excerpt, 2943).names] == ["primary", "alias", "former", "former", "former"]


def test_dates_that_are_about_right_keep_their_words(excerpt: Watchlist) -> None:
    assert entry(excerpt, 106).dates.birth == ("1956", "1957")
    assert "Date of birth: 1956-1957" in (entry(excerpt, 106).remarks or "")
    hanif = entry(excerpt, 43)
    assert hanif.dates.birth == ("1955", "1969-01-01")  # the second of one alias alone
    assert "Approximately 1955. For this aka only, alt DOB 01/01/1969" in (hanif.remarks or "")
    assert entry(excerpt, 1196).dates.birth == ("1977-03-08",)
    assert "Date of birth" not in (entry(excerpt, 1196).remarks or "")


def test_an_address_each_and_the_numbers_of_a_shipping_company(excerpt: Watchlist) -> None:
    company = entry(excerpt, 3164)
    assert [a.country for a in company.addresses] == ["KP", "KP"]
    assert ("imo", "5342883") in [(i.kind, i.value) for i in company.identifiers]
    assert [(i.kind, i.value) for i in entry(excerpt, 7966).identifiers] == [
        ("registration_number", "1217700121737"),
        ("imo", "6246853"),
    ]
    assert entry(excerpt, 1196).addresses == (Address(text="France (detained)", country="FR"),)


def test_every_word_of_a_row_is_somewhere(excerpt: Watchlist) -> None:
    """But the reference, the type, the name type and dates, which are told otherwise."""
    for row in ROWS[1:]:
        number = re.match(r"\d+", row[0])[0]  # type: ignore[index]
        held = entry(excerpt, int(number)).model_dump_json()
        for column in (1, 5, 8, 9, 10):
            text = re.sub(r" \(previously listed as\)", "", " ".join(row[column].split()))
            assert text.replace('"', '\\"') in held, (row[0], HEADER[column])


# ------------------------------------------------------------------------------------------------------------
# Columns and words that came later


def test_the_columns_of_2025() -> None:
    data = made(
        {"Type": "Vessel", "IMO Number": "8628597", "Instrument of Designation": "Amendment 2026",
         "Travel Ban": "FALSE", "Arms Embargo": "TRUE", "Control Date": "2/2/26"},
        {"Reference": "1a", "Name of Individual or Entity": "Beta", "Name Type": "Alias", "Alias Strength": "Weak"},
        {"Reference": "1b", "Name of Individual or Entity": "Gamma", "Name Type": "Alias", "Alias Strength": "Strong"},
        header=NEW_HEADER,
    )  # fmt: skip
    watchlist = read_watchlist(data)
    (ship,) = watchlist.entities
    assert (ship.type, [n.quality for n in ship.names]) == ("Vessel", ["primary", "weak", "alias"])
    assert ship.identifiers == (Identifier(kind="imo", value="8628597"),)
    assert ship.events[0] == Event(what="designated", reference="Amendment 2026")
    assert ship.events[1].date == watchlist.as_of == "2026-02-02"
    assert ship.remarks == "Measures: Arms Embargo"


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"type": "Cargo"}, "Type: Cargo"),
        ({"place_of_birth": "Nampo"}, "Place of birth: Nampo"),
        ({"citizenship": "Possibly Ethiopian"}, "Citizenship: Possibly Ethiopian"),
        ({"citizenship": "a) Russian b) USSR (until 1991)"}, "Citizenship: a) Russian b) USSR (until 1991)"),
        ({"date_of_birth": "unclear"}, "Date of birth: unclear"),
        ({"type": "Entity", "date_of_birth": "1999"}, "Date of birth: 1999"),
        ({"mood": "grim"}, "mood: grim"),
    ],
)
def test_what_has_no_field_is_a_remark(cells: dict[str, str], remark: str) -> None:
    assert one([*HEADER, "mood"], **cells).remarks == remark


def test_remarks_are_counted_by_label() -> None:
    rows = ({"Reference": str(n), "Place of Birth": "Nampo", "mood": "grim"} for n in (1, 2))
    assert read_watchlist(made(*rows, header=[*HEADER, "mood"])).kept_as_text == {"Place of birth": 2, "mood": 2}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Russian and Ukrainian", ["RU", "UA"]),
        ("Trinidad and Tobago", ["TT"]),
        ("a) Pakistani       b) Saudi Arabian", ["PK", "SA"]),
        ("Turkish/Jordanian", ["TR", "JO"]),
        ("NA", []),  # not available: no Namibian
        ("na", []),
    ],
)
def test_citizenships(text: str, countries: list[str]) -> None:
    assert list(one(citizenship=text).countries) == countries


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Nampo, DPRK", [("Nampo, DPRK", "KP")]),
        ("a) Nampo, DPRK b) Moscow, Russia 109052", [("Nampo, DPRK", "KP"), ("Moscow, Russia 109052", "RU")]),
        (
            "1 Kirov St, Moscow, Russia, 105005; Tehran",
            [("1 Kirov St, Moscow, Russia, 105005", "RU"), ("Tehran", None)],
        ),
        ("Syrian Arab Republic (as at Sep. 2015)", [("Syrian Arab Republic (as at Sep. 2015)", "SY")]),
        ("Kampala, Uganda; Phone 042-6812081", [("Kampala, Uganda", "UG")]),
        ("NA", []),
    ],
)
def test_addresses(text: str, addresses: list[tuple[str, str | None]]) -> None:
    entity = one(address=text)
    assert [(a.text, a.country) for a in entity.addresses] == addresses
    assert ("Contact: Phone 042-6812081" in (entity.remarks or "")) is ("Phone" in text)


@pytest.mark.parametrize(
    ("text", "date", "by"),
    [
        (
            "Listed by UN 1267 Committee on 25 January 2001 (amended on 20 December 2005)",
            "2001-01-25",
            "UN 1267 Committee",
        ),
        ("Listed on: 2 Mar. 2016 (amended on 16 Aug. 2023)", "2016-03-02", None),
        ("Listed pursuant to paragraph 43(a) of resolution 2093 (2013). Listed on: 18/02/2022", "2022-02-18", None),
        ("22 Apr. 2010 (amended 15 Apr 2014)", "2010-04-22", None),
        ("Instrument of first listing: List 2001 (No. 2). Last listed on: 16/09/2022", None, None),
        ("Autonomous Sanctions (Russia and Ukraine) Amendment (No. 2) Instrument 2023", None, None),
    ],
)
def test_the_day_of_the_listing(text: str, date: str | None, by: str | None) -> None:
    event = one(listing_information=text).events[0]
    assert (event.what, event.date, event.by, event.note) == ("designated", date, by, text)


@pytest.mark.parametrize(
    ("name", "kind", "names"),
    [
        ("Formerly known as Novy Svet", "aka", [("Novy Svet", "former")]),
        (
            "Ri'ad Hijazi (Previously listed as. In Arabic: رياض الحجازي)", "aka",
            [("Ri'ad Hijazi", "former"), ("رياض الحجازي", "former")],
        ),
        ("Front (JNIM)", "AKA ", [("Front (JNIM)", "alias")]),
        ("Front", "nickname", [("Front", "alias")]),
        ("Alpha", "aka", []),  # word for word the primary name
    ],
)  # fmt: skip
def test_names(name: str, kind: str, names: list[tuple[str, str]]) -> None:
    row = {"Reference": "1a", "Name of Individual or Entity": name, "Name Type": kind}
    (entity,) = read_watchlist(made({}, row)).entities
    assert [(n.text, n.quality) for n in entity.names[1:]] == names


def test_the_primary_name_comes_first_wherever_its_row_stands() -> None:
    alias = {"Reference": "1a", "Name of Individual or Entity": "Beta", "Name Type": "aka"}
    (entity,) = read_watchlist(made(alias, {})).entities
    assert [(n.text, n.quality) for n in entity.names] == [("Alpha", "primary"), ("Beta", "alias")]


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("column", HEADER)
def test_a_missing_column_is_an_error(column: str) -> None:
    index = HEADER.index(column)
    rows = [[*row[:index], *row[index + 1 :]] for row in ROWS]
    with pytest.raises(ListError) as caught:
        au_dfat.read(workbook(rows), "list.xlsx", "au")
    assert caught.value.code == "columns"
    assert caught.value.hint == "download it again from its publisher"
    assert column in str(caught.value) or column in ("Reference", "Name of Individual or Entity")


@pytest.mark.parametrize(
    ("row", "said", "code"),
    [
        (["7", "", "Entity", "aka"], "has no name", "corrupt"),
        (["", "Alpha", "Entity", "aka"], "has no reference of the form 123 or 123a, but ''", "corrupt"),
        (["x7", "Alpha", "Entity", "aka"], "has no reference of the form 123 or 123a, but 'x7'", "corrupt"),
        ([*[""] * 11, "2024-01-02", "", "stray"], "has 14 cells where the header has 12", "corrupt"),
    ],
)
def test_a_row_that_cannot_be_one_is_an_error(row: list[str], said: str, code: str) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(workbook([*ROWS, row]))
    assert said in caught.value.message
    assert (caught.value.code, caught.value.row, caught.value.sheet) == (code, len(ROWS) + 1, "Sheet")


def test_a_csv_file_cut_off_is_an_error() -> None:
    data = EXCERPT.read_bytes()
    for end in (len(data) // 3, len(data) // 2, len(data) - 30):
        with pytest.raises(ListError) as caught:
            read_watchlist(data[:end])
        assert caught.value.code == "corrupt"
        assert caught.value.line or caught.value.row


def test_a_workbook_cut_off_is_an_error() -> None:
    data = workbook(ROWS)
    for end in (len(data) // 3, len(data) - 5):
        with pytest.raises(ListError):
            read_watchlist(data[:end])


def test_a_header_without_rows_is_an_error() -> None:
    with pytest.raises(ListError, match="holds a header and no rows") as caught:
        read_watchlist(workbook(ROWS[:1]))
    assert caught.value.code == "empty"


def test_a_formula_is_an_error() -> None:
    with pytest.raises(ListError, match="holds a formula"):
        read_watchlist(workbook([*ROWS, ["=1+1", "Alpha", "Entity", "aka"]]))


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "screening.lists.au.dfat_entry.written_script", lambda text: 7 if text == "Taesong Bank" else None
    )
    watchlist = read_watchlist(workbook(ROWS))
    assert len(watchlist.entities) == len(read_watchlist(EXCERPT).entities)
    assert any("entry 3212 (Korea Daesong Bank) was left out" in warning for warning in watchlist.warnings)
    assert "dfat-3280" in [entity.id for entity in watchlist.entities]
