"""Recognising a format never fails, whatever the file begins with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from all_readers import READERS
from hypothesis import given
from hypothesis import strategies as st

from screening.lists import csv_list, json_list, toml_list, xlsx_list
from screening.lists.formats import FORMATS, format_of
from screening.source_text import head_text

EXCERPTS = sorted(path for path in (Path(__file__).parent / "excerpts").glob("*_excerpt.*"))
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"<?xml",
    b"<data-set>",
    b'{"id"',
    b'{"op":"',
    b"id,schema",
    b'"id',
    b"\xff\xfe<",
    b"\rid",
]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes(begin: bytes, rest: bytes) -> None:
    head = begin + rest
    for one in FORMATS:
        is_of_it = one.reader.recognise(head)
        assert is_of_it in {True, False}
        assert one.recognises(head, head_text(head)) == is_of_it  # no reader is passed over for want of its sign


@pytest.mark.parametrize("file", EXCERPTS, ids=lambda path: path.name)
def test_a_published_list_is_recognised_before_the_generic_formats(file: Path) -> None:
    data = file.read_bytes()
    first = next(reader for reader in READERS if reader.recognise(data))
    assert first not in {csv_list, json_list, toml_list, xlsx_list}
    found = format_of(data)
    assert found is not None
    assert found.reader is first
    for end in (1, 10, 100, 1000):
        for one in FORMATS:
            assert one.recognises(data[:end], head_text(data[:end])) == one.reader.recognise(data[:end])


def loaded_after(code: str) -> set[str]:
    """The readers that are loaded when a program has run."""
    names = sorted(f"screening.lists.{one.module}" for one in FORMATS)
    told = f"{code}\nimport sys\nprint(*(name for name in {names!r} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("file", "reader"),
    [
        ("un_xml_excerpt.xml", "un.xml"),
        ("ofac_sdn_excerpt.xml", "ofac.sdn"),
        ("opensanctions_simple_excerpt.csv", "opensanctions.simple"),
        ("us_csl_excerpt.csv", "us.csl"),
    ],
)
def test_a_list_loads_its_own_reader_alone(file: str, reader: str) -> None:
    path = str(Path(__file__).parent / "excerpts" / file)
    code = f"from screening.lists.registry import read_watchlist; read_watchlist({path!r})"
    assert loaded_after(code) == {f"screening.lists.{reader}"}


def test_a_check_loads_no_reader_but_that_of_its_list(tmp_path: Path) -> None:
    check = f"""
import os
os.environ["SCREENING_CACHE"] = {str(tmp_path)!r}
os.chdir({str(tmp_path)!r})
from screening.cli import main
main(["check", "Korea Daesong Bank"])
"""
    assert loaded_after(check) == {"screening.lists.toml_list"}
    assert any(tmp_path.iterdir())  # the index was kept, and no list is read
    assert loaded_after(check) <= {"screening.lists.toml_list"}  # which tells the shipped lists from notes
