"""Names in the United Kingdom's lists: six parts in a row, and the name in its own script."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lists.filled_fields import filled
from screening.lists.numbered_text import numbered
from screening.lists.uk.party import NAME_PARTS, Fact, Party
from screening.lists.uk.words import is_script, language_code, name_quality, name_type
from screening.lists.written_script import written_script


def read_names(party: Party) -> list[dict[str, str]]:
    """All names, the first primary one first; a second primary one is an alias with the publisher's word as its origin.

    Where none is called primary, the first one is taken.
    """
    names = [name for fact in party.facts("name_1") if (name := _name(fact))]
    first = next((name for name in names if name["quality"] == "primary"), next(iter(names), None))
    if first is None:
        return []
    others = [_alias(name) for name in names if name is not first]
    return [first | {"quality": "primary"}, *others, *_own_script(party)]


def shown_name(party: Party) -> str:
    """The first name that is told, for messages."""
    return next((text for fact in party.facts("name_1") if (text := _text(fact))), "")


def has_primary(party: Party) -> bool:
    """Whether one of the names is called the primary one."""
    return any(name_type(fact.get("name_type", "")) == "primary" for fact in party.facts("name_1") if _text(fact))


def _text(fact: Fact) -> str:
    """The parts in the order in which they are said; the family name is the sixth."""
    return " ".join(" ".join(fact[part] for part in NAME_PARTS if part in fact).split())


def _name(fact: Fact) -> dict[str, str] | None:
    """The name in a row; its type where that says more than the quality, and a quality not known, are its origin."""
    text = _text(fact)
    if not text:
        return None
    published, strength = fact.get("name_type", ""), fact.get("name_quality", "")
    quality = name_type(published) or "alias"
    if quality == "alias" and name_quality(strength) == "weak":
        quality = "weak"
    said = [published if name_type(published) is None or " variation" in published.lower() else ""]
    said += [strength if name_quality(strength) is None or quality in ("primary", "former") else ""]
    origin = "; ".join(word for word in said if word)
    return filled({"text": text, "quality": quality, "origin": origin, "script": written_script(text)})


def _alias(name: dict[str, str]) -> dict[str, str]:
    if name["quality"] != "primary":
        return name
    return name | {"quality": "alias", "origin": name.get("origin", "primary name")}


def _own_script(party: Party) -> Iterator[dict[str, str]]:
    """Names in another script; what the publisher says of the script and no code can say is the origin."""
    for fact in party.facts("script_name"):
        told_script, told_language = fact.get("script", ""), fact.get("script_language", "")
        for text in numbered(" ".join(fact.get("script_name", "").split())).values():
            script, language = written_script(text), language_code(told_language)
            said = ["" if is_script(told_script, script) else told_script, "" if language else told_language]
            origin = "; ".join(word for word in said if word)
            yield filled({"text": text, "script": script, "language": language, "origin": origin})
