"""The composition root: configuration, lists, tables, matching, decisions and report, wired together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pydantic import ValidationError

from screening._version import __version__
from screening.config import Config
from screening.configuration import LoadedConfig, load_config, load_watchlists
from screening.decision import decide, hit_of
from screening.entities import Counterparty, Watchlist
from screening.errors import UsageError
from screening.matching.identifiers import fault, known_kinds
from screening.matching.matcher import Matcher
from screening.matching.policy import Policy, load_policy
from screening.names.analysis import analyse
from screening.problems import complaints, dotted, raise_all
from screening.report.model import Hit, InputInfo, Report, Result, ScreeningInfo, WatchlistInfo, summarise
from screening.tables.counterparties import CounterpartyFile, read_counterparties
from screening.tables.headers import fields
from screening.tables.identifiers import find_identifiers

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

UNNAMED = "unnamed input"
"""What bytes, frames and parties made by hand are called in a report, unless ``file_name`` names them."""

_CHUNK = 1000
"""Rows whose words are looked up together, between two calls of the progress callback."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms counterparties are screened: least score (0-100), most hits, past the index or not, ISO date."""

    threshold: float
    max_hits: int
    today: str
    exhaustive: bool = False


class Screener:
    """Screens counterparties against watchlists. Making one reads and indexes the lists; it can be used many times.

    ``watchlists`` are the lists to screen against, by default those that ``config`` names, and without any in it the
    one that ships with the package. Raises ListError for a list that can't be read and ConfigError for a wrong
    configuration.
    """

    def __init__(
        self, watchlists: Iterable[Watchlist] | None = None, config: Config | LoadedConfig | None = None
    ) -> None:
        loaded = config if isinstance(config, LoadedConfig) else LoadedConfig(config=config or Config())
        self._loaded = loaded
        self.watchlists: tuple[Watchlist, ...] = (
            load_watchlists(loaded, ()) if watchlists is None else tuple(watchlists)
        )
        self.policy: Policy = _policy(loaded)
        self._matcher = Matcher(self.watchlists, self.policy)

    @classmethod
    def from_config(cls, path: str | Path | None = None, *, lists: Sequence[str] = ()) -> Screener:
        """A screener by a configuration file: ``path``, else as `configuration.load_config` finds one.

        ``lists`` (paths of list files, or names of lists) replaces the lists of the configuration.
        """
        loaded = load_config(
            Path(path) if path is not None else None,
            cwd=Path.cwd(),
            environ=os.environ,
            weight_names=Policy.model_fields.keys(),
            field_names=fields().keys(),
        )
        return cls(load_watchlists(loaded, lists), loaded)

    @property
    def config(self) -> Config:
        """The configuration in force."""
        return self._loaded.config

    @property
    def threshold(self) -> float:
        """The score (0-100) at or above which a candidate is a hit: the configuration's, else the method's own."""
        return self.config.threshold if self.config.threshold is not None else self.policy.threshold

    def identifier_kinds(self) -> frozenset[str]:
        """The kinds of identifiers that can be compared: those of the entries in use, and what stands for them."""
        return known_kinds(i.kind for w in self.watchlists for e in w.entities for i in e.identifiers)

    def match(
        self, party: str | Counterparty, *, threshold: float | None = None, max_hits: int | None = None
    ) -> tuple[Hit, ...]:
        """The hits on one name, or on a Counterparty with identifiers, country and dates; best first.

        ``threshold`` (above 0, at most 100) and ``max_hits`` (at least 1) overrule the configuration; UsageError is
        raised for others.
        """
        one = Counterparty(name=party) if isinstance(party, str) else party
        return self._hits(_with_numbers(one), self._terms(threshold, max_hits, datetime.now(UTC)))

    def check(
        self,
        party: Counterparty,
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        now: datetime | None = None,
    ) -> Result:
        """One counterparty's result, as it would stand in a report: outcome, risk, hits, exclusions, problems.

        ``threshold`` and ``max_hits`` are those of ``match``, ``now`` that of ``screen``.
        """
        return self._result(party, self._terms(threshold, max_hits, now or datetime.now(UTC)))

    def screen(
        self,
        source: str | Path | bytes | BinaryIO | pd.DataFrame | Iterable[Counterparty],
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        columns: Mapping[str, str | tuple[str, ...]] | None = None,
        sheets: Sequence[str] = (),
        file_name: str | None = None,
        exhaustive: bool = False,
        progress: Progress | None = None,
        now: datetime | None = None,
    ) -> Report:
        """Screen a table of counterparties and report on every row of it.

        ``source`` is a path, bytes, an open binary file (an upload), a DataFrame, or an iterable of Counterparty.
        ``threshold`` (above 0, at most 100) and ``max_hits`` (at least 1) overrule the configuration, ``columns``
        (field -> header) the recognition of headers; ``sheets`` restricts a workbook; ``file_name`` names what has no
        name of its own. ``exhaustive`` scores every listed name past the index. ``now`` is the time of the screening,
        for exclusions that expire. Raises InputError for a table that can't be read or a sheet that it lacks,
        UsageError for unknown columns and for numbers out of range.
        """
        began = time.perf_counter()
        started = now or datetime.now(UTC)
        terms = self._terms(threshold, max_hits, started, exhaustive=exhaustive)
        table = read_counterparties(
            source, columns={**self.config.columns, **(columns or {})}, sheets=sheets, file_name=file_name
        )
        results = self._results(table, terms, progress)
        return Report(
            screening=ScreeningInfo(
                version=__version__,
                started=started.isoformat(timespec="seconds"),
                duration_s=round(time.perf_counter() - began, 3),
                input=InputInfo(file=table.file or UNNAMED, sha256=table.sha256),
                config_sha256=self._loaded.sha256,
                threshold=terms.threshold,
                max_hits=terms.max_hits,
                exhaustive=exhaustive,
                columns=table.columns,
                notes=table.notes,
                watchlists=tuple(_info(w) for w in self.watchlists),
            ),
            summary=summarise(results),
            counterparties=results,
        )

    def _results(self, table: CounterpartyFile, terms: _Terms, progress: Progress | None) -> tuple[Result, ...]:
        results: list[Result] = []
        parties = table.counterparties
        for start in range(0, len(parties), _CHUNK):
            chunk = parties[start : start + _CHUNK]
            if not terms.exhaustive:
                self._matcher.prepare(chunk)
            results += (self._result(party, terms) for party in chunk)
            if progress is not None:
                progress(len(results), len(parties))
        return tuple(results)

    def _result(self, party: Counterparty, terms: _Terms) -> Result:
        party = _with_numbers(party)
        hits = self._hits(party, terms)
        reasons = () if hits else _not_screened(party)
        return decide(_with_faults(party), hits, self.config.exclusion, terms.today, reasons)

    def _hits(self, party: Counterparty, terms: _Terms) -> tuple[Hit, ...]:
        matches = self._matcher.match(
            party, threshold=terms.threshold, max_hits=terms.max_hits, exhaustive=terms.exhaustive
        )
        return tuple(hit_of(m, self.config.risk) for m in matches)

    def _terms(
        self, threshold: float | None, max_hits: int | None, now: datetime, *, exhaustive: bool = False
    ) -> _Terms:
        score = self.threshold if threshold is None else threshold
        if not 0 < score <= 100:
            raise UsageError(f"{score!r} is not a score", key="threshold", hint="above 0, and at most 100")
        most = self.config.max_hits if max_hits is None else max_hits
        if most < 1:
            raise UsageError(f"{most!r} is not a count", key="max_hits", hint="a whole number above 0")
        return _Terms(score, most, now.date().isoformat(), exhaustive)


