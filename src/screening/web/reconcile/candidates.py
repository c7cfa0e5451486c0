"""Entries that queries may mean."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import HTTPException

from screening.names.countries import country_name
from screening.report.model import Hit
from screening.screener import Screener
from screening.web.ftm import query as ftm
from screening.web.ftm.directory import Directory, directory_of
from screening.web.ftm.entity import FtmEntity
from screening.web.ftm.facts import best_facts
from screening.web.ftm.find import LEAST_SCORE
from screening.web.ftm.scope import Scope
from screening.web.ftm.turns import in_turns
from screening.web.ftm.words import web_words
from screening.web.reconcile.manifest import MOST_QUERIES, type_of
from screening.web.reconcile.models import (
    Candidate,
    Candidates,
    Feature,
    PropertyValue,
    Queries,
    ReconciliationQuery,
    Reference,
)

MOST_CANDIDATES = 100
"""Candidates of a query at most."""

_CERTAIN = 100.0


def asked(queries: Queries) -> list[list[ftm.Query]]:
    """What is looked for, in the order of the queries and in groups that are matched at once.

    Raises HTTPException: 413 for more queries than are answered together, 400 for one that can't be read and for more
    text than is.
    """
    if len(queries.root) > MOST_QUERIES:
        raise HTTPException(413, f"Too many queries in one batch (limit: {MOST_QUERIES})")
    found = []
    for key, query in queries.root.items():
        try:
            found.append(_read(query))
        except ValueError as error:
            raise HTTPException(400, f"Cannot read query {key[:100]!a}: {error}") from None
    try:
        return in_turns(found)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None


def found(screener: Screener, lists: frozenset[str], queries: Sequence[ftm.Query]) -> list[list[Candidate]]:
    """The candidates of each query, best first."""
    directory = directory_of(screener)
    scope = Scope(lists)
    hits = screener.match_all(
        [query.party for query in queries],
        threshold=LEAST_SCORE,
        max_hits=MOST_CANDIDATES,
        keep=scope.keep(directory),
    )
    answers = []
    for query, own in zip(queries, hits, strict=True):
        named = _by_id(directory, scope, query)
        others = [candidate for hit in own if (candidate := _candidate(directory, hit)).id not in {n.id for n in named}]
        answers.append([*named, *others])
    return answers


def limited(query: ReconciliationQuery, answer: list[Candidate]) -> Candidates:
    """As many of the candidates as a query wants."""
    return Candidates(result=answer[: int(min(query.limit, MOST_CANDIDATES))])


def description_of(entity: FtmEntity) -> str:
    """What tells an entry from others of its name: its kind, countries, dates of birth, and why it is listed."""
    told = [web_words("schemas")[entity.schema]["label"]]
    told += [country_name(code.upper()) for code in entity.properties.get("country", ())]
    told += [f"born {date}" for date in entity.properties.get("birthDate", ())]
    told += [web_words("topic_labels")[topic].lower() for topic in entity.properties.get("topics", ())]
    return ", ".join([*told, f"list {entity.watchlist}"])


def _read(query: ReconciliationQuery) -> ftm.Query:
    if query.query is None and not query.properties:
        raise ValueError("it has neither query nor properties")
    kinds = [query.type] if isinstance(query.type, str) else query.type or ["Thing"]
    properties: dict[str, list[str]] = {"name": [query.query]} if query.query else {}
    for given in query.properties:
        values = given.v if isinstance(given.v, list) else [given.v]
        name = given.pid.rpartition(":")[2]  # Person:birthDate is birthDate
        properties.setdefault(name, []).extend(map(_text, values))
    return ftm.query_of(kinds[0] if len(kinds) == 1 else "Thing", properties)


def _text(value: PropertyValue) -> str:
    if isinstance(value, Reference):
        return value.name or value.id
    return str(value)


def _by_id(directory: Directory, scope: Scope, query: ftm.Query) -> Sequence[Candidate]:
    """The entry whose id the query is."""
    number = directory.find(query.party.name)
    if number is None or not scope.holds(entity := directory.entity(number)):
        return ()
    return (_of(entity, _CERTAIN, [Feature(id="id", value=_CERTAIN)]),)


def _candidate(directory: Directory, hit: Hit) -> Candidate:
    entity = directory.entity(directory.number_of(hit.watchlist, hit.entity_id))
    facts = [Feature(id=fact.feature, value=fact.score) for fact in best_facts(hit.evidence)]
    return _of(entity, hit.score, facts)


def _of(entity: FtmEntity, score: float, features: list[Feature]) -> Candidate:
    return Candidate(
        id=entity.id,
        name=entity.caption,
        description=description_of(entity),
        type=[type_of(entity.schema)],
        score=score,
        features=features,
    )
