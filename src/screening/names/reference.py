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
from itertools import groupby
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

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


class Concept(NamedTuple):
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


class NameGroup(NamedTuple):
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
        Concept(identifier, _WEIGHTS[kind], long, short, kind == _IN_SHORT)
        for identifier, kind, long, short in (*_records("words.txt"), *_records("cities.txt"))
        if kind != _PARTICLE
    )


_IN_SHORT = "short"  # a kind of body, which says next to nothing, in full or in short
_PARTICLE = "particle"
_WEIGHTS: Mapping[str, Weight] = {**{weight: weight for weight in get_args(Weight)}, _IN_SHORT: "generic"}


@cache
def particles() -> frozenset[str]:
    """Particles inside names of persons: ``al``, ``bin``, ``van``, ``de`` … (left out or joined at will)."""
    return frozenset(word for _, kind, long, _ in _records("words.txt") if kind == _PARTICLE for word in long)


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
    kinds: Mapping[str, NameKind] = {kind: kind for kind in get_args(NameKind)}
    return tuple(NameGroup(i, kinds[kind], long, short) for i, kind, long, short in _records("person_names.txt"))


@cache
def word_frequencies() -> Mapping[TokenClass, Mapping[str, float]]:
    """How often a token occurs in 10,000 ordinary names of companies or persons: class -> token -> count.

    The class ``text`` holds ordinary English words, and words of shipping and payments, which a name may be buried
    in; its figures are estimates on the same scale.
    """
    fields = _UNREAD.sub("", "\n" + _text("frequent_words.tsv")).split()  # no field has a space in it
    words, kinds, rates = fields[::3], fields[1::3], list(map(float, fields[2::3]))
    tables: dict[str, dict[str, float]] = {kind: {} for kind in kinds}
    start = 0
    for kind, run in groupby(kinds):  # the words of a class stand together
        end = start + len(list(run))
        tables[kind].update(zip(words[start:end], rates[start:end], strict=True))
        start = end
    return MappingProxyType({kind: MappingProxyType(tables[kind]) for kind in _classes(tables)})


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


_Record = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""An identifier and a kind, long and short spellings."""


@cache
def _records(name: str) -> tuple[_Record, ...]:
    """The records of a plain-lines file: ``[id] kind``, then spellings, then short forms on lines with ``~``."""
    text = _UNREAD.sub("", "\n" + _text(name)).replace(";\n", "\n").strip()
    return tuple(map(_record, text.removeprefix("[").split("\n[")))


def _record(text: str) -> _Record:
    head, _, spellings = text.partition("\n")
    identifier, _, kind = head.partition("] ")
    long, _, short = spellings.partition("\n~ ")
    shorts = short.replace("\n~ ", "; ").split("; ") if short else ()
    return identifier, kind, tuple(long.replace("\n", "; ").split("; ")), tuple(shorts)


_UNREAD = re.compile(r"\n(?:#[^\n]*)?(?=\n)")
"""Lines of files of plain lines that are comments or empty, each with the end of the line before it."""


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
