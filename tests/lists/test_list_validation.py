"""What ``validate`` finds in a list that its reader accepts."""

from __future__ import annotations

from typing import Any

import pytest

from screening.entities import (
    Address,
    Confusable,
    Dates,
    Entity,
    Event,
    Identifier,
    Name,
    Relation,
    SourceRef,
    Watchlist,
)
from screening.errors import ListError
from screening.lists.registry import read_watchlist
from screening.lists.shipped import shipped_lists
from screening.lists.validation import Finding, findings_of, validate_watchlist


def entity(entity_id: str = "a", **fields: Any) -> Entity:
    names = [Name(text="Korea Daesong Bank", quality="primary"), *fields.pop("names", ())]
    return Entity(**{"id": entity_id, "names": names, "type": "Organization", **fields})


def found(*entities: Entity, as_of: str = "") -> list[str]:
    watchlist = Watchlist(name="mine", path="mine.toml", as_of=as_of, entities=entities)
    generic = {"trading company"}
    return [str(f) for f in validate_watchlist(watchlist, is_generic=lambda text: text.casefold() in generic)]


def alias(text: str, quality: str = "alias", **fields: Any) -> Name:
    return Name.model_validate({"text": text, "quality": quality, **fields})


def test_a_clean_entry_has_no_findings() -> None:
    clean = entity(
        type="Vessel",
        names=[
            alias("Wise Honest"),
            alias("조선대성은행", script="Hang"),
            alias("WH", "weak"),
            alias("TV조선", script="Hang"),
        ],
        identifiers=[
            Identifier(kind="imo", value="IMO 8905490"),
            Identifier(kind="bic", value="KDBKKPPY"),
            Identifier(kind="lei", value="5493001KJTIIGC8Y1R12"),
            Identifier(kind="passport", value="x"),
        ],
        countries=["KP"],
        addresses=[Address(text="x", country="KP")],
        dates=Dates(built=("1989",)),
        events=[Event(what="seized", date="2019-05-09")],
        relations=[Relation(kind="owned_by", target="b", since="2017", until="2017-04")],
        not_to_be_confused_with=[Confusable(name="x", reason="y", target="b"), Confusable(name="x", reason="y")],
    )
    assert found(clean, entity("b"), as_of="2026-11-21") == []


