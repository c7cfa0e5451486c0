"""The signs of all rules, looked for in a row at once: most rows hold none, and are left after one look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from screening.matching.identifiers import comparable
from screening.red_flag_rules import Rule
from screening.red_flags.row import Row, Sign, code_of, excerpt
from screening.red_flags.wording import Wording

_TARIFF_ALONE = re.compile(r"\d{4}(?:[. ]?\d{2}){0,3}")
_TARIFF_TOLD = re.compile(
    r"\b(?:HS|HTS|HTSUS|CN|TARIC|NCM|TARIFF|ТН\s?ВЭД|税号|海关编码|HSコード|HS코드)\W{0,3}"
    r"(?:code|no|number|heading)?\W{0,3}(\d{4}(?:[. ]?\d{2}){0,3})",
    re.IGNORECASE,
)

Found = tuple[str, Sign]
"""A rule's id and what was found."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of some rules, ready to be looked for."""

    wording: Wording
    looks_in: Mapping[str, frozenset[str]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    countries: Mapping[str, Sequence[str]]
    flag_states: Mapping[str, Sequence[str]]
    contacts: tuple[tuple[str, str, re.Pattern[str]], ...]  # calling codes, then domains
    bic_countries: Mapping[str, Sequence[str]]
    identifier_kinds: Mapping[str, Sequence[str]]
    tariff_codes: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Self:
        """The signs of ``rules``. The regular expressions are those that the rules have been checked to hold."""
        return cls(
            wording=Wording.of(rules),
            looks_in={rule.id: rule.looks_in() for rule in rules},
            patterns=tuple((r.id, re.compile(p, re.IGNORECASE)) for r in rules for p in r.patterns),
            countries=_owners((code, rule.id) for rule in rules for code in rule.countries),
            flag_states=_owners((code, rule.id) for rule in rules for code in rule.flag_states),
            contacts=(
                *((rule.id, code, _dialled(code)) for rule in rules for code in rule.calling_codes),
                *((rule.id, f".{domain}", _under(domain)) for rule in rules for domain in rule.domains),
            ),
            bic_countries=_owners((code, rule.id) for rule in rules for code in rule.bic_countries),
            identifier_kinds=_owners((kind, rule.id) for rule in rules for kind in rule.identifier_kinds),
            tariff_codes=tuple((r.id, *_ends(codes)) for r in rules for codes in r.tariff_codes),
        )

    def found(self, row: Row) -> dict[str, Sign]:
        """The rules of which a sign is in the row, each with the first one."""
        first: dict[str, Sign] = {}
        for owner, sign in self._all(row):
            first.setdefault(owner, sign)
        return first

    def _all(self, row: Row) -> Iterator[Found]:
        yield from self._of_countries(row)
        if row.party.identifiers:
            yield from self._of_identifiers(row)
        if self.wording.phrases.may_hold(row.plain):
            yield from self._of_words(row)
        for owner, pattern in self.patterns:
            yield from self._of_pattern(owner, row, pattern, self.looks_in[owner])
        everything = row.plain if row.everything.isascii() else row.everything.lower()
        for owner, text, pattern in self.contacts:
            if text in everything:
                yield from self._of_pattern(owner, row, pattern, None)
        if self.tariff_codes:
            yield from self._of_goods(row)

    def _of_countries(self, row: Row) -> Iterator[Found]:
        for field, text in row.countries():
            for owner in self.countries.get(code_of(text) or "", ()):
                yield owner, Sign(field, text)
        if (state := row.flag_state) is not None:
            for owner in self.flag_states.get(code_of(state.value) or "", ()):
                yield owner, state

    def _of_identifiers(self, row: Row) -> Iterator[Found]:
        for identifier in row.party.identifiers:
            kind, value = comparable(identifier) or (identifier.kind, identifier.value)
            owners = list(self.identifier_kinds.get(kind, ()))
            if kind == "bic":
                owners += self.bic_countries.get(value[4:6], ())
            for owner in owners:
                yield owner, Sign(kind, identifier.value)

    def _of_words(self, row: Row) -> Iterator[Found]:
        for field, text in row.texts:
            for owner, start in self.wording.said(text):
                if field in self.looks_in[owner]:
                    yield owner, Sign(field, excerpt(text, start))

    def _of_pattern(
        self, owner: str, row: Row, pattern: re.Pattern[str], fields: frozenset[str] | None
    ) -> Iterator[Found]:
        for field, text in row.texts:
            if (
                (fields is None or field in fields)
                and (match := pattern.search(text))
                and not self.wording.takes_back(owner, text)
            ):
                yield owner, Sign(field, excerpt(text, match.start()))

    def _of_goods(self, row: Row) -> Iterator[Found]:
        for field, text in row.texts:
            if field != "goods":
                continue
            codes = [text] if _TARIFF_ALONE.fullmatch(text) else _TARIFF_TOLD.findall(text)
            for code in ["".join(filter(str.isdecimal, code)) for code in codes]:
                for owner, low, high in self.tariff_codes:
                    if low <= code[: len(low)] <= high and len(code) >= len(low):
                        yield owner, Sign(field, excerpt(text))


def _owners(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for key, owner in pairs:
        found.setdefault(key, []).append(owner)
    return found


def _dialled(code: str) -> re.Pattern[str]:
    """A telephone number of a country: behind a plus or 00, so that an area code of another one is not taken for it."""
    digits = r"[ ().-]{0,2}".join(code)
    return re.compile(rf"(?:\+|(?<![\d+])(?:00|011))[ ().-]{{0,2}}{digits}(?=[ ().-]{{0,2}}\d)")


def _under(domain: str) -> re.Pattern[str]:
    """A host name under a domain: in an address of the web or of mail, or alone."""
    return re.compile(rf"[a-z0-9-]\.{re.escape(domain)}(?![\w-]|\.[\w-])", re.IGNORECASE)


def _ends(codes: str) -> tuple[str, str]:
    low, _, high = codes.partition("-")
    return low, high or low
