"""What a column header means: the fields that the program knows, and their spellings in fourteen languages.

The spellings are data (``screening/data/headers.toml``); here is only how a header is compared with them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from string import digits
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from screening.entity_types import EntityType, entity_type

Use = Literal["name", "name_part", "other_name", "identifier", "context", "free_text", "ignored"]
How = Literal["exact", "loose", "near"]
"""``exact``: the header is a known spelling; ``loose``: a part of it is; ``near``: it is a misspelt one."""

SUBJECT_USES: frozenset[Use] = frozenset({"name", "name_part", "other_name", "identifier"})
"""Uses of which a table needs at least one: without a name or a number there is nobody to screen."""

NEAR = 88.0
"""Least likeness (rapidfuzz ratio, 0-100) of a misspelt header: one slip in nine letters, two in seventeen."""

NEAR_LENGTH = range(5, 41)
"""Lengths between which a near spelling is looked for: shorter words are too alike, longer text is no header."""

RUN_TOGETHER = 6
"""Letters from which on a word for whose column it is may be run together with the rest: not the "main" of MAINLAND."""

LONGEST = 200
"""Letters that a header has at most; more is a text."""

# Marks that a key leaves out: combining accents, Arabic vowel signs and hamza, the Arabic stretching dash. Others
# (the voicing mark of kana above all) make another letter.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0640]")
_NOT_DECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "#": "no"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"['’]s\b")
_PART = re.compile(r"[()\[\]/\n|]| - | – ")
JOINT = " - "
"""Stands between the group and its column in the header that two rows make together."""

_BOUND = re.compile(r"\d\d\s*%|[<>≥≤+]|\d[^%]*[-–][^%]*%")  # of shares: whoever has that much
_COUNTER = re.compile(r"[\s_.]*\d{1,2}\s*%?$")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a counterparty row: what its columns are used for. See the head of ``headers.toml``."""

    name: str
    use: Use
    about: str
    type: EntityType | None = None
    kind: str = ""
    shape: str = ""
    order: int = 0
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """The field that a header means, and how sure that is."""

    field: Field
    how: How


class _Spelling(NamedTuple):
    """A known header: its field, and how it is written. There are thousands: nothing is worked out of them ahead."""

    field: Field
    text: str

    @property
    def words(self) -> int:
        """How many words it has, at most."""
        return max(_word_count(self.text), len(_WORD.findall(self.text)))


@dataclass(frozen=True, slots=True)
class _Book:
    """``headers.toml`` as read, ready for look-ups; ``spellings`` and the word sets hold keys."""

    fields: Mapping[str, Field]
    spellings: Mapping[str, _Spelling]
    words: Mapping[str, Field]
    qualifiers: frozenset[str]
    prefixes: tuple[str, ...]
    run_together: tuple[str, ...]
    bare_names: frozenset[str]
    name_words: tuple[str, ...]
    types: Mapping[str, EntityType]


def header_key(text: str) -> str:
    """What two spellings of one header have in common: letters and digits alone, without case and accents."""
    if text.isascii():
        return "".join(_WORD.findall(text.lower().replace("#", "no")))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _MARKS.sub("", folded)).translate(_NOT_DECOMPOSED)
    return "".join(_WORD.findall(plain))


def fields() -> Mapping[str, Field]:
    """All fields by name, in the order of ``headers.toml``."""
    return _book().fields


@lru_cache(maxsize=40_000)  # twice the columns of the widest sheet
def recognise(header: str, *, near: bool = True) -> Recognised | None:
    """The field that ``header`` means; None where it means nothing known or more than one thing.

    The whole header is looked up first, then its parts (``Name / Название``, ``IMO (7 digits)``), then what is left
    without a counter (``Director 2``) or without the words for whose column it is (``Supplier country``), and then
    single words such as IMO. With ``near``, a misspelt header is recognised where only one field is near.
    """
    if len(header) > LONGEST:
        return None
    book = _book()
    key = header_key(header)
    if "%" in header and (share := _share(header, book)) is not None:
        return Recognised(share, "exact")
    if (spelling := book.spellings.get(key)) is not None:
        # More spaces than the spelling has make other words: "Bar Co." is not the Spanish "barco".
        return Recognised(spelling.field, "exact" if _word_count(header) <= spelling.words else "loose")
    if (told := _grouped(header, near=near)) is not None:
        return told.recognised
    parts = [book.spellings.get(header_key(part)) for part in _PART.split(header) if header_key(part)]
    if parts and len({part.field if part else None for part in parts}) == 1 and parts[0] is not None:
        return Recognised(parts[0].field, "exact")
    readings = (book.spellings[reading].field for reading in _readings(header, book) if reading in book.spellings)
    found = next(readings, None) or next((book.words[word] for word in _words(header) if word in book.words), None)
    if found is not None:
        return Recognised(found, "loose")
    if not near:
        return None
    found = _nearest(key, book)
    return Recognised(found, "near") if found is not None else None