FINDINGS = [
    ({"names": [alias("—")]}, "error: mine.toml, entry 'a', aliases[0]: '—' holds no letter and no digit"),
    (
        {"names": [alias("X Bank"), alias("KOREA  DAESONG BANK", "weak")]},
        "weak_aliases[0]: 'KOREA  DAESONG BANK' stands twice, first as name (leave one of them out)",
    ),
    (
        {"names": [alias("X Bank"), alias("KN")]},
        "warning: mine.toml, entry 'a', aliases[1]: 'KN' is too short to be a strong name (move it to weak_aliases)",
    ),
    ({"names": [alias("朝銀")]}, "aliases[0]: '朝銀' is too short to be a strong name (move it to weak_aliases)"),
    ({"names": [alias("K.N.", "former")]}, "former_names[0]: 'K.N.' is too short to be a strong name"),
    (
        {"names": [alias("Trading Company")]},
        "aliases[0]: 'Trading Company' is made of generic words only (move it to weak_aliases)",
    ),
    (
        {"names": [alias("Чосон", script="Hang")]},
        "warning: mine.toml, entry 'a', aliases[0].script: 'Чосон' holds no letter of the script Hang",
    ),
    (
        {"names": [alias("조선Чо", script="Hang")]},
        "aliases[0].script: '조선Чо' holds letters that are not of the script Hang: Чо",
    ),
    ({"names": [alias("조선", "weak", script="Hangul")]}, "unknown script 'Hangul' (did you mean 'Hang'?)"),
    (
        {"type": "Vessel", "identifiers": [Identifier(kind="imo", value="8905491")]},
        "error: mine.toml, entry 'a', identifiers[0].value: '8905491' is no valid IMO: its check digit does not fit "
        "(compare it with the source)",
    ),
    ({"identifiers": [Identifier(kind="imo", value="890549")]}, "'890549' is no valid IMO: it has seven digits"),
    ({"identifiers": [Identifier(kind="bic", value="KDBKKPP")]}, "is no valid BIC: it has 8 or 11 letters and digits"),
    (
        {"identifiers": [Identifier(kind="lei", value="5493001KJTIIGC8Y1R13")]},
        "is no valid LEI: its check digits do not fit",
    ),
    ({"identifiers": [Identifier(kind="lei", value="5493")]}, "is no valid LEI: it has 20 characters"),
    ({"identifiers": [Identifier(kind="lei", value="1")]}, "is no valid LEI: it has 20 characters"),
    ({"countries": ["kp"]}, "warning: mine.toml, entry 'a', countries[0]: 'kp' is not a country code (write 'KP')"),
    (
        {"addresses": [Address(country="North Korea")]},
        "addresses[0].country: 'North Korea' is not a country code (write the two capital letters of ISO 3166, for "
        "example KP)",
    ),
    ({"identifiers": [Identifier(kind="x", value="y", country="K1")]}, "identifiers[0].country: 'K1' is not a country"),
    (
        {"dates": Dates(birth=("1970-02-30",))},
        "error: mine.toml, entry 'a', dates.birth[0]: there is no day 1970-02-30",
    ),
    ({"dates": Dates(birth=("1970", "1971"), death=("1969-12",))}, "dates.death: 1969-12 is before birth, 1970"),
    ({"dates": Dates(founded=("1980",), dissolved=("1979",))}, "dates.dissolved: 1979 is before founded, 1980"),
    (
        {"events": [Event(what="x", date="2027")]},
        "warning: mine.toml, entry 'a', events[0].date: 2027 is after the date",
    ),
    ({"sources": [SourceRef(title="x", date="2015-02-29")]}, "sources[0].date: there is no day 2015-02-29"),
    (
        {"relations": [Relation(kind="owned_by", target="b", since="2018", until="2017-04")]},
        "relations[0].until: 2017-04 is before since, 2018",
    ),
    (
        {"relations": [Relation(kind="owned_by", target="korea-room-39")]},
        "error: mine.toml, entry 'a', relations[0].target: no entry 'korea-room-39' (did you mean 'room-39'?)",
    ),
    ({"relations": [Relation(kind="owned_by", target="a")]}, "relations[0].target: is the entry itself"),
    (
        {"not_to_be_confused_with": [Confusable(name="x", reason="y", target="zzz")]},
        "error: mine.toml, entry 'a', not_to_be_confused_with[0].target: no entry 'zzz'",
    ),
]


@pytest.mark.parametrize(("fields", "said"), FINDINGS, ids=[said[-50:] for _, said in FINDINGS])
def test_a_finding_says_where_it_is_and_what_to_do(fields: dict[str, Any], said: str) -> None:
    (finding,) = found(entity(**fields), entity("b"), entity("room-39"), as_of="2026-11-21")
    assert said in finding


def test_a_date_of_death_before_one_of_two_dates_of_birth_is_no_error() -> None:
    assert found(entity(dates=Dates(birth=("1970", "1960"), death=("1965",)))) == []


def test_a_company_number_of_the_imo_has_other_check_digits() -> None:
    assert found(entity(identifiers=[Identifier(kind="imo", value="8905491")])) == []


def test_ids_that_stand_twice_and_a_wrong_as_of_are_errors() -> None:
    assert found(entity(), entity(), as_of="2026-02-30") == [
        "error: mine.toml, watchlist.as_of: there is no day 2026-02-30",
        "error: mine.toml, entry 'a', id: stands twice (give each entry an id of its own)",
    ]


def test_what_the_reader_noted_is_a_warning() -> None:
    (finding,) = validate_watchlist(read_watchlist(b"id,name,desk\na,Alpha,b\n"))
    assert (finding.severity, finding.entry) == ("warning", None)
    assert finding.message == "column 'desk' is not known and is kept as a remark"


def test_an_error_of_a_reader_becomes_one_finding_for_each_problem() -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(b"id,name,type\na,,Shp\n")
    assert findings_of(caught.value) == (
        Finding("error", "watchlist", "a", "row 2, column 'type'", caught.value.problems[0].message),
        Finding("error", "watchlist", "a", "row 2, column 'name'", "must not be empty"),
    )


@pytest.mark.parametrize("name", sorted(shipped_lists()))
def test_the_shipped_lists_have_no_findings(name: str) -> None:
    assert [str(finding) for finding in validate_watchlist(read_watchlist(shipped_lists()[name]))] == []
