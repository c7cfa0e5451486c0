"""The shipped watchlist says what it may say: complete, well-formed, and no accusation dressed up as a designation."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stdnum import bic, imo

from screening.entities import Entity, Mentioned, Name

HERE = Path(__file__).parent
LIST_FILE = HERE.parents[1] / "watchlists" / "dprk.toml"
NAMES_FILE = HERE / "document_names.toml"

LIST: dict[str, Any] = tomllib.loads(LIST_FILE.read_text("utf-8"))
DOCUMENTS: list[dict[str, Any]] = tomllib.loads(NAMES_FILE.read_text("utf-8"))["document"]

NAME_KEYS = {"name": "primary", "aliases": "alias", "weak_aliases": "weak", "former_names": "former"}

FIXED_IDS = [
    "room-39", "korea-daesong-bank", "knic", "ryugyong-corporation", "kwp-foreign-relations-department", "wise-honest",
    "pong-su", "banco-delta-asia", "chongryon", "lazarus-group", "yun-tae-hyong",
]  # fmt: skip

ARMED_GROUPS = {
    "hezbollah", "hamas", "palestinian-islamic-jihad", "houthis", "kataib-hezbollah", "harakat-hezbollah-al-nujaba",
    "asaib-ahl-al-haq", "taliban",
}  # fmt: skip

NEVER_LISTED = {"victim", "target", "defector", "scholar", "journalist", "government", "publication", "public official"}

SCRIPT_OF_LETTER = {
    "HANGUL": "Hang", "CJK": "Hani", "KATAKANA": "Kana", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek",
    "LATIN": "Latn",
}  # fmt: skip

ENDING = {"rescinded", "delisted"}


def entity_of(table: dict[str, Any]) -> Entity:
    """The Entity of one [[entity]] table: its names gathered from the four keys, everything else as it is."""
    names = [
        Name(quality=quality, **({"text": entry} if isinstance(entry, str) else entry))  # type: ignore[arg-type]
        for key, quality in NAME_KEYS.items()
        for entry in ([table[key]] if key == "name" else table.get(key, []))
    ]
    return Entity(names=tuple(names), **{key: value for key, value in table.items() if key not in NAME_KEYS})


ENTITIES = tuple(entity_of(table) for table in LIST["entity"])
MENTIONED = tuple(Mentioned(**table) for table in LIST["mentioned"])
BY_ID = {entity.id: entity for entity in ENTITIES}

each_entity = pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.id)


def fold(text: str) -> str:
    """Letters, digits and "#" alone, without case, marks and apostrophes, so that spellings of one name are equal."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[\w#]+", re.sub(r"['’‘]", "", bare)))


def scripts(text: str) -> set[str]:
    """The scripts of a text's letters; digits and punctuation have none."""
    words = (unicodedata.name(c).split()[0].split("-")[0] for c in text if unicodedata.category(c).startswith("L"))
    return {SCRIPT_OF_LETTER.get(word, word) for word in words}


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", text.strip())


def listed_names() -> dict[str, set[str]]:
    """Folded name -> the entries that bear it."""
    found: dict[str, set[str]] = {}
    for entity in ENTITIES:
        for name in entity.names:
            found.setdefault(fold(name.text), set()).add(entity.id)
    return found


def mentioned_names() -> set[str]:
    return {fold(text) for m in MENTIONED for text in (m.name, *m.other_names)}