def _policy(loaded: LoadedConfig) -> Policy:
    """The method's numbers. Raises ConfigError for weights that it does not have."""
    weights = loaded.config.weights
    try:
        return load_policy(weights)
    except ValidationError as error:
        wrong = complaints(error, Policy, weights)
        raise_all([loaded.source.problem(f"weights.{dotted(w.loc)}", w.message, hint=w.hint) for w in wrong])


def _not_screened(party: Counterparty) -> tuple[str, ...]:
    """Why a row can't be screened; () where it can. Notes alone name nobody, though a hit in them counts."""
    texts = [party.name, *(o.text for o in party.other_names if not o.free_text)]
    if party.identifiers or any(analyse(t).words for t in texts if t):
        return ()
    if any(texts):
        return ("not screened: the name holds no letters or digits, and there is no identifier",)
    return ("not screened: there is no name and no identifier",)


def _with_numbers(party: Counterparty) -> Counterparty:
    """The party with the identifiers that stand inside of its texts; the rows of a table have them already."""
    texts = " | ".join((party.name, *(other.text for other in party.other_names)))
    found = tuple(i for i in find_identifiers(texts) if i not in party.identifiers)
    return party.model_copy(update={"identifiers": (*party.identifiers, *found)}) if found else party


def _with_faults(party: Counterparty) -> Counterparty:
    """The party with a problem for each identifier whose check digit or form is wrong."""
    faults = tuple(f for i in party.identifiers if (f := fault(i)))
    return party.model_copy(update={"problems": (*party.problems, *faults)}) if faults else party


def _info(watchlist: Watchlist) -> WatchlistInfo:
    return WatchlistInfo(
        name=watchlist.name,
        title=watchlist.title,
        issuer=watchlist.issuer,
        version=watchlist.version,
        as_of=watchlist.as_of,
        sha256=watchlist.sha256,
        entities=len(watchlist.entities),
        names=sum(len(e.names) for e in watchlist.entities),
        warnings=watchlist.warnings,
    )
