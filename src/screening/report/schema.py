"""The JSON Schema of the JSON report, from the models and the descriptions of their fields."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from screening.report.model import Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def field_descriptions() -> Mapping[str, Mapping[str, str]]:
    """What every field of the report means: model name -> field name -> sentence."""
    text = (files("screening") / "data" / "report_fields.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every ``.json`` report satisfies; every field is always there.

    A line of a ``.jsonl`` report after the first satisfies ``#/$defs/Result``.
    """
    top = Report.model_json_schema(mode="serialization")
    models = {"Report": top, **top["$defs"]}
    for name, fields in field_descriptions().items():
        model = models[name]
        model["description"] = model["description"].replace("``", "`").replace("\n", " ")
        model["required"] = list(model["properties"])
        for field, sentence in fields.items():
            model["properties"][field]["description"] = sentence
    return {"$schema": DIALECT, **top, "title": "Screening report"}
