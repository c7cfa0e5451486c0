"""Rescreening of reports in files, against lists in files, kept indexes and stored versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_up_list import TEXT

from screening.entities import Counterparty
from screening.errors import InputError, UsageError
from screening.report.json_reading import read_report
from screening.screener import Screener
from screening.store.state import ListState, StoredVersion, moment
from screening.store.versions import DRAFT, keep_version, list_folder, version_name

from .tables import NOW, THEN, table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCREENING_CONFIG", raising=False)
    monkeypatch.setenv("SCREENING_CACHE", "off")
    (tmp_path / "old.toml").write_text(TEXT, encoding="utf-8")
    entry = '\n[[entity]]\nid = "kettle"\nname = "Wyvern Kettle Bakery"\n'
    (tmp_path / "new.toml").write_text(TEXT + entry, encoding="utf-8")
    rows = [("Zemblan Harbour Bank", "", "", "", "KP", ""), ("Wyvern Kettel Bakery", "", "", "", "", "")]
    Screener.from_config(lists=["old.toml"]).screen(table(rows), now=THEN).write("report.json")
    return tmp_path


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_a_report_in_a_file(folder: Path, suffix: str) -> None:
    read_report("report.json").write(f"again{suffix}")
    found = Screener.from_config(lists=["new.toml"]).rescreen(f"again{suffix}", old=["old.toml"], now=NOW)
    assert (found.grounds, found.screened) == ((), 1)
    assert [c.entity_id for c in found.changes] == ["kettle"]


def test_the_old_list_is_found_where_its_index_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CACHE", str(folder / "cache"))
    Screener.from_config(lists=["old.toml"])
    found = Screener.from_config(lists=["new.toml"]).rescreen("report.json", now=NOW)
    assert (found.grounds, found.screened) == ((), 1)


def test_without_the_old_list_all_rows_are_screened(folder: Path) -> None:
    found = Screener.from_config(lists=["new.toml"]).rescreen("report.json", now=NOW)
    assert found.screened == found.rows == 2
    assert "not at hand" in found.grounds[0]
    assert [c.entity_id for c in found.changes] == ["kettle"]


def in_store(store: Path, content: bytes, *, as_if: bytes | None = None) -> None:
    """A store that has one version of a list called zembla; ``as_if`` is what it was when it was downloaded."""
    folder = list_folder(store, "zembla")
    folder.mkdir(parents=True)
    (folder / f"{DRAFT}x").write_bytes(content)
    digest = hashlib.sha256(as_if or content).hexdigest()
    version = StoredVersion(
        file=version_name(digest, moment(THEN), "toml"), sha256=digest, size=len(content), version="1", as_of="",
        entities=1, names=1, fetched=moment(THEN), url="https://lists.example/x",
    )  # fmt: skip
    keep_version(folder, folder / f"{DRAFT}x", version, ListState(), 2)


def test_the_old_list_is_found_among_the_stored_versions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_LISTS", str(folder / "store"))
    in_store(folder / "store", (folder / "old.toml").read_bytes())
    found = Screener.from_config(lists=["new.toml"]).rescreen("report.json", now=NOW)
    assert (found.grounds, found.screened) == ((), 1)


@pytest.mark.parametrize("damaged", ["version", "state"])
def test_a_stored_version_that_is_damaged_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    monkeypatch.setenv("SCREENING_LISTS", str(folder / "store"))
    old = (folder / "old.toml").read_bytes()
    in_store(folder / "store", old[:-9] if damaged == "version" else old, as_if=old)
    if damaged == "state":
        (folder / "store" / "zembla" / "state.json").write_bytes(b"{")
    found = Screener.from_config(lists=["new.toml"]).rescreen("report.json", now=NOW)
    told = read_report("report.json").screening.watchlists[0]
    assert f"not at hand ({told.name} {told.version}): --old names their files" in found.grounds[0]
    assert found.screened == found.rows


def test_other_rules_are_no_ground_for_copying(folder: Path) -> None:
    (folder / "screening.toml").write_text('threshold = 60\n[[list]]\npath = "new.toml"\n', encoding="utf-8")
    found = Screener.from_config("screening.toml").rescreen("report.json", old=["old.toml"], now=NOW)
    assert found.grounds == ("the report was made with another configuration",)
    assert found.report.screening.threshold == read_report("report.json").screening.threshold


def test_filters_and_overrides_hold_for_the_old_list_too(folder: Path) -> None:
    config = folder / "screening.toml"
    text = '[[list]]\nname = "zembla"\npath = "list.toml"\nexclude_groups = ["ships"]\n'
    config.write_text(text + '[[override]]\nentity = "vexley"\nstatus = "deceased"\nreason = "r"\n', encoding="utf-8")
    (folder / "list.toml").write_bytes((folder / "old.toml").read_bytes())
    rows = [("Orlando Quillon Vexley", "", "", "", "", ""), ("Corsair Wyvern", "Vessel", "", "", "", "")]
    Screener.from_config("screening.toml").screen(table(rows), now=THEN).write("report.json")
    (folder / "list.toml").write_bytes((folder / "new.toml").read_bytes())
    found = Screener.from_config("screening.toml").rescreen("report.json", old=["old.toml"], now=NOW)
    assert (found.grounds, found.screened, found.changes) == ((), 0, ())
    assert found.report.counterparties[0].hits[0].status == "deceased"


def test_a_file_that_is_not_the_version_of_the_report(folder: Path) -> None:
    screener = Screener.from_config(lists=["new.toml"])
    with pytest.raises(UsageError, match=r"new\.toml: is not the version of a list that the report was made with"):
        screener.rescreen("report.json", old=["new.toml"])


def edited(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        document = json.loads(data)
        change(document)
        return json.dumps(document).encode()

    return apply


BROKEN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("empty", lambda _: b"", "corrupt"),
    ("cut off", lambda data: data[:-40], "corrupt"),
    ("no JSON", lambda _: b"PK\x03\x04", "corrupt"),
    ("deep", lambda _: b"[" * 100_000, "corrupt"),
    ("another JSON", lambda _: b'{"a": 1}', "not_a_report"),
    ("a list", lambda _: b"[1, 2]", "not_a_report"),
    ("a row missing", edited(lambda d: d["counterparties"].pop()), "corrupt"),
    ("a new field", edited(lambda d: d["screening"].update(later=1)), "other_version"),
    ("a field missing", edited(lambda d: d["screening"].pop("threshold")), "other_version"),
    ("no rows", edited(lambda d: d.update(counterparties=3)), "other_version"),
    ("another name", edited(lambda d: d["counterparties"][0]["input"].update(Name="X")), "not_the_row"),
    ("no columns", edited(lambda d: d["screening"].update(columns={})), "not_a_table"),
]


@pytest.mark.parametrize(("damage", "code"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_what_is_no_report_is_one_clear_error(folder: Path, damage: Callable[[bytes], bytes], code: str) -> None:
    (folder / "report.json").write_bytes(damage((folder / "report.json").read_bytes()))
    with pytest.raises(InputError) as caught:
        Screener.from_config(lists=["new.toml"]).rescreen("report.json")
    assert caught.value.code == code
    assert caught.value.hint


def test_a_report_that_is_not_there(folder: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_report("nothing.json")


def test_parties_made_by_hand_are_refused(folder: Path) -> None:
    screener = Screener.from_config(lists=["old.toml"])
    with pytest.raises(InputError, match="was not made from a table"):
        screener.rescreen(screener.screen([Counterparty(name="Zemblan Harbour Bank")]))
