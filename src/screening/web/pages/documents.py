"""``/api``: the API for people to read, out of its own description; the usual pages load scripts from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from screening.web.pages.rendering import page

router = APIRouter(include_in_schema=False)

_DEEP = 3
"""How far a form inside of a form is written out."""


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, a field of a form, or an answer: its name, what it holds in words, and what it is for."""

    name: str
    kind: str
    about: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """What may be done at an address."""

    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Part, ...]
    media: str
    body: tuple[Part, ...]
    answers: tuple[Part, ...]


@router.get("/api")
def documents(request: Request) -> HTMLResponse:
    """The API."""
    described = request.app.openapi()
    groups: dict[str, list[Operation]] = {}
    for path, item in described["paths"].items():
        for method, told in item.items():
            group = (told.get("tags") or ["other"])[0]
            groups.setdefault(group, []).append(_operation(method, path, told, described))
    return page(request, "api.html", groups=groups, about=described["info"].get("description", ""))


def _operation(method: str, path: str, told: Mapping[str, Any], whole: Mapping[str, Any]) -> Operation:
    forms: Mapping[str, Mapping[str, Any]] = told.get("requestBody", {}).get("content", {"": {}})
    media, form = next(iter(forms.items()))
    return Operation(
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        about=told.get("description", ""),
        parameters=tuple(
            Part(
                one["name"],
                f"{one['in']}, {_kind(one.get('schema', {}), whole)}",
                _about(one),
                one.get("required", False),
            )
            for one in told.get("parameters", ())
        ),
        media=media,
        body=tuple(_fields(form.get("schema", {}), whole)),
        answers=tuple(_answers(told.get("responses", {}), whole)),
    )


def _answers(told: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Part]:
    for status, answer in told.items():
        kinds = [_kind(form.get("schema", {}), whole) or media for media, form in answer.get("content", {}).items()]
        yield Part(status, ", ".join(filter(None, kinds)), answer.get("description", ""))


def _fields(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Part]:
    """The fields of a form."""
    solved = _solved(schema, whole)
    needed = solved.get("required", ())
    for name, field in solved.get("properties", {}).items():
        yield Part(name, _kind(field, whole), _about(field), name in needed)


def _about(told: Mapping[str, Any]) -> str:
    return str(told.get("description") or told.get("schema", {}).get("description") or "")


def _kind(schema: Mapping[str, Any], whole: Mapping[str, Any], deep: int = 0) -> str:
    """What a value is, in a few words: its type, the name of its form, the values that it may have."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if options := schema.get("anyOf") or schema.get("oneOf"):
        kinds = (_kind(one, whole, deep) for one in options if one.get("type") != "null")
        return " or ".join(dict.fromkeys(filter(None, kinds)))
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else None):
        return " | ".join(map(str, values))
    if schema.get("type") == "array" and deep < _DEEP:
        return f"list of {_kind(schema.get('items', {}), whole, deep + 1) or 'anything'}"
    if isinstance(more := schema.get("additionalProperties"), Mapping) and deep < _DEEP:
        return f"object of {_kind(more, whole, deep + 1) or 'anything'}"
    if schema.get("contentMediaType") or schema.get("format") == "binary":
        return "file"
    return f"{schema.get('type', '')}{_bounds(schema)}"


def _bounds(schema: Mapping[str, Any]) -> str:
    words = {"exclusiveMinimum": "above", "minimum": "from", "maximum": "to", "maxLength": "characters, at most"}
    told = [f"{word} {schema[key]:g}" for key, word in words.items() if key in schema]
    return f" ({', '.join(told)})" if told else ""


def _solved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """A form instead of its name."""
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = whole["components"]["schemas"][str(schema["$ref"]).rpartition("/")[2]]
    return found
