"""The search by text: what is found, in which order, filtered and counted."""

from __future__ import annotations

from typing import Any

import pytest

from ..asked import Client


def search(client: Client, q: str, dataset: str = "default", **params: Any) -> dict[str, Any]:
    response = client.get(f"/search/{dataset}", params={"q": q, **params})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def found(client: Client, q: str, dataset: str = "default", **params: Any) -> list[str]:
    return [result["id"] for result in search(client, q, dataset, **params)["results"]]


def test_an_answer_has_every_field(shipped: Client) -> None:
    answer = search(shipped, "daesong")
    assert set(answer) == {"limit", "offset", "total", "results", "facets"}
    assert (answer["limit"], answer["offset"], answer["total"]) == (10, 0, {"value": 1, "relation": "eq"})
    (result,) = answer["results"]
    assert result["id"] == "korea-daesong-bank"
    assert "score" not in result
    assert list(answer["facets"]) == ["countries", "topics", "datasets"]
    assert answer["facets"]["countries"] == {
        "label": "Countries", "values": [{"name": "kp", "label": "North Korea", "count": 1}],
    }  # fmt: skip
    assert answer["facets"]["topics"]["values"] == [{"name": "sanction", "label": "Sanctioned entity", "count": 1}]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("zem", ["harbour"]),
        ("Zemblam Harbor Bank", ["harbour"]),
        ("harbour", ["harbour"]),
        ("9187332", ["corsair"]),
        ("kdbkkppy", ["harbour"]),
        ("0xAb12cD34", ["harbour"]),
        ("vexley", ["vexley", "south:vexley"]),
        ("south:vexley", ["south:vexley"]),
        ("Bakery Sunrise", []),
        ("", ["harbour", "vexley", "corsair", "gryphon", "south:vexley"]),
    ],
)
def test_names_beginnings_numbers_and_ids_are_found(made_up: Client, q: str, expected: list[str]) -> None:
    assert found(made_up, q)[: len(expected)] == expected
    assert bool(found(made_up, q)) is bool(expected)


def test_a_party_on_two_lists_is_found_once(made_up: Client) -> None:
    assert found(made_up, "corsair") == ["corsair"]
    assert found(made_up, "wyvern") == ["corsair"]
    assert found(made_up, "wyvern", "south") == ["s-ship"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"schema": "Person"}, {"vexley"}),
        ({"schema": "LegalEntity"}, {"harbour", "vexley", "gryphon", "south:vexley"}),
        ({"schema": "Organization"}, {"harbour", "gryphon", "south:vexley"}),
        ({"schema": "CryptoWallet"}, set()),
        ({"exclude_schema": ["Company", "Vessel"]}, {"vexley", "gryphon"}),
        ({"countries": "KP"}, {"harbour"}),
        ({"countries": ["kp", "cy"]}, {"harbour", "vexley"}),
        ({"countries": ["kp", "cy"], "filter_op": "AND"}, set()),
        ({"countries": ["gb", "cy"], "filter_op": "AND"}, {"vexley"}),
        ({"topics": "sanction"}, {"harbour", "s-ship", "south:vexley"}),
        ({"topics": ["sanction", "poi"], "datasets": "north"}, {"harbour", "vexley", "s-ship"}),
        ({"datasets": "south"}, {"corsair", "south:vexley"}),
        ({"include_dataset": "south"}, {"s-ship", "south:vexley"}),
        ({"exclude_dataset": "south"}, {"harbour", "vexley", "corsair", "gryphon"}),
        ({"target": "false"}, {"gryphon"}),
        ({"filter": "properties.birthDate:1969"}, {"vexley"}),
        ({"filter": "birthDate:1969-04"}, {"vexley"}),
        ({"filter": "properties.birthDate:1970"}, set()),
        ({"filter": ["properties.swiftBic:kdbkkppy", "countries:kp"]}, {"harbour"}),
        ({"filter": "identifiers:X1234567"}, {"vexley"}),
        ({"filter": "nothing:x"}, set()),
        ({"changed_since": "2024-06-01"}, {"harbour", "vexley", "corsair", "south:vexley"}),
    ],
)
def test_filters(made_up: Client, params: dict[str, Any], expected: set[str]) -> None:
    answer = search(made_up, "", **params)
    assert {result["id"] for result in answer["results"]} == expected
    assert answer["total"]["value"] == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("caption:asc", ["corsair", "gryphon", "vexley", "south:vexley", "harbour"]),
        ("caption:desc", ["harbour", "south:vexley", "vexley", "gryphon", "corsair"]),
        (["schema", "caption:desc"], ["harbour", "south:vexley", "gryphon", "vexley", "corsair"]),
        ("last_change:desc", ["harbour", "gryphon", "vexley", "corsair", "south:vexley"]),
        ("properties.birthDate", ["vexley", "harbour", "corsair", "gryphon", "south:vexley"]),
        ("_score:desc", ["harbour", "vexley", "corsair", "gryphon", "south:vexley"]),
    ],
)
def test_sorting_puts_what_has_no_value_last(made_up: Client, sort: Any, expected: list[str]) -> None:
    assert found(made_up, "", sort=sort) == expected
    assert found(made_up, "", sort=sort, limit=2, offset=1) == expected[1:3]


def test_facets_count_all_results_and_not_the_page(made_up: Client) -> None:
    answer = search(made_up, "", limit=1, facets=["schema", "datasets", "genders", "identifiers"])
    assert list(answer["facets"]) == ["schema", "datasets", "genders", "identifiers"]
    assert answer["facets"]["schema"]["values"][0] == {"name": "Company", "label": "Company", "count": 2}
    assert answer["facets"]["datasets"]["values"] == [
        {"name": "north", "label": "The northern list", "count": 4}, {"name": "south", "label": "south", "count": 2},
    ]  # fmt: skip
    assert answer["facets"]["genders"]["values"] == [{"name": "male", "label": "male", "count": 1}]
    assert len(answer["facets"]["identifiers"]["values"]) == 4


@pytest.mark.parametrize(
    ("path", "params", "status", "detail"),
    [
        ("mars", {}, 404, "No such dataset."),
        ("north", {"schema": "Martian"}, 400, "Invalid schema"),
        ("north", {"filter": "x"}, 400, "Invalid filter: 'x'"),
        ("north", {"sort": "height:asc"}, 400, "Invalid sort: 'height'"),
        ("north", {"include_dataset": "mars"}, 400, "No such dataset to include: 'mars'"),
    ],
)
def test_refusals_say_why(made_up: Client, path: str, params: dict[str, Any], status: int, detail: str) -> None:
    response = made_up.get(f"/search/{path}", params=params)
    assert (response.status_code, response.json()) == (status, {"detail": detail})


@pytest.mark.parametrize("params", [{"facets": "colour"}, {"limit": -1}, {"offset": 10_001}, {"q": "x" * 501}])
def test_what_is_out_of_range_is_no_request(made_up: Client, params: dict[str, Any]) -> None:
    assert made_up.get("/search/north", params=params).status_code == 422
