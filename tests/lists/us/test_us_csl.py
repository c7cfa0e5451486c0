"""The US Consolidated Screening List as CSV and JSON: several agencies in one list, OFAC's parties under OFAC's ids.

The excerpt is of a CSV of 2022 (government data in the public domain), rows unchanged.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Watchlist
from screening.errors import ListError
from screening.lists.registry import read_watchlist
from screening.lists.us import csl as us_csl
from screening.lists.us.csl_entry import Number, number
from screening.lists.us.csl_names import Written, read_name
from screening.lists.validation import validate_watchlist

DATA = Path(__file__).parents[1].joinpath("excerpts", "us_csl_excerpt.csv").read_bytes()
HEADER = DATA.decode().split("\n", 1)[0].split(",")
SDN = "Specially Designated Nationals (SDN) - Treasury Department"

# The JSON form: its fields as the publisher documents them, the party as it stands in OFAC's list.
OBJECT: Mapping[str, Any] = {
    "id": "906", "source": SDN, "entity_number": "906", "type": "Entity", "programs": ["CUBA"],
    "name": "HAVIN BANK LIMITED", "title": None, "federal_register_notice": None, "start_date": None, "end_date": None,
    "addresses": [
        {"address": "4th Floor, 189 Marsh Wall", "city": "London", "state": None, "postal_code": "E14 9SH",
         "country": "GB"},
        {"address": "Edificio Atlantic, Oficina 4 H", "city": "Havana", "state": None, "postal_code": "10400",
         "country": "CU"},
    ],
    "alt_names": ["HAVANA INTERNATIONAL BANK, LTD"], "citizenships": [], "dates_of_birth": [], "nationalities": [],
    "places_of_birth": [], "remarks": None, "source_list_url": "https://example.org/list",
    "source_information_url": "https://example.org/about",
    "ids": [
        {"type": "Company Number", "number": "01074897", "country": "GB", "issue_date": None, "expiration_date": None},
        {"type": "SWIFT/BIC", "number": "HAVIGB2L", "country": None, "issue_date": None, "expiration_date": None},
        {"type": "Passport", "number": "P1", "country": "IR", "issue_date": "2010-08-12", "expiration_date": "2020"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(DATA)


def entry(watchlist: Watchlist, entity_id: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id.startswith(entity_id))


def made(*rows: Mapping[str, str], header: list[str] = HEADER) -> bytes:
    """A CSV of these rows, with an id and a name where they have none."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, header, lineterminator="\n")
    writer.writeheader()
    for count, row in enumerate(rows, 1):
        writer.writerow({"_id": f"id{count}", "name": "ALPHA", **row})
    return stream.getvalue().encode()


def one(**cells: str) -> Entity:
    (entity,) = read_watchlist(made(cells)).entities
    return entity


def as_json(*objects: Any, **beside: Any) -> bytes:
    return json.dumps({**beside, "results": list(objects)}, indent=1).encode()


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_what_it_is(excerpt: Watchlist) -> None:
    assert (excerpt.title, excerpt.as_of, excerpt.warnings) == ("US Consolidated Screening List", "", ())
    assert "International Trade Administration" in excerpt.issuer
    assert not [finding for finding in validate_watchlist(excerpt) if finding.severity == "error"]


def test_everything_is_counted(excerpt: Watchlist) -> None:
    rows = list(csv.DictReader(io.StringIO(DATA.decode(), newline="")))
    parties = {row["_id"]: row for row in rows}
    assert (len(rows), len(excerpt.entities)) == (19, 17)  # one party stands on three lists
    assert len(parties) == 17
    written = sum(1 + len(row["alt_names"].split("; ")) for row in parties.values() if row["alt_names"])
    written += sum(1 for row in parties.values() if not row["alt_names"])
    in_brackets = 1  # that are not among the alt_names too
    assert sum(len(entity.names) for entity in excerpt.entities) == written + in_brackets
    assert sum(len(entity.events) for entity in excerpt.entities) == len(rows)
    addresses = sum(len(row["addresses"].split("; ")) for row in parties.values() if row["addresses"])
    assert sum(len(entity.addresses) for entity in excerpt.entities) == addresses


def test_it_is_recognised_before_the_general_formats() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, as_json(OBJECT), as_json(OBJECT, total=1)):
        assert next(reader for reader in READERS if reader.recognise(data)) is us_csl
    for data in (b"id,name,source\n", b'{"results": []}', b'{"entity": []}', b"", b'"', b"<results>"):
        assert not us_csl.recognise(data)


# ------------------------------------------------------------------------------------------------------------
# Entries of the CSV form


