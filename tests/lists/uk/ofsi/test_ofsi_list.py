"""The consolidated list of OFSI as published: all of its groups, names and words, however it is written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from all_readers import READERS

from screening.entities import Watchlist
from screening.lists.registry import read_watchlist
from screening.lists.uk import ofsi as uk_ofsi
from screening.lists.validation import validate_watchlist

from .published import CSV, DATA, OLD, XLSX


def table(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows below the header, read anew."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


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
