"""Rescreening gives what a full screening of now gives, and tells what a comparison of the two would: to the byte."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_list import TEXT

from screening import rescreening
from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty, Entity, Watchlist
from screening.errors import InputError, UsageError
from screening.list_index import ListIndex
from screening.matching import rarity
from screening.matching.policy import load_policy
from screening.report.comparison import Rescreening, hit_changes
from screening.report.comparison_text import rescreening_text
from screening.report.json_reading import parse_report, read_report
from screening.report.model import Report
from screening.rescreening import Lists, rescreened
from screening.screener import Screener
from screening.store.state import ListState, StoredVersion, moment
from screening.store.versions import DRAFT, keep_version, list_folder, version_name

THEN, NOW = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
# so that words and acronyms of a short list say otherwise in another one
WEIGHTS = {"rarity_floor": 0.5, "rarity_step": 0.01, "acronym_full_bits": 30.0}
POLICY = load_policy(WEIGHTS)

NAMES = [
    "Zemblan Harbour Bank", "Onhava Trading Company", "Hassan Quillon", "Hassan Ali Vexley", "Ali Hassan Mahmoud",
    "Mahmoud Vexley", "Gryphon Thimble Society", "Foreign Gryphon Bank Onhava Society", "Corsair Wyvern 7",
    "Chong Chon 7", "평양무역은행", "조선대성은행", "Korea Daesong Bank", "Quillon Shipping Company", "J. Vexley",
    "Zemblan Ports and Shipping Company of Onhava", "Mohammed Onhava", "North Korea Harbour Company", "华夏贸易公司",
]  # fmt: skip
SOUGHT = [
    *NAMES, "Zemblan Harbuor Bank", "Hasan Quilon", "Vexley", "FGBOS", "Corsair Wyvern", "Zemblan Ports and Shipping",
    "ZemblanHarbour Bank", "평양 무역은행 지점", "주식회사평양무역은행", "Daesung Bank", "DPRK Harbour Company",
    "Muhammad Onhava", "Hassan", "Bakery Sunrise", "J Vexley", "Vexley H.", "Trading Company", "华夏贸易", "", "-",
]  # fmt: skip
NUMBERS = ["9187332", "8905490"]


@st.composite
def entity(draw: st.DrawFn) -> dict[str, Any]:
    first, *others = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    quality = st.sampled_from(["alias", "weak", "former"])
    found: dict[str, Any] = {
        "id": draw(st.sampled_from([f"e{n}" for n in range(9)])),
        "type": draw(st.sampled_from(["Person", "Company", "Vessel", "LegalEntity"])),
        "names": [{"text": first, "quality": "primary"}, *({"text": t, "quality": draw(quality)} for t in others)],
        "status": draw(st.sampled_from(["designated", "designated", "delisted"])),
    }
    if draw(st.integers(0, 3)) == 0:
        found["identifiers"] = [{"kind": "imo", "value": draw(st.sampled_from(NUMBERS))}]
    if draw(st.integers(0, 4)) == 0:
        found["not_to_be_confused_with"] = [{"name": draw(st.sampled_from(SOUGHT[:-3])) or "x", "reason": "another"}]
    return found


lists_of = st.lists(entity(), min_size=1, max_size=12)


FIVE = st.integers(0, 5)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A list, and the same with some entries gone, some new and some changed, in another order perhaps."""
    old = draw(lists_of)
    new = [e for e in old if draw(FIVE)]
    new += draw(st.lists(entity(), max_size=3))
    if new and draw(FIVE) > 2:
        new[0] = {**new[0], "status": "sunk"}
    if draw(FIVE) > 2:
        new.reverse()
    return old, new or old


