"""The composition root: configuration, lists, tables, matching, decisions and report, wired together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from screening._version import __version__
from screening.config import Config
from screening.configuration import LoadedConfig, load_config, load_watchlists
from screening.decision import decide, hit_of
from screening.entities import Counterparty, Watchlist
from screening.matching.identifiers import fault
from screening.matching.matcher import Matcher
from screening.matching.policy import Policy, load_policy
from screening.names.analysis import analyse
from screening.report.model import Hit, InputInfo, Report, Result, ScreeningInfo, WatchlistInfo, summarise
from screening.tables.counterparties import CounterpartyFile, read_counterparties
from screening.tables.headers import fields

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

_CHUNK = 1000
"""Rows whose words are looked up together, between two calls of the progress callback."""


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
        self.policy: Policy = load_policy(loaded.config.weights)
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

    def match(
        self, party: str | Counterparty, *, threshold: float | None = None, max_hits: int | None = None
    ) -> tuple[Hit, ...]:
        """The hits on one name, or on a Counterparty with identifiers, country and dates; best first."""
        one = Counterparty(name=party) if isinstance(party, str) else party
        return self._hits(one, self._threshold(threshold), max_hits or self.config.max_hits, exhaustive=False)

    def check(
        self,
        party: Counterparty,
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        now: datetime | None = None,
    ) -> Result:
        """One counterparty's result, as it would stand in a report: outcome, risk, hits, exclusions, problems."""
        today = (now or datetime.now(UTC)).date().isoformat()
        return self._result(
            party, self._threshold(threshold), max_hits or self.config.max_hits, today, exhaustive=False
        )

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
        ``threshold`` (0-100) and ``max_hits`` overrule the configuration, ``columns`` (field -> header) the recognition
        of headers; ``sheets`` restricts a workbook; ``file_name`` names what has no name of its own. ``exhaustive``
        scores every listed name past the index. ``now`` is the time of the screening, for exclusions that expire.
        Raises InputError for a table that can't be read, UsageError for unknown columns or sheets.
        """
        began = time.perf_counter()
        started = now or datetime.now(UTC)
        cut, most = self._threshold(threshold), max_hits or self.config.max_hits
        table = read_counterparties(
            source, columns={**self.config.columns, **(columns or {})}, sheets=sheets, file_name=file_name
        )
        results = self._results(table, cut, most, exhaustive, started.date().isoformat(), progress)
        return Report(
            screening=ScreeningInfo(
                version=__version__,
                started=started.isoformat(timespec="seconds"),
                duration_s=round(time.perf_counter() - began, 3),
                input=InputInfo(file=table.file, sha256=table.sha256),
                config_sha256=self._loaded.sha256,
                threshold=cut,
                max_hits=most,
                exhaustive=exhaustive,
                columns=table.columns,
                notes=table.notes,
                watchlists=tuple(_info(w) for w in self.watchlists),
            ),
            summary=summarise(results),
            counterparties=results,
        )

    def _results(
        self, table: CounterpartyFile, cut: float, most: int, exhaustive: bool, today: str, progress: Progress | None
    ) -> tuple[Result, ...]:
        results: list[Result] = []
        parties = table.counterparties
        for start in range(0, len(parties), _CHUNK):
            chunk = parties[start : start + _CHUNK]
            if not exhaustive:
                self._matcher.prepare(chunk)
            results += (self._result(party, cut, most, today, exhaustive=exhaustive) for party in chunk)
            if progress is not None:
                progress(len(results), len(parties))
        return tuple(results)

    def _result(self, party: Counterparty, cut: float, most: int, today: str, *, exhaustive: bool) -> Result:
        hits = self._hits(party, cut, most, exhaustive=exhaustive)
        reasons = () if hits else _not_screened(party)
        return decide(_with_faults(party), hits, self.config.exclusion, today, reasons)

    def _hits(self, party: Counterparty, cut: float, most: int, *, exhaustive: bool) -> tuple[Hit, ...]:
        matches = self._matcher.match(party, threshold=cut, max_hits=most, exhaustive=exhaustive)
        return tuple(hit_of(m, self.config.risk) for m in matches)

    def _threshold(self, threshold: float | None) -> float:
        return self.threshold if threshold is None else threshold


def _not_screened(party: Counterparty) -> tuple[str, ...]:
    """Why a row can't be screened; () where it can. Notes alone name nobody, though a hit in them counts."""
    texts = [party.name, *(o.text for o in party.other_names if not o.free_text)]
    if party.identifiers or any(analyse(t).words for t in texts if t):
        return ()
    if any(texts):
        return ("not screened: the name holds no letters or digits, and there is no identifier",)
    return ("not screened: there is no name and no identifier",)


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