def is_bare_name(header: str) -> bool:
    """Whether the header says no more than "name": beside a column of first or last names it may be the other half."""
    return header_key(header) in _book().bare_names


def says_name(header: str) -> bool:
    """Whether a known header of a party holds a word such as "name": it is no value then, as "Company" may be."""
    found = recognise(header, near=False)
    if found is None or found.how != "exact" or found.field.use not in ("name", "name_part", "other_name"):
        return False
    return any(word.rstrip(digits).endswith(_book().name_words) for word in _words(header))


@lru_cache(maxsize=10_000)
def party_type(word: str) -> EntityType | None:
    """The type that a cell of the ``type`` column stands for, in any of the languages; None for an empty cell.

    Raises ValueError for a word that is not known, naming the words that are.
    """
    return _book().types.get(header_key(word)) or entity_type(word)


def _share(header: str, book: _Book) -> Field | None:
    """The share that ``Owner 2 %`` is, which is no name of an owner, as ``Owner (>25%)`` is; None for other headers."""
    if _BOUND.search(header):
        return None
    whose = recognise(" ".join(header.replace("%", " ").strip(" ()[]").split()), near=False)
    return book.fields["ownership_share"] if whose is not None and whose.field.name == "owner" else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a header of a group and a column says; ``recognised`` may be nothing."""

    recognised: Recognised | None


def _grouped(header: str, *, near: bool) -> _Told | None:
    """What ``Owner - Country`` says: a party's name is that party, and its country not that of the row's.

    None where the header is something else.
    """
    group, joint, own = header.rpartition(JOINT)
    if not joint or (whose := recognise(group, near=False)) is None:
        return None
    what = recognise(own, near=near)
    if whose.field.use != "other_name":
        return _Told(what) if what is not None else None
    if what is None or (what.field.use == "context" and not what.field.grouped):
        return _Told(None)
    return _Told(replace(what, field=whose.field) if what.field.use in ("name", "name_part") else what)


def _readings(header: str, book: _Book) -> Iterable[str]:
    """The keys under which a header that is not known as a whole is looked up, most telling first."""
    for part in dict.fromkeys((header, *_PART.split(header))):
        key = header_key(part)
        yield key
        yield header_key(_COUNTER.sub("", part))
        yield "".join(word for word in _words(part) if word not in book.qualifiers)
        yield from (key.removeprefix(prefix) for prefix in book.prefixes if key.startswith(prefix))
        if part.isalpha() and part.isupper():  # VENDORORGANIZATIONNAME
            yield from (key.removeprefix(word) for word in book.run_together if key.startswith(word))


def _words(header: str) -> list[str]:
    return [header_key(word) for word in _WORD.findall(_CAMEL.sub(" ", _GENITIVE.sub("", header)))]


def _word_count(header: str) -> int:
    return sum(1 for word in header.split() if header_key(word))


def _nearest(key: str, book: _Book) -> Field | None:
    """The one field with a spelling near the key; None where two fields are equally near."""
    if len(key) not in NEAR_LENGTH or key.isdigit():
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - costs more than the reading of a small file, where none is near

    near = process.extract(key, book.spellings.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    best = max((score for _, score, _ in near), default=0.0)
    found = {book.spellings[spelling].field for spelling, score, _ in near if score == best}
    return found.pop() if len(found) == 1 else None


@cache
def _book() -> _Book:
    data = tomllib.loads((files("screening") / "data" / "headers.toml").read_text(encoding="utf-8"))
    sections: Mapping[str, Mapping[str, Any]] = data["field"]
    known = {name: _field(name, section) for name, section in sections.items()}
    return _Book(
        fields=MappingProxyType(known),
        spellings=MappingProxyType(
            {
                header_key(spelling): _Spelling(known[name], spelling)
                for name, section in sections.items()
                for spellings in section.get("headers", {}).values()
                for spelling in spellings
            }
        ),
        words=MappingProxyType(
            {word: known[name] for name, section in sections.items() for word in section.get("words", ())}
        ),
        qualifiers=frozenset(map(header_key, data["qualifiers"])),
        prefixes=tuple(map(header_key, data["prefixes"])),
        run_together=tuple(key for word in data["qualifiers"] if len(key := header_key(word)) >= RUN_TOGETHER),
        bare_names=frozenset(map(header_key, data["bare_names"])),
        name_words=tuple(map(header_key, data["name_words"])),
        types=MappingProxyType({header_key(word): kind for kind, words in data["types"].items() for word in words}),
    )


def _field(name: str, section: Mapping[str, Any]) -> Field:
    told = {
        key: section[key] for key in ("use", "about", "type", "kind", "shape", "order", "grouped") if key in section
    }
    return Field(name=name, **told)
