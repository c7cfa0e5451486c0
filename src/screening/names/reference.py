"""Reference data that name analysis stands on: legal forms, words, titles, name variants, frequencies.

Each function reads one file of ``screening/data`` once and returns it in a frozen form. Words and personal names
are there as the tokeniser folds them, the words of a phrase separated by spaces; legal forms, titles and ships'
affixes are lower-cased and otherwise as written, to be folded by whoever looks a name up. A file says in its
comments why a surprising entry is there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

Position = Literal["start", "end", "edge"]
Weight = Literal["generic", "common", "place", "stop"]
Strength = Literal["title", "of_person", "maybe_name"]
NameKind = Literal["given", "family", "any", "syllable"]
TokenClass = Literal["company", "person", "text"]

_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_DOTTED = re.compile(r"[./()'\"-]+")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """Spellings of one kind of legal form: names that differ only in these are equal."""

    id: str
    label: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A word that many names share, in its languages (``synonyms``) and its short forms (``abbreviations``).

    ``weight`` tells how little the word says: ``common`` (a trade), ``generic`` (says next to nothing),
    ``place`` (a place or direction in business names) or ``stop`` (articles, prepositions, conjunctions). Phrases are
    read as one word, but for those that are known by a short form (NPP): these stay words, ``in_short``.
    """

    id: str
    weight: Weight
    synonyms: tuple[str, ...]
    abbreviations: tuple[str, ...]
    in_short: bool = False


@dataclass(frozen=True, slots=True)
class Orthography:
    """How a language writes in Latin letters what English writes otherwise.

    ``groups`` are groups of folded letters (``$`` behind one: at the end of a word) and what an English reader would
    write for them, several where a group has two sounds; ``telling`` finds groups that English has not, as a rule.
    """

    telling: re.Pattern[str] | None
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Title:
    """A title or honorific of ``strength``.

    With ``of_person`` names of companies and ships may start with it (General Trading); with ``maybe_name`` it is also
    a given or family name (Syed, Khan).
    """

    id: str
    strength: Strength
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VesselAffixes:
    """What stands before or after a ship's name without being part of it, and words that many ships share.

    ``ship_words`` are prefixes that tell in any text that a ship's name follows, ``text_words`` those of the shipping
    trade, which no ship is called by.
    """

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    generic: tuple[str, ...]
    ship_words: tuple[str, ...]
    text_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Spellings of one given or family name across romanisations and languages.

    ``kind`` is ``given``, ``family``, ``any`` or ``syllable`` (of a Korean given name). ``nicknames`` are short or
    pet forms: they may stand for the name, but one nickname may belong to several names.
    """

    id: str
    kind: NameKind
    spellings: tuple[str, ...]
    nicknames: tuple[str, ...]


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """All legal forms; a spelling with points or slashes comes also joined (``sa``) and spaced (``s a``)."""
    return tuple(
        LegalForm(form["id"], form["label"], _unique(_variants(_entries(form["spellings"]))))
        for form in _toml("legal_forms.toml")["form"]
    )


@cache
def legal_form_abbreviations() -> Mapping[str, str]:
    """Words of legal forms of several words, shortened -> whole."""
    return MappingProxyType(dict(_toml("legal_forms.toml")["abbreviations"]))


@cache
def legal_form_homonyms() -> Mapping[str, Position]:
    """Spellings of legal forms that are also words or names, and where in a name they are a form."""
    return MappingProxyType(
        {
            line.partition(":")[0].strip().lower(): position
            for position, block in _toml("legal_forms.toml")["homonyms"].items()
            for line in block.splitlines()
            if line
        }
    )


@cache
def concepts() -> tuple[Concept, ...]:
    """Words that business and organisation names share, and cities; with their translations and short forms."""
    return tuple(
        Concept(record.id, _weight(record.kind), record.spellings, record.short, record.kind == _IN_SHORT)
        for record in (*_records("words.txt"), *_records("cities.txt"))
        if record.kind != "particle"
    )


_IN_SHORT = "short"  # a kind of body, which says next to nothing, in full or in short


@cache
def particles() -> frozenset[str]:
    """Particles inside names of persons: ``al``, ``bin``, ``van``, ``de`` … (left out or joined at will)."""
    return frozenset(
        spelling for record in _records("words.txt") if record.kind == "particle" for spelling in record.spellings
    )


@cache
def titles() -> tuple[Title, ...]:
    """Titles and honorifics at the front or back of a name; spelled with points also joined and spaced."""
    return tuple(
        Title(entry["id"], entry["strength"], _unique(_variants(_entries(entry["spellings"]))))
        for entry in _toml("titles.toml")["title"]
    )


@cache
def vessel_prefixes() -> VesselAffixes:
    """Prefixes (``m/v``), suffixes (``호``) and generic words (``maru``) of ships' names, and words around them."""
    table = _toml("vessel_prefixes.toml")
    return VesselAffixes(
        prefixes=_unique(_variants(_entries(table["prefixes"]))),
        suffixes=_unique(_variants(_entries(table["suffixes"]))),
        generic=_unique(_entries(table["generic"])),
        ship_words=_unique(_entries(table["ship_words"])),
        text_words=_unique(_entries(table["text_words"])),
    )


