"""docs/web-api.md against the routes: paths, parameters, limits, properties, and the examples, which are run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from screening.lists.opensanctions.ftm_entity import ftm_words
from screening.screener import Screener
from screening.web.ftm import query, turns
from screening.web.ftm.find import LEAST_SCORE, MOST_FOUND
from screening.web.ftm.words import web_words
from screening.web.reconcile.candidates import MOST_CANDIDATES
from screening.web.reconcile.manifest import MOST_QUERIES as MOST_RECONCILED
from screening.web.yente.match import LOWEST_SCORE, MOST_QUERIES
from screening.web.yente.parameters import MOST_RESULTS

from .asked import Client, app_of

PAGE = (Path(__file__).parents[2] / "docs" / "web-api.md").read_text(encoding="utf-8")
JSON = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def shown_in(shown: Any, real: Any) -> bool:
    """Whether an answer has all that is shown of it; lists are shown whole."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(
            key in real and shown_in(value, real[key]) for key, value in shown.items()
        )
    if isinstance(shown, list):
        return len(shown) == len(real) and all(map(shown_in, shown, real))
    return bool(shown == real)


def test_the_example_of_match_is_what_is_answered(shipped: Client) -> None:
    response = shipped.post("/match/default", params={"limit": 1}, json=JSON[0])
    assert shown_in(JSON[1], response.json()), response.json()


def test_the_example_of_reconciling_is_what_is_answered(shipped: Client) -> None:
    (queries,) = re.findall(r"'queries=(.*?)'\n", PAGE)
    assert shipped.post("/reconcile/default", data={"queries": queries}).json() == JSON[2]


def test_every_path_and_parameter_is_told() -> None:
    document = app_of(Screener()).openapi()
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert f"`{method.upper()} {path}`" in PAGE
            for parameter in told.get("parameters", ()):
                name = parameter["name"]
                assert parameter["in"] == "path" or f"`{name}`" in PAGE, (path, name)


def test_every_schema_property_and_topic_is_told() -> None:
    for schema in web_words("schemas"):
        assert re.search(rf"\b{schema}\b", PAGE), schema
    asked = [name for name, told in web_words("properties").items() if "asks" in told]
    for name in (*asked, *web_words("numbers"), *web_words("topic_labels")):
        assert f"`{name}`" in PAGE, name
    for name in (name for name in web_words("numbers") if name not in {"icaoCode"}):
        assert name in ftm_words("identifiers"), f"{name} is no number that is understood"


def test_every_limit_is_told() -> None:
    for text in (
        f"up to {MOST_QUERIES} in one request",
        f"{query.MOST_VALUES} values at most, a value {query.LONGEST_VALUE} characters; all names of a query have "
        f"{query.MOST_TEXT:,} at most, of a request {turns.MOST_TEXT:,}",
        f"{MOST_RESULTS} at most",
        f"up to {MOST_FOUND:,}",
        f"Nothing under {LOWEST_SCORE / 100:g} is ever given",
        f"candidates for up to {MOST_RECONCILED} queries",
        f"candidates from {LEAST_SCORE:g} are given, {MOST_CANDIDATES} at most",
    ):
        assert text in " ".join(PAGE.split()), text
