"""Countries by any of their usual names: codes, short and official names in many languages, nationalities.

Exact look-up of folded words, no guessing: what may mean two countries (Korea, Congo) means none here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from screening.names.placeholders import is_placeholder
from screening.names.tokens import normal_text, tokenise

Words = tuple[str, ...]

_INVERTED = re.compile(r"([^,(，（]+)[,(，（]([^)）]+)[)）]?\s*")  # "Korea, Republic of", "Korea (Republic of)"


class _Conventions(NamedTuple):
    """How names are read: words passed over, words for none, abbreviations, and names that only their marks tell from
    a code."""

    skipped: frozenset[str]
    none: frozenset[str]
    abbreviations: Mapping[str, str]
    marked: Mapping[str, str]


def country_code(text: str) -> str | None:
    """The ISO 3166 alpha-2 code (and ``XK``, Kosovo) of a country named by a code, name, official form or nationality.

    Case, diacritics and punctuation do not matter, nor whether the words of a name are run together. None where the
    text names no country, or may name more than one.
    """
    if text.isascii() and text.isalpha():  # one word, as columns of countries and addresses hold: nothing to take apart
        word = text.lower()
        return _conventions().marked.get(word) or _codes().get(word)
    known = _conventions().marked.get(normal_text(text).strip().lower()) or _codes().get(_key(_words(text)))
    if known is None and (parts := _INVERTED.fullmatch(text)):
        known = _codes().get(_key(_words(parts[2]) + _words(parts[1])))
    return known


def country_name(code: str) -> str:
    """The short English name of a country given by its alpha-2 code in upper case; an unknown code as it is."""
    return _names().get(code, code)


def names_no_country(text: str) -> bool:
    """Whether a text says that a country is not known: ``Unknown``, ``n/a``, ``-``, ``XX``; a misspelt one does not."""
    return country_code(text) is None and (is_placeholder(text) or _letters(text) in _conventions().none)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def country_codes() -> frozenset[str]:
    """The alpha-2 codes of all countries that have a name."""
    return frozenset(_names())


@cache
def country_words() -> frozenset[str]:
    """All that `country_code` knows of one word in small letters of ASCII."""
    return frozenset(word for word in (*_codes(), *_conventions().marked) if word.isascii() and word.isalpha())


@cache
def country_phrases() -> Mapping[Words, str]:
    """Country names of two or more words, as `tokenise` folds them -> alpha-2 code, to find them inside other names.

    Names whose words meet by chance inside other names (``Korea, North`` without its comma) are not among them.
    """
    return MappingProxyType(
        {tuple(name.split()): code for code, kind, name in _spellings() if kind != "column" and " " in name}
    )


def _words(text: str) -> Words:
    return tuple(token.text for token in tokenise(normal_text(text))[0])


def _key(words: Words) -> str:
    """What names are compared by: the words that say something, abbreviations written out, run together."""
    if len(words) == 1:
        return words[0]
    conventions = _conventions()
    return "".join(conventions.abbreviations.get(w, w) for w in words if w not in conventions.skipped)


@cache
def _conventions() -> _Conventions:
    table = tomllib.loads(_read("countries.toml"))
    none = frozenset(map(_letters, table["none"]))
    return _Conventions(frozenset(table["skipped"]), none, table["abbreviations"], table["marked"])


@cache
def _lines() -> tuple[tuple[str, str, str], ...]:
    """Alpha-2 code, kind of name and names, as the data file describes them."""
    lines = (line.split("\t") for line in _read("countries.tsv").splitlines() if not line.startswith("#"))
    return tuple((code, kind, names) for code, kind, names in lines)


def _spellings() -> Iterator[tuple[str, str, str]]:
    """Alpha-2 code, kind of name and folded name."""
    for code, kind, names in _lines():
        if kind != "name":
            for name in names.split("; "):
                yield code, kind, name


@cache
def _codes() -> Mapping[str, str]:
    return {_key(tuple(name.split())) if " " in name else name: code for code, _, name in _spellings()}


@cache
def _names() -> Mapping[str, str]:
    return {code: names for code, kind, names in _lines() if kind == "name"}


def _read(file: str) -> str:
    return resources.files("screening.data").joinpath(file).read_text(encoding="utf-8")
