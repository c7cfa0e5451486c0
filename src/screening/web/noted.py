"""Who asked for which names by the routes of the peer's API and OpenRefine's: a line of the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import Request

from screening.web.server import TheCaller, TheServer

MOST_NAMES = 100  # of one request that are noted; their number is noted, too
_LONGEST = 500  # characters of a name that are noted


async def noted(request: Request, server: TheServer, caller: TheCaller) -> None:
    """Note the names that a request asks for, if it does. Raises OutputError where it can't be noted."""
    names = list(_names(await _asked(request)))
    if names:
        action, _, _ = request.scope["path"].lstrip("/").partition("/")
        told = [name[:_LONGEST] for name in names[:MOST_NAMES]]
        server.log.write(caller.name, action, dataset=request.path_params.get("dataset"), names=told, count=len(names))


async def _asked(request: Request) -> list[Any]:
    """What a request asks for: the text of a search, and queries as the peer and OpenRefine have them."""
    told: list[Any] = [request.query_params.get(key) for key in ("q", "prefix")]
    queries = [request.query_params.get("queries")]
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        queries.append(str((await request.form()).get("queries") or ""))
    body = _json(await request.body()) if "json" in kind else None
    told.append(body.get("queries") if isinstance(body, Mapping) else None)
    return [*told, *(_json(text) for text in queries if text)]


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # the route refuses it
        return None


def _names(asked: Any) -> Iterator[str]:
    if isinstance(asked, str):
        yield asked
    elif isinstance(asked, list):
        for one in asked:
            yield from _names(one)
    elif isinstance(asked, Mapping):
        for query in asked.values():
            if isinstance(query, Mapping):
                yield from _names(query.get("query"))
                yield from _names(_of_example(query.get("properties")))


def _of_example(properties: Any) -> list[Any]:
    """The names of a party that is described as entries are; all else of it is not noted."""
    if not isinstance(properties, Mapping):  # OpenRefine has a list of other columns here
        return []
    return [value for key, value in properties.items() if "name" in key.casefold() or "alias" in key.casefold()]