def test_a_bank_of_ofacs_list(excerpt: Watchlist) -> None:
    bank = entry(excerpt, "ofac-12312")
    assert (bank.type, bank.name) == ("Organization", "KOREA DAESONG BANK")
    assert [(n.text, n.quality) for n in bank.names[1:]] == [
        ("TAESONG BANK", "alias"), ("CHOSON TAESONG UNHAENG", "alias"),
    ]  # fmt: skip
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC"),)
    assert [(a.text, a.country) for a in bank.addresses] == [
        ("Segori-dong, Gyongheung St., Potonggang District, Pyongyang", "KP")
    ]
    assert bank.programmes == ("DPRK", "Specially Designated Nationals (SDN)")
    assert bank.references[0] == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=12312"
    assert (bank.remarks or "").startswith("Secondary sanctions risk: North Korea Sanctions Regulations, sections 510")


@pytest.mark.parametrize(
    ("uid", "name", "names"),
    [
        (20573, "KOREA NATIONAL INSURANCE CORPORATION", 3), (12209, "OFFICE 39", 7), (27307, "LAZARUS GROUP", 12),
        (23005, "RYUGYONG COMMERCIAL BANK", 1),
    ],
)  # fmt: skip
def test_organisations_of_north_korea(excerpt: Watchlist, uid: int, name: str, names: int) -> None:
    entity = entry(excerpt, f"ofac-{uid}")
    assert (entity.name, len(entity.names)) == (name, names)


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, "ofac-33231")
    assert (person.type, person.gender, person.countries) == ("Person", "male", ("QA",))
    assert person.dates.birth == ("1975-03-28",)
    assert person.identifiers[0] == Identifier(
        kind="national_id", value="27563400027", country="QA", origin="National ID No., issued or expires 12 Mar 2018"
    )


def test_a_vessel(excerpt: Watchlist) -> None:
    ship = entry(excerpt, "ofac-15042")
    assert (ship.type, ship.countries) == ("Vessel", ("PA",))
    assert {i.kind: i.value for i in ship.identifiers} == {
        "call_sign": "9HEG9", "imo": "9218478", "mmsi": "256865000",
    }  # fmt: skip
    assert (ship.remarks or "").startswith("Vessel type: Crude Oil Tanker; Tonnage: 297013; Gross registered tonnage")


def test_a_party_on_several_lists_is_one(excerpt: Watchlist) -> None:
    bank = entry(excerpt, "ofac-18725")
    assert [event.programme for event in bank.events] == [
        "Capta List (CAP)",
        "Specially Designated Nationals (SDN)",
        "Sectoral Sanctions Identifications List (SSI)",
    ]
    assert {event.by for event in bank.events} == {"Treasury Department"}
    assert bank.programmes[:2] == ("UKRAINE-EO13662", "RUSSIA-EO14024")
    assert (len(bank.names), len(bank.identifiers), len(bank.addresses)) == (2, 1, 1)


def test_parties_of_the_other_agencies(excerpt: Watchlist) -> None:
    listed = entry(excerpt, "csl-8fe993b9")
    assert (listed.type, listed.programmes) == ("LegalEntity", ("Entity List (EL)",))
    assert [n.text for n in listed.names[1:]] == ["46 TsNII", "46 TsNII MO RF"]  # "...; and 46 TsNII MO RF"
    (event,) = listed.events
    assert (event.by, event.date, event.reference) == ("Bureau of Industry and Security", "2022-04-07", "87 FR 20299")
    assert (listed.remarks or "").startswith("Licence requirement: For all items subject to the EAR")
    denied = entry(excerpt, "csl-736ec9a8")
    assert (denied.events[0].note, denied.remarks) == ("until 2023-10-03", "Standard order: N; NON STANDARD DENIAL")


