"""Of several facts of one name the best one is told."""

from __future__ import annotations

from screening.evidence import Evidence
from screening.web.ftm.facts import best_facts


def fact(feature: str, score: float, query: str) -> Evidence:
    return Evidence(feature=feature, score=score, weight=1.0, query=query, listed="", detail="")


def test_the_best_fact_of_each_name_stays_where_it_stood() -> None:
    low, other = fact("passport", 1, "a"), fact("name", 90, "b")
    high, again = fact("passport", 95, "c"), fact("passport", 95, "d")
    assert best_facts([low, other, high, again]) == [other, high]
    assert best_facts([]) == []
