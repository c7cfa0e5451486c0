"""A party in the United Kingdom's lists, gathered from its rows: each name, address, date and number once.

The published tables have a row for each combination of these; the FCDO's XML has them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.lists.uk.information import read_information

NAME_PARTS = ("name_1", "name_2", "name_3", "name_4", "name_5", "name_6")
ADDRESS_PARTS = ("address_1", "address_2", "address_3", "address_4", "address_5", "address_6", "postcode", "country")

_TOGETHER: tuple[tuple[str, ...], ...] = (
    (*NAME_PARTS, "name_type", "name_quality"),
    ("script_name", "script", "script_language"),
    ADDRESS_PARTS,
    ("birth_town", "birth_country"),
    ("passport", "passport_details"),
    ("national_id", "national_id_details"),
    ("regime", "listed_on", "designated_on", "updated_on"),
)
"""What says something only together; every other fact stands by itself."""

_GROUPS: Mapping[str, tuple[str, ...]] = {key: group for group in _TOGETHER for key in group}
_INFORMATION = "information"

Fact = Mapping[str, str]
"""Texts by the keys of ``uk_lists.toml``; only those that are not empty."""


class Party:
    """The facts of one party in the order in which they are first told, and what stands under headers not known."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, ...], dict[tuple[tuple[str, str], ...], None]] = {}
        self._information: set[str] = set()  # as published; every row of a table repeats it
        self.unknown: dict[tuple[str, str], None] = {}  # header and text

    def add(self, told: Fact) -> None:
        """Take in a row, or a part of one. What its prose tells behind labels is put where it belongs."""
        groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for key, text in told.items():
            if key != _INFORMATION:
                groups.setdefault(_GROUPS.get(key, (key,)), []).append((key, text))
        for group, pairs in groups.items():
            self._facts.setdefault(group, {})[tuple(pairs)] = None
        prose = told.get(_INFORMATION, "")
        if prose and prose not in self._information:
            self._information.add(prose)
            for pair in read_information(prose):
                self._facts.setdefault(_GROUPS.get(pair[0], (pair[0],)), {})[(pair,)] = None

    def facts(self, key: str) -> Iterable[Fact]:
        """The facts that say ``key`` or belong together with it."""
        return map(dict, self._facts.get(_GROUPS.get(key, (key,)), ()))

    def texts(self, key: str) -> list[str]:
        """The texts under one key, each once."""
        return list(dict.fromkeys(fact[key] for fact in self.facts(key) if key in fact))

    def first(self, key: str) -> str:
        """The first text under one key; "" where there is none."""
        return next(iter(self.texts(key)), "")