def test_names_in_brackets(excerpt: Watchlist) -> None:
    assert [(n.text, n.quality) for n in entry(excerpt, "csl-09d1963d").names[:2]] == [
        ("Gazprom Promgaz, AO", "primary"),
        ("Otkrytoe Aktsionernoe Obshchestvo Gazprom Promgaz", "former"),
    ]
    person = entry(excerpt, "csl-91b69f0b")
    assert (person.type, person.countries) == ("Person", ("KP",))
    assert [n.text for n in person.names] == ["Ri Sung Chol", "Ri Su'ng-ch'o'l"]
    assert person.remarks == "Of the names: (DPRK individual)"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ALPHA (B) Co", Written((("ALPHA (B) Co", "a.k.a."),))),
        ("  Alpha \n Co ", Written((("Alpha Co", "a.k.a."),))),
        ("A (a.k.a. B; C (D))", Written((("A", "a.k.a."), ("B", "a.k.a."), ("C (D)", "a.k.a.")))),
        ("PEARL (A.K.A. NEI-CHIEN CHU) LI", Written((("PEARL LI", "a.k.a."), ("NEI-CHIEN CHU", "a.k.a.")))),
        ("A [aka B, C]", Written((("A", "a.k.a."), ("B", "a.k.a."), ("C", "a.k.a.")))),
        ("A (f.k.a., B)", Written((("A", "a.k.a."), ("B", "f.k.a.")))),
        (
            "A and any successor, sub-unit, or subsidiary thereof",
            Written((("A", "a.k.a."),), ("and any successor, sub-unit, or subsidiary thereof",)),
        ),
        ("(all of preceding located in Sichuan)", Written((), ("(all of preceding located in Sichuan)",))),
        ("B (Tall individual)", Written((("B", "a.k.a."),), ("(Tall individual)",), is_person=True)),
        ("", Written(())),
    ],
)
def test_written_names(written: str, found: Written) -> None:
    assert read_name(written) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KDBKKPPY, SWIFT/BIC", Number("SWIFT/BIC", "KDBKKPPY")),
        ("CA, BC166787, Passport", Number("Passport", "BC166787", "CA")),
        (
            "JO, 2014-08-30, 2009-08-31, K475336, Passport",
            Number("Passport", "K475336", "JO", ("issued 31 Aug 2009", "expires 30 Aug 2014")),
        ),
        ("2005-12-14, 34, License", Number("License", "34", "", ("issued or expires 14 Dec 2005",))),
        ("PA, 467323, Doc. 69, File Number", Number("File Number", "467323, Doc. 69", "PA")),
        ("1969-01-01, Organization Established Date", Number("Organization Established Date", "1969-01-01")),
        ("KP, Nationality of Registration", Number("Nationality of Registration", "KP")),
        ("alone", Number("Identification", "alone")),
    ],
)
def test_ids_of_the_csv(text: str, found: Number) -> None:
    assert number(text) == found


@pytest.mark.parametrize(
    ("text", "birth", "remarks"),
    [
        ("1978-08-22; 1967", ("1978-08-22", "1967"), None),
        ("1966-01-01", ("1966",), "Date of birth: 1966-01-01"),  # of "1966" and "1966 to 1968" alike
        ("circa 1967", ("1967",), "Date of birth: circa 1967"),
        ("1958 to 1959", ("1958", "1959"), "Date of birth: 1958 to 1959"),
        ("spring", (), "Date of birth: spring"),
    ],
)
def test_dates_of_birth(text: str, birth: tuple[str, ...], remarks: str | None) -> None:
    entity = one(dates_of_birth=text)
    assert (entity.dates.birth, entity.remarks) == (birth, remarks)


def test_other_fields_are_kept() -> None:
    assert one(title="Chief", start_date="soon", remarks="x").remarks == "Title: Chief; Start date: soon; x"
    founded = one(ids="1969-07-08, Organization Established Date; 1970, Organization Established Date")
    assert (founded.dates.founded, founded.remarks) == (("1969-07-08", "1970"), None)
    new = made({"mood": "good"}, header=[*HEADER, "mood"])
    assert read_watchlist(new).entities[0].remarks == "mood: good"


def test_line_ends_and_spaces_in_cells_say_nothing() -> None:
    entity = one(name="ALPHA\nCo ", addresses="1 High\nSt, Pyongyang, KP; ", alt_names="B;C; D ")
    assert [n.text for n in entity.names] == ["ALPHA Co", "B;C", "D"]
    assert [(a.text, a.country) for a in entity.addresses] == [("1 High St, Pyongyang", "KP")]


def test_links_by_name() -> None:
    rows = [
        {"source": SDN, "entity_number": "1", "name": "A", "remarks": "(Linked To: BETA (B) CO)"},
        {"source": SDN, "entity_number": "2", "name": "Beta (B) Co"},
    ]
    assert [r.target for r in read_watchlist(made(*rows)).entities[0].relations] == ["ofac-2"]


# ------------------------------------------------------------------------------------------------------------
# The JSON form