@cache
def person_name_groups() -> tuple[NameGroup, ...]:
    """Groups of spellings of the same given or family name across romanisations and languages."""
    return tuple(
        NameGroup(record.id, _name_kind(record.kind), record.spellings, record.short)
        for record in _records("person_names.txt")
    )


@cache
def word_frequencies() -> Mapping[TokenClass, Mapping[str, float]]:
    """How often a token occurs in 10,000 ordinary names of companies or persons: class -> token -> count.

    The class ``text`` holds ordinary English words, and words of shipping and payments, which a name may be buried
    in; its figures are estimates on the same scale.
    """
    fields = _COMMENT.sub("", _text("frequent_words.tsv")).split()  # no field has a space in it
    rows = list(zip(fields[::3], fields[1::3], map(float, fields[2::3]), strict=True))
    tables = {kind: {word: rate for word, own, rate in rows if own == kind} for kind in _classes(fields[1::3])}
    return MappingProxyType({kind: MappingProxyType(table) for kind, table in tables.items()})


@cache
def common_address_words() -> frozenset[str]:
    """Folded words of addresses that every street has."""
    lines = _text("address_words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def orthographies() -> tuple[Orthography, ...]:
    """How other languages write in Latin letters what English writes otherwise."""
    return tuple(
        Orthography(
            re.compile(told["telling"]) if "telling" in told else None,
            {
                group: (english,) if isinstance(english, str) else tuple(english)
                for group, english in told["groups"].items()
            },
        )
        for told in _toml("orthographies.toml").values()
    )


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return (files("screening") / "data" / name).read_text("utf-8")


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    kind: str
    spellings: tuple[str, ...]
    short: tuple[str, ...]


@cache
def _records(name: str) -> tuple[_Record, ...]:
    """The records of a plain-lines file: ``[id] kind``, then spellings, then short forms on lines with ``~``."""
    records: list[tuple[str, str, list[str], list[str]]] = []
    for line in _text(name).lower().splitlines():
        if line.startswith("["):
            identifier, _, kind = line[1:].partition("] ")
            records.append((identifier, kind, [], []))
        elif line.startswith("~"):
            records[-1][3].extend(line[2:].rstrip(";").split("; "))
        elif line and not line.startswith("#"):
            records[-1][2].extend(line.rstrip(";").split("; "))
    return tuple(_Record(i, kind, _unique(long), _unique(short)) for i, kind, long, short in records)


def _weight(word: str) -> Weight:
    if word == _IN_SHORT:
        return "generic"
    if word not in get_args(Weight):
        raise ValueError(f"words.txt or cities.txt: no such weight: {word}")
    return cast("Weight", word)


def _name_kind(word: str) -> NameKind:
    if word not in get_args(NameKind):
        raise ValueError(f"person_names.txt: no such kind: {word}")
    return cast("NameKind", word)


def _classes(words: Iterable[str]) -> tuple[TokenClass, ...]:
    classes: tuple[TokenClass, ...] = get_args(TokenClass)
    if unknown := set(words).difference(classes):
        raise ValueError(f"frequent_words.tsv: no such class: {', '.join(sorted(unknown))}")
    return classes


def _entries(block: str) -> list[str]:
    """The semicolon-separated entries of a block of text, whose lines starting with ``#`` are comments."""
    text = _COMMENT.sub("", block).lower().replace("\n", ";")
    return [entry for part in text.split(";") if (entry := part.strip())]


def _variants(spellings: Iterable[str]) -> Iterator[str]:
    """Each spelling, and where it holds points or slashes also its joined and its spaced variant."""
    for spelling in spellings:
        yield spelling
        if _DOTTED.search(spelling):
            yield " ".join(_DOTTED.sub("", spelling).split())
            yield " ".join(_DOTTED.sub(" ", spelling).split())


def _unique(spellings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spellings))
