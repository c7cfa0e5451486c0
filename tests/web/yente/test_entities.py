"""Single entries, what stands beside them, and what the service says of itself."""

from __future__ import annotations

import pytest

from screening.screener import Screener

from ..asked import NORTH, Client, app_of


def test_an_entry_comes_with_what_stands_beside_it(made_up: Client) -> None:
    entity = made_up.get("/entities/harbour").json()
    assert set(entity) == {
        "id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen",
        "last_change",
    }  # fmt: skip
    assert [s["caption"] for s in entity["properties"]["sanctions"]] == ["ZEM", "ZEM-2"]
    (ownership,) = entity["properties"]["ownershipAsset"]
    assert (ownership["schema"], ownership["properties"]["owner"][0]["id"]) == ("Ownership", "vexley")
    (link,) = entity["properties"]["unknownLinkTo"]
    assert link["properties"] == {"role": ["acts for"], "object": ["gone"]}
    flat = made_up.get("/entities/harbour", params={"nested": "false"}).json()
    assert flat == {
        **entity, "properties": {k: v for k, v in entity["properties"].items() if all(isinstance(x, str) for x in v)},
    }  # fmt: skip
    assert made_up.get("/entities/harbour").json() == entity, "asking changes nothing"


def test_adjacent_entities_come_by_property_and_page(made_up: Client) -> None:
    answer = made_up.get("/entities/harbour/adjacent", params={"limit": 1}).json()
    assert answer["entity"]["id"] == "harbour"
    assert {name: told["total"]["value"] for name, told in answer["adjacent"].items()} == {
        "sanctions": 2, "ownershipAsset": 1, "unknownLinkTo": 1,
    }  # fmt: skip
    assert len(answer["adjacent"]["sanctions"]["results"]) == 1
    second = made_up.get("/entities/harbour/adjacent/sanctions", params={"limit": 5, "offset": 1}).json()
    assert (second["limit"], second["offset"], second["total"]) == (5, 1, {"value": 2, "relation": "eq"})
    assert [entity["caption"] for entity in second["results"]] == ["ZEM-2"]


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/entities/nobody", "No such entity!"),
        ("/entities/nobody/adjacent", "No such entity!"),
        ("/entities/harbour/adjacent/colour", "No such property!"),
    ],
)
def test_what_there_is_not(made_up: Client, path: str, detail: str) -> None:
    response = made_up.get(path)
    assert (response.status_code, response.json()) == (404, {"detail": detail})


def test_an_id_may_hold_anything() -> None:
    entity = NORTH.entities[0].model_copy(update={"id": "a/b c?ü"})
    client = Client(app_of(Screener([NORTH.model_copy(update={"entities": (entity,)})])))
    for path in ("/entities/a%2Fb%20c%3F%C3%BC", "/entities/a/b%20c%3F%C3%BC"):
        assert client.get(path).json()["id"] == "a/b c?ü"
    assert client.get("/entities/a%2Fb%20c%3F%C3%BC/adjacent").json()["entity"]["id"] == "a/b c?ü"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_service_says_that_it_is_there(made_up: Client, path: str) -> None:
    assert made_up.get(path).json() == {"status": "ok"}


def test_the_catalogue_names_every_list_and_all_together(made_up: Client) -> None:
    catalog = made_up.get("/catalog").json()
    assert set(catalog) == {"datasets", "current", "outdated", "index_stale"}
    assert (catalog["current"], catalog["outdated"], catalog["index_stale"]) == (["north", "south"], [], False)
    north, south, default, every = catalog["datasets"]
    assert north == {
        "name": "north", "title": "The northern list", "summary": None, "url": None,
        "publisher": {"name": "Northern ministry"}, "version": "7", "updated_at": "2026-01-31T00:00:00",
        "last_export": "2026-01-31T00:00:00", "entity_count": 4, "load": True, "index_version": "7",
        "index_current": True, "children": [],
    }  # fmt: skip
    assert (south["name"], south["version"]) == ("south", "2026")
    assert (default["name"], default["children"], default["load"]) == ("default", ["north", "south"], False)
    assert every["name"] == "all"


def test_a_list_may_be_called_default() -> None:
    named = NORTH.model_copy(update={"name": "default"})
    client = Client(app_of(Screener([named, NORTH])))
    assert [d["name"] for d in client.get("/catalog").json()["datasets"]] == ["default", "north", "all"]
    entity = client.get("/search/default", params={"q": "harbour"}).json()["results"][0]
    assert entity["datasets"][0] == "default"
    assert client.get("/search/north", params={"q": "harbour"}).json()["results"][0]["id"] == "north:harbour"


def test_there_is_one_method_and_it_says_what_counts(made_up: Client) -> None:
    answer = made_up.get("/algorithms").json()
    assert (answer["default"], answer["best"]) == ("best", "screening")
    (method,) = answer["algorithms"]
    assert set(method) == {"name", "description", "features", "docs"}
    assert method["docs"]["features"] == method["features"]
    assert method["features"]["name"]["coefficient"] == 1.0
    assert 0 < method["features"]["country"]["coefficient"] < 0.2
    assert all(set(told) == {"description", "coefficient", "url"} for told in method["features"].values())