def test_an_object() -> None:
    watchlist = read_watchlist(as_json(OBJECT, total=1, sources_used=[]))
    assert watchlist.warnings == ()
    (bank,) = watchlist.entities
    assert (bank.id, bank.type, bank.name) == ("ofac-906", "Organization", "HAVIN BANK LIMITED")
    assert [n.text for n in bank.names[1:]] == ["HAVANA INTERNATIONAL BANK, LTD"]
    assert [(a.text, a.city, a.country) for a in bank.addresses] == [
        ("4th Floor, 189 Marsh Wall, E14 9SH", "London", "GB"),
        ("Edificio Atlantic, Oficina 4 H, 10400", "Havana", "CU"),
    ]
    assert bank.identifiers == (
        Identifier(kind="registration_number", value="01074897", country="GB", origin="Company Number"),
        Identifier(kind="bic", value="HAVIGB2L", origin="SWIFT/BIC"),
        Identifier(
            kind="passport", value="P1", country="IR", origin="Passport, issued 12 Aug 2010, expires 2020"
        ),
    )  # fmt: skip
    assert bank.remarks is None
    assert bank.programmes == ("CUBA", "Specially Designated Nationals (SDN)")


def test_what_is_new_in_an_object_is_kept() -> None:
    changed = {
        **OBJECT, "mood": {"now": "good", "then": ["bad"]}, "country": "KP", "age": 5,
        "addresses": [{"planet": "Mars", "city": "Olympus"}],
        "ids": [{"type": "Tax ID No.", "number": 7, "seal": "red"}],
    }  # fmt: skip
    (entity,) = read_watchlist(as_json(changed)).entities
    assert entity.remarks == "Country: KP; mood: good bad; age: 5"
    assert [(a.text, a.city) for a in entity.addresses] == [("Mars", "Olympus")]
    assert [(i.value, i.origin) for i in entity.identifiers] == [("7", "Tax ID No., red")]


def test_both_forms_say_the_same() -> None:
    rows = {
        "_id": "906", "source": SDN, "entity_number": "906", "type": "Entity", "programs": "CUBA",
        "name": "HAVIN BANK LIMITED", "alt_names": "HAVANA INTERNATIONAL BANK, LTD",
        "source_list_url": "https://example.org/list", "source_information_url": "https://example.org/about",
        "ids": "GB, 01074897, Company Number; HAVIGB2L, SWIFT/BIC; IR, 2020-08-11, 2010-08-12, P1, Passport",
    }  # fmt: skip
    ids = [*OBJECT["ids"][:2], {**OBJECT["ids"][2], "expiration_date": "2020-08-11"}]
    from_json = read_watchlist(as_json({**OBJECT, "addresses": [], "ids": ids}))
    assert read_watchlist(made(rows)).entities == from_json.entities


# ------------------------------------------------------------------------------------------------------------
# What is wrong with a file


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    watchlist = read_watchlist(made({"name": ""}, {"_id": ""}, {"name": "GOOD"}))
    assert [entity.name for entity in watchlist.entities] == ["GOOD"]
    assert watchlist.warnings == (
        "row 2 (without a name) was left out: names must not be an empty list",
        "row 3 (ALPHA) was left out: id must not be empty",
    )
    assert read_watchlist(as_json(7, OBJECT)).warnings == ("result 1 was left out: it is no object",)


@pytest.mark.parametrize("end", [len(DATA) - 1, len(DATA) - 60, len(DATA) // 2, 800])
def test_a_csv_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(DATA[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")


@pytest.mark.parametrize("end", [-1, -20, -len(as_json(OBJECT)) // 4])
def test_a_json_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged: not valid JSON") as caught:
        read_watchlist(as_json(OBJECT, OBJECT)[:end])
    assert caught.value.code == "corrupt"
    assert caught.value.line


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (DATA + b"1,2,3\n", "corrupt", "a row of 3 columns where the header has 29"),
        (DATA.replace(b"alt_names,", b"alt_names,alt_names,", 1), "corrupt", "a row of 29 columns"),
        (DATA.replace(b"programs,", b"programmes,", 1), "columns", "the columns programs are missing"),
        (DATA.replace(b"_id,", b"no,", 1), "columns", "the columns _id are missing"),
        (DATA + b'"1\n', "corrupt", "not valid CSV"),
        (DATA + b"\xff\n", "encoding", "is not UTF-8 text"),
        (as_json({k: v for k, v in OBJECT.items() if k != "ids"}), "columns", "result 1 lacks ids"),
        (as_json(OBJECT, total=2), "corrupt", "holds 1 results where it says that there are 2"),
        (as_json(OBJECT) + b"{}", "corrupt", "extra data"),
        (as_json(OBJECT).replace(b"]\n}", b"]\n]"), "corrupt", "expecting ','"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_no_list(data: bytes, code: str, said: str) -> None:
    with pytest.raises(ListError, match=said) as caught:
        read_watchlist(data)
    assert caught.value.code == code


def test_what_is_beside_the_results_is_told() -> None:
    assert read_watchlist(as_json(OBJECT, mood=1)).warnings == (
        "what stands under 'mood' is not known and was not read",
    )
