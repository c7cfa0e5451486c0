from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from screening.report.model import Report, Result, summarise
from screening.report.schema import field_descriptions, report_schema

from .sample import sample_report

REPORT = sample_report()


@pytest.fixture
def written(tmp_path: Path) -> dict[str, Any]:
    REPORT.write(tmp_path / "report.json")
    loaded: dict[str, Any] = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    return loaded


def models() -> dict[str, Any]:
    schema = report_schema()
    return {"Report": schema, **schema["$defs"]}


def test_the_json_report_is_exactly_the_model(written: dict[str, Any]) -> None:
    assert written == REPORT.to_dict()
    assert list(written) == ["screening", "summary", "counterparties"]
    assert Report.model_validate(written) == REPORT


def test_every_counterparty_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "report.json")
    lines = (tmp_path / "report.json").read_bytes().decode().split("\n")
    rows = [json.loads(line.rstrip(",")) for line in lines if line.startswith('  {"file"')]
    assert rows == REPORT.to_dict()["counterparties"]


def test_the_first_line_of_jsonl_is_the_screening(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "report.jsonl")
    lines = (tmp_path / "report.jsonl").read_bytes().decode().removesuffix("\n").split("\n")
    first, *rest = [json.loads(line) for line in lines]
    data = REPORT.to_dict()
    assert first == {"screening": data["screening"], "summary": data["summary"]}
    assert rest == data["counterparties"]


def test_a_written_report_satisfies_the_schema(written: dict[str, Any]) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(written, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("change", [{"outcome": "guilty"}, {"risk": "extreme"}, {"surprise": 1}, {"row": "4"}])
def test_the_schema_refuses_what_is_no_report(written: dict[str, Any], change: dict[str, object]) -> None:
    written["counterparties"][0].update(change)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, report_schema(), cls=jsonschema.Draft202012Validator)


def test_a_missing_field_is_refused(written: dict[str, Any]) -> None:
    del written["counterparties"][0]["red_flags"]
    with pytest.raises(jsonschema.ValidationError, match="red_flags"):
        jsonschema.validate(written, report_schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_describes_every_field_of_every_model() -> None:
    described = field_descriptions()
    for name, model in models().items():
        assert list(described[name]) == list(model["properties"]), name
        assert all(field.get("description") for field in model["properties"].values()), name
        assert model["title"]
        assert model["description"]
    assert set(described) == set(models())


def test_half_of_a_surrogate_pair_does_not_stop_the_report(tmp_path: Path) -> None:
    results = (Result(name="broken \ud800 cell", outcome="no_hit", input={"Name": "\udfff"}),)
    report = Report(screening=REPORT.screening, summary=summarise(results), counterparties=results)
    for suffix in (".json", ".jsonl", ".csv", ".html", ".xlsx"):
        report.write(tmp_path / f"report{suffix}")
    read = json.loads((tmp_path / "report.json").read_bytes())
    assert read["counterparties"][0]["name"] == "broken \ud800 cell"
