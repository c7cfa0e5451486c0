"""OpenSanctions' exports: entities of the FollowTheMoney model in lines, nested, and as a table.

The excerpts are made in the form of the exports; what they say of Korea Daesong Bank and Office 39 is public.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from all_readers import READERS

from screening.entities import Address, Entity, Event, Identifier, Name, Relation, Watchlist
from screening.errors import ListError
from screening.lists.opensanctions import ftm as opensanctions_ftm
from screening.lists.opensanctions import nested as opensanctions_nested
from screening.lists.opensanctions import simple as opensanctions_simple
from screening.lists.opensanctions.ftm import apply_delta
from screening.lists.registry import read_watchlist

HERE = Path(__file__).parents[1] / "excerpts"
FTM = (HERE / "opensanctions_ftm_excerpt.json").read_bytes()
NESTED = (HERE / "opensanctions_nested_excerpt.json").read_bytes()
SIMPLE = (HERE / "opensanctions_simple_excerpt.csv").read_bytes()
BANK = "opensanctions-NK-daesong-bank"


@pytest.fixture(scope="module", params=[FTM, NESTED], ids=["ftm", "nested"])
def excerpt(request: pytest.FixtureRequest) -> Watchlist:
    return read_watchlist(bytes(request.param))


@pytest.fixture(scope="module")
def simple() -> Watchlist:
    return read_watchlist(SIMPLE)


def entry(watchlist: Watchlist, entity_id: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == entity_id)


def lines(*records: Mapping[str, Any]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def party(entity_id: str = "a", /, **properties: list[str]) -> dict[str, Any]:
    props = {"name": ["Alpha"], "topics": ["sanction"], **properties}
    return {"id": entity_id, "caption": "Alpha", "schema": "Person", "properties": props, "target": True}


def one(**properties: list[str]) -> Entity:
    schema = properties.pop("schema", ["Person"])[0]
    watchlist = read_watchlist(lines({**party("a", **properties), "schema": schema}))
    assert watchlist.warnings == ()
    return watchlist.entities[0]


# ------------------------------------------------------------------------------------------------------------
# Entities in lines, and nested


def test_targets_are_entries_and_others_are_not(excerpt: Watchlist) -> None:
    targets = [record["id"] for line in FTM.splitlines() if (record := json.loads(line))["target"]]
    assert [entity.id for entity in excerpt.entities] == [f"opensanctions-{target}" for target in targets]
    assert (excerpt.issuer, excerpt.as_of, excerpt.warnings) == ("OpenSanctions", "2026-03-12", ())
    assert excerpt.title == "OpenSanctions: eu_fsf, peps, us_ofac_sdn"


def test_every_name_is_read(excerpt: Watchlist) -> None:
    count = 0
    for line in FTM.splitlines():
        record = json.loads(line)
        keys = ("name", "alias", "weakAlias", "previousName", "abbreviation")
        texts = {text for key in keys for text in record["properties"].get(key, ())} or {record["caption"]}
        count += len(texts) if record["target"] else 0
    assert sum(len(entity.names) for entity in excerpt.entities) == count


def test_both_forms_say_the_same() -> None:
    assert read_watchlist(NESTED).entities == read_watchlist(FTM).entities
    assert read_watchlist(NESTED).kept_as_text == read_watchlist(FTM).kept_as_text


def test_every_value_of_a_target_is_somewhere() -> None:
    watchlist = read_watchlist(FTM)
    told_otherwise = {"country", "jurisdiction", "flag", "nationality", "imoNumber", "addressEntity"}
    for line in FTM.splitlines():
        record = json.loads(line)
        if record["target"]:
            held = entry(watchlist, f"opensanctions-{record['id']}").model_dump_json()
            for name, values in record["properties"].items():
                assert name in told_otherwise or all(value in held for value in values), name


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entry(excerpt, BANK)
    assert (bank.type, bank.countries, bank.programmes) == ("Company", ("KP",), ("UN-SC1718", "1718 (DPRK)"))
    assert bank.names == (
        Name(text="Korea Daesong Bank", quality="primary"),
        Name(text="조선대성은행", script="Hang"),
        Name(text="Choson Taesong Unhaeng"),
        Name(text="KDB", quality="weak"),
        Name(text="Taesong Bank", quality="former"),
    )
    assert bank.identifiers == (
        Identifier(kind="bic", value="KDBKKPPY", origin="swiftBic"),
        Identifier(kind="tax_number", value="7707083893", origin="innCode"),
    )
    assert bank.addresses == (
        Address(text="Segori-dong, Gyongheung St. Potonggang District, Pyongyang", city="Pyongyang", country="KP"),
        Address(text="Gyongheung Street"),
    )
    assert bank.dates.founded == ("1978-11",)
    assert bank.events[0] == Event(
        what="designated", date="2016-11-30", by="United Nations Security Council", programme="1718 (DPRK)",
        note="Owned by Office 39; Duration: open", reference="UN KPe.031",
    )  # fmt: skip
    assert bank.relations == (
        Relation(kind="directed_by", target="opensanctions-NK-pak", note="Representative", until="2017-12-22"),
        Relation(kind="owned_by", target="opensanctions-NK-office-39", note="Percentage: 100", since="1979"),
        Relation(kind="subsidiary_of", target="opensanctions-NK-office-39"),
    )
    assert {"UN KPe.031", "ofac-12312", "https://www.wikidata.org/wiki/Q1"} <= set(bank.references)
    assert "Sector: banking" in (bank.remarks or "")
    assert "Address entity: addr-missing" in (bank.remarks or "")


def test_a_person_with_documents_wallet_and_family(excerpt: Watchlist) -> None:
    person = entry(excerpt, "opensanctions-NK-pak")
    assert (person.type, person.gender, person.dates.birth) == ("Person", "male", ("1965-01-01", "1965"))
    assert [(i.kind, i.value, i.country) for i in person.identifiers] == [
        ("national_id", "11-22-33", None),
        ("national_id", "A-99", None),
        ("passport", "563335509", "KP"),
        ("crypto_address", "bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh", None),
    ]
    said = person.remarks or ""
    assert "Family of: Ri Example (Person NK-wife), spouse" in said  # no target, and so no entry
    for text in ("Nationality: suhh", "Death date: unknown", "Birth place: Pyongyang", "Position: Representative"):
        assert text in said


def test_ships_and_aircraft(excerpt: Watchlist) -> None:
    ship = entry(excerpt, "opensanctions-NK-ship")
    assert [(i.kind, i.value) for i in ship.identifiers] == [
        ("imo", "7937317"), ("mmsi", "445114000"), ("call_sign", "HMZF"),
    ]  # fmt: skip
    assert (ship.type, ship.dates.built, ship.countries) == ("Vessel", ("1977",), ("KP",))
    assert ship.relations == (Relation(kind="owned_by", target="opensanctions-NK-office-39"),)
    assert "Owned by: Front Company Ltd (Company NK-front), registered owner" in (ship.remarks or "")
    assert "Past flags: kh" in (ship.remarks or "")
    plane = entry(excerpt, "opensanctions-NK-plane")
    assert [(i.kind, i.value) for i in plane.identifiers] == [
        ("aircraft_serial_number", "22-0001"),
        ("aircraft_tail_number", "P-813"),
    ]


def test_who_is_not_sanctioned_is_reported(excerpt: Watchlist) -> None:
    official = entry(excerpt, "opensanctions-NK-official")
    assert (official.basis, official.status) == ("reported", "reported")
    assert "Occupancy: Post: Minister of Silly Walks (Position pos-1), Start date: 2020-01-01" in (
        official.remarks or ""
    )
    assert entry(excerpt, BANK).basis == "designated"


@pytest.mark.parametrize(
    ("properties", "remark"),
    [
        ({"mood": ["grim", "grimmer"]}, "Mood: grim; Mood: grimmer; Topics: sanction"),
        ({"birthDate": ["ca. 1970"]}, "Birth date: ca. 1970; Topics: sanction"),
        ({"schema": ["Starship"]}, "Schema: Starship; Topics: sanction"),
    ],
)
def test_what_has_no_field_is_a_remark(properties: dict[str, list[str]], remark: str) -> None:
    assert sorted((one(**properties).remarks or "").split("; ")) == sorted(remark.split("; "))


def test_a_field_of_an_entity_that_is_new_is_a_remark() -> None:
    watchlist = read_watchlist(lines({**party(), "mood": {"grim": 1}}))
    assert "mood: {'grim': 1}" in (watchlist.entities[0].remarks or "")


@pytest.mark.parametrize(
    ("topics", "target", "is_entry"),
    [
        (["sanction"], None, True), (["crime.fin"], None, True), (["role.pep"], None, False), ([], None, False),
        ([], True, True), (["sanction"], False, False),
    ],
)  # fmt: skip
def test_who_is_a_target(topics: list[str], target: bool | None, is_entry: bool) -> None:
    record = party(topics=topics)
    del record["target"]
    watchlist = read_watchlist(lines(record if target is None else {**record, "target": target}, party("b")))
    assert ("opensanctions-a" in [entity.id for entity in watchlist.entities]) is is_entry


def test_it_is_recognised_by_its_first_line() -> None:
    for data, reader in ((FTM, opensanctions_ftm), (NESTED, opensanctions_nested), (SIMPLE, opensanctions_simple)):
        assert next(r for r in READERS if r.recognise(data)) is reader
        assert sum(r.recognise(data) for r in (opensanctions_ftm, opensanctions_nested, opensanctions_simple)) == 1
    for other in (
        b'{"entity": [{"id": "a", "name": "A"}]}',
        b'{"watchlist": {}}',
        b'{"versions": {}}',
        b"[]",
        b"id,name\n",
    ):
        assert not any(r.recognise(other) for r in (opensanctions_ftm, opensanctions_nested, opensanctions_simple))


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("data", [FTM, NESTED], ids=["ftm", "nested"])
def test_a_file_cut_off_is_an_error(data: bytes) -> None:
    for end in (len(data) // 2, len(data) - 2):
        with pytest.raises(ListError, match="is cut off or damaged: the line is no JSON object") as caught:
            read_watchlist(data[:end])
        assert (caught.value.code, caught.value.line) == ("corrupt", data[:end].count(b"\n") + 1)


@pytest.mark.parametrize(
    "line", [b"[1]\n", b"{}\n", b'{"schema":"Person"}\n', b'{"schema":"Person","properties":[]}\n', b"\xff\n"]
)
def test_a_line_that_is_no_entity_is_an_error(line: bytes) -> None:
    with pytest.raises(ListError, match="the line is no") as caught:
        read_watchlist(FTM + line)
    assert caught.value.line == FTM.count(b"\n") + 1


def test_entities_too_deep_in_one_another_are_an_error() -> None:
    deep = party("a")
    for _ in range(30):
        deep = {**party("a"), "properties": {"name": ["Alpha"], "associate": [deep]}}
    with pytest.raises(ListError, match="holds entities more than 20 deep in one another") as caught:
        read_watchlist(lines(deep))
    assert caught.value.code == "unsafe"
    with pytest.raises(ListError, match="the line is no JSON object"):
        opensanctions_ftm.read(b'{"schema":' + b"[" * 100_000 + b"\n", "deep.json", "deep")


def test_an_entity_without_id_or_name_is_told_and_the_rest_is_read() -> None:
    nameless = {**party("b"), "caption": "", "properties": {"topics": ["sanction"]}}
    watchlist = read_watchlist(lines(party("a"), nameless, {**party(), "id": None}, party("c")))
    assert [entity.id for entity in watchlist.entities] == ["opensanctions-a", "opensanctions-c"]
    assert watchlist.warnings[0].startswith("entity b (without a name) was left out")
    assert "entity without id (Alpha) was left out" in watchlist.warnings[1]


# ------------------------------------------------------------------------------------------------------------
# Deltas


def delta(*changes: tuple[str, Mapping[str, Any]]) -> bytes:
    return lines(*({"op": op, "entity": entity} for op, entity in changes))


def test_a_delta_is_no_list() -> None:
    with pytest.raises(ListError, match="is a delta: it holds the changes between two versions, and no list") as caught:
        read_watchlist(delta(("ADD", party())))
    assert caught.value.code == "delta"
    assert "apply_delta" in (caught.value.hint or "")


def test_a_delta_makes_a_new_list_of_an_old_one() -> None:
    old = lines(party("a"), party("b"), party("c"))
    changes = delta(("MOD", party("b", name=["Beta"])), ("DEL", {"id": "a"}), ("ADD", party("d")))
    new = read_watchlist(apply_delta(old, changes))
    assert [(e.id, [n.text for n in e.names]) for e in new.entities] == [
        ("opensanctions-b", ["Beta"]), ("opensanctions-c", ["Alpha"]), ("opensanctions-d", ["Alpha"]),
    ]  # fmt: skip
    assert apply_delta(old, b"") == old
    assert read_watchlist(apply_delta(FTM, b"")).entities == read_watchlist(FTM).entities


@pytest.mark.parametrize(
    ("change", "said", "code"),
    [
        (("ADD", party("a")), "ADD of 'a', which is there already", "delta"),
        (("MOD", party("z")), "MOD of 'z', which is not there", "delta"),
        (("DEL", {"id": "z"}), "DEL of 'z', which is not there", "delta"),
        (("PUT", party("z")), "the line is no change", "corrupt"),
        (("ADD", {"schema": "Person"}), "the line is no change", "corrupt"),
    ],
)
def test_a_delta_that_does_not_fit_is_an_error(change: tuple[str, Mapping[str, Any]], said: str, code: str) -> None:
    with pytest.raises(ListError, match=said) as caught:
        apply_delta(lines(party("a")), delta(("MOD", party("a")), change), "entities.delta.json")
    assert (caught.value.code, caught.value.file, caught.value.line) == (code, "entities.delta.json", 2)


def test_a_delta_cut_off_is_an_error() -> None:
    with pytest.raises(ListError, match="is cut off or damaged"):
        apply_delta(lines(party("a")), delta(("MOD", party("a")))[:-5])


# ------------------------------------------------------------------------------------------------------------
# The table


def test_a_row_is_an_entry(simple: Watchlist) -> None:
    assert [entity.id for entity in simple.entities] == [
        f"opensanctions-{name}" for name in ("NK-daesong-bank", "NK-pak", "NK-ship", "NK-wallet")
    ]
    assert (simple.as_of, simple.warnings, simple.title) == ("2026-03-13", (), "OpenSanctions")


def test_the_bank_in_the_table(simple: Watchlist) -> None:
    bank = entry(simple, BANK)
    assert [(n.text, n.quality, n.script) for n in bank.names] == [
        ("Korea Daesong Bank", "primary", None),
        ("Choson Taesong Unhaeng", "alias", None),
        ("Taesong; the Bank", "alias", None),  # one name, in quotes
        ("조선대성은행", "alias", "Hang"),
    ]
    assert [(i.kind, i.value) for i in bank.identifiers] == [("bic", "KDBKKPPY"), ("id_number", "7707083893")]
    assert [a.text for a in bank.addresses] == ["Segori-dong, Pyongyang", "Gyongheung Street"]
    assert (bank.countries, bank.programmes) == (("KP",), ("UN-SC1718", "US-DPRK"))
    assert "https://www.wikidata.org/wiki/Q7300" in bank.references
    assert bank.remarks == (
        "Sanctions: 1718 (DPRK); Phones: +850 2 381 8221; Emails: daesong@example.kp; "
        "Dataset: US OFAC Specially Designated Nationals; Dataset: EU Financial Sanctions Files"
    )


def test_others_in_the_table(simple: Watchlist) -> None:
    person = entry(simple, "opensanctions-NK-pak")
    assert (person.dates.birth, person.countries) == (("1965-01-01", "1965"), ("KP",))
    assert "Country: suhh" in (person.remarks or "")
    assert [i.kind for i in person.identifiers] == ["id_number", "id_number"]  # a person is no bank
    ship = entry(simple, "opensanctions-NK-ship")
    assert [(i.kind, i.value) for i in ship.identifiers] == [("imo", "7937317"), ("lei", "5493001KJTIIGC8Y1R12")]
    wallet = entry(simple, "opensanctions-NK-wallet")
    assert wallet.type == "LegalEntity"
    assert "Schema: CryptoWallet" in (wallet.remarks or "")
    assert "Birth date: circa 1990" in (wallet.remarks or "")


def test_columns_that_came_later_may_be_missing_or_new() -> None:
    older = (
        SIMPLE.replace(b'"program_ids",', b"")
        .replace(b',"UN-SC1718;US-DPRK"', b"")
        .replace(b'"","","","US OFAC', b'"","","US OFAC')
    )
    assert [e.id for e in read_watchlist(older).entities] == [e.id for e in read_watchlist(SIMPLE).entities]
    newer = SIMPLE.replace(b'"last_change"', b'"last_change","mood"', 1).replace(
        b'2023-07-26T20:01:14"\n', b'2023-07-26T20:01:14","grim"\n'
    )
    newer = newer.replace(b',""\n', b',"",""\n')
    assert read_watchlist(newer).kept_as_text["Mood"] == 3


@pytest.mark.parametrize("end", [len(SIMPLE) // 3, len(SIMPLE) // 2, len(SIMPLE) - 20, len(SIMPLE) - 2])
def test_a_table_cut_off_is_an_error(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged") as caught:
        read_watchlist(SIMPLE[:end])
    assert caught.value.code == "corrupt"
    assert caught.value.row or caught.value.line


@pytest.mark.parametrize("row", [b'"a","Person","Alpha"\n', b'"a",' * 16 + b'"a"\n'])
def test_a_ragged_row_is_an_error(row: bytes) -> None:
    with pytest.raises(ListError, match=r"has \d+ cells where the header has 16: it is cut off or damaged") as caught:
        read_watchlist(SIMPLE + row)
    assert (caught.value.row, caught.value.code) == (6, "corrupt")


def test_a_table_whose_last_line_has_no_end_says_so() -> None:
    assert read_watchlist(SIMPLE.rstrip(b"\n")).warnings == (
        "the last line has no end: the file may be cut off there (download it again from its publisher)",
    )


def test_a_table_without_a_column_is_an_error() -> None:
    with pytest.raises(ListError, match="lacks the column 'addresses', 'emails'") as caught:
        read_watchlist(SIMPLE.replace(b'"addresses"', b'"places"').replace(b'"emails"', b'"mail"'))
    assert caught.value.code == "columns"


def test_a_row_without_a_name_is_told_and_the_rest_is_read() -> None:
    watchlist = read_watchlist(SIMPLE.replace(b'"PAK Mun Il"', b'""'))
    assert len(watchlist.entities) == 3
    assert "row NK-pak (without a name) was left out" in watchlist.warnings[0]
