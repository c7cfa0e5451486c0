"""Entities of the FollowTheMoney model as OpenSanctions exports them: one JSON object a line, maybe one in another."""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from screening.errors import ListError
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

Record = dict[str, Any]
"""An entity as the file has it."""

_DEEPEST = 20  # entities in one another; OpenSanctions nests them three deep


class FtmEntity(NamedTuple):
    """One entity: its properties hold texts, among them the ids of other entities."""

    id: str
    schema: str
    caption: str
    properties: Mapping[str, Sequence[str]]
    is_target: bool
    rest: Mapping[str, Any]

    def all(self, name: str) -> Sequence[str]:
        """The values of a property."""
        return self.properties.get(name, ())

    def first(self, *names: str) -> str:
        """The first value of the first of the properties that has one; "" where none has."""
        return next((value for name in names for value in self.all(name)), "")


def ftm_words(table: str) -> Mapping[str, Any]:
    """A table of ``data/opensanctions.toml``."""
    words: Mapping[str, Any] = _data()[table]
    return words


def read_lines(data: bytes, file: str, only: Container[int] | None = None) -> Iterator[tuple[int, Record]]:
    """The JSON object of each line that is not blank, with the line's number; of those in ``only`` where it is given.

    Raises ListError for a line that is none, as the last one of a file that was cut off.
    """
    for number, line in enumerate(io.BytesIO(data), 1):
        if not line.strip() or (only is not None and number not in only):
            continue
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (UnicodeDecodeError, ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            message = "is cut off or damaged: the line is no JSON object"
            raise ListError(message, file=file, line=number, hint=DOWNLOAD_AGAIN, code="corrupt")
        yield number, record


def read_entities(
    data: bytes, file: str, only: Container[int] | None = None
) -> Iterator[tuple[int, FtmEntity, list[FtmEntity]]]:
    """Each line's number, its entity and those inside of that one. Raises ListError where a line is no entity."""
    for number, record in read_lines(data, file, only):
        if not isinstance(record.get("properties"), dict) or "schema" not in record:
            message = "the line is no entity: it has no schema or no properties"
            raise ListError(message, file=file, line=number, hint=DOWNLOAD_AGAIN, code="corrupt")
        try:
            entity, *inner = _flat(record)
        except RecursionError:
            message = f"holds entities more than {_DEEPEST} deep in one another, as no export does"
            raise ListError(message, file=file, line=number, hint=DOWNLOAD_AGAIN, code="unsafe") from None
        yield number, entity, inner


def looks_like_entities(head: bytes) -> bool:
    """Whether a file begins with an entity: an object with a schema and properties."""
    text = head_text(head)
    first = text.lstrip().partition("\n")[0]
    return bool(re.match(r'\{\s*"', first) and re.search(r'"schema"\s*:\s*"\w+"', first)) and '"properties"' in first


def looks_nested(head: bytes) -> bool:
    """Whether entities stand inside of others in the beginning of a file."""
    return re.search(r'\[\s*\{\s*"', head_text(head)) is not None


def _flat(record: Record, depth: int = 0) -> Iterator[FtmEntity]:
    """The entity, and behind it those inside of it, each with ids in the place of entities. Raises RecursionError."""
    raw = record.get("properties")
    properties: dict[str, list[str]] = {}
    inner: list[Record] = []
    for name, values in raw.items() if isinstance(raw, dict) else ():
        texts = [_said(value, inner) for value in (values if isinstance(values, list) else [values])]
        if kept := [text for text in texts if text]:
            properties[name] = kept
    told = record.get("target")
    is_target = told if isinstance(told, bool) else any(map(_is_target_topic, properties.get("topics", ())))
    rest = {key: value for key, value in record.items() if key not in _FIELDS}
    yield FtmEntity(_text(record, "id"), _text(record, "schema"), _text(record, "caption"), properties, is_target, rest)
    if inner and depth == _DEEPEST:
        raise RecursionError
    for entity in inner:
        yield from _flat(entity, depth + 1)


def _said(value: object, inner: list[Record]) -> str:
    """A value as text, with single spaces; of an entity, which is put to the ``inner`` ones, its id."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        inner.append(value)
        return _text(value, "id")
    return str(value) if isinstance(value, int | float) else ""


_FIELDS = frozenset({"id", "schema", "caption", "properties", "target"})


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_target_topic(topic: str) -> bool:
    topics = ftm_words("target")["topics"]
    return topic in topics or topic.split(".", maxsplit=1)[0] == "crime"


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "opensanctions.toml").read_text(encoding="utf-8"))
