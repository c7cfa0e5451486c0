r"""Tables of pairs that must match at the shipped threshold, and pairs that must not, one table per topic.

``cases/*.csv`` hold what an experienced analyst would want. A row that the engine does not get right yet has
``known`` in the column ``known_miss``: it must fail, so that a change which mends it shows. ``\u200b`` and the like
stand for characters that would not be seen in the file.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

import pytest

from screening import Screener
from screening.entities import Address, Counterparty, Dates, Entity, EntityType, Identifier, Name, OtherName, Watchlist
from screening.matching.matcher import Match, Matcher
from screening.matching.policy import load_policy
from screening.names.genders import gender_of

POLICY = load_policy()
FOLDER = Path(__file__).parent / "cases"
NAME_TABLES = ("tampering", "persons", "organisations", "vessels", "text")
TABLES = (*NAME_TABLES, "evidence")
KNOWN_MISS = pytest.mark.xfail(strict=True, raises=AssertionError, reason="known miss")

Row = Mapping[str, str]
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
_LIST = "test"


@cache
def rows(table: str) -> tuple[Row, ...]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, strict=True)
        return tuple({k: _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), v) for k, v in row.items()} for row in read)


def kind(text: str) -> EntityType | None:
    assert text in ("", *get_args(EntityType))
    return cast("EntityType", text) if text else None


def cases(*tables: str) -> Iterator[object]:
    """Table and place of each row; rows that are known to be missed must fail."""
    for table in tables:
        for i, row in enumerate(rows(table)):
            facts = " ".join(row[f] for f in ("ours", "theirs") if row.get(f))
            name = f"{table}: {row['query']} | {row['listed']} {facts}".strip()
            yield pytest.param(table, i, id=name, marks=[KNOWN_MISS] if row["known_miss"] else [])


class Facts(NamedTuple):
    """What stands beside a name: ``country NO; passport 472234895``."""

    countries: tuple[str, ...]
    nationality: str
    births: tuple[str, ...]
    gender: str
    addresses: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


def facts(text: str) -> Facts:
    pairs = [(what, value) for part in text.split("; ") if part for what, _, value in [part.partition(" ")]]
    plain = ("country", "nationality", "date_of_birth", "gender", "address")
    return Facts(
        countries=tuple(v for what, v in pairs if what == "country"),
        nationality=" ".join(v for what, v in pairs if what == "nationality"),
        births=tuple(v for what, v in pairs if what == "date_of_birth"),
        gender=" ".join(v for what, v in pairs if what == "gender"),
        addresses=tuple(v for what, v in pairs if what == "address"),
        identifiers=tuple(Identifier(kind=what, value=v) for what, v in pairs if what not in plain),
    )


def entity(row: Row, theirs: Facts) -> Entity:
    return Entity(
        id="listed",
        type=kind(row["listed_type"]) or "LegalEntity",
        names=(Name(text=row["listed"], quality="primary"),),
        countries=theirs.countries,
        dates=Dates(birth=theirs.births),
        gender=gender_of(theirs.gender),
        addresses=tuple(Address(text=text) for text in theirs.addresses),
        identifiers=theirs.identifiers,
    )


def party(row: Row, ours: Facts) -> Counterparty:
    name, what, field = row["query"], kind(row["query_type"]), row.get("field", "")
    other = OtherName(field=field, text=name, type=what, free_text=field == "notes") if field else None
    return Counterparty(
        name="Ningbo Evergreen Fasteners" if other else name,
        type=None if other else what,
        other_names=(other,) if other else (),
        country=" ".join(ours.countries),
        nationality=ours.nationality,
        date_of_birth=" ".join(ours.births),
        gender=ours.gender,
        address=" ".join(ours.addresses),
        identifiers=ours.identifiers,
    )


def watchlist(*entities: Entity) -> Watchlist:
    return Watchlist(name=_LIST, entities=entities)


def matches(row: Row, ours: str = "", theirs: str = "", *, threshold: float = POLICY.threshold) -> list[Match]:
    matcher = Matcher.of([watchlist(entity(row, facts(theirs)))], POLICY)
    return matcher.match(party(row, facts(ours)), threshold=threshold, max_hits=5)


def score(row: Row, ours: str, theirs: str) -> float:
    found = matches(row, ours, theirs, threshold=1.0)
    return found[0].score if found else 0.0


@cache
def complaint(table: str, i: int) -> str:
    """What is wrong with the answer to a row; "" where it is as the table wants it."""
    row = rows(table)[i]
    found = matches(row, row.get("ours", ""), row.get("theirs", ""))
    said = [(m.score, m.matched_value, e.detail) for m in found for e in m.evidence]
    if row["expect"] and bool(found) != (row["expect"] == "match"):
        return f"expected {row['expect']}: {said or score(row, row.get('ours', ''), row.get('theirs', ''))}"
    if (word := row.get("says")) and not any(word in detail for _, _, detail in said):
        return f"says nothing of {word!r}: {said}"
    return wrong_effect(row) if row.get("effect") else ""


def wrong_effect(row: Row) -> str:
    """What is wrong with what the facts of a row do to the score of its name; "" where nothing is."""
    without, own = score(row, "", ""), score(row, row["ours"], row["theirs"])
    found = matches(row, row["ours"], row["theirs"], threshold=1.0)
    verdicts = {e.verdict for m in found for e in m.evidence if e.feature != "name"}
    holds = {
        "higher": own > without and "supports" in verdicts,
        "lower": own < without and "contradicts" in verdicts,
        "same": own == without and not verdicts & {"supports", "contradicts"},
        "carries": own >= POLICY.identifier_weaker_score > POLICY.threshold > without,
    }[row["effect"]]
    return "" if holds else f"expected {row['effect']}: {own} with the facts, {without} without"


@pytest.mark.parametrize(("table", "i"), list(cases(*TABLES)))
def test_row(table: str, i: int) -> None:
    assert not complaint(table, i), rows(table)[i]["note"]


@pytest.mark.parametrize("table", TABLES)
def test_most_rows_of_the_table_hold(table: str) -> None:
    wrong = [f"{r['query']} | {r['listed']}: {c}" for i, r in enumerate(rows(table)) if (c := complaint(table, i))]
    assert len(rows(table)) - len(wrong) >= 0.9 * len(rows(table)), "\n".join(wrong)


@pytest.mark.parametrize("table", TABLES)
def test_what_is_not_seen_is_written_out(table: str) -> None:
    text = (FOLDER / f"{table}.csv").read_text(encoding="utf-8").replace("\n", "")
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Mn", "Zl", "Zp", "Zs")} == {" "}


@pytest.mark.parametrize("table", TABLES)
def test_the_table_is_what_it_says(table: str) -> None:
    keys = [(r["query"], r["query_type"], r["listed"], r.get("ours"), r.get("theirs")) for r in rows(table)]
    assert len(set(keys)) == len(keys) >= 40
    assert all(r["expect"] in ("match", "no", "") and (r["expect"] or r["effect"]) and r["note"] for r in rows(table))
    assert all(r["known_miss"] in ("", "known") for r in rows(table))
    expected = [r["expect"] for r in rows(table)]
    assert min(expected.count("match"), expected.count("no")) >= (30 if table in NAME_TABLES else 10)


# --- what no row of a table can say ---


@pytest.mark.parametrize("row", [r for r in rows("evidence") if facts(r["ours"]).identifiers], ids=lambda r: r["ours"])
def test_a_wrong_check_digit_is_among_the_problems(row: Row) -> None:
    result = Screener([watchlist(entity(row, facts(row["theirs"])))]).check(party(row, facts(row["ours"])))
    assert any("not valid" in p for p in result.problems) == (row["problem"] == "not valid"), result.problems


SHIP = {"query": "Wise Honnest", "query_type": "Vessel", "listed": "Wise Honest", "listed_type": "Vessel"}
MAN = {
    "query": "Vladimir Sivkocich", "query_type": "Person", "listed": "Vladimir Sivkovich", "listed_type": "Person",
}  # fmt: skip
BANK = {
    "query": "Daesong Bank", "query_type": "", "listed": "Korea Daesong Bank", "listed_type": "Organization",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "listed", "equal", "nearly", "other"),
    [
        (SHIP, "imo 8905490", "imo 8905490", "", "imo 9074729"),
        (BANK, "bic KDBKKPPY", "bic KDBKKPPY", "", "bic DEUTDEFF"),
        (MAN, "date_of_birth 1952-10-07", "date_of_birth 1952-10-07", "date_of_birth 1952-07-10", "date_of_birth 1970"),
        (MAN, "country UA", "country Ukraine", "", "country Norway"),
        (MAN, "country UA", "nationality Ukrainian", "", "nationality Norwegian"),
        (BANK, "country KP", "country DPRK", "", "country Republic of Korea"),
    ],
    ids=["imo", "bic", "date_of_birth", "country", "nationality", "the Koreas"],
)
def test_what_agrees_is_more_than_what_is_absent_and_that_more_than_what_contradicts(
    row: Row, listed: str, equal: str, nearly: str, other: str
) -> None:
    ranked = [score(row, fact, listed) for fact in (equal, *([nearly] if nearly else []), "", other)]
    assert ranked == sorted(set(ranked), reverse=True)


@pytest.mark.parametrize("code", ["NO", "no", " No "])
def test_no_is_norway(code: str) -> None:
    (match,) = matches(MAN, f"country {code}", "country NO", threshold=50)
    assert [(e.feature, e.query, e.verdict) for e in match.evidence[1:]] == [("country", "Norway", "supports")]


def test_an_identifier_carries_a_hit_whatever_else_contradicts() -> None:
    row = {"query": "Golden Reef", "query_type": "Company", "listed": "Wise Honest", "listed_type": "Vessel"}
    (match,) = matches(row, "imo 8905490; country Norway", "imo 8905490; country KP")
    assert match.score == POLICY.identifier_score
    assert {e.verdict for e in match.evidence if e.feature == "country"} == {"contradicts"}


LAZARUS = Entity(
    id="lazarus",
    type="Organization",
    names=(
        Name(text="Lazarus Group", quality="primary"),
        Name(text="Red Dot", quality="weak"),
        Name(text="Hidden Cobra", quality="weak"),
        Name(text="Guardians of Peace", quality="alias"),
    ),
)


@pytest.mark.parametrize("query", ["Red Dot", "RED DOT", "Red-Dot", "Hidden Cobra"])
def test_a_weak_alias_alone_is_a_marked_hit_of_low_risk(query: str) -> None:
    (hit,) = Screener([watchlist(LAZARUS)]).match(query)
    assert hit.risk == "low"
    assert "weak alias" in hit.evidence[0].detail


@pytest.mark.parametrize(
    "query",
    [
        "Red Dot Storage Partners",
        "Red Dot Design Museum",
        "The Red Dot Award 2024",
        "Hidden Cobra Beer Company",
        "Hidden Cobra Brewing",
        "Red",
    ],
)
def test_a_weak_alias_in_a_longer_name_or_in_part_is_nothing(query: str) -> None:
    assert Screener([watchlist(LAZARUS)]).match(query) == ()


def test_a_strong_name_beside_a_weak_alias_is_what_is_shown() -> None:
    (match,) = Matcher.of([watchlist(LAZARUS)], POLICY).match(
        Counterparty(name="Red Dot", other_names=(OtherName(field="alias", text="Guardians of Peace"),)),
        threshold=POLICY.threshold,
        max_hits=5,
    )
    assert (match.matched_name, match.name_quality, match.matched_field) == ("Guardians of Peace", "alias", "alias")


def test_many_aliases_of_one_entity_are_one_hit_and_crowd_nobody_out() -> None:
    spellings = [
        f"{k} {d} {b}" for k in ("Korea", "Choson") for d in ("Daesong", "Taesong") for b in ("Bank", "Unhaeng")
    ]
    many = Entity(id="many", type="Organization", names=tuple(Name(text=s) for s in spellings))
    others = [
        Entity(id=f"other{i}", type="Organization", names=(Name(text=text, quality="primary"),))
        for i, text in enumerate(("Korea Daesong Bank Vienna", "Daesong Korea Banking"))
    ]
    matcher = Matcher.of([watchlist(*others, many)], POLICY)
    found = matcher.match(Counterparty(name="Korea Taesong Bank"), threshold=50, max_hits=3)
    assert sorted(m.entity.id for m in found) == ["many", "other0", "other1"]
    assert (found[0].entity.id, found[0].matched_name, found[0].score) == ("many", "Korea Taesong Bank", 100.0)


def test_the_best_are_kept_where_not_all_are_shown() -> None:
    names = ("Wise Honest", "Wise Honnest", "Wise Hornest", "Weise Honest")
    ships = [Entity(id=text, type="Vessel", names=(Name(text=text, quality="primary"),)) for text in names]
    matcher = Matcher.of([watchlist(*reversed(ships))], POLICY)
    party = Counterparty(name="Wise Honest", type="Vessel")
    everybody = matcher.match(party, threshold=50, max_hits=10)
    assert everybody[0].entity.id == "Wise Honest"
    assert [m.entity.id for m in matcher.match(party, threshold=50, max_hits=2)] == [m.entity.id for m in everybody[:2]]
