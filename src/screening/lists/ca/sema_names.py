"""Names in the Canadian list: several aliases in one element, English and French on either side of a slash."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from screening.lists.written_script import written_script

_SPACED_SLASH = re.compile(r"\s/\s")
_PATRONYMIC = re.compile(r"^\S+ \S+(?:[ioey]v[iy]c?h|[oei]vna)$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^)]*\)")


def party_names(fields: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The primary name, of a person as ``Last, Given``, and the French one where it stands behind the English one."""
    last, given = fields.get("last_name", ""), fields.get("given_name", "")
    if last or given:
        yield _name(f"{last}, {given}" if last and given else last or given, "primary")
    elif "name" in fields:
        english, french = bilingual(fields["name"])
        yield _name(english, "primary")
        if french:
            yield {**_name(french, "alias"), "language": "fr"}


def alias_names(text: str, *, is_person: bool) -> Iterator[dict[str, Any]]:
    """The aliases in one text.

    Of a person many are a part of the name alone, spelt otherwise: a single word, or a given name and patronymic.
    Such an alias names nobody by itself and is weak.
    """
    for alias in _split(text):
        english, french = bilingual(alias)
        is_part = len(english.split()) == 1 or _PATRONYMIC.search(english)
        quality = "weak" if is_person and is_part else "alias"
        yield _name(english, quality)
        if french:
            yield {**_name(french, quality), "language": "fr"}


def bilingual(text: str) -> tuple[str, str]:
    """The English and the French side of a text; the French one is "" where there is no such pair.

    A slash without spaces parts two names only if each has two words at least: it stands inside of names too.
    """
    shown = _IN_BRACKETS.sub(lambda found: "_" * len(found[0]), text)  # a slash in brackets parts nothing
    spaced = _SPACED_SLASH.search(shown)
    at = spaced.start() + 1 if spaced else shown.find("/")
    if at < 0 or (not spaced and shown.count("/") > 1):
        return text, ""
    english, french = text[:at].strip(), text[at + 1 :].strip()
    if not english or not french or (not spaced and min(len(english.split()), len(french.split())) < 2):
        return text, ""
    return english, french


def _split(text: str) -> list[str]:
    """The names between commas or semicolons; a legal form alone belongs to the name before it."""
    names: list[str] = []
    for part in re.split(r"[;\n]" if ";" in text else r",", text):
        name = part.strip()
        is_suffix = name.rstrip(".").casefold() in _suffixes()
        if names and is_suffix:
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    return names


def _name(text: str, quality: str) -> dict[str, Any]:
    return {"text": text, "quality": quality, "script": written_script(text)}


@cache
def _suffixes() -> frozenset[str]:
    text = (files("screening") / "data" / "ca_sema.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["words"]["suffixes"])
