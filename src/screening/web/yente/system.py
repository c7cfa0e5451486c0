"""What the service is: its datasets, its method, and that it is there."""

from __future__ import annotations

from fastapi import APIRouter

from screening.matching.policy import Policy
from screening.report.model import WatchlistInfo
from screening.screener import Screener
from screening.web.answers import CheckedRoute
from screening.web.ftm.entity import moment_of
from screening.web.ftm.scope import EVERY_LIST
from screening.web.ftm.words import web_words
from screening.web.live import Live
from screening.web.yente.models import (
    Algorithm,
    AlgorithmDocs,
    AlgorithmResponse,
    Catalog,
    Dataset,
    FeatureDoc,
    Publisher,
    StatusResponse,
)

BEST = "best"
ALGORITHM = "screening"
"""The name of the method."""

OF_PEERS = frozenset({"logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1", "regression-v2"})
"""Methods that clients of the peer ask for by name: they are answered by the one that there is, and told so."""

_ABOUT = "Names word by word in all scripts, then numbers, countries, dates, gender and address for and against."


def routes(live: Live) -> APIRouter:
    """The routes about the service itself."""
    router = APIRouter(route_class=CheckedRoute)

    @router.get("/healthz", tags=["System information"], summary="Whether the service is there")
    async def healthz() -> StatusResponse:
        """Answers as long as the service runs."""
        return StatusResponse()

    @router.get("/readyz", tags=["System information"], summary="Whether the service can match")
    async def readyz() -> StatusResponse:
        """Answers once lists are read and the thread that matches does work."""
        await live.run(len, live.screener.lists)
        return StatusResponse()

    @router.get("/catalog", tags=["Data access"], summary="The lists in use")
    async def catalog() -> Catalog:
        """The lists in use, each with its version, and the names for all of them together."""
        return _catalog(live.screener)

    @router.get("/algorithms", tags=["System information"], summary="The methods of matching")
    async def algorithms() -> AlgorithmResponse:
        """The methods of matching: there is one."""
        features = _features(live.screener.policy)
        docs = AlgorithmDocs(name=ALGORITHM, description=_ABOUT, features=features)
        told = Algorithm(name=ALGORITHM, description=_ABOUT, features=features, docs=docs)
        return AlgorithmResponse(algorithms=[told], default=BEST, best=ALGORITHM)

    return router


def _catalog(screener: Screener) -> Catalog:
    names = [info.name for info in screener.lists]
    count = sum(info.entities for info in screener.lists)
    together = [
        Dataset(name=name, title="All lists in use", entity_count=count, load=False, children=names)
        for name in EVERY_LIST
        if name not in names
    ]
    return Catalog(datasets=[*map(_dataset, screener.lists), *together], current=names)


def _dataset(info: WatchlistInfo) -> Dataset:
    version = info.version or info.as_of or info.sha256
    return Dataset(
        name=info.name,
        title=info.title or info.name,
        summary=" ".join(info.warnings) or None,
        publisher=Publisher(name=info.issuer) if info.issuer else None,
        version=version,
        updated_at=moment_of(info.as_of),
        last_export=moment_of(info.as_of),
        entity_count=info.entities,
        load=True,
        index_version=version,
    )


def _features(policy: Policy) -> dict[str, FeatureDoc]:
    return {
        name: FeatureDoc(
            description=told["about"], coefficient=getattr(policy, told["points"]) / 100 if "points" in told else 1.0
        )
        for name, told in web_words("features").items()
    }
