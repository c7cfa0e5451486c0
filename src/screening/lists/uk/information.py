"""OFSI's column "Other Information": facts behind labels in brackets, and prose between and behind them."""

from __future__ import annotations

import re

from screening.lists.uk.words import information_key, information_labels

# Behind a reference the prose goes on: "(UN Ref):CFi.009. Kony is the founder ..."
_REFERENCE = re.compile(r"\s*([A-Z]{1,3}[A-Za-z]*[.\d][\w./-]*?)(?:[.,;]?(?:\s+|$)|(?=\())")
# Before 2022 it begins the prose. Elsewhere ("UN Reference Number: UN Ref KPe.064") it is that of another party.
_OLD_UN_REFERENCE = re.compile(r"(?:^|(?<=[a-z]\. ))UN Ref:?\s*([A-Z]{1,2}[ei]?(?:\.[A-Z0-9]+)+)")
_REFERENCES = frozenset({"uk_id", "un_reference"})

Facts = list[tuple[str, str]]
"""What is told, as keys of ``uk_lists.toml`` and texts; the prose is ``information``."""


def read_information(text: str) -> Facts:
    """The facts and the prose of one cell, in their order. References inside of prose, as before 2022, are told too."""
    labels = list(information_labels().finditer(text))
    facts: Facts = []
    prose = text[: labels[0].start()] if labels else text
    _add_prose(prose, facts)
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        key = information_key(label[1])
        value = text[label.end() : following.start() if following else None]
        if key in _REFERENCES and (found := _REFERENCE.match(value)):
            facts.append((key, found[1]))
            _add_prose(value[found.end() :], facts)
        elif key in _REFERENCES:
            _add_prose(value, facts)
        elif value.strip(" -"):
            facts.append((key, value.strip()))
    return facts


def _add_prose(text: str, facts: Facts) -> None:
    if text := text.strip():
        facts += [("un_reference", found) for found in _OLD_UN_REFERENCE.findall(text)]
        facts.append(("information", text))
