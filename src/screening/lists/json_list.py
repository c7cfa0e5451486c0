"""Watchlists in JSON: the structure of the TOML format, ``entity`` and ``mentioned`` being arrays."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any, NoReturn

from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.document import DOCUMENT_KEYS, read_document
from screening.lists.gathering import with_partial
from screening.lists.json_items import Item, read_items
from screening.lists.mistaken import mistake
from screening.source_text import Source, decode, head_text


def recognise(head: bytes) -> bool:
    """Whether the file begins like a JSON object or an array of objects (and not like a table of TOML)."""
    return re.match(r"\s*(\{|\[\s*[{\]])", head_text(head)) is not None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The watchlist in ``data``. Raises ListError, with line and column where the text is not JSON.

    The error of what is no JSON holds the entries before it.
    """
    source = Source(file, error=ListError)
    text = decode(data, source)
    try:
        document = _parse(text, file)
    except ListError as error:
        if error.line is not None:
            with contextlib.suppress(ListError):
                with_partial(error, read_document(_before(text, file), source, name))
        raise
    if not isinstance(document, dict) or not any(key in document for key in DOCUMENT_KEYS):
        none = f"holds none of {', '.join(DOCUMENT_KEYS)}, as a list in JSON does"
        raise mistake(data, file) or ListError(none, file=file, code="unrecognised")
    return read_document(document, source, name)


def _before(text: str, file: str) -> dict[str, Any]:
    """The document up to where it is no JSON."""
    document: dict[str, Any] = {}
    entries: list[Any] = []
    with contextlib.suppress(ListError):
        for found in read_items(text, file, "entity"):
            if isinstance(found, Item):
                entries.append(found.value)
            else:
                document[found.key] = found.value
    return {**document, "entity": entries}


def _parse(text: str, file: str) -> Any:
    def no_constant(word: str) -> NoReturn:
        raise ListError(f"{word} is not JSON", file=file, code="syntax")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
            entry = table.get("id")
            raise ListError(
                "the key stands twice", file=file, key=twice, entry=entry if isinstance(entry, str) else None
            )
        return table

    try:
        document = json.loads(text, parse_constant=no_constant, object_pairs_hook=unique)
        if re.search(r"\\u[dD]", text):  # an escaped surrogate: whole characters come in pairs
            json.dumps(document, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        message = f"not valid JSON at column {error.colno}: {what}"
        raise ListError(message, file=file, line=error.lineno, code="syntax") from None
    except UnicodeEncodeError:
        raise ListError("holds half of a character (a lone \\ud… escape)", file=file, code="syntax") from None
    except RecursionError:
        raise ListError("is nested too deeply", file=file, code="syntax") from None
    except ValueError:  # what int() says of thousands of digits
        raise ListError("holds a number that is too long", file=file, code="syntax") from None
    return document