rows_of = st.lists(
    st.tuples(
        st.sampled_from(SOUGHT), st.sampled_from(["", "Person", "Vessel", "Company"]), st.sampled_from(["", *SOUGHT]),
        st.sampled_from(["", *NUMBERS]), st.sampled_from(["", "KP", "DE"]), st.sampled_from(["", *SOUGHT]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip

EXCLUSION = {"counterparty": "Hassan", "entity": "e1", "entry": "0" * 12, "reason": "r", "by": "b", "on": "2026-01-01"}
CONFIGS = [
    Config.model_validate({"weights": WEIGHTS, "exclusion": exclusions})
    for exclusions in ([], [EXCLUSION], [{**EXCLUSION, "expires": "2026-02"}])
]


COLUMNS = ("Name", "Type", "Alias", "IMO", "Country", "Notes")


def table(rows: Sequence[tuple[str, ...]], headers: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    return text.getvalue().encode()


def watchlist(entities: Sequence[dict[str, Any]], **told: Any) -> Watchlist:
    return Watchlist.model_validate({"name": "zembla", "issuer": "Nobody", "entities": entities, **told})


def through_json(report: Report) -> Report:
    return parse_report(json.dumps(report.to_dict()).encode(), "report.json")


def again(
    report: Report, old: Watchlist, new: Watchlist, config: Config, sha256: str, beside: Sequence[Watchlist] = ()
) -> Rescreening:
    index = ListIndex.of([new, *beside], POLICY)
    terms = Terms(report.screening.threshold, report.screening.max_hits, NOW.date().isoformat())
    lists = Lists(index, ListIndex.of([old, *beside], POLICY))
    return rescreened(
        report, lists, Engine(index.matcher, config, index.ranks), POLICY, config.exclusion, terms,
        config_sha256=sha256, started=NOW.isoformat(timespec="seconds"),
    )  # fmt: skip


def with_entries(config: Config, watchlist: Watchlist) -> Config:
    """The configuration with its exclusions bound to the entry that the list has now, where it has it."""
    prints = {e.id: e.fingerprint() for e in watchlist.entities}
    told = [e.model_copy(update={"entry": prints.get(e.entity, e.entry)}) for e in config.exclusion]
    return config.model_copy(update={"exclusion": tuple(told)})


@contextmanager
def everything_tried(*, counted: bool) -> Iterator[None]:
    """Rows are asked about however much has changed, and the words of a list are ``counted`` however short it is."""
    with (
        mock.patch.object(rarity, "_LIST_COUNTS_FROM", 4 if counted else 500),
        mock.patch.object(rescreening, "_WORTH_IT", 1.0),
    ):
        yield


@settings(max_examples=150, deadline=None)
@given(
    versions(), rows_of, st.sampled_from(CONFIGS), st.sampled_from([1, 2, 10]), st.sampled_from([60.0, 75.0, 90.0]),
    st.sampled_from(["zembla", "zembla-2"]),
)  # fmt: skip
def test_it_is_a_full_screening_of_old_and_new_compared(
    lists: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    rows: list[tuple[str, ...]],
    config: Config,
    max_hits: int,
    threshold: float,
    name: str,
) -> None:
    held_to_a_full_screening(watchlist(lists[0]), watchlist(lists[1], name=name), rows, config, max_hits, threshold)


def held_to_a_full_screening(
    old: Watchlist,
    new: Watchlist,
    rows: Sequence[tuple[str, ...]],
    config: Config,
    max_hits: int,
    threshold: float,
    *,
    counted: bool = True,
    beside: Sequence[Watchlist] = (),
    headers: tuple[str, ...] = COLUMNS,
) -> Rescreening:
    """Screen against both lists (and those ``beside`` them), rescreen, and compare; returns the rescreening."""
    config = with_entries(config, old)
    data = table(rows, headers)
    with everything_tried(counted=counted):
        before = Screener([old, *beside], config).screen(data, now=THEN, max_hits=max_hits, threshold=threshold)
        full = Screener([new, *beside], config).screen(data, now=NOW, max_hits=max_hits, threshold=threshold)
        found = again(through_json(before), old, new, config, before.screening.config_sha256, beside)
    assert found.grounds == ()
    assert found.report.counterparties == full.counterparties
    assert found.report.summary == full.summary
    assert found.changes == hit_changes(before, full)
    told = found.report.screening.model_copy(update={"duration_s": full.screening.duration_s})
    assert told == full.screening
    return found


HEADERS = ("First name", "Last name", "Director", "Passport no", "Date of birth", "Nationality", "Address", "Remarks")
full_rows = st.lists(
    st.tuples(
        st.sampled_from(["", "Hassan", "Hassan Ali", "J.", "Zemblan", "평양", "#N/A"]),
        st.sampled_from(["", "Quillon", "Vexley", "Harbour Bank", "무역은행"]),
        st.sampled_from(["", *SOUGHT]), st.sampled_from(["", "P1234567", "P 123 4567"]),
        st.sampled_from(["", "1970-02-01"]), st.sampled_from(["", "KP"]),
        st.sampled_from(["", "Onhava", "c/o Hassan Quillon, Onhava"]),
        st.sampled_from(["", *SOUGHT, "ship IMO 9187332"]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def told_of(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries with what may be held against the other columns of such rows."""
    facts = {
        "dates": {"birth": ["1970"]}, "countries": ["KP"], "identifiers": [{"kind": "passport", "value": "P1234567"}],
    }  # fmt: skip
    return [e if n % 2 else {**facts, **e} for n, e in enumerate(entries)]


@settings(max_examples=60, deadline=None)
@given(versions(), full_rows, st.sampled_from([60.0, 75.0, 90.0]))
def test_rows_of_many_columns(
    lists: tuple[list[dict[str, Any]], list[dict[str, Any]]], rows: list[tuple[str, ...]], threshold: float
) -> None:
    old, new = (watchlist(told_of(entries)) for entries in lists)
    held_to_a_full_screening(old, new, rows, CONFIGS[0], 10, threshold, headers=HEADERS)


def linked(lists: st.SearchStrategy[list[dict[str, Any]]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """The entries, some with a reference that entries of other lists may have as well."""
    references = st.sampled_from([[], ["UN KPe.001"], ["OFAC 7"], ["UN KPe.001", "OFAC 7"]])
    return lists.flatmap(
        lambda entries: st.lists(references, min_size=len(entries), max_size=len(entries)).map(
            lambda told: [{**e, "references": r} for e, r in zip(entries, told, strict=True)]
        )
    )


@settings(max_examples=100, deadline=None)
@given(linked(lists_of), linked(lists_of), linked(lists_of), rows_of, st.sampled_from([1, 2, 10]))
def test_one_party_on_several_lists(
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    others: list[dict[str, Any]],
    rows: list[tuple[str, ...]],
    max_hits: int,
) -> None:
    beside = [watchlist(others, name="other")]
    kept = [*old[: len(old) // 2], *new[: len(new) // 2]]
    held_to_a_full_screening(watchlist(old), watchlist(kept), rows, CONFIGS[0], max_hits, 60.0, beside=beside)


def test_a_link_that_is_new_changes_the_hit_on_an_entry_that_is_the_same() -> None:
    theirs = [{**e, "references": ["UN KPe.001"]} for e in listed("Zemblan Harbour Bank")]
    old = watchlist(listed("Quillon"))
    new = watchlist([*listed("Quillon"), *({**e, "id": "n", "references": ["UN KPe.001"]} for e in listed("Corsair"))])
    found = held_to_a_full_screening(
        old, new, [row("Zemblan Harbour Bank")], CONFIGS[0], 10, 75.0, beside=[watchlist(theirs, name="other")]
    )
    (change,) = found.changes
    assert (change.what, change.entity_id, change.fields) == ("changed", "Zemblan Harbour Bank", ("also_listed",))


def listed(*names: str, **told: Any) -> list[dict[str, Any]]:
    return [{"id": name, "type": "Company", "names": [{"text": name, "quality": "primary"}], **told} for name in names]


def row(name: str, type_: str = "", alias: str = "", imo: str = "", notes: str = "") -> tuple[str, ...]:
    return (name, type_, alias, imo, "", notes)


SHIP = {"identifiers": [{"kind": "imo", "value": "9187332"}]}
FOREIGN = "Foreign Gryphon Bank Onhava Society"
PORTS = "Zemblan Ports and Shipping Company"
QUILLONS = ["Quillon Thimble", "Quillon Wyvern", "Quillon Kettle", "Quillon Bezel", "Quillon Larch", "Quillon Osprey"]
OTHER = [{"name": "Zemblan Quillon Oxbow", "reason": "r"}]
FILLED = ["Larkspur Vane", "Tamarisk Quoin", "Bistre Oriel", "Umber Corbel", "Sorrel Mullion", "Ochre Finial"]
LONG = [f"{a} Bezel Corbel Dormer Eyelet" for a in ("Amber", "Beryl", "Citrine", "Dun", "Ebony", "Fawn")]
MANY = [f"{a}{b}" for a in ("Larkspur ", "Tamarisk ", "Bistre ", "Umber ") for b in ("Vane", "Quoin", "Oriel", "Gable")]


@dataclass(frozen=True)
class Whole:
    """Something that hangs on the list as a whole, so that a hit on an entry that is the same may be another.

    Both lists have ``entry`` and as many names; ``counted`` lets the words' counts in them bear on what they say.
    """

    about: str
    entry: list[dict[str, Any]]
    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    asked: tuple[str, ...]
    counted: bool = False
    threshold: float = 40.0


WHOLE = [
    Whole(
        "a word of the counterparty is commoner now", listed("Zemblan Harbour Bank"), listed(*FILLED),
        listed(*QUILLONS), row("Zemblan Harbour Quillon Bank"), counted=True,
    ),
    Whole(
        "a word of the entry is commoner now", listed("Zemblan Harbour Quillon"), listed(*FILLED), listed(*QUILLONS),
        row("Zemblan Harbour"), counted=True,
    ),
    Whole(
        "a word of a party that the entry is not is commoner now",
        listed("Zemblan Harbour", not_to_be_confused_with=OTHER), listed(*FILLED), listed(*QUILLONS),
        row("Zemblan Oxbow"), counted=True, threshold=20.0,
    ),
    Whole("an acronym says less among many", listed(FOREIGN), listed(*FILLED), listed(*LONG), row("FGBOS")),
    Whole(
        "a beginning that too many names have", listed(f"{PORTS} Onhava Kettle Oxbow Larch"),
        listed(*MANY, *FILLED),
        listed(*(f"{PORTS} {chr(97 + n) * 5} Osprey Bezel Larch Kettle Wyvern" for n in range(22))),
        row(PORTS), threshold=90.0,
    ),
    Whole(
        "a name that is looked for in longer runs", listed("평양무역은행"), listed("라라라라"), listed("한평양"),
        row("대한평양무역은행지점"), threshold=75.0,
    ),
    Whole(
        "a number that is new", listed(*FILLED), listed("Corsair"), listed("Corsair", **SHIP), row("", imo="9187332")
    ),
    Whole(
        "an id that another entry has too", listed("Corsair Wyvern", id="a"), listed("Zemblan Harbour", id="a"),
        listed(*FILLED), row("Zemblan Harbour"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", WHOLE, ids=[case.about for case in WHOLE])
def test_what_hangs_on_the_list_as_a_whole(case: Whole) -> None:
    old, new = watchlist([*case.old, *case.entry]), watchlist([*case.new, *case.entry])
    rows = [case.asked, row("Bakery Sunrise")]
    found = held_to_a_full_screening(old, new, rows, CONFIGS[0], 10, case.threshold, counted=case.counted)
    assert found.changes, "the case says nothing: copying the earlier result would be right"


def test_a_decision_that_expired_in_the_meantime() -> None:
    old = watchlist([{**e, "id": "e1"} for e in listed("Hassan")])
    found = held_to_a_full_screening(old, old, [row("Hassan")], CONFIGS[2], 10, 75.0)
    assert [change.what for change in found.changes] == ["new"]


BASE: list[dict[str, Any]] = [
    {"id": f"e{n}", "names": [{"text": text, "quality": "primary"}]} for n, text in enumerate(NAMES[:8])
]
ROWS = [("Zemblan Harbour Bank", "", "", "", "", ""), ("Bakery Sunrise", "", "", "", "", "")] * 3


def test_rows_that_nothing_new_touches_are_not_screened() -> None:
    old, new = watchlist(BASE), watchlist([*BASE, {"id": "n", "names": [{"text": "Wyvern Kettle"}]}])
    before = Screener([old]).screen(table([*ROWS, ("Wyvern Ketle", "", "", "", "", "")]), now=THEN)
    found = again(before, old, new, Config(), before.screening.config_sha256)
    assert (found.rows, found.screened, dict(found.counts)) == (7, 1, {"new": 1, "changed": 0, "gone": 0})
    (change,) = found.changes
    assert (change.what, change.row, change.entity_id, change.before) == ("new", 8, "n", None)


def test_new_changed_and_gone_hits_are_told() -> None:
    changed = {**BASE[1], "status": "delisted"}
    old, new = watchlist(BASE[:3]), watchlist([BASE[0], changed, {**BASE[3]}])
    rows = [(str(e["names"][0]["text"]), "", "", "", "", "") for e in BASE[:4]]
    before = Screener([old]).screen(table(rows), now=THEN)
    found = again(before, old, new, Config(), before.screening.config_sha256)
    assert [(c.what, c.entity_id) for c in found.changes] == [("new", "e3"), ("changed", "e1"), ("gone", "e2")]
    assert {"status", "entry", "risk"} <= set(found.changes[1].fields)
    text = rescreening_text(found)
    assert [line for line in text.splitlines() if line.endswith(" hits")] == ["New hits", "Changed hits", "Gone hits"]
    assert "1 new, 1 changed, 1 gone" in text


# ------------------------------------------------------------------------------------------------------------
# From files


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


def test_entities_of_the_tests_are_valid() -> None:
    assert all(Entity.model_validate(e) for e in BASE)
