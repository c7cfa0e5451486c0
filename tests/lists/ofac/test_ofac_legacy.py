"""OFAC's legacy CSV files: the columns, the statements in the remarks, the files beside ``sdn.csv``, damage.

The excerpts are of the lists of July 2021 (government data in the public domain), rows unchanged.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.ofac import legacy as ofac_legacy
from screening.lists.ofac.legacy import read_parts
from screening.lists.ofac.remarks import Statement, statement
from screening.lists.registry import list_files_in, read_watchlist
from screening.lists.validation import validate_watchlist

FOLDER = Path(__file__).parents[1] / "excerpts"
PARTS: Mapping[str, bytes] = {
    f"{part}.csv": (FOLDER / f"ofac_legacy_excerpt_{part}.csv").read_bytes()
    for part in ("sdn", "alt", "add", "comments")
}
SDN = PARTS["sdn.csv"]


def read_folder(folder: Path) -> tuple[Watchlist, ...]:
    return tuple(map(read_watchlist, list_files_in(folder)))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(zipped(PARTS))


def entry(watchlist: Watchlist, uid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofac-{uid}")


def row(uid: str = "1", name: str = "ALPHA", *, kind: str = "-0- ", remarks: str = "") -> bytes:
    """One row of ``sdn.csv`` with its end, and the rest of the columns empty."""
    last = f'"{remarks}"' if remarks else "-0- "
    cells = [uid, f'"{name}"', kind, '"CUBA"', *["-0- "] * 7, last]
    return (",".join(cells) + "\r\n").encode()


def one(remarks: str) -> Entity:
    (entity,) = read_watchlist(row(remarks=remarks) + b"\x1a").entities
    return entity


# ------------------------------------------------------------------------------------------------------------
# The list


def test_every_party_name_and_address_is_read(excerpt: Watchlist) -> None:
    assert [e.id for e in excerpt.entities] == [
        f"ofac-{line.split(b',')[0].decode()}" for line in SDN.splitlines()[:-1]
    ]
    quoted = SDN.count(b".k.a. '") + PARTS["comments.csv"].count(b".k.a. '")
    aliases = PARTS["alt.csv"].count(b"\r\n")
    assert sum(len(e.names) for e in excerpt.entities) == len(excerpt.entities) + aliases + quoted
    written = [line for line in PARTS["add.csv"].splitlines()[:-1] if not line.endswith(b"-0- ,-0- ,-0- ,-0- ")]
    assert sum(len(e.addresses) for e in excerpt.entities) == len(written)


def test_the_list_says_who_issued_it(excerpt: Watchlist) -> None:
    assert "Office of Foreign Assets Control" in excerpt.issuer
    assert (excerpt.as_of, excerpt.warnings) == ("", ())
    assert excerpt.kept_as_text["Linked To"] == 8
    assert [f.message for f in validate_watchlist(excerpt) if f.severity == "error"] == []


def test_it_is_recognised_by_its_rows_and_by_no_other_reader() -> None:
    for part in ("sdn.csv", "alt.csv", "add.csv"):
        assert sum(reader.recognise(PARTS[part]) for reader in READERS) == 1
    for data in (b"id,name\n1,A\n", PARTS["comments.csv"], b'1,"A",robot' + b",-0- " * 9, b'"', b"", b'x,"A"\n'):
        assert not ofac_legacy.recognise(data)


def test_the_order_and_the_names_of_the_files_do_not_matter(excerpt: Watchlist) -> None:
    shuffled = {f"{number}.txt": PARTS[name] for number, name in enumerate(sorted(PARTS))}
    assert read_parts(shuffled, "f", "n").entities == excerpt.entities


def test_notes_and_empty_files_beside_them_do_not_matter() -> None:
    parts = {"sdn.csv": row() + b"\x1a", "sdn_comments.csv": b"\x1a", "README.txt": b"What it is.", "._sdn.csv": b"x"}
    watchlist = read_watchlist(zipped(parts))
    assert [entity.name for entity in watchlist.entities] == ["ALPHA"]
    assert watchlist.warnings == (
        "aliases (alt.csv) are missing: read the files together, in one zip",
        "addresses (add.csv) are missing: read the files together, in one zip",
    )


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entry(excerpt, 12312)
    assert (bank.type, bank.name, bank.programmes) == ("Organization", "KOREA DAESONG BANK", ("DPRK",))
    assert [(n.text, n.quality) for n in bank.names[1:]] == [
        ("TAESONG BANK", "alias"),
        ("CHOSON TAESONG UNHAENG", "alias"),
    ]
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC"),)
    assert [(a.text, a.city, a.country) for a in bank.addresses] == [
        ("Segori-dong, Gyongheung St., Potonggang District", "Pyongyang", "KP")
    ]
    assert bank.references == ("https://sanctionssearch.ofac.treas.gov/Details.aspx?id=12312",)
    assert bank.remarks
    assert bank.remarks.startswith("Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201")
    assert bank.remarks.endswith("EMAIL kdb@co.chesin.com.")


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, 24998)
    assert (person.type, person.gender, person.countries) == ("Person", "male", ("TR",))
    assert person.dates.birth == ("1957-04-01",)
    assert person.identifiers == (
        Identifier(
            kind="passport", value="U00618757", country="TR",
            origin="Passport, issued 12 Aug 2010, expires 11 Aug 2020",
        ),
        Identifier(kind="national_id", value="31202133364", origin="National ID No."),
    )  # fmt: skip
    assert person.remarks
    parts = person.remarks.split("; ")
    assert parts[0] == "Title: Chief Executive Officer"
    assert "Chief Executive Officer" not in parts
    assert {"Place of birth: Gumusova, Turkey", "Citizenship: Turkey"} < set(parts)
    assert parts[-1] == "Linked To: SIA FALCON INTERNATIONAL GROUP"


def test_weak_names_stand_in_the_remarks(excerpt: Watchlist) -> None:
    person = entry(excerpt, 9584)
    assert [n.quality for n in person.names] == ["primary", "alias", "alias", "weak", "weak"]
    assert person.names[4] == Name(text="COMMANDER PUTOL", quality="weak")
    assert person.dates.birth == ("1955", "1952")
    assert "Date of birth: circa 1952" in (person.remarks or "")
    assert len(entry(excerpt, 27307).names) == 12


@pytest.mark.parametrize(
    ("uid", "name", "aliases"), [(20573, "KOREA NATIONAL INSURANCE CORPORATION", 2), (12209, "OFFICE 39", 6)]
)
def test_organisations_of_north_korea(excerpt: Watchlist, uid: int, name: str, aliases: int) -> None:
    entity = entry(excerpt, uid)
    assert (entity.name, len(entity.names) - 1) == (name, aliases)


def test_a_vessel_and_an_aircraft(excerpt: Watchlist) -> None:
    ship = entry(excerpt, 15042)
    assert (ship.type, ship.countries) == ("Vessel", ("PA",))
    assert {i.kind: i.value for i in ship.identifiers} == {
        "call_sign": "9HEG9", "imo": "9218478", "mmsi": "256865000",
    }  # fmt: skip
    assert Name(text="DAMAVAND", quality="former") in ship.names
    assert ship.remarks
    assert ship.remarks.startswith("Vessel type: Crude Oil Tanker; Tonnage: 297,013; Gross registered tonnage: 160,576")
    plane = entry(excerpt, 15431)
    assert (plane.type, plane.dates.built) == ("Airplane", ("1992",))
    assert {i.kind: i.value for i in plane.identifiers} == {
        "aircraft_construction_number": "8401", "aircraft_serial_number": "1023409321",
    }  # fmt: skip


def test_long_remarks_go_on_in_the_comments(excerpt: Watchlist) -> None:
    person = entry(excerpt, 28264)
    assert person.programmes == ("DPRK3", "CYBER2")
    assert "Phone Number: 8613314257947" in (person.remarks or "")  # "P" here, "hone Number" there
    assert [n.text for n in person.names] == ["LI, Jiadong", "blackjack1987", "khaleesi"]
    assert [(r.kind, r.target) for r in person.relations] == [("linked_to", "ofac-27307")]
    wallets = [i.origin for i in person.identifiers if i.kind == "crypto_address"]
    assert wallets == ["Digital Currency Address - XBT"] * 12


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SWIFT/BIC KDBKKPPY", Statement("SWIFT/BIC", "KDBKKPPY")),
        ("Passport 1 (Iran) issued 1999 expires 01 Jan 2008 to 31 Dec 2010",
         Statement("Passport", "1", "Iran", ("issued 1999", "expires 01 Jan 2008 to 31 Dec 2010"))),
        ("Registration Number HRA 738077 (Stuttgart) (Germany)",
         Statement("Registration Number", "HRA 738077 (Stuttgart)", "Germany")),
        ("Registration Number 5 (Stuttgart)", Statement("Registration Number", "5 (Stuttgart)")),
        ("National ID No. 9 (Region: Gaza)", Statement("National ID No.", "9", "Region: Gaza")),
        ("Registration Number FN 161285 i (Austria)", Statement("Registration Number", "FN 161285 i", "Austria")),
        ("Digital Currency Address - XBT 1abc", Statement("Digital Currency Address - XBT", "1abc")),
        ("UK Company Number 7", Statement("UK Company Number", "7")),
        ("Listing Date (EO 14024 Directive 2): 24 Feb 2022",
         Statement("Listing Date (EO 14024 Directive 2)", "24 Feb 2022")),
        ("Additional Sanctions Information - Subject to Secondary Sanctions",
         Statement("Additional Sanctions Information", "Subject to Secondary Sanctions")),
        ("Passport issued in Sarajevo, Bosnia-Herzegovina", None),
        ("Passport 4117921 issued under the name Dilawar Khan", None),
        ("Passports were lost", None),
        ("Passport", None),
        ("all offices worldwide", None),
    ],
)  # fmt: skip
def test_statements(text: str, found: Statement | None) -> None:
    assert statement(text) == found


def test_what_is_no_statement_stays_as_it_is() -> None:
    entity = one("All offices; Passport issued in Sarajevo; f.k.a. 'OLD'; n.k.a. 'NEW'; DOB 1963 or 1964; Member ETA.")
    assert entity.identifiers == ()
    assert entity.dates.birth == ()
    assert entity.remarks == "All offices; Passport issued in Sarajevo; Date of birth: 1963 or 1964; Member ETA."
    assert [(n.text, n.quality, n.origin) for n in entity.names[1:]] == [
        ("OLD", "weak", "f.k.a."),
        ("NEW", "weak", "n.k.a."),
    ]


def test_a_link_to_a_name_with_a_full_stop() -> None:
    data = (
        row("1", "A", remarks="Linked To: BETA S.A.") + row("2", "BETA S.A.") + row("3", "C", remarks="Linked To: A.")
    )
    watchlist = read_watchlist(data + b"\x1a")
    assert [[r.target for r in e.relations] for e in watchlist.entities] == [["ofac-2"], [], ["ofac-1"]]
    assert [e.remarks for e in watchlist.entities] == ["Linked To: BETA S.A.", None, "Linked To: A"]


def test_kinds_of_aliases_and_remarks_of_aliases_and_addresses() -> None:
    alt = b'1,2,"nka","NEW",-0- \r\n1,3,"fka","OLD","of old"\r\n\x1a'
    add = (
        b'1,4,-0- ,-0- ,"Region: Gaza",-0- \r\n'
        b'1,5,"1 High St","Town 12","Cuba","closed"\r\n'
        b"1,6,-0- ,-0- ,-0- ,-0- \r\n\x1a"
    )
    (entity,) = read_parts({"s": row() + b"\x1a", "l": alt, "d": add}, "f", "n").entities
    assert [(n.text, n.quality, n.origin) for n in entity.names[1:]] == [
        ("NEW", "alias", "n.k.a."),
        ("OLD", "former", None),
    ]
    assert [(a.text, a.city, a.country) for a in entity.addresses] == [
        ("", None, "Region: Gaza"),
        ("1 High St", "Town 12", "CU"),
    ]
    assert entity.remarks == "Of a name: OLD: of old; Of an address: closed"


# ------------------------------------------------------------------------------------------------------------
# What is missing or wrong


def test_an_sdn_file_by_itself_says_what_is_missing() -> None:
    watchlist = read_watchlist(SDN)
    assert len(watchlist.entities) == 15
    assert watchlist.warnings == (
        "aliases (alt.csv) are missing: read the files together, in one zip",
        "addresses (add.csv) are missing: read the files together, in one zip",
        "the ends of long remarks (sdn_comments.csv) are missing: read the files together, in one zip",
        "the remarks of 1 entries are cut off after 1000 characters",
    )
    person = entry(watchlist, 28264)
    assert (person.remarks or "").endswith("; Cut off: P")
    assert person.relations == ()


@pytest.mark.parametrize("part", ["alt.csv", "add.csv"])
def test_the_other_files_are_no_list_by_themselves(part: str) -> None:
    with pytest.raises(ListError, match=r"is one of OFAC's files beside sdn\.csv") as caught:
        read_watchlist(PARTS[part])
    assert caught.value.code == "part"
    assert "into one zip file" in str(caught.value)


@pytest.mark.parametrize("end", [2500, len(SDN) // 2, len(SDN) - 30, len(SDN) - 2])
def test_a_file_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(SDN[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")
    assert caught.value.line


def test_a_file_without_the_mark_at_its_end_is_read_with_a_warning() -> None:
    watchlist = read_watchlist(row(remarks="X."))
    assert watchlist.warnings[0] == "watchlist: the mark at the end (control-Z) is missing: the file may be cut off"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (row() + b'2,"B",-0- \r\n' + b"\x1a", "corrupt", 2),
        (row() + row("2").replace(b"\r\n", b",x\r\n") + b"\x1a", "corrupt", 2),
        (row() + b"\x1a" + row("2"), "corrupt", 2),
        (row() + b'2,"B' + b"\x1a", "corrupt", 2),
        (row() + row("2", "\xe9").decode().encode("latin-1") + b"\x1a", "encoding", 2),
        (row() + row() + b"\x1a", "duplicate_id", None),
    ],
)
def test_a_damaged_file_is_no_list(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(data)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_files_that_do_not_belong_together_are_no_list() -> None:
    alt = b'99,2,"aka","NEW",-0- \r\n\x1a'
    cases = {
        "mismatch": {"sdn.csv": row() + b"\x1a", "alt.csv": alt},
        "ambiguous": {"sdn.csv": row() + b"\x1a", "alt.csv": alt, "more.csv": alt},
        "unrecognised": {"sdn.csv": row() + b"\x1a", "alt.csv": b"<html>not found</html>"},
    }
    for code, parts in cases.items():
        with pytest.raises(ListError) as caught:
            read_parts(parts, "f", "n")
        assert caught.value.code == code


def test_an_empty_file_of_comments_says_nothing() -> None:
    assert read_parts({"sdn.csv": row() + b"\x1a", "c.csv": b"\x1a"}, "f", "n").entities[0].name == "ALPHA"


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    watchlist = read_watchlist(row("7", "") + row("8", "GOOD") + b"\x1a")
    assert [entity.id for entity in watchlist.entities] == ["ofac-8"]
    assert watchlist.warnings[0] == "entry 7 in line 1 (without a name) was left out: names[0].text must not be empty"


def test_a_type_that_is_new_costs_no_entry() -> None:
    (first, second) = read_watchlist(row() + row("2", kind='"robot"') + b"\x1a").entities
    assert (first.type, second.type, second.remarks) == ("Organization", "LegalEntity", "Type: robot")


def test_the_files_in_a_folder_are_one_list(tmp_path: Path, excerpt: Watchlist) -> None:
    folder = tmp_path / "legacy"
    folder.mkdir()
    for name, content in PARTS.items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
    (folder / "README.md").write_text("notes")
    (found,) = read_folder(folder)
    assert found.entities == excerpt.entities
    assert (found.name, found.path) == ("legacy", str(folder))
    (folder / "alt.csv.gz").unlink()
    (other,) = read_folder(folder)
    assert other.sha256 != found.sha256
    assert any("aliases" in warning for warning in other.warnings)
