"""The catalogue of official lists: complete, readable by a reader, and documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.download.address import address
from screening.lists.catalogue import CatalogueEntry, catalogue
from screening.lists.formats import FORMATS
from screening.lists.shipped import shipped_lists

PAGE = (Path(__file__).parents[2] / "docs" / "official-lists.md").read_text(encoding="utf-8")
ENTRIES = list(catalogue().values())


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_an_entry_can_be_downloaded_and_read(entry: CatalogueEntry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
    assert address(entry.url).scheme == "https"
    assert entry.reader in {one.name for one in FORMATS}
    assert (entry.superseded_by is None) == (entry.since is None)
    assert entry.superseded_by is None or catalogue()[entry.superseded_by].superseded_by is None
    assert (entry.token == "public") == ("token=" in entry.url)
    assert f"| `{entry.name}` |" in PAGE


def test_names_are_clear() -> None:
    assert not set(catalogue()) & set(shipped_lists())
    assert re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE) == list(catalogue())
    assert len({entry.url for entry in ENTRIES}) == len(ENTRIES)


def test_a_list_that_is_no_longer_published_says_what_took_its_place() -> None:
    assert catalogue()["uk-ofsi"].warning == (
        "no longer published since 2026-01-28: use uk-sanctions-list in its place"
    )
    assert catalogue()["un"].warning is None
