"""The red flags of a row: rules, their signs, and what must stand together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from screening.config import Config
from screening.entities import Counterparty, SourceRef
from screening.red_flag_rules import FILE_CHECKS, Check, Rule, ShippedRule
from screening.red_flags.checks import ROW_CHECKS
from screening.red_flags.likely import likely
from screening.red_flags.row import Row, Sign
from screening.red_flags.shipped import shipped_rules
from screening.red_flags.signs import Signs
from screening.report.model import Hit, RedFlag
from screening.texts import spoken


class Flags:
    """The flags that a configuration wants: shipped ones that are not switched off, then the user's own.

    The shipped file is read when the first row is looked at. Raises ConfigError where the installation lacks it.
    """

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force, in the order of their files; those that are only context among them."""
        off = frozenset(self._config.red_flags.off)
        return (*(rule for rule in shipped_rules() if rule.id not in off), *self._config.red_flag)

    @cached_property
    def _beside(self) -> frozenset[str]:
        """The rules whose signs need another one beside them, and that none asks for."""
        asked_for = {other for rule in self.rules for other in (*rule.together_with, *_parts(rule))}
        return frozenset(rule.id for rule in self.rules if rule.together_with) - asked_for

    @cached_property
    def _alone(self) -> Signs:
        """The signs that say something alone, or that others ask for."""
        return Signs.of([rule for rule in self.rules if rule.id not in self._beside])

    @cached_property
    def _further(self) -> Signs:
        """The signs that are looked for where there is another one."""
        return Signs.of([rule for rule in self.rules if rule.id in self._beside])

    @cached_property
    def _row_checks(self) -> tuple[tuple[str, Check], ...]:
        return tuple((r.id, c) for r in self.rules if (c := check_of(r)) and c not in FILE_CHECKS)

    @cached_property
    def _unions(self) -> tuple[ShippedRule, ...]:
        return tuple(rule for rule in self.rules if isinstance(rule, ShippedRule) and _parts(rule))

    def of_all(self, parties: Sequence[Counterparty], hits: Sequence[Sequence[Hit]]) -> list[tuple[RedFlag, ...]]:
        """The flags of each of some rows, as `of` tells them, with the hits on each."""
        telling = likely(parties, self._alone) if len(parties) > 1 else {0}
        return [
            self.of(party, own) if own or place in telling else ()
            for place, (party, own) in enumerate(zip(parties, hits, strict=True))
        ]

    def of(self, party: Counterparty, hits: Sequence[Hit]) -> tuple[RedFlag, ...]:
        """The flags of one row, in the order of the rules; ``hits`` are those on it, which some checks compare with."""
        row = Row.of(party)
        found = self._alone.found(row)
        for owner, check in self._row_checks if party.identifiers or hits else ():
            if (sign := ROW_CHECKS[check](party, hits)) is not None:
                found.setdefault(owner, sign)
        if not found:
            return ()
        found |= self._further.found(row)
        for rule in self._unions:
            if parts := [found[part] for part in rule.any_of if part in found]:
                found.setdefault(rule.id, parts[0])
        return tuple(
            flag_of(rule, found[rule.id])
            for rule in self.rules
            if rule.id in found and _is_raised(rule, party, found.keys())
        )

    def rules_for(self, checks: Iterable[Check]) -> dict[Check, Rule]:
        """The rules in force that make these checks."""
        wanted = frozenset(checks)
        return {check: rule for rule in self.rules if (check := check_of(rule)) in wanted}


def check_of(rule: Rule) -> Check | None:
    """The check that a rule makes, if it makes one."""
    return rule.check if isinstance(rule, ShippedRule) else None


def flag_of(rule: Rule, sign: Sign) -> RedFlag:
    """A raised flag as reports show it."""
    texts = spoken()
    return RedFlag(
        id=rule.id,
        title=texts.known(f"flag.{rule.id}.title", rule.title),
        field=sign.field,
        value=sign.value,
        reason=texts.known(f"flag.{rule.id}.reason", rule.reason),
        raises_risk=rule.raises_risk,
        references=tuple(map(_reference, rule.sources)),
    )


def _parts(rule: Rule) -> tuple[str, ...]:
    return rule.any_of if isinstance(rule, ShippedRule) else ()


def _is_raised(rule: Rule, party: Counterparty, found: Iterable[str]) -> bool:
    if isinstance(rule, ShippedRule) and rule.context:
        return False
    if rule.types and party.type not in rule.types:
        return False
    return not rule.together_with or not frozenset(rule.together_with).isdisjoint(found)


def _reference(source: SourceRef) -> str:
    told = (source.title, source.section, source.reference, source.date, source.url)
    return ", ".join(part for part in told if part)
