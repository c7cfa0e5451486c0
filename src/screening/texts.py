"""Every text that a reader of a report sees, by key, from a file: another language is another file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from screening.errors import UsageError


class Term(NamedTuple):
    """A word of the reports and what it means."""

    name: str
    meaning: str


class Texts:
    """The texts of one language. ``texts("section.key", name=value)`` gives a text with its gaps filled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._flat: Mapping[str, str] = MappingProxyType(dict(_flattened(table)))
        self.terms = tuple(Term(term["name"], term["meaning"]) for term in table.get("term", ()))

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key such as ``html.title``, its ``{gaps}`` filled. Raises KeyError for an unknown key."""
        return self._flat[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._flat

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._flat)

    def count(self, key: str, number: int, **values: object) -> str:
        """A number with its word: ``1 alert``, ``2 alerts``, from the forms ``one`` and ``other`` under ``key``."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", number=self.integer(number), **values)

    def word(self, table: str, code: str) -> str:
        """The word for a code of the report (``potential_match``, ``trading_name``); an unknown one with blanks."""
        return self._flat.get(f"{table}.{code}", code.replace("_", " "))

    def integer(self, number: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{number:,}".replace(",", self("number.thousands"))

    def decimal(self, number: float, *, signed: bool = False) -> str:
        """A number with one decimal; ``signed`` shows a plus or a true minus sign."""
        text = f"{number:+.1f}" if signed else f"{number:.1f}"
        return text.replace(".", self("number.decimal")).replace("-", "−")


def within(word: str) -> str:
    """A word as it stands inside of a sentence: ``Date of birth`` as ``date of birth``, ``IMO number`` as it is."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def _flattened(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, str):
            pairs.append((prefix + key, " ".join(value.split()) if "\n" in value else value))
        elif isinstance(value, Mapping):
            pairs.extend(_flattened(value, f"{prefix}{key}."))
    return pairs


@cache
def load_texts(language: str = "en") -> Texts:
    """The texts of a language: ``report_texts.toml`` for English, else ``report_texts.<language>.toml``.

    ``language`` is an ISO 639 code. Raises UsageError for one without texts.
    """
    name = "report_texts.toml" if language == "en" else f"report_texts.{language}.toml"
    resource = files("screening") / "data" / name
    if not language.isalpha() or not resource.is_file():
        raise UsageError(f"there are no report texts in the language {language!r}", hint="use 'en'")
    return Texts(tomllib.loads(resource.read_text(encoding="utf-8")))
