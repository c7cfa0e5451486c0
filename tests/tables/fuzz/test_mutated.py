"""Damaged files of every kind are read, or refused for what they are: no reader is ever taken by surprise."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.errors import InputError
from screening.tables.counterparties import read_counterparties

from .mutations import mutated
from .seeds import seeds

UNREAD = {"csv.zip", "ods", "html", "xml of 2003"}
"""Kinds that are recognised and refused."""


def read(data: bytes) -> str:
    """The code that the file is refused with; empty for one that is read."""
    refused = None
    try:
        file = read_counterparties(data, file_name="f", isolated=False)
    except InputError as error:
        refused = error
    if refused is None:
        assert [party.row for party in file.counterparties if not party.row] == []  # each is made, and has its row
        return ""
    assert refused.file == "f"
    assert refused.code != "internal", refused  # which says that nobody had thought of this
    return refused.code


@pytest.mark.parametrize("kind", seeds())
def test_the_files_to_start_from_are_sound(kind: str) -> None:
    assert read(seeds()[kind]) == ("unsupported" if kind in UNREAD else "")


@pytest.mark.parametrize("kind", seeds())
@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_a_damaged_file_is_read_or_refused(kind: str, chance: Random) -> None:
    read(mutated(seeds()[kind], chance))


@pytest.mark.parametrize("kind", ["xlsx by hand", "csv of excel", "tsv in utf-16", "csv.gz", "ods"])
def test_a_file_cut_off_anywhere_is_read_or_refused(kind: str) -> None:
    data = seeds()[kind]
    for end in range(len(data)):
        read(data[:end])
