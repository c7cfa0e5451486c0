"""What is asked by the peer's routes and OpenRefine's stands in the audit log."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from .asking import BEARER, KEY, Make, Told

MATCH = {
    "queries": {
        "a": {"schema": "Person", "properties": {"name": ["Orlando Vexley", "O. Vexley"], "birthDate": ["1969"]}},
        "b": {"schema": "Person", "properties": {"firstName": "Ann", "lastName": ["Kim"], "passportNumber": ["1"]}},
    }
}
REFINE = json.dumps({"q0": {"query": "Corsair Wyvern", "properties": [{"pid": "country", "v": "PA"}]}})


@pytest.mark.parametrize(
    ("method", "path", "more", "action", "names"),
    [
        ("POST", "/match/default", {"json": MATCH}, "match", ["Orlando Vexley", "O. Vexley", "Ann", "Kim"]),
        ("GET", "/search/default", {"params": {"q": "harbour"}}, "search", ["harbour"]),
        ("GET", "/reconcile/default", {"params": {"queries": REFINE}}, "reconcile", ["Corsair Wyvern"]),
        ("POST", "/reconcile/default", {"data": {"queries": REFINE}}, "reconcile", ["Corsair Wyvern"]),
        ("GET", "/reconcile/default/suggest/entity", {"params": {"prefix": "cors"}}, "reconcile", ["cors"]),
    ],
)
def test_names_that_are_asked_for(
    make: Make, log: Callable[[], list[Told]], method: str, path: str, more: Told, action: str, names: list[str]
) -> None:
    client = make(keys={"Ann": KEY})
    assert client.request(method, path, **more).status_code == 401
    answer = client.request(method, path, headers=BEARER, **more)
    assert answer.status_code == 200, answer.text
    (line,) = log()
    assert {key: line[key] for key in line if key != "when"} == {
        "who": "Ann", "action": action, "dataset": "default", "names": names, "count": len(names)
    }  # fmt: skip


def test_at_most_so_many(make: Make, log: Callable[[], list[Told]]) -> None:
    query = {"schema": "Company", "properties": {"name": ["x" * 900, *(f"Firm {n}" for n in range(9))]}}
    client = make()
    assert client.post("/match/default", json={"queries": {str(n): query for n in range(50)}}).status_code == 200
    (line,) = log()
    assert (len(line["names"]), line["count"], len(line["names"][0])) == (100, 500, 500)


def test_what_asks_for_no_name_or_is_malformed(make: Make) -> None:
    client = make()
    for method, path, more in (
        ("GET", "/catalog", {}), ("GET", "/healthz", {}), ("GET", "/reconcile/default", {}),
        ("POST", "/match/default", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
        ("POST", "/match/default", {"content": b"[" * 99_999, "headers": {"Content-Type": "application/json"}}),
        ("POST", "/match/default", {"json": {"queries": {"a": {"properties": {"name": [5, None]}}, "b": None}}}),
        ("POST", "/match/default", {"json": {"queries": [1]}}), ("POST", "/match/default", {"json": None}),
        ("GET", "/reconcile/default", {"params": {"queries": "{"}}),
        ("POST", "/reconcile/default", {"data": {"queries": "[[["}}),
    ):  # fmt: skip
        assert client.request(method, path, **more).status_code < 500, path
    assert not (client.app.state.server.settings.folder / "audit.jsonl").exists()  # type: ignore[attr-defined]
