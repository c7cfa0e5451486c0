"""What a person has filled in, held against the rules: every flaw is told, and what has none is a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import get_args

from screening.config import DecisionsConfig, Disposition
from screening.decisions.identity import person, plain
from screening.decisions.record import Decision
from screening.problems import suggestion
from screening.report.decision_basis import DecisionBasis


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in for one hit, as text; days are ISO (``2026-11-26``), empty where none was given.

    White space around a text counts for nothing.
    """

    disposition: str = ""
    reviewer: str = ""
    comment: str = ""
    decided: str = ""
    expires: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, getattr(self, field.name).strip())

    def __bool__(self) -> bool:
        return any((self.disposition, self.reviewer, self.comment, self.decided, self.expires))


_SHORT: Mapping[str, Disposition] = {
    "fp": "false_positive", "false_match": "false_positive", "false_hit": "false_positive",
    "tp": "true_match", "true_positive": "true_match", "true_hit": "true_match",
    "escalate": "escalated",
    "fehlalarm": "false_positive", "falschtreffer": "false_positive", "falsch_positiv": "false_positive",
    "echter_treffer": "true_match", "eskaliert": "escalated",
}  # fmt: skip
"""What analysts write for dispositions, in the languages of the reports, and can mean nothing else."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one of the fields of Filled, and what to do."""

    field: str
    message: str
    hint: str | None = None


def flaws(filled: Filled, rules: DecisionsConfig, basis: DecisionBasis, today: date) -> Iterator[Flaw]:
    """Everything that is wrong with what was filled in, on ``today``."""
    dispositions = get_args(Disposition)
    if not filled.disposition:
        yield Flaw("disposition", "is empty", f"choose {', '.join(dispositions)}, or empty the line's decision")
    elif _disposition(filled) not in dispositions:
        yield Flaw("disposition", f"{filled.disposition!r} is none", suggestion(_disposition(filled), dispositions))
    if not filled.reviewer:
        yield Flaw("reviewer", "is empty", "a decision needs its reviewer's name")
    elif rules.reviewers and _reviewer(filled, rules) not in rules.reviewers:
        hint = suggestion(filled.reviewer, rules.reviewers) or "the configuration names who may decide"
        yield Flaw("reviewer", f"{filled.reviewer!r} is no reviewer of the configuration", hint)
    if not filled.comment and _disposition(filled) == "false_positive":
        yield Flaw("comment", "is empty", "an exclusion needs a reason that an auditor understands")
    yield from _flaws_of_days(filled, rules, basis, today)


def _flaws_of_days(filled: Filled, rules: DecisionsConfig, basis: DecisionBasis, today: date) -> Iterator[Flaw]:
    decided, expires = _day(filled.decided), _day(filled.expires)
    form = f"write it as {today.isoformat()}"
    if filled.decided and decided is None:
        yield Flaw("decided", f"{filled.decided!r} is no day", form)
    elif decided and decided > today:
        yield Flaw("decided", f"{decided} has not come yet")
    elif decided and decided.isoformat() < basis.report.started[:10]:
        yield Flaw("decided", f"{decided} is before the screening of {basis.report.started[:10]}")
    if filled.expires and expires is None:
        yield Flaw("expires", f"{filled.expires!r} is no day", form)
    elif expires and _disposition(filled) != "false_positive":
        yield Flaw("expires", "is given, but only a false_positive expires", "empty it")
    elif expires and expires < today:
        yield Flaw("expires", f"{expires} has passed")
    elif expires and rules.valid_for and expires > (decided or today) + timedelta(rules.valid_for):
        yield Flaw(
            "expires", f"{expires} is more than {rules.valid_for} days after the decision", "choose an earlier day"
        )


def decision_of(filled: Filled, rules: DecisionsConfig, basis: DecisionBasis, today: date) -> Decision:
    """The decision that was filled in without a flaw."""
    disposition: Disposition = next(known for known in get_args(Disposition) if known == _disposition(filled))
    decided = _day(filled.decided) or today
    expires = filled.expires or None
    if disposition == "false_positive" and expires is None and rules.valid_for:
        expires = (decided + timedelta(rules.valid_for)).isoformat()
    return Decision(
        disposition=disposition,
        reviewer=_reviewer(filled, rules),
        comment=filled.comment,
        decided=decided.isoformat(),
        expires=expires,
        needs_second=disposition in rules.need_second,
        basis=basis,
    )


def _disposition(filled: Filled) -> str:
    word = plain(filled.disposition).replace(" ", "_").replace("-", "_")
    return _SHORT.get(word, word)


def _reviewer(filled: Filled, rules: DecisionsConfig) -> str:
    """The reviewer as the configuration spells the name, however it was written; else as it was filled in.

    Where two names of the configuration are written alike but for their order, the exact one counts.
    """
    same = [name for name in rules.reviewers if plain(name) == plain(filled.reviewer)]
    same = same or [name for name in rules.reviewers if person(name) == person(filled.reviewer)]
    return same[0] if len(same) == 1 else " ".join(filled.reviewer.split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-26") else None
    except ValueError:
        return None
