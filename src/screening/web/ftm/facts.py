"""What a hit rests on, each fact once."""

from __future__ import annotations

from collections.abc import Iterable

from screening.evidence import Evidence


def best_facts(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Of the facts of one name (two passports) that which agrees best, in the order of the evidence."""
    facts = list(evidence)
    best: dict[str, Evidence] = {}
    for fact in facts:
        if fact.feature not in best or fact.score > best[fact.feature].score:
            best[fact.feature] = fact
    return [fact for fact in facts if best[fact.feature] is fact]
