"""The red flags that ship with the package: ``red_flags.toml`` beside the shipped watchlists."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from screening.entities import SourceRef, Text
from screening.errors import ConfigError
from screening.lists.shipped import shipped_folder
from screening.problems import complaints, dotted, raise_all
from screening.red_flag_rules import ShippedRule
from screening.source_text import Source, decode, parse_toml

FILE = "red_flags.toml"


class _File(BaseModel):
    """The shipped file: its version, the sources that rules quote by a short word, and the rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Text
    source: dict[str, SourceRef]
    red_flag: tuple[ShippedRule, ...]


@cache
def shipped_rules() -> tuple[ShippedRule, ...]:
    """The shipped rules in the order of the file. Raises ConfigError for a file that is missing or damaged."""
    folder = shipped_folder()
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        hint = "install the package again"
        raise ConfigError("is missing from this installation", file=FILE, hint=hint, code="not_found")
    return read_rules(path.read_bytes())


def shipped_ids() -> frozenset[str]:
    """The ids of the shipped rules."""
    return frozenset(rule.id for rule in shipped_rules())


def read_rules(data: bytes) -> tuple[ShippedRule, ...]:
    """The rules of a file. Raises ConfigError with the line of each problem."""
    source = Source(FILE, decode(data, Source(FILE)))
    document = parse_toml(source)
    known = document.get("source", {})
    for rule in document.get("red_flag", ()):
        rule["sources"] = [known.get(s, s) if isinstance(s, str) else _cited(s, known) for s in rule.get("sources", ())]
    try:
        return _File.model_validate(document).red_flag
    except ValidationError as error:
        wrong = complaints(error, _File, document)
        raise_all([source.problem(dotted(w.loc), w.message, hint=w.hint) for w in wrong])


def _cited(source: dict[str, str], known: dict[str, dict[str, str]]) -> dict[str, str]:
    """A source with its section: ``{ source = "panel-2019", section = "..." }``."""
    told = dict(source)
    return {**known[told.pop("source")], **told} if source.get("source") in known else told
