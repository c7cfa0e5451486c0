"""Alerts counted by risk within countries and lists, for charts and filters of any format. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from screening.config import RiskLevel
from screening.names.countries import country_code
from screening.report.model import RISK_ORDER, Report, Result

LEVELS: Sequence[RiskLevel] = ("high", "medium", "low")
"""The risks of alerts, highest first."""


class Group(NamedTuple):
    """Alerts that have something in common: ``key`` (empty where the row does not say it) and their number by risk."""

    key: str
    by_risk: Mapping[RiskLevel, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_risk.values())


def country_of(result: Result) -> str:
    """The row's country as ISO 3166 alpha-2 code, else its nationality; empty where it says none that is known."""
    if result.identity is None:
        return ""
    texts = (result.identity.country, result.identity.nationality)
    return next((code for text in texts if text and (code := country_code(text))), "")


def lists_of(result: Result) -> tuple[str, ...]:
    """The lists of the row's hits, each once, that of the best hit first."""
    return tuple(dict.fromkeys(hit.watchlist for hit in result.hits))


def by_country(report: Report) -> tuple[Group, ...]:
    """Alerts by their row's country, most first, those that say none last."""
    counts: dict[str, dict[RiskLevel, int]] = {}
    for alert in report.alerts:
        counts.setdefault(country_of(alert), _none())[alert.risk] += 1
    groups = (Group(code, by_risk) for code, by_risk in counts.items())
    return tuple(sorted(groups, key=lambda group: (not group.key, -group.total, group.key)))


def by_list(report: Report) -> tuple[Group, ...]:
    """Alerts by list, in the order of the screening; every list is there. One with hits on two lists counts for both.

    The risk is that of the list's hits in the row.
    """
    counts = {info.name: _none() for info in report.screening.watchlists}
    for alert in report.alerts:
        for name in lists_of(alert):
            hits = (hit.risk for hit in alert.hits if hit.watchlist == name)
            counts.setdefault(name, _none())[max(hits, key=RISK_ORDER.__getitem__)] += 1
    return tuple(Group(name, by_risk) for name, by_risk in counts.items())


def _none() -> dict[RiskLevel, int]:
    return dict.fromkeys(LEVELS, 0)
