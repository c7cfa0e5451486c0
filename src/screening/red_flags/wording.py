"""The words of rules, looked for in one text at a time; columns repeat themselves, so what they hold is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from screening.red_flag_rules import Rule
from screening.red_flags.phrases import Found, Phrases, folded, is_near

_REMEMBERED = 8192  # texts
_LONGEST = 200  # characters of a text that is remembered: longer ones are hardly ever the same

_PAIR = "\x1e"
"""Parts a rule's id from the number of a pair of its words that stand near each other."""

Said = tuple[tuple[str, int], ...]
"""The rules of which words stand in a text, each with the place in the folded text."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The words of some rules, those that stand near each other, and those that take a rule's words back."""

    phrases: Phrases  # words by their rules, and the one side of words that stand near others
    companions: Phrases  # the other side of these
    within: Mapping[str, int]  # how near they must be, by the owner of both sides
    unless: Phrases
    remembered: Callable[[Wording, str], Said]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> Self:
        """The words of ``rules``."""
        pairs = [(f"{rule.id}{_PAIR}{number}", near) for rule in rules for number, near in enumerate(rule.near)]
        words = ((rule.id, word) for rule in rules for word in rule.words)
        return cls(
            phrases=Phrases([*words, *((owner, word) for owner, near in pairs for word in near.one)]),
            companions=Phrases((owner, word) for owner, near in pairs for word in near.other),
            within={owner: near.within for owner, near in pairs},
            unless=Phrases((rule.id, word) for rule in rules for word in rule.unless),
            remembered=lru_cache(maxsize=_REMEMBERED)(_said),
        )

    def said(self, text: str) -> Said:
        """The rules of which words stand in a text, and are not taken back there."""
        return self.remembered(self, text) if len(text) <= _LONGEST else _said(self, text)

    def takes_back(self, rule: str, text: str) -> bool:
        """Whether a word in the text takes back what else stands there for a rule."""
        return any(found.owner == rule for found in self.unless.found(folded(text)))


def _said(wording: Wording, text: str) -> Said:
    plain = folded(text)
    if not wording.phrases.may_hold(plain):
        return ()
    found = list(_found(wording, plain))
    if not found:
        return ()
    taken_back = {one.owner for one in wording.unless.found(plain)}
    return tuple((rule, start) for rule, start in found if rule not in taken_back)


def _found(wording: Wording, plain: str) -> Iterator[tuple[str, int]]:
    others: list[Found] | None = None
    for owner, start in wording.phrases.found(plain):
        rule, is_pair, _ = owner.partition(_PAIR)
        if not is_pair:
            yield rule, start
            continue
        if others is None:
            others = list(wording.companions.found(plain))
        within = wording.within[owner]
        near = (o.start for o in others if o.owner == owner and is_near(plain, start, o.start, within))
        if (other := next(near, None)) is not None:
            yield rule, min(start, other)
