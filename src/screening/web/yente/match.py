"""Queries by example: parties described as entries are, many in one request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from fastapi import APIRouter, HTTPException, Query, Response

from screening.report.model import Hit
from screening.screener import Screener
from screening.web.answers import CheckedRoute, Detail
from screening.web.ftm import query as ftm
from screening.web.ftm.directory import Directory, directory_of
from screening.web.ftm.facts import best_facts
from screening.web.ftm.scope import Scope, lists_of
from screening.web.ftm.turns import in_turns
from screening.web.live import Live
from screening.web.yente.models import (
    EntityExample,
    EntityMatches,
    EntityMatchQuery,
    EntityMatchResponse,
    FeatureResult,
    ScoredEntityResponse,
    TotalSpec,
)
from screening.web.yente.parameters import (
    MOST_RESULTS,
    Dataset,
    NotEntries,
    NotLists,
    NotSchemas,
    Only,
    Since,
    Topics,
)
from screening.web.yente.system import ALGORITHM, BEST, OF_PEERS

MOST_QUERIES = 100
"""Queries of one request at most."""

LOWEST_SCORE = 20.0
"""The score (0-100) under which no result is given, whatever is asked for: such names share next to nothing."""


class Marks(NamedTuple):
    """Scores (0-1): from which a result is given, and from which it is a match; and how many are given."""

    cutoff: float
    threshold: float
    limit: int


def routes(live: Live) -> APIRouter:
    """The route of queries by example."""
    router = APIRouter(route_class=CheckedRoute)

    @router.post(
        "/match/{dataset}",
        tags=["Matching"],
        summary="Look for parties by example",
        responses={400: {"model": Detail}, 404: {"model": Detail}},
    )
    async def match(
        *,
        response: Response,
        dataset: Dataset,
        body: EntityMatchQuery,
        limit: Annotated[int, Query(description="Results a query at most.", ge=0, le=MOST_RESULTS)] = 5,
        threshold: Annotated[
            float | None,
            Query(description="The score from which a result is a match; by default the configured one.", ge=0, le=1),
        ] = None,
        cutoff: Annotated[
            float | None,
            Query(description="The score from which a result is given; by default the threshold.", ge=0, le=1),
        ] = None,
        algorithm: Annotated[
            str, Query(description=f"`{BEST}` or `{ALGORITHM}`; the peer's are answered by it.", max_length=100)
        ] = BEST,
        include_dataset: Only,
        exclude_dataset: NotLists,
        exclude_schema: NotSchemas,
        topics: Topics,
        changed_since: Since = None,
        exclude_entity_ids: NotEntries,
    ) -> EntityMatchResponse:
        """Look for parties described as entries are: by names, numbers, countries, dates, addresses."""
        screener = live.screener
        scope = Scope(
            lists=lists_of(screener, dataset, include_dataset, exclude_dataset),
            without_schemas=frozenset(exclude_schema),
            without_ids=frozenset(exclude_entity_ids),
            changed_since=changed_since or "",
            filters={"topics": topics} if topics else {},
        )
        least = screener.threshold / 100 if threshold is None else threshold
        marks = Marks(least if cutoff is None else min(cutoff, least), least, limit)
        _check_method(algorithm, body)
        queries = _queries(body.queries)
        try:
            turns = in_turns(queries)
        except ValueError as error:
            raise HTTPException(400, str(error)) from None
        found = [answer for turn in turns for answer in await live.run(_matched, screener, scope, turn, marks)]
        response.headers["x-batch-size"] = str(len(queries))
        response.headers["x-algorithm"] = ALGORITHM
        examples = zip(body.queries.items(), queries, found, strict=True)
        return EntityMatchResponse(
            responses={key: _matches(example, query, results) for (key, example), query, results in examples},
            limit=limit,
        )

    return router


def _check_method(algorithm: str, body: EntityMatchQuery) -> None:
    """Raises HTTPException for another method than there is, and for numbers of it: ignored, they would mislead."""
    if algorithm.strip().lower() not in {BEST, ALGORITHM, *OF_PEERS}:
        raise HTTPException(400, f"Invalid algorithm: {algorithm!a}; there is {ALGORITHM!r}, which {BEST!r} means")
    for name, given in (("weights", body.weights), ("config", body.config)):
        if given:
            message = f"Invalid {name}: {next(iter(given))[:100]!a}; the numbers of the method are the server's"
            raise HTTPException(400, message)


def _queries(examples: Mapping[str, EntityExample]) -> list[ftm.Query]:
    if not examples:
        raise HTTPException(400, "No queries provided.")
    if len(examples) > MOST_QUERIES:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MOST_QUERIES})")
    queries = []
    for key, example in examples.items():
        try:
            queries.append(ftm.query_of(example.schema_, example.properties))
        except ValueError as error:
            raise HTTPException(400, f"Cannot read query {key[:100]!a}: {error}") from None
    return queries


def _matched(
    screener: Screener, scope: Scope, queries: list[ftm.Query], marks: Marks
) -> list[tuple[list[ScoredEntityResponse], int]]:
    """The results of each query, and how many matches there are in all."""
    directory = directory_of(screener)
    hits = screener.match_all(
        [query.party for query in queries],
        threshold=max(LOWEST_SCORE, round(100 * marks.cutoff, 6)),
        max_hits=MOST_RESULTS,
        keep=scope.keep(directory),
    )
    return [
        (
            [_result(directory, hit, marks.threshold) for hit in found[: marks.limit]],
            sum(hit.score / 100 >= marks.threshold for hit in found),
        )
        for found in hits
    ]


def _matches(example: EntityExample, query: ftm.Query, found: tuple[list[ScoredEntityResponse], int]) -> EntityMatches:
    results, matches = found
    return EntityMatches(
        status=200 if query.text_length or query.party.identifiers else 400,
        results=results,
        total=TotalSpec(value=matches),
        query=EntityExample(id=example.id, schema=query.schema, properties=dict(query.properties)),
    )


def _result(directory: Directory, hit: Hit, threshold: float) -> ScoredEntityResponse:
    explained = {
        fact.feature: FeatureResult(
            detail=fact.detail, score=round(fact.score / 100, 3), query=fact.query, candidate=fact.listed
        )
        for fact in best_facts(hit.evidence)
    }
    return ScoredEntityResponse.of(
        directory.entity(directory.number_of(hit.watchlist, hit.entity_id)),
        score=round(hit.score / 100, 3),
        match=hit.score / 100 >= threshold,
        features={name: result.score for name, result in explained.items()},
        explanations=explained,
    )
