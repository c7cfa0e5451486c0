"""Alerts counted by risk: for each country of the counterparties, and for each watchlist. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from screening.config import RiskLevel
from screening.names.countries import country_code, country_name
from screening.report.model import RISK_ORDER, Report, Result

Key = str | None


class RiskCount(NamedTuple):
    """Alerts of one country or list, by their risk. ``label`` is None for rows that tell no country."""

    label: str | None
    high: int
    medium: int
    low: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.high + self.medium + self.low


def by_country(report: Report) -> tuple[RiskCount, ...]:
    """The alerts by the counterparty's country as its row tells it, most first; those without a country last."""
    counts = _counted((_country(result), result.risk) for result in report.alerts)
    return tuple(sorted(counts, key=lambda count: (count.label is None, -count.total, count.label or "")))


def by_watchlist(report: Report) -> tuple[RiskCount, ...]:
    """The alerts by list, in the order of the lists; a row with hits on two lists counts for both.

    A row counts for a list with the highest risk among its hits there.
    """
    names = [info.name for info in report.screening.watchlists]
    pairs = (pair for result in report.alerts for pair in _worst(result).items())
    counts = {count.label: count for count in _counted(pairs)}
    return tuple(counts.get(name, RiskCount(name, 0, 0, 0)) for name in names)


def _country(result: Result) -> str | None:
    told = result.identity.country if result.identity else ""
    code = country_code(told) if told else None
    return country_name(code) if code else told or None


def _worst(result: Result) -> Mapping[Key, RiskLevel]:
    worst: dict[Key, RiskLevel] = {}
    for hit in sorted(result.hits, key=lambda hit: RISK_ORDER[hit.risk]):
        worst[hit.watchlist] = hit.risk
    return worst


def _counted(pairs: Iterable[tuple[Key, RiskLevel]]) -> list[RiskCount]:
    counts = Counter(pairs)
    labels = dict.fromkeys(label for label, _ in counts)
    return [RiskCount(label, counts[label, "high"], counts[label, "medium"], counts[label, "low"]) for label in labels]
