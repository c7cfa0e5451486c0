"""Queries by example, field by field as the peer's clients send and read them."""

from __future__ import annotations

from typing import Any

import pytest

from ..asked import Client

BANK = {"schema": "Company", "properties": {"name": ["Korea Daesung Bank"], "country": ["North Korea"]}}


def match(client: Client, query: dict[str, Any], dataset: str = "default", **params: Any) -> dict[str, Any]:
    response = client.post(f"/match/{dataset}", json={"queries": {"q": query}}, params=params)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()["responses"]["q"]
    return answer


def ids(client: Client, query: dict[str, Any], dataset: str = "default", **params: Any) -> list[str]:
    return [result["id"] for result in match(client, query, dataset, **params)["results"]]


def named(name: str, schema: str = "LegalEntity") -> dict[str, Any]:
    return {"schema": schema, "properties": {"name": [name]}}


def test_a_result_has_every_field(shipped: Client) -> None:
    response = shipped.post("/match/dprk", json={"queries": {"q1": BANK, "q2": named("Bakery Sunrise")}})
    assert response.headers["x-batch-size"] == "2"
    body = response.json()
    assert set(body) == {"responses", "limit"}
    assert body["limit"] == 5
    assert list(body["responses"]) == ["q1", "q2"]
    answer = body["responses"]["q1"]
    assert set(answer) == {"status", "results", "total", "query"}
    assert (answer["status"], answer["total"]) == (200, {"value": 1, "relation": "eq"})
    assert answer["query"] == {
        "id": None, "schema": "Company", "properties": {"name": ["Korea Daesung Bank"], "country": ["kp"]},
    }  # fmt: skip
    (result,) = answer["results"]
    assert set(result) == {
        "id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen",
        "last_change", "score", "match", "features", "explanations",
    }  # fmt: skip
    assert (result["id"], result["caption"]) == ("korea-daesong-bank", "Korea Daesong Bank")
    assert (result["schema"], result["datasets"], result["target"]) == ("Organization", ["dprk"], True)
    assert result["properties"]["name"] == ["Korea Daesong Bank"]
    assert result["properties"]["swiftBic"] == ["KDBKKPPY"]
    assert result["properties"]["topics"] == ["sanction"]
    assert result["match"] is True
    assert 0.95 < result["score"] < 1
    assert result["features"] == {name: told["score"] for name, told in result["explanations"].items()}
    assert result["explanations"]["country"] == {
        "detail": "the same country", "score": 1.0, "query": "North Korea", "candidate": "North Korea",
    }  # fmt: skip
    assert result["explanations"]["name"]["candidate"] == "Korea Daesong Bank"
    assert body["responses"]["q2"]["results"] == []
    assert body["responses"]["q2"]["total"]["value"] == 0