def document_names(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(category, name) of every proper name of a document."""
    for category, names in document.items():
        if category not in {"title", "sections"}:
            yield from ((category, name) for name in names)


# --- the file as a whole


def test_header_names_the_list_and_its_version() -> None:
    header = LIST["watchlist"]
    assert header["name"] == "dprk"
    assert header["version"].replace(".", "-") >= header["as_of"]  # a later wording of what was known then
    assert {"title", "issuer"} <= header.keys()
    assert set(LIST) == {"watchlist", "entity", "mentioned"}


@pytest.mark.parametrize("entity_id", [*FIXED_IDS, *sorted(ARMED_GROUPS)])
def test_expected_entries_exist(entity_id: str) -> None:
    assert entity_id in BY_ID


def test_ids_are_unique_slugs() -> None:
    ids = [entity.id for entity in ENTITIES]
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


@each_entity
def test_relations_and_confusables_point_to_other_entries(entity: Entity) -> None:
    targets = [r.target for r in entity.relations] + [c.target for c in entity.not_to_be_confused_with if c.target]
    assert set(targets) <= BY_ID.keys() - {entity.id}


@each_entity
def test_confusable_entries_say_so_in_both_directions(entity: Entity) -> None:
    shared = {c.target for c in entity.not_to_be_confused_with if c.target and _share_a_name(entity, BY_ID[c.target])}
    for target in shared:
        assert entity.id in {c.target for c in BY_ID[target].not_to_be_confused_with}


def _share_a_name(one: Entity, other: Entity) -> bool:
    return bool({fold(n.text) for n in one.names} & {fold(n.text) for n in other.names})


def test_groups_are_the_armed_groups() -> None:
    assert {e.id for e in ENTITIES if e.group == "armed-groups"} == ARMED_GROUPS
    assert {e.group for e in ENTITIES} == {"armed-groups", None}


# --- names and identifiers


@each_entity
def test_every_further_name_has_an_origin(entity: Entity) -> None:
    assert [n.text for n in entity.names if n.quality != "primary" and not n.origin] == []


@each_entity
def test_names_are_in_the_script_they_claim(entity: Entity) -> None:
    assert {n.text: scripts(n.text) for n in entity.names if scripts(n.text) != {n.script or "Latn"}} == {}
    assert [n.text for n in entity.names if n.script and not n.language] == []


@each_entity
def test_no_name_twice_in_an_entry(entity: Entity) -> None:
    assert [text for text, n in Counter(fold(n.text) for n in entity.names).items() if n > 1] == []


def test_no_strong_name_in_two_entries() -> None:
    strong = Counter(fold(n.text) for e in ENTITIES for n in e.names if n.quality != "weak")
    assert [text for text, n in strong.items() if n > 1] == []


@each_entity
def test_short_names_are_weak(entity: Entity) -> None:
    short = [n.text for n in entity.names if n.quality != "weak" and not n.script and len(fold(n.text)) < len("KNIC")]
    assert short == []


CHECKS: dict[str, Callable[[str], bool]] = {
    "imo": imo.is_valid,
    "bic": bic.is_valid,
    "eth_address": lambda value: re.fullmatch(r"0x[0-9a-fA-F]{40}", value) is not None,
}


@each_entity
def test_identifiers_are_valid_and_have_an_origin(entity: Entity) -> None:
    for identifier in entity.identifiers:
        assert CHECKS[identifier.kind](identifier.value), identifier
        assert identifier.origin


def test_identifiers_name_one_entry() -> None:
    numbers = Counter((i.kind, i.value) for e in ENTITIES for i in e.identifiers)
    assert [number for number, n in numbers.items() if n > 1] == []
    assert {e.id for e in ENTITIES for i in e.identifiers if i.kind == "imo"} == {"wise-honest", "pong-su"}
    assert [i.value for i in BY_ID["korea-daesong-bank"].identifiers] == ["KDBKKPPY"]


@each_entity
def test_countries_are_alpha_2(entity: Entity) -> None:
    codes = [*entity.countries, *(a.country for a in entity.addresses if a.country)]
    assert entity.countries
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)] == []


# --- what is said about a party


@each_entity
def test_narrative_is_three_sentences_at_most(entity: Entity) -> None:
    assert entity.narrative
    assert len(sentences(entity.narrative)) <= 3


@each_entity
def test_sources_name_document_and_section(entity: Entity) -> None:
    sections = {document["title"]: document["sections"] for document in DOCUMENTS}
    assert entity.sources
    for source in entity.sources:
        assert source.section in sections[source.title]
        assert source.reference or source.title != DOCUMENTS[0]["title"]  # only the first document cites anything
        assert source.reference or not (source.url or source.date)


@each_entity
def test_a_designated_entry_has_its_designation(entity: Entity) -> None:
    designations = [e for e in entity.events if e.what == "designated"]
    if entity.basis == "designated":
        assert designations
    if entity.status == "designated":
        assert entity.basis == "designated"
    for event in designations:
        assert event.by
        assert event.date


@each_entity
def test_without_a_standing_designation_the_entry_does_not_claim_one(entity: Entity) -> None:
    designated = [e.date for e in entity.events if e.what == "designated" and e.date]
    ended = [e.date for e in entity.events if e.what in ENDING and e.date]
    if entity.basis in {"reported", "alleged"}:
        assert not designated or (ended and max(ended) >= max(designated))
        assert not entity.programmes
    if entity.status in ENDING:
        assert ended
        assert not designated or max(ended) >= max(designated)
        assert not entity.programmes


@each_entity
def test_an_unproved_entry_tells_the_critical_view(entity: Entity) -> None:
    if entity.basis in {"reported", "alleged"} or entity.status in {"acquitted", "rescinded", "defected"}:
        assert entity.critical_view


@pytest.mark.parametrize(
    ("entity_id", "basis", "status"),
    [
        ("ryugyong-corporation", "reported", "reported"),
        ("kwp-foreign-relations-department", "reported", "reported"),
        ("yun-tae-hyong", "reported", "defected"),
        ("chongryon", "alleged", "alleged"),
        ("banco-delta-asia", "designated", "rescinded"),
        ("pong-su", "seized", "sunk"),
        ("wise-honest", "seized", "seized"),
        ("kim-jong-il", "alleged", "deceased"),
        ("kim-il-sung", "alleged", "deceased"),
        ("knic", "designated", "designated"),
    ],
)
def test_basis_and_status_of_the_delicate_entries(entity_id: str, basis: str, status: str) -> None:
    assert (BY_ID[entity_id].basis, BY_ID[entity_id].status) == (basis, status)


def test_a_reported_defector_and_the_dead_never_count_more_than_low() -> None:
    low = {e.id for e in ENTITIES if e.max_risk == "low"}
    assert low == {"yun-tae-hyong", "kim-jong-il", "kim-il-sung"}
    assert {e.id for e in ENTITIES if e.status in {"defected", "deceased"}} == low


def test_the_officers_acquittal_is_told() -> None:
    pong_su = BY_ID["pong-su"]
    assert "acquitted" in {event.what for event in pong_su.events}
    assert "acquitted" in f"{pong_su.narrative} {pong_su.critical_view}"


def test_ryugyong_corporation_is_not_the_bank() -> None:
    confusable = {c.name: c.reason for c in BY_ID["ryugyong-corporation"].not_to_be_confused_with}
    assert "OFAC 23005" in confusable["Ryugyong Commercial Bank"]
    (bank,) = [m for m in MENTIONED if m.name == "Ryugyong Commercial Bank"]
    assert "Ryugyong Corporation" in bank.reason
    assert "OFAC 23005" in bank.reason


# --- everybody was considered


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d["title"])
def test_every_proper_name_of_a_document_is_considered(document: dict[str, Any]) -> None:
    listed, mentioned = listed_names(), mentioned_names()
    for category, name in document_names(document):
        if category == "listed":
            assert fold(name) in listed, name
            assert fold(name) not in mentioned, name
        else:
            assert fold(name) in mentioned, f"{category}: {name}"
            assert fold(name) not in listed, name


def test_every_entry_is_named_in_a_document() -> None:
    named = {fold(name) for document in DOCUMENTS for name in document["listed"]}
    assert [e.id for e in ENTITIES if not named & {fold(n.text) for n in e.names}] == []


def test_every_mentioned_name_is_named_in_its_documents() -> None:
    names = {document["title"]: {fold(name) for _, name in document_names(document)} for document in DOCUMENTS}
    for mentioned in MENTIONED:
        own = {fold(text) for text in (mentioned.name, *mentioned.other_names)}
        assert mentioned.documents or mentioned.name == "Ryugyong Commercial Bank"
        for title in mentioned.documents:
            assert mentioned.kind == "unnamed" or own & names[title], (mentioned.name, title)


def test_nobody_is_in_both_sections() -> None:
    assert set(listed_names()) & mentioned_names() == set()


def test_no_mentioned_name_twice() -> None:
    texts = Counter(fold(text) for m in MENTIONED for text in (m.name, *m.other_names))
    assert [text for text, n in texts.items() if n > 1] == []


def test_victims_witnesses_and_authors_are_mentioned_and_not_listed() -> None:
    kinds = {m.kind for m in MENTIONED}
    assert kinds >= NEVER_LISTED
    protected = {fold(t) for m in MENTIONED if m.kind in NEVER_LISTED for t in (m.name, *m.other_names)}
    assert {fold("Yoon Yong-sol"), fold("Kim Jong-nam"), fold("Hazel Smith"), fold("Bangladesh Bank")} <= protected
    assert protected.isdisjoint(listed_names())
    assert all(m.reason.endswith(".") for m in MENTIONED)
