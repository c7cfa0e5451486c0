"""One name on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it ships no types

from screening.report.model import Result

from .command import Call


def test_check_explains_a_hit(call: Call) -> None:
    ran = call("check", "Onhava Gavan Kontora", "-w", "zembla.toml")
    assert (ran.status, ran.err) == (0, "")
    head, _, first, *rest = ran.out.splitlines()
    assert head == "Onhava Gavan Kontora: Potential match"
    assert "Zemblan Harbour Bank  [zembla: harbour]  High risk, Designated" in first
    assert "  Listed name: Onhava Gavan Kontora (Alias)" in rest
    assert "  Not to be confused with: Zemblan Harbour Museum: A museum." in rest
    assert "  https://example.org/harbour" in rest


def test_check_says_that_there_is_no_hit(call: Call) -> None:
    assert call("check", "Bakery Sunrise", "-w", "zembla.toml").out == "Bakery Sunrise: No hit\n"
    ran = call("check", "", "-w", "zembla.toml")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "-: Not screened")


def checked(call: Call, *arguments: str) -> Result:
    ran = call("check", *arguments, "-w", "zembla.toml", "--json")
    assert (ran.status, ran.err) == (0, "")
    return Result.model_validate_json(ran.out)


def test_check_json_is_one_result(call: Call) -> None:
    result = checked(call, "Zemblan Harbour Bank")
    assert result.outcome == "potential_match"
    assert [hit.entity_id for hit in result.hits] == ["harbour"]
    schema = json.loads(call("schema").out)
    one = json.loads(call("check", "Zemblan Harbour Bank", "-w", "zembla.toml", "--json").out)
    jsonschema.validate(one, {"$ref": "#/$defs/Result", "$defs": schema["$defs"]}, cls=jsonschema.Draft202012Validator)


def test_check_takes_an_identifier(call: Call) -> None:
    result = checked(call, "Northern Star", "--id", "imo=9187332", "--id", "bic=KDBKKPPY")
    assert {hit.entity_id for hit in result.hits} == {"corsair", "harbour"}
    assert checked(call, "Northern Star").hits == ()
    assert "9187331" in checked(call, "Northern Star", "--id", "imo=9187331").problems[0]


def test_check_weighs_country_birth_and_type(call: Call) -> None:
    def score(*arguments: str) -> float:
        return checked(call, "Orlando Quilon Vexley", "--threshold", "10", *arguments).hits[0].score

    bare = score()
    assert score("--country", "Cyprus") > bare > score("--country", "NO")
    assert score("--date-of-birth", "23 April 1969") > bare > score("--date-of-birth", "1931-01-02")
    assert score("--type", "Individual") == bare > score("--type", "Vessel")


def test_check_takes_limits_and_a_configuration(call: Call, folder: Path) -> None:
    (folder / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    (folder / "strict.toml").write_text('threshold = 100\n[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    typo = "Zemblan Harbuor Bank"
    assert "Potential match" in call("check", typo).out
    assert "No hit" in call("check", typo, "-c", "strict.toml").out
    assert "Potential match" in call("check", typo, "-c", "strict.toml", "--threshold", "70").out
    both = ("check", "Zemblan Harbour Bank", "--id", "imo=9187332", "--json")
    assert len(json.loads(call(*both).out)["hits"]) == 2
    assert len(json.loads(call(*both, "--max-hits", "1").out)["hits"]) == 1
