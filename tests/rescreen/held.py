"""A rescreening held to the full screening that it stands for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from screening import rescreening
from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Watchlist
from screening.links import afresh
from screening.list_index import ListIndex
from screening.matching import rarity
from screening.matching.policy import load_policy
from screening.report.comparison import Rescreening, hit_changes
from screening.report.json_reading import parse_report
from screening.report.model import Report
from screening.rescreening import Lists, rescreened
from screening.screener import Screener

from .tables import COLUMNS, NOW, THEN, table

# so that words and acronyms of a short list say otherwise in another one
WEIGHTS = {"rarity_floor": 0.5, "rarity_step": 0.01, "acronym_full_bits": 30.0}
POLICY = load_policy(WEIGHTS)

EXCLUSION = {"counterparty": "Hassan", "entity": "e1", "entry": "0" * 12, "reason": "r", "by": "b", "on": "2026-01-01"}
CONFIGS = [
    Config.model_validate({"weights": WEIGHTS, "exclusion": exclusions})
    for exclusions in ([], [EXCLUSION], [{**EXCLUSION, "expires": "2026-02"}])
]


def watchlist(entities: Sequence[dict[str, Any]], **told: Any) -> Watchlist:
    return Watchlist.model_validate({"name": "zembla", "issuer": "Nobody", "entities": entities, **told})


def through_json(report: Report) -> Report:
    return parse_report(json.dumps(report.to_dict()).encode(), "report.json")


def again(
    report: Report, old: Watchlist, new: Watchlist, config: Config, sha256: str, beside: Sequence[Watchlist] = ()
) -> Rescreening:
    index = ListIndex.of([new, *beside], POLICY)
    terms = Terms(report.screening.threshold, report.screening.max_hits, NOW.date().isoformat())
    lists = Lists(index, ListIndex.of([old, *beside], POLICY))
    return rescreened(
        report, lists, Engine(index.matcher, config, index.ranks), POLICY, config.exclusion, terms,
        config_sha256=sha256, started=NOW.isoformat(timespec="seconds"),
    )  # fmt: skip


def with_entries(config: Config, watchlist: Watchlist) -> Config:
    """The configuration with its exclusions bound to the entry that the list has now, where it has it."""
    prints = {e.id: e.fingerprint() for e in watchlist.entities}
    told = [e.model_copy(update={"entry": prints.get(e.entity, e.entry)}) for e in config.exclusion]
    return config.model_copy(update={"exclusion": tuple(told)})


@contextmanager
def everything_tried(*, counted: bool) -> Iterator[None]:
    """Rows are asked about however much has changed, and the words of a list are ``counted`` however short it is."""
    with (
        mock.patch.object(rarity, "_LIST_COUNTS_FROM", 4 if counted else 500),
        mock.patch.object(rescreening, "_WORTH_IT", 1.0),
        mock.patch.object(afresh, "_FEW", 1.0),
    ):
        yield


def listed(*names: str, **told: Any) -> list[dict[str, Any]]:
    return [{"id": name, "type": "Company", "names": [{"text": name, "quality": "primary"}], **told} for name in names]


def held_to_a_full_screening(
    old: Watchlist,
    new: Watchlist,
    rows: Sequence[tuple[str, ...]],
    config: Config,
    max_hits: int,
    threshold: float,
    *,
    counted: bool = True,
    beside: Sequence[Watchlist] = (),
    headers: tuple[str, ...] = COLUMNS,
) -> Rescreening:
    """Screen against both lists (and those ``beside`` them), rescreen, and compare; returns the rescreening."""
    config = with_entries(config, old)
    data = table(rows, headers)
    with everything_tried(counted=counted):
        before = Screener([old, *beside], config).screen(data, now=THEN, max_hits=max_hits, threshold=threshold)
        full = Screener([new, *beside], config).screen(data, now=NOW, max_hits=max_hits, threshold=threshold)
        found = again(through_json(before), old, new, config, before.screening.config_sha256, beside)
    assert found.grounds == ()
    assert found.report.counterparties == full.counterparties
    assert found.report.summary == full.summary
    assert found.changes == hit_changes(before, full)
    told = found.report.screening.model_copy(update={"duration_s": full.screening.duration_s})
    assert told == full.screening
    return found
