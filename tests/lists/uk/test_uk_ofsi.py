"""OFSI's consolidated list: everything that the rows of a target say arrives, once, and a damaged file is no list.

The excerpts are of the lists of 14 April 2025 (columns of 2022; the CSV is made from the workbook) and 2 April 2014,
rows unchanged (Crown copyright, Open Government Licence).
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from all_readers import READERS

from screening.entities import Address, Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.registry import read_watchlist
from screening.lists.uk import ofsi as uk_ofsi
from screening.lists.uk.names import read_names
from screening.lists.uk.party import Party
from screening.lists.validation import validate_watchlist

HERE = Path(__file__).parents[1] / "excerpts"
CSV, XLSX, OLD = (HERE / name for name in ("uk_ofsi_excerpt.csv", "uk_ofsi_excerpt.xlsx", "uk_ofsi_2014_excerpt.csv"))
DATA = CSV.read_bytes()
DPRK = "Democratic People's Republic of Korea"
HEADER = (
    "Name 6,Name 1,Group Type,Alias Type,Alias Quality,Regime,Listed On,DOB,Nationality,Country,Other Information,"
    "Group ID"
)


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(CSV)


@pytest.fixture(scope="module")
def old() -> Watchlist:
    return read_watchlist(OLD)


def group(watchlist: Watchlist, group_id: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofsi-{group_id}")


def table(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows below the header, read anew."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def read(*rows: str, header: str = HEADER, day: str = "Last Updated,14/04/2025") -> Watchlist:
    return read_watchlist("\r\n".join([day, header, *rows, ""]).encode())


def one(**cells: str) -> Entity:
    header = ["Name 6", "Name 1", "Group Type", "Alias Type", "Group ID", *cells]
    row = ["ALPHA", "Bo", "Individual", "Primary name", "1", *cells.values()]
    text = io.StringIO()
    csv.writer(text).writerows([["Last Updated", "14/04/2025"], header, row])
    watchlist = read_watchlist(text.getvalue().encode())
    assert watchlist.warnings == ()
    (entity,) = watchlist.entities
    return entity


def parts(entity: Entity) -> list[str]:
    return (entity.remarks or "").split("; ")


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist, old: Watchlist) -> None:
    assert (excerpt.version, excerpt.as_of, old.as_of) == ("2025-04-14", "2025-04-14", "2014-04-02")
    assert "Office of Financial Sanctions Implementation" in excerpt.issuer
    assert old.warnings == ()


@pytest.mark.parametrize(("path", "encoding"), [(CSV, "utf-8"), (OLD, "cp1252")])
def test_every_group_and_every_name_is_read(path: Path, encoding: str) -> None:
    rows = table(path, encoding)
    watchlist = read_watchlist(path)
    assert [entity.id for entity in watchlist.entities] == list(
        dict.fromkeys(f"ofsi-{row['Group ID']}" for row in rows)
    )
    told = {
        tuple(row.get(key, "") for key in ("Group ID", *(f"Name {n}" for n in range(1, 7)), "Alias Type"))
        for row in rows
    }
    own_script = {(row["Group ID"], name) for row in rows if (name := row.get("Name Non-Latin Script"))}
    assert sum(len(entity.names) for entity in watchlist.entities) == len(told) + len(own_script)


@pytest.mark.parametrize(("path", "encoding"), [(CSV, "utf-8"), (OLD, "cp1252")])
def test_every_word_of_a_row_is_somewhere(path: Path, encoding: str) -> None:
    """But types, qualities, scripts and dates, which are told otherwise, and countries, which become codes."""
    otherwise = {
        "Group Type", "Alias Type", "Alias Quality", "Listed On", "UK Sanctions List Date Designated", "Last Updated",
        "DOB", "Country", "Nationality", "Non-Latin Script Type", "Non-Latin Script Language",
    }  # fmt: skip
    entities = {entity.id: entity.model_dump_json() for entity in read_watchlist(path).entities}
    labels = str.maketrans("():", "   ")
    known = "UK Sanctions List Ref UN Statement of Reasons Gender Male Female IMO number Type of ship Year built Reg No"
    for row in table(path, encoding):
        held = entities[f"ofsi-{row['Group ID']}"].replace('\\"', '"').translate(labels)
        for header, cell in row.items():
            for word in cell.translate(labels).split():
                is_label = header == "Other Information" and word.strip(".") in known.split()
                assert header in otherwise or is_label or word.strip(".,;") in held, (row["Group ID"], header, word)


def test_the_workbook_and_the_csv_are_one_list(excerpt: Watchlist) -> None:
    workbook = read_watchlist(XLSX)
    assert workbook.entities == excerpt.entities
    assert (workbook.as_of, workbook.warnings, workbook.kept_as_text) == (
        excerpt.as_of, excerpt.warnings, excerpt.kept_as_text,
    )  # fmt: skip


def test_the_excerpt_passes_the_checks_of_a_watchlist(excerpt: Watchlist) -> None:
    assert [finding.message for finding in validate_watchlist(excerpt)] == list(excerpt.warnings)


def test_it_is_recognised_by_its_header_and_by_no_other_text_reader() -> None:
    for data in (DATA, OLD.read_bytes(), XLSX.read_bytes(), DATA.split(b"\n", 1)[1]):
        assert next(reader for reader in READERS if reader.recognise(data)) is uk_ofsi
    for data in (b"name,Group ID\n", b"Unique ID,OFSI Group ID,Name 6,Name type\n", b"PK\x03\x04", b"", DATA[:15]):
        assert not uk_ofsi.recognise(data)


def test_a_workbook_of_ones_own_is_not_taken_for_it() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append(["name", "Group ID"])
    stream = io.BytesIO()
    workbook.save(stream)
    assert not uk_ofsi.recognise(stream.getvalue())


def test_the_sheet_with_the_list_is_found_and_the_others_are_told(excerpt: Watchlist) -> None:
    workbook = openpyxl.load_workbook(XLSX)
    workbook.create_sheet("Cover", 0).append(["Consolidated list"])
    stream = io.BytesIO()
    workbook.save(stream)
    watchlist = read_watchlist(stream.getvalue())
    assert watchlist.entities == excerpt.entities
    assert watchlist.warnings[0] == "the sheet 'Cover' was not read: the list is in 'Data'"


def test_semicolons_are_read_too() -> None:
    data = "Last Updated;14/04/2025\nName 6;Name 1;Group Type;Alias Type;Group ID\nALPHA;Bo;Individual;Primary name;1\n"
    assert [entity.name for entity in read_watchlist(data.encode()).entities] == ["Bo ALPHA"]


def test_what_is_kept_as_text_is_counted(old: Watchlist) -> None:
    assert dict(old.kept_as_text) == {"Other information": 9, "Place of birth": 4, "Position": 1, "Title": 1}


# ------------------------------------------------------------------------------------------------------------
# Groups


def test_an_insurer(excerpt: Watchlist) -> None:
    insurer = group(excerpt, 13355)
    assert (insurer.type, insurer.programmes) == ("Organization", (DPRK,))
    assert [(name.text, name.quality) for name in insurer.names] == [
        ("KOREAN NATIONAL INSURANCE CORPORATION (KNIC)", "primary"),
        ("KOREA FOREIGN INSURANCE COMPANY", "alias"),
        ("KOREA NATIONAL INSURANCE CORPORATION", "alias"),
    ]
    assert insurer.addresses == (Address(text="Central District", city="Pyongyang", country="KP"),)
    assert [(event.what, event.date, event.reference) for event in insurer.events] == [
        ("designated", "2017-08-05", "DPR0168"), ("listed", "2016-04-28", "DPR0168"),
        ("amended", "2020-12-31", "DPR0168"),
    ]  # fmt: skip
    assert insurer.references == ("UK DPR0168", "OFSI 13355", "UN KPe.048")
    assert insurer.remarks == (
        "Other information: The Korean National Insurance Company is a DPRK financial and insurance company and is "
        "affiliated with Office 39."
    )


def test_a_bank_whose_code_stands_in_prose(excerpt: Watchlist) -> None:
    bank = group(excerpt, 11286)
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC in the other information"),)
    assert bank.references[-1] == "UN KPe.035"


def test_a_ship_and_its_owner(excerpt: Watchlist) -> None:
    ship = group(excerpt, 13651)
    assert (ship.type, ship.countries, ship.dates.built) == ("Vessel", ("KP",), ("1975",))
    assert ship.identifiers == (Identifier(kind="imo", value="7408873", origin="IMO number"),)
    assert [(relation.kind, relation.target) for relation in ship.relations] == [("owned_by", "ofsi-13635")]
    assert parts(ship)[:6] == [
        "Current owners: Korea Samjong Shipping", "Flag: North Korea", "Previous flags: Russia",
        "Vessel type: Oil tanker", "Tonnage: 1676", "Length: 80",
    ]  # fmt: skip
    assert ship.references == ("UK DPR0100", "OFSI 13651")  # the reference in its prose is the owner's
    assert len(ship.names) == 9


def test_a_statement_of_reasons(excerpt: Watchlist) -> None:
    company = group(excerpt, 13910)
    assert company.narrative
    assert company.narrative.startswith("The Lazarus Group was responsible for relevant cyber activity")
    assert company.programmes == ("Cyber",)


def test_names_in_another_script(excerpt: Watchlist) -> None:
    assert group(excerpt, 15352).names[1] == Name(text="Михаил Львович Кучмент", script="Cyrl", origin="Russia")
    assert group(excerpt, 12055).names[1] == Name(text="إدارة المخابرات العامة", script="Arab")
    assert group(excerpt, 16668).names[1:] == (
        Name(text="PMC ESPANIOLA", origin="Primary name variation"),
        Name(text="ЧВК Española", language="ru", origin="Cyrillic"),
    )


def test_a_party_under_two_regimes(excerpt: Watchlist) -> None:
    person = group(excerpt, 11788)
    assert person.programmes == ("Syria", "Iran")
    assert [(event.date, event.programme) for event in person.events if event.what == "listed"] == [
        ("2011-06-24", "Syria"), ("2011-04-14", "Iran"),
    ]  # fmt: skip
    assert (person.dates.birth, person.gender) == (("1963",), "male")


def test_numbers(excerpt: Watchlist) -> None:
    assert [(i.kind, i.value) for i in group(excerpt, 14534).identifiers] == [
        ("passport", "712895726"), ("passport", "753173718"), ("passport", "737047558"),
    ]  # fmt: skip
    assert group(excerpt, 16241).identifiers == (
        Identifier(kind="registration_number", value="1027807560186", origin="Business registration number; OGRN"),
        Identifier(kind="tax_number", value="7814027653", origin="Business registration number; INN"),
    )
    assert group(excerpt, 15352).identifiers == (
        Identifier(kind="passport", value="756767859", country="RU", origin="Passport Number; Russia"),
    )  # fmt: skip


def test_a_former_name(excerpt: Watchlist) -> None:
    assert [name.quality for name in group(excerpt, 8283).names] == ["primary", "former"]


def test_a_group_without_a_primary_name_is_told(excerpt: Watchlist) -> None:
    assert excerpt.warnings == (
        "group 16601 has no primary name: '33RD SCIENTIFIC RESEARCH AND TESTING INSTITUTE' was taken",
    )  # fmt: skip
    assert group(excerpt, 16601).names[0].origin == "Primary name variation"


def test_the_list_of_2014(old: Watchlist) -> None:
    person = group(old, 7024)
    assert person.name == "Mohamed Ben Belgacem Ben Abdallah AL-AOUADI"
    assert person.identifiers == (
        Identifier(
            kind="passport", value="L 191609", country="TN",
            origin="Passport Number; (Tunisian). Issued on 28 Feb 1996. Expired on 27 Feb 2001",
        ),
        Identifier(
            kind="national_id", value="04643632", origin="National Identification Number; Issued on 18 June 1999"
        ),
        Identifier(
            kind="tax_number", value="DAOMMD74T11Z352Z", origin="National Identification Number; Italian Fiscal Code",
        ),
    )  # fmt: skip
    assert (person.countries, person.dates.birth) == (("TN",), ("1974-12-11",))
    assert person.references == ("OFSI 7024", "UN QI.A.60.02")
    office = group(old, 12453)
    assert office.name == "OFFICE 39 OF THE KOREAN WORKERS' PARTY"
    assert [address.city for address in office.addresses] == ["Pyongyang"] * 3
    assert group(old, 11282).names[1].text == "CHO’NGSONG UNITED TRADING COMPANY"  # of the code page 1252


# ------------------------------------------------------------------------------------------------------------
# Cells


@pytest.mark.parametrize(
    ("kind", "quality", "expected"),
    [
        ("AKA", "Good quality", Name(text="Bo BETA")),
        ("AKA", "", Name(text="Bo BETA")),
        ("AKA", "Low quality", Name(text="Bo BETA", quality="weak")),
        ("FKA", "", Name(text="Bo BETA", quality="former")),
        ("FKA", "Low quality", Name(text="Bo BETA", quality="former", origin="Low quality")),
        ("Primary name", "", Name(text="Bo BETA", origin="primary name")),
        ("Primary name variation", "", Name(text="Bo BETA", origin="Primary name variation")),
        ("Nickname", "", Name(text="Bo BETA", origin="Nickname")),
        ("AKA", "Fair", Name(text="Bo BETA", origin="Fair")),
    ],
)
def test_qualities_of_names(kind: str, quality: str, expected: Name) -> None:
    watchlist = read("ALPHA,,Individual,Primary name,,R,,,,,,1", f"BETA,Bo,Individual,{kind},{quality},R,,,,,,1")
    assert watchlist.entities[0].names == (Name(text="ALPHA", quality="primary"), expected)


def test_parts_of_a_name_are_put_in_the_order_in_which_they_are_said() -> None:
    party = Party()
    party.add({f"name_{number}": str(number) for number in (6, 1, 2, 3, 4, 5)})
    assert read_names(party)[0]["text"] == "1 2 3 4 5 6"


@pytest.mark.parametrize(
    ("cell", "dates", "remark"),
    [
        ("17/08/1957", ("1957-08-17",), None), ("00/00/1963", ("1963",), None), ("1951", ("1951",), None),
        ("05/1973", ("1973-05",), None), ("29/02/1969", (), "Date of birth: 29/02/1969"),
    ],
)  # fmt: skip
def test_dates_of_birth(cell: str, dates: tuple[str, ...], remark: str | None) -> None:
    entity = one(DOB=cell)
    assert (entity.dates.birth, entity.remarks) == (dates, remark)


@pytest.mark.parametrize(
    ("cell", "countries", "remark"),
    [
        ("Syria", ("SY",), None), ("(1) Iran (2) Syria.", ("IR", "SY"), None), ("Germany. Russia", ("DE", "RU"), None),
        ("Iranian citizenship", ("IR",), None), ("Belrus", (), "Nationality: Belrus"),
        ("Tunisian (dual nationality)", ("TN",), "Nationality: Tunisian (dual nationality)"),
    ],
)  # fmt: skip
def test_nationalities(cell: str, countries: tuple[str, ...], remark: str | None) -> None:
    entity = one(Nationality=cell)
    assert (entity.countries, entity.remarks) == (countries, remark)


def test_places_of_birth_are_paired() -> None:
    entity = one(**{"Town of Birth": "(1) Tunis (2) Rabat", "Country of Birth": "(1) Tunisia (2) Morocco (3) Libya"})
    assert parts(entity) == [
        "Place of birth: Tunis, Tunisia",
        "Place of birth: Rabat, Morocco",
        "Place of birth: Libya",
    ]
    both = one(**{"Town of Birth": "(1) Tunis (2) Sfax", "Country of Birth": "Tunisia"})
    assert parts(both) == ["Place of birth: Tunis, Tunisia", "Place of birth: Sfax, Tunisia"]


def test_addresses() -> None:
    cells = {"Address 1": "1 Road,", "Address 6": "Basra", "Post/Zip Code": "12", "Country": "Iraq (previous address)"}
    assert one(**cells).addresses == (
        Address(text="1 Road, 12", city="Basra", country="IQ", origin="previous address"),
    )


def test_details_without_a_number_are_kept() -> None:
    entity = one(**{"Passport Number": "", "Passport Details": "Iranian"})
    assert (entity.identifiers, entity.remarks) == ((), "Passport Number: Iranian")


def test_links_by_number_and_by_name() -> None:
    watchlist = read(
        "ALPHA,,Entity,Primary name,,R,,,,,(Parent company):Gamma Ltd (49%) (Subsidiaries):(1) Delta (2) Beta,101",
        "BETA,,Entity,Primary name,,R,,,,,Acts for OFSI ID: 101 and OFSI ID: 999,102",
        "GAMMA LTD,,Entity,Primary name,,R,,,,,,103",
        "DELTA,,Entity,Primary name,,R,,,,,,104",  # two of this name: nobody knows which
        "DELTA,,Entity,Primary name,,R,,,,,,105",
    )
    assert [[(r.kind, r.target) for r in entity.relations] for entity in watchlist.entities] == [
        [("subsidiary_of", "ofsi-103"), ("parent_of", "ofsi-102")], [("linked_to", "ofsi-101")], [], [], [],
    ]  # fmt: skip


def test_columns_that_are_not_known_are_kept() -> None:
    entity = one(Wallet="1abc", **{"Group Type ": "Robot"})
    assert "Wallet: 1abc" in parts(entity)
    assert one(Regime="R", Gender="unknown").remarks == "Gender: unknown"


# ------------------------------------------------------------------------------------------------------------
# Damage


def test_a_ragged_row_is_an_error() -> None:
    with pytest.raises(ListError, match="has 3 cells where the header has 12") as caught:
        read("ALPHA,,Individual,Primary name,,R,,,,,,1", "BETA,,Individual")
    assert (caught.value.row, caught.value.code) == (4, "corrupt")
    assert caught.value.hint


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_text_that_is_cut_off_is_no_list(share: float) -> None:
    with pytest.raises(ListError):
        read_watchlist(DATA[: DATA.index(b" ", int(len(DATA) * share))])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_workbook_that_is_cut_off_is_no_list(share: float) -> None:
    data = XLSX.read_bytes()
    with pytest.raises(ListError, match="damaged") as caught:
        read_watchlist(data[: int(len(data) * share)])
    assert caught.value.code == "corrupt"


def test_a_text_that_is_cut_off_in_its_last_cell_is_told() -> None:
    watchlist = read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\nALPHA,,Individual,AKA,,R,,,,,,12".encode())
    assert watchlist.warnings == (
        "the last line of the file has no end: if the publisher's file has one, this one was cut off",
        "group 12 has no primary name: 'ALPHA' was taken",
    )


CUT = (
    "ALPHA,,Individual,Primary name,,R,,,,,,12531\nBETA,,Individual,Primary name,,R,,,,,,6894\nBETA,,Individual,AKA,,R"
)


@pytest.mark.parametrize("cell", ["1253", "125", "1", "689", ""])
def test_a_text_that_is_cut_off_in_its_last_number_is_no_list(cell: str) -> None:
    with pytest.raises(ListError, match=f"is cut off {'inside' if cell else 'before'} the last Group ID") as caught:
        read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\n{CUT},,,,,,{cell}".encode())
    assert caught.value.code == "corrupt"
    assert isinstance(caught.value.partial, Watchlist)
    assert [entity.id for entity in caught.value.partial.entities] == ["ofsi-12531", "ofsi-6894"]


@pytest.mark.parametrize("end", ["6894", "12531", "12530", "6893", "13000", "125300", "1253\n", "125\r\n", "1\n"])
def test_a_last_number_that_may_be_whole_is_no_error(end: str) -> None:
    told = "the last line of the file has no end"
    watchlist = read_watchlist(f"Last Updated,14/04/2025\n{HEADER}\n{CUT},,,,,,{end}".encode())
    assert any(warning.startswith(told) for warning in watchlist.warnings) == (not end.endswith("\n"))
    assert f"ofsi-{end.strip()}" in [entity.id for entity in watchlist.entities]


@pytest.mark.parametrize(("column", "told"), [("Name 1", "name 1"), ("Group Type", "type")])
def test_a_column_that_is_missing_is_an_error(column: str, told: str) -> None:
    with pytest.raises(ListError, match=f"has no column for the {told}"):
        read(header=HEADER.replace(column, "Other", 1))


def test_a_cell_without_a_value_is_an_error() -> None:
    workbook = openpyxl.load_workbook(XLSX)
    assert workbook.active is not None
    workbook.active["A3"] = "=1+1"
    stream = io.BytesIO()
    workbook.save(stream)
    with pytest.raises(ListError, match="holds a formula") as caught:
        read_watchlist(stream.getvalue())
    assert (caught.value.row, caught.value.column, caught.value.sheet) == (3, "Name 6", "Data")


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_read() -> None:
    watchlist = read(
        "ALPHA,,Individual,Primary name,,R,,,,,,", ",,Individual,Primary name,,R,,,,,,2",
        "GAMMA,,Individual,Primary name,,R,,,,,,3",
    )  # fmt: skip
    assert [entity.id for entity in watchlist.entities] == ["ofsi-3"]
    assert watchlist.warnings[0] == "row 3 has nothing under 'Group ID' and was left out"
    assert watchlist.warnings[1].startswith("group 2 (without a name) was left out")


def test_a_list_without_its_day_or_rows_is_told() -> None:
    assert set(read(day="Last Updated,soon").warnings) == {
        "the file does not say of which day it is", "the list holds no entries",
    }  # fmt: skip


def test_text_that_is_neither_utf_8_nor_of_the_code_page_is_an_error() -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(DATA.replace(b"CHOSEN EXPO", b"\x81\x8d", 1))
    assert caught.value.code == "encoding"
