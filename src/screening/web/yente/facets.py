"""What the results of a search can be counted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from screening.names.countries import country_name
from screening.screener import Screener
from screening.web.ftm.entity import FtmEntity
from screening.web.ftm.scope import values_of
from screening.web.ftm.words import web_words
from screening.web.yente.models import Facet, FacetItem


class FacetName(StrEnum):
    """What results can be counted by."""

    DATASETS = "datasets"
    SCHEMA = "schema"
    COUNTRIES = "countries"
    IDENTIFIERS = "identifiers"
    TOPICS = "topics"
    GENDERS = "genders"


_TITLES = {
    FacetName.DATASETS: "Lists",
    FacetName.SCHEMA: "Types of entries",
    FacetName.COUNTRIES: "Countries",
    FacetName.IDENTIFIERS: "Identifiers",
    FacetName.TOPICS: "Topics",
    FacetName.GENDERS: "Genders",
}
DEFAULT_FACETS = [FacetName.COUNTRIES, FacetName.TOPICS, FacetName.DATASETS]


def facet_of(screener: Screener, name: FacetName, found: Sequence[FtmEntity]) -> Facet:
    """How many of the entries have each value of a field, the most frequent first."""
    counts = Counter(value for entity in found for value in dict.fromkeys(values_of(entity, name)))
    titles = {info.name: info.title or info.name for info in screener.lists} if name == FacetName.DATASETS else {}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Facet(
        label=_TITLES[name],
        values=[FacetItem(name=value, label=_label(name, value, titles), count=count) for value, count in ordered],
    )


def _label(name: FacetName, value: str, titles: Mapping[str, str]) -> str:
    label: str
    if name == FacetName.COUNTRIES:
        label = country_name(value.upper())
    elif name == FacetName.TOPICS:
        label = web_words("topic_labels")[value]
    elif name == FacetName.SCHEMA:
        label = web_words("schemas")[value]["label"]
    else:
        label = titles.get(value, value)
    return label
