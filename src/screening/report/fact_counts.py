"""The evidence of a whole report by kind of fact: how often each spoke for and against, with what points. Pure."""

from __future__ import annotations

from typing import NamedTuple

from screening.report.model import Evidence, Report


class FactCount(NamedTuple):
    """One kind of fact over all hits of a report.

    ``basis`` counts the hits whose score rests on it; ``least`` and ``most`` are the points (of 100) that it took away
    or added beside that, None where it never did.
    """

    feature: str
    supports: int
    contradicts: int
    neutral: int
    basis: int
    least: float | None
    most: float | None


def fact_counts(report: Report) -> tuple[FactCount, ...]:
    """The kinds of facts, most frequent first."""
    by_feature: dict[str, list[Evidence]] = {}
    for result in report.counterparties:
        for hit in result.hits:
            for evidence in hit.evidence:
                by_feature.setdefault(evidence.feature, []).append(evidence)
    counts = (_count(feature, facts) for feature, facts in by_feature.items())
    return tuple(sorted(counts, key=lambda c: (-(c.supports + c.contradicts + c.neutral), c.feature)))


def _count(feature: str, facts: list[Evidence]) -> FactCount:
    verdicts = [fact.verdict for fact in facts]
    points = [
        -abs(fact.weight) if fact.verdict == "contradicts" else fact.weight
        for fact in facts
        if fact.weight and fact.weight != 1
    ]
    return FactCount(
        feature, verdicts.count("supports"), verdicts.count("contradicts"), verdicts.count("neutral"),
        sum(fact.weight == 1 and fact.verdict == "supports" for fact in facts),
        min(points, default=None), max(points, default=None),
    )  # fmt: skip
