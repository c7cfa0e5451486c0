"""The form of answers after the Reconciliation Service API 0.2, as JSON schemas written for these tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXT = {"type": "string", "minLength": 1}


def _thing(**more: Any) -> dict[str, Any]:
    """An object with the given properties, of which none may be missing and no other may be there."""
    return {"type": "object", "properties": more, "required": [*more], "additionalProperties": False}


def _many(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_TYPE = _thing(id=_TEXT, name=_TEXT)
_PLACE = _thing(
    service_url={"type": "string", "pattern": "^https?://"}, service_path={"type": "string", "pattern": "^/"}
)
_TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
_VALUE = {"oneOf": [_thing(str={"type": "string"}), _thing(id=_TEXT, name=_TEXT)]}

MANIFEST = _thing(
    versions={"type": "array", "contains": {"const": "0.2"}, "items": _TEXT},
    name=_TEXT,
    identifierSpace={"type": "string", "pattern": "^https?://"},
    schemaSpace={"type": "string", "pattern": "^https?://"},
    serviceVersion=_TEXT,
    defaultTypes={**_many(_TYPE), "uniqueItems": True},
    view=_thing(url=_TEMPLATE),
    preview=_thing(url=_TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
    suggest=_thing(entity=_PLACE, property=_PLACE, type=_PLACE),
    extend=_thing(
        propose_properties=_PLACE,
        property_settings=_many(
            _thing(name=_TEXT, label=_TEXT, type={"const": "number"}, default={"type": "number"}, help_text=_TEXT)
        ),
    ),
    batchSize={"type": "integer", "minimum": 1},
)
CANDIDATES = {
    "type": "object",
    "additionalProperties": _thing(
        result=_many(
            _thing(
                id=_TEXT,
                name=_TEXT,
                description=_TEXT,
                type=_many(_TYPE),
                score={"type": "number", "minimum": 0, "maximum": 100},
                features=_many(_thing(id=_TEXT, value={"type": ["number", "boolean"]})),
                match={"type": "boolean"},
            )
        )
    ),
}
ENTITIES = _thing(result=_many(_thing(id=_TEXT, name=_TEXT, description=_TEXT, notable=_many(_TYPE))))
THINGS = _thing(result=_many(_TYPE))
PROPOSAL = {**_thing(type=_TEXT, properties=_many(_TYPE)), "additionalProperties": {"type": "integer"}}
EXTENSION = _thing(
    meta=_many(_TYPE),
    rows={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _many(_VALUE)}},
)
