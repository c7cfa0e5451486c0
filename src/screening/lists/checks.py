"""What can be wrong or unwise in one entry that its model cannot see: names, numbers, dates, countries."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Literal, NamedTuple

from stdnum import bic, imo

from screening.check_digits import is_lei
from screening.entities import Entity, EntityType, Identifier, Name
from screening.lists.document import NAME_KEYS
from screening.partial_dates import is_impossible, is_later
from screening.problems import suggestion

Severity = Literal["error", "warning"]

SHORTEST_STRONG = 3  # letters and digits; two letters, and two Chinese characters or syllables, name far too many
_KEYS: Mapping[str, str] = {quality: key for key, quality in NAME_KEYS.items()}
_MOVE = "move it to weak_aliases"
_COMPARE = "compare it with the source"


class Fault(NamedTuple):
    """Something wrong or unwise at a key of an entry, and what to do about it."""

    severity: Severity
    key: str
    message: str
    suggestion: str | None = None


def name_keys(entity: Entity) -> Iterator[tuple[str, Name]]:
    """Each name with its key in a list file: ``name``, ``aliases[0]``, ``weak_aliases[2]`` ..."""
    seen: Counter[str] = Counter()
    for name in entity.names:
        key = _KEYS[name.quality]
        yield (key if name.quality == "primary" else f"{key}[{seen[key]}]"), name
        seen[key] += 1


def check_names(entity: Entity, is_generic: Callable[[str], bool] | None = None) -> Iterator[Fault]:
    """Names without a letter, names that stand twice, strong aliases that say too little, scripts declared wrongly.

    ``is_generic`` tells whether a name is made of generic business words and legal forms only.
    """
    first: dict[str, str] = {}
    for key, name in name_keys(entity):
        letters = [character for character in name.text if character.isalnum()]
        if not letters:
            yield Fault("error", key, f"{name.text!r} holds no letter and no digit", "write the name, or leave it out")
            continue
        folded = " ".join(unicodedata.normalize("NFKC", name.text).casefold().split())
        earlier = first.setdefault(folded, key)
        if earlier != key:
            yield Fault("warning", key, f"{name.text!r} stands twice, first as {earlier}", "leave one of them out")
        if name.quality in {"alias", "former"}:
            if len(letters) < SHORTEST_STRONG:
                yield Fault("warning", key, f"{name.text!r} is too short to be a strong name", _MOVE)
            elif is_generic is not None and is_generic(name.text):
                yield Fault("warning", key, f"{name.text!r} is made of generic words only", _MOVE)
        yield from _check_script(key, name)


def _check_script(key: str, name: Name) -> Iterator[Fault]:
    if name.script is None:
        return
    scripts = _scripts()
    if name.script not in scripts:
        yield Fault("warning", f"{key}.script", f"unknown script {name.script!r}", suggestion(name.script, scripts))
        return
    letters = [c for c in unicodedata.normalize("NFKC", name.text) if c.isalpha()]
    own = [c for c in letters if unicodedata.name(c, "").startswith(scripts[name.script])]
    foreign = [c for c in letters if c not in own and not unicodedata.name(c, "").startswith("LATIN")]
    if not own:
        yield Fault("warning", f"{key}.script", f"{name.text!r} holds no letter of the script {name.script}")
    elif foreign:
        message = f"{name.text!r} holds letters that are not of the script {name.script}: {''.join(foreign[:5])}"
        yield Fault("warning", f"{key}.script", message)


@cache
def _scripts() -> Mapping[str, tuple[str, ...]]:
    text = (files("screening") / "data" / "scripts_iso15924.toml").read_text(encoding="utf-8")
    return {code: tuple(starts) for code, starts in tomllib.loads(text).items()}


def check_numbers(entity: Entity) -> Iterator[Fault]:
    """IMO, BIC and LEI numbers whose form or check digit is wrong.

    The rules are those of the issuers, as python-stdnum has them: IMO resolution A.1117(30), ISO 9362, ISO 17442.
    An IMO number of a company (not a ship) has other check digits, and only its form is looked at.
    """
    for index, identifier in enumerate(entity.identifiers):
        what = number_fault(identifier, entity.type)
        if what:
            message = f"{identifier.value!r} is no valid {identifier.kind.upper()}: {what}"
            yield Fault("error", f"identifiers[{index}].value", message, _COMPARE)


def number_fault(identifier: Identifier, entity_type: EntityType) -> str | None:
    """What is wrong with an IMO, BIC or LEI number of a party of this type; None for all others."""
    number = identifier.value
    if identifier.kind == "imo":
        if not re.fullmatch(r"(IMO)?\d{7}", re.sub(r"\s", "", number.upper())):
            return "it has seven digits"
        is_ship = entity_type in {"Vessel", "LegalEntity"}
        return "its check digit does not fit" if is_ship and not imo.is_valid(number) else None
    if identifier.kind == "bic" and not bic.is_valid(number):
        return "it has 8 or 11 letters and digits: bank, country, place, branch"
    if identifier.kind == "lei" and not is_lei(number):
        return "its check digits do not fit" if len(re.sub(r"[\s-]", "", number)) == 20 else "it has 20 characters"
    return None


def check_dates(entity: Entity, as_of: str = "") -> Iterator[Fault]:
    """Days that no calendar has, an end before its beginning, and dates after the list's own ``as_of``."""
    for key, date in _dates(entity):
        if is_impossible(date):
            yield Fault("error", key, f"there is no day {date}", _COMPARE)
        elif as_of and is_later(date, as_of) and not key.endswith("until"):
            yield Fault("warning", key, f"{date} is after the date of the list itself, {as_of}", _COMPARE)
    dates = entity.dates
    for begin, end in (("birth", "death"), ("founded", "dissolved")):
        pairs = list(product(getattr(dates, begin), getattr(dates, end)))
        if pairs and all(is_later(early, late) for early, late in pairs):
            yield Fault("error", f"dates.{end}", f"{pairs[0][1]} is before {begin}, {pairs[0][0]}", _COMPARE)
    for index, relation in enumerate(entity.relations):
        if relation.since and relation.until and is_later(relation.since, relation.until):
            message = f"{relation.until} is before since, {relation.since}"
            yield Fault("error", f"relations[{index}].until", message, _COMPARE)


def _dates(entity: Entity) -> Iterator[tuple[str, str]]:
    """Every date of the entry with its key."""
    for field, dates in entity.dates:
        yield from ((f"dates.{field}[{index}]", date) for index, date in enumerate(dates))
    for index, event in enumerate(entity.events):
        if event.date:
            yield f"events[{index}].date", event.date
    for index, relation in enumerate(entity.relations):
        for field, date in (("since", relation.since), ("until", relation.until)):
            if date:
                yield f"relations[{index}].{field}", date
    for index, source in enumerate(entity.sources):
        if source.date:
            yield f"sources[{index}].date", source.date


def check_countries(entity: Entity) -> Iterator[Fault]:
    """Countries that are not written as the two capital letters of ISO 3166."""
    places = [(f"countries[{index}]", country) for index, country in enumerate(entity.countries)]
    places += [(f"addresses[{index}].country", a.country) for index, a in enumerate(entity.addresses) if a.country]
    places += [(f"identifiers[{index}].country", i.country) for index, i in enumerate(entity.identifiers) if i.country]
    for key, country in places:
        if not re.fullmatch(r"[A-Z]{2}", country):
            fits = re.fullmatch(r"[A-Z]{2}", country.strip().upper())
            hint = f"write {fits[0]!r}" if fits else "write the two capital letters of ISO 3166, for example KP"
            yield Fault("warning", key, f"{country!r} is not a country code", hint)