def test_the_documentation_s_kinds_of_queries_find_their_entries(shipped: Client) -> None:
    person = {
        "schema": "Person",
        "properties": {"firstName": ["Jong Un"], "lastName": ["Kim", "김"], "birthDate": ["1984"], "nationality": "kp"},
    }
    ship = {"schema": "Vessel", "properties": {"imoNumber": ["IMO8905490"]}}
    assert ids(shipped, person) == ["kim-jong-un"]
    assert ids(shipped, ship) == ["wise-honest"]
    assert match(shipped, ship)["results"][0]["explanations"]["imo"]["score"] == 1.0


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {"vexley": True}),
        ({"threshold": 1}, {}),
        ({"cutoff": 0.3}, {"vexley": True, "south:vexley": False}),
        ({"cutoff": 0.3, "limit": 1}, {"vexley": True}),
        ({"cutoff": 0.3, "limit": 0}, {}),
        ({"cutoff": 1, "threshold": 0.3}, {"vexley": True, "south:vexley": True}),
    ],
)
def test_cutoff_gives_more_and_threshold_marks(
    made_up: Client, params: dict[str, Any], expected: dict[str, bool]
) -> None:
    answer = match(made_up, named("Orlando Vexley"), **params)
    assert {r["id"]: r["match"] for r in answer["results"]} == expected
    scores = [r["score"] for r in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_total_counts_matches_beyond_the_limit(made_up: Client) -> None:
    answer = match(made_up, named("Orlando Vexley"), threshold=0.3, limit=1)
    assert (len(answer["results"]), answer["total"]["value"]) == (1, 2)


@pytest.mark.parametrize(
    ("dataset", "params", "expected"),
    [
        ("default", {}, ["corsair"]),
        ("all", {}, ["corsair"]),
        ("north", {}, ["corsair"]),
        ("south", {}, ["s-ship"]),
        ("default", {"include_dataset": "south"}, ["s-ship"]),
        ("default", {"include_dataset": ["default"]}, ["corsair"]),
        ("default", {"exclude_dataset": "north"}, ["s-ship"]),
        ("default", {"exclude_dataset": ["north", "south", "unheard-of"]}, []),
        ("default", {"exclude_schema": "Vessel"}, []),
        ("default", {"exclude_schema": ["Person"]}, ["corsair"]),
        ("default", {"topics": "asset.frozen"}, ["corsair"]),
        ("default", {"topics": ["sanction", "poi"]}, ["s-ship"]),
        ("default", {"topics": "role.pep"}, []),
        ("default", {"exclude_entity_ids": "corsair"}, []),
        ("default", {"exclude_entity_ids": "vexley"}, ["corsair"]),
        ("default", {"changed_since": "2030-01-01"}, ["corsair"]),
        ("default", {"fuzzy": "false"}, ["corsair"]),
        ("default", {"algorithm": "screening"}, ["corsair"]),
        ("default", {"algorithm": "best"}, ["corsair"]),
        ("default", {"algorithm": "logic-v1"}, ["corsair"]),
    ],
)
def test_what_counts_can_be_asked_for(
    made_up: Client, dataset: str, params: dict[str, Any], expected: list[str]
) -> None:
    assert ids(made_up, named("Corsair Wyvern", "Vessel"), dataset, **params) == expected


@pytest.mark.parametrize(
    ("since", "found"), [("2025-05-31", True), ("2025-06-01T00:00:00", False), ("2026-01-01", False)]
)
def test_what_has_not_changed_since_is_left_out_where_that_is_known(made_up: Client, since: str, found: bool) -> None:
    assert bool(ids(made_up, named("Zemblan Harbour Bank"), changed_since=since)) is found


def test_a_party_on_two_lists_is_one_result(made_up: Client) -> None:
    (result,) = match(made_up, named("Corsair Wyvern", "Vessel"))["results"]
    assert (result["datasets"], result["referents"]) == (["north", "south"], ["s-ship"])


def test_a_query_with_nothing_to_look_for_says_that_it_was_not_screened(made_up: Client) -> None:
    for properties in ({}, {"country": ["kp"]}, {"name": ["", None, {"id": "x"}]}):
        answer = match(made_up, {"schema": "Person", "properties": properties})
        assert (answer["status"], answer["results"]) == (400, [])


def test_the_client_s_id_and_nested_entities_are_taken(made_up: Client) -> None:
    query = {"id": "mine", **named("Corsair Wyvern")}
    query["properties"]["addressEntity"] = [{"id": "a", "schema": "Address", "properties": {"full": ["x"]}}]
    answer = match(made_up, query)
    assert answer["query"]["id"] == "mine"
    assert answer["query"]["properties"] == {"name": ["Corsair Wyvern"]}
    assert [r["id"] for r in answer["results"]] == ["corsair"]


@pytest.mark.parametrize(
    ("dataset", "body", "params", "status", "detail"),
    [
        ("mars", {"queries": {"q": BANK}}, {}, 404, "No such dataset."),
        ("north", {"queries": {}}, {}, 400, "No queries provided."),
        ("north", {"queries": {str(n): BANK for n in range(101)}}, {}, 400,
         "Too many queries in one batch (limit: 100)"),
        ("north", {"queries": {"q": BANK}}, {"algorithm": "logic-v9"}, 400,
         "Invalid algorithm: 'logic-v9'; there is 'screening', which 'best' means"),
        ("north", {"queries": {"q": BANK}, "config": {"nm_x": 1}}, {}, 400,
         "Invalid config: 'nm_x'; the numbers of the method are the server's"),
        ("north", {"queries": {"q": BANK}, "weights": {"name": 0.1}}, {}, 400,
         "Invalid weights: 'name'; the numbers of the method are the server's"),
        ("north", {"queries": {"q": BANK}}, {"include_dataset": "us_ofac_sdn"}, 400,
         "No such dataset to include: 'us_ofac_sdn'"),
        ("north", {"queries": {"q": named("x", "Martian")}}, {}, 400,
         "Cannot read query 'q': Unknown schema: 'Martian'"),
        ("north", {"queries": {str(n): named("x" * 500) for n in range(61)}}, {}, 400,
         "Too much text in one batch (limit: 30,000 characters of names)"),
    ],
)  # fmt: skip
def test_refusals_say_why(
    made_up: Client, dataset: str, body: dict[str, Any], params: dict[str, Any], status: int, detail: str
) -> None:
    response = made_up.post(f"/match/{dataset}", json=body, params=params)
    assert (response.status_code, response.json()) == (status, {"detail": detail})


@pytest.mark.parametrize(
    ("body", "params"),
    [
        ({"queries": [BANK]}, {}),
        ({"queries": {"q": {"properties": {}}}}, {}),
        ({"queries": {"q": BANK}}, {"limit": 501}),
        ({"queries": {"q": BANK}}, {"threshold": "nan"}),
        ({"queries": {"q": BANK}}, {"changed_since": "yesterday"}),
        ({"queries": {"q": BANK}}, {"exclude_entity_ids": ["x"] * 101}),
    ],
)
def test_what_is_no_request_is_told_without_repeating_it(
    made_up: Client, body: dict[str, Any], params: dict[str, Any]
) -> None:
    response = made_up.post("/match/north", json=body, params=params)
    assert response.status_code == 422
    assert all(set(problem) == {"type", "loc", "msg"} for problem in response.json()["detail"])


@pytest.mark.parametrize("text", ['"\\ud800"', '{"queries": {"\\ud800": {"schema": "Person", "properties": {}}}}'])
def test_half_characters_are_refused_and_not_repeated(made_up: Client, text: str) -> None:
    response = made_up.post("/match/north", content=text, headers={"content-type": "application/json"})
    assert response.status_code == 422


def test_half_characters_in_values_are_left_out(made_up: Client) -> None:
    text = '{"queries": {"q": {"schema": "Person", "properties": {"name": ["Corsair\\ud800 Wyvern"]}}}}'
    response = made_up.post("/match/north", content=text, headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert response.json()["responses"]["q"]["query"]["properties"] == {"name": ["Corsair Wyvern"]}


def test_many_queries_are_answered_as_each_alone(shipped: Client) -> None:
    queries = {
        "a": BANK,
        "b": named("Kim Jong Un", "Person"),
        "c": named("Bakery"),
        "d": named("Wise Honest", "Vessel"),
    }
    together = shipped.post("/match/default", json={"queries": queries}).json()["responses"]
    assert together == {key: match(shipped, query) for key, query in queries.items()}
    assert shipped.post("/match/default", json={"queries": queries}).json()["responses"] == together
