"""The words of rules, looked for in the texts of a row: in all at once, then, where there are any, in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from screening.red_flag_rules import Rule
from screening.red_flags.phrases import Found, Phrases, folded, is_near

_PAIR = "\x1e"
"""Parts a rule's id from the number of a pair of its words that stand near each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The words of some rules, those that stand near each other, and those that take a rule's words back."""

    phrases: Phrases  # words by their rules, and the one side of words that stand near others
    companions: Phrases  # the other side of these
    within: Mapping[str, int]  # how near they must be, by the owner of both sides
    unless: Phrases

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
        )

    def said(self, text: str) -> list[Found]:
        """The rules of which words stand in a text, and are not taken back there."""
        plain = folded(text)
        found = list(self._found(plain))
        taken_back = {one.owner for one in self.unless.found(plain)} if found else ()
        return [one for one in found if one.owner not in taken_back]

    def takes_back(self, rule: str, text: str) -> bool:
        """Whether a word in the text takes back what else stands there for a rule."""
        return any(found.owner == rule for found in self.unless.found(folded(text)))

    def _found(self, plain: str) -> Iterator[Found]:
        others: list[Found] | None = None
        for owner, start in self.phrases.found(plain):
            rule, is_pair, _ = owner.partition(_PAIR)
            if not is_pair:
                yield Found(rule, start)
                continue
            if others is None:
                others = list(self.companions.found(plain))
            within = self.within[owner]
            near = (o.start for o in others if o.owner == owner and is_near(plain, start, o.start, within))
            if (other := next(near, None)) is not None:
                yield Found(rule, min(start, other))
