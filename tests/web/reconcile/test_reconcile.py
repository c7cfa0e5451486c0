"""The reconciliation API 0.2 as OpenRefine uses it: manifest, candidates, suggestions, values, previews."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from screening.entities import Entity, Name, Watchlist
from screening.screener import Screener

from ..asked import Client, app_of
from . import form


def asked(client: Client, queries: dict[str, Any], dataset: str = "default") -> dict[str, Any]:
    response = client.post(f"/reconcile/{dataset}", data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    jsonschema.validate(answer, form.CANDIDATES)
    assert list(answer) == list(queries)
    return answer


def candidates(client: Client, query: dict[str, Any], dataset: str = "default") -> list[str]:
    return [candidate["id"] for candidate in asked(client, {"q0": query}, dataset)["q0"]["result"]]


def get(client: Client, url: str, schema: dict[str, Any], **params: Any) -> dict[str, Any]:
    response = client.get(url, params=params)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    jsonschema.validate(answer, schema)
    return answer


def test_the_manifest_leads_everywhere(made_up: Client) -> None:
    manifest = get(made_up, "/reconcile/north", form.MANIFEST)
    assert manifest["name"] == "The northern list"
    assert manifest["identifierSpace"] == "http://lists.example/entities/"
    for name, schema in (("entity", form.ENTITIES), ("property", form.THINGS), ("type", form.THINGS)):
        place = manifest["suggest"][name]
        assert get(made_up, place["service_url"] + place["service_path"], schema, prefix="p") is not None
    place = manifest["extend"]["propose_properties"]
    get(made_up, place["service_url"] + place["service_path"], form.PROPOSAL, type="Person")
    assert made_up.get(manifest["preview"]["url"].replace("{{id}}", "harbour")).status_code == 200


def test_candidates_are_told_whole(shipped: Client) -> None:
    (candidate,) = asked(shipped, {"q": {"query": "Korea Daesung Bank", "limit": 1}})["q"]["result"]
    score = candidate.pop("score")
    assert 95 < score < 100
    assert candidate == {
        "id": "korea-daesong-bank",
        "name": "Korea Daesong Bank",
        "description": "Organization, North Korea, sanctioned entity, list dprk",
        "type": [{"id": "Organization", "name": "Organization"}],
        "features": [{"id": "name", "value": score}],
        "match": False,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "Zemblan Harbour Bank"}, ["harbour"]),
        ({"query": "Zemblan Harbour Bank", "type": "Company"}, ["harbour"]),
        ({"query": "Zemblan Harbour Bank", "type": ["Company", "Person"], "type_strict": "any"}, ["harbour"]),
        ({"query": "Orlando Vexley", "limit": 1}, ["vexley"]),
        ({"query": "south:vexley", "limit": 1}, ["south:vexley"]),
        ({"query": "vexley", "limit": 1}, ["vexley"]),
        ({"query": "Bakery Sunrise"}, []),
        ({"properties": [{"pid": "imoNumber", "v": 9187332}]}, ["corsair"]),
        ({"properties": [{"pid": "Vessel:imoNumber", "v": ["9187332"]}]}, ["corsair"]),
        ({"properties": [{"pid": "name", "v": {"id": "x", "name": "Corsair Wyvern"}}]}, ["corsair"]),
        ({"query": "Corsair Wyvern", "properties": [{"pid": "colour", "v": True}]}, ["corsair"]),
    ],
)
def test_what_queries_find(made_up: Client, query: dict[str, Any], expected: list[str]) -> None:
    assert candidates(made_up, query) == expected


def test_properties_count_for_and_against(made_up: Client) -> None:
    scores = [
        asked(made_up, {"q": {"query": "Orlando Vexley", "limit": 1, "properties": [{"pid": "birthDate", "v": year}]}})
        ["q"]["result"][0]["score"]
        for year in ("1950", "1969")
    ]  # fmt: skip
    assert scores[0] < scores[1]


def test_a_dataset_is_asked_alone(made_up: Client) -> None:
    assert candidates(made_up, {"query": "Corsair Wyvern"}, "south") == ["s-ship"]
    assert candidates(made_up, {"query": "gryphon"}, "south") == [], "an id of another list is none here"


def test_queries_come_by_either_method_and_many_as_each_alone(made_up: Client) -> None:
    queries = {"b": {"query": "Corsair Wyvern"}, "a": {"query": "Zemblan Harbour Bank"}, "c": {"query": "Bakery"}}
    together = asked(made_up, queries)
    assert get(made_up, "/reconcile/default", form.CANDIDATES, queries=json.dumps(queries)) == together
    assert together == {key: asked(made_up, {key: query})[key] for key, query in queries.items()}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_values_are_fetched(made_up: Client, method: str) -> None:
    wanted = {
        "ids": ["harbour", "nobody"],
        "properties": [{"id": "notes", "settings": {"limit": "1"}}, {"id": "swiftBic"}, {"id": "colour"}],
    }
    sent = {"extend": json.dumps(wanted)}
    response = made_up.ask(method, "/reconcile/north", **({"data": sent} if method == "POST" else {"params": sent}))
    answer = response.json()
    jsonschema.validate(answer, form.EXTENSION)
    assert answer == {
        "meta": [
            {"id": "notes", "name": "Notes"},
            {"id": "swiftBic", "name": "SWIFT/BIC"},
            {"id": "colour", "name": "colour"},
        ],
        "rows": {
            "harbour": {"notes": [{"str": "Doubted."}], "swiftBic": [{"str": "KDBKKPPY"}], "colour": []},
            "nobody": {"notes": [], "swiftBic": [], "colour": []},
        },
    }  # fmt: skip


def test_entities_are_suggested_while_somebody_types(made_up: Client) -> None:
    def ids(prefix: str, **more: Any) -> list[str]:
        answer = get(made_up, "/reconcile/default/suggest/entity", form.ENTITIES, prefix=prefix, **more)
        return [entity["id"] for entity in answer["result"]]

    assert ids("zem") == ["harbour"]
    assert ids("vexl") == ["south:vexley", "vexley"]
    assert ids("vexl", cursor=1) == ["vexley"]
    assert ids("harbour") == ["harbour"]
    assert ids("") == []


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("type", "p", ["Person"]),
        ("type", "Legal e", ["LegalEntity"]),
        ("type", "x", []),
        ("property", "birth", ["birthDate"]),
        ("property", "BIRTHDATE", ["birthDate"]),
        ("property", "imo", ["imoNumber"]),
    ],
)
def test_types_and_properties_are_suggested(made_up: Client, what: str, prefix: str, expected: list[str]) -> None:
    answer = get(made_up, f"/reconcile/default/suggest/{what}", form.THINGS, prefix=prefix)
    assert [thing["id"] for thing in answer["result"]] == expected


def test_properties_are_proposed_up_to_the_limit(made_up: Client) -> None:
    answer = get(made_up, "/reconcile/default/properties", form.PROPOSAL, type="Person", limit=2)
    assert (answer["type"], answer["limit"]) == ("Person", 2)
    assert [p["id"] for p in answer["properties"]] == ["name", "alias"]
    assert "limit" not in get(made_up, "/reconcile/default/properties", form.PROPOSAL)


def test_a_preview_runs_nothing_of_what_a_list_says() -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    entity = Entity(id='"><b>', names=(Name(text=hostile),), remarks=hostile, narrative=hostile)
    client = Client(app_of(Screener([Watchlist(name="x", entities=(entity,))])))
    response = client.get("/reconcile/x/preview", params={"id": '"><b>'})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in response.text


@pytest.mark.parametrize(
    ("path", "sent", "status", "told"),
    [
        ("mars", {"queries": "{}"}, 404, "No such dataset."),
        ("north", {}, 400, "Neither queries nor extend was given."),
        ("north", {"queries": "{"}, 400, "Cannot read the JSON: Invalid JSON"),
        ("north", {"queries": "[]"}, 400, "Cannot read the JSON: Input should be an object"),
        ("north", {"queries": '{"q": {}}'}, 400, "Cannot read query 'q': it has neither query nor properties"),
        ("north", {"queries": '{"q": {"query": "x", "type": "Martian"}}'}, 400,
         "Cannot read query 'q': Unknown schema: 'Martian'"),
        ("north", {"queries": '{"q": {"query": "x", "limit": 0}}'}, 400,
         "Cannot read the JSON: Input should be greater"),
        ("north", {"queries": '{"\\ud800": {"query": "x"}}'}, 400, "Cannot read the JSON: Invalid JSON"),
        ("north", {"queries": json.dumps({str(n): {"query": "x"} for n in range(51)})}, 413,
         "Too many queries in one batch (limit: 50)"),
        ("north", {"extend": "{}"}, 400, "Cannot read the JSON: Field required (ids)"),
    ],
)  # fmt: skip
def test_refusals_say_why(made_up: Client, path: str, sent: dict[str, str], status: int, told: str) -> None:
    response = made_up.post(f"/reconcile/{path}", data=sent)
    assert response.status_code == status
    assert set(response.json()) == {"detail"}
    assert response.json()["detail"].startswith(told)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/mars", 404),
        ("/reconcile/mars/suggest/entity", 404),
        ("/reconcile/mars/suggest/type", 404),
        ("/reconcile/mars/properties", 404),
        ("/reconcile/north/preview?id=nobody", 404),
        ("/reconcile/north/preview", 422),
        ("/reconcile/north/properties?type=Martian", 400),
        ("/reconcile/north/suggest/entity?cursor=-1", 422),
    ],
)
def test_what_there_is_not(made_up: Client, path: str, status: int) -> None:
    assert made_up.get(path).status_code == status
