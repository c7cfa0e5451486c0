"""The composition root: configuration, lists, tables, matching, decisions and report, wired together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pydantic import ValidationError

from screening._version import __version__
from screening.collector import collector_held
from screening.config import Config
from screening.configuration import LoadedConfig, load_config, made_in_python
from screening.engine import Engine, Terms
from screening.entities import Counterparty, Watchlist
from screening.given import given_count, given_counterparties, given_score, given_watchlists
from screening.kept_index import index_of, kept_index
from screening.list_index import ListIndex
from screening.list_notices import Notice
from screening.matching.entries import Entries
from screening.matching.identifiers import known_kinds
from screening.matching.packing import packed, unpacked
from screening.matching.parties import Keep
from screening.matching.policy import Policy, load_policy
from screening.problems import complaints, dotted, raise_all
from screening.red_flags.shipped import shipped_ids
from screening.report.model import Hit, InputInfo, Report, Result, ScreeningInfo, WatchlistInfo, summarise
from screening.texts import Texts, in_its_words, speaking

if TYPE_CHECKING:
    import pandas as pd

    from screening.decisions.desk import DecisionDesk
    from screening.decisions.evidence_pack import EvidencePack
    from screening.decisions.past import PastDecisions
    from screening.report.comparison import Rescreening
    from screening.table_run import Progress, Watch

UNNAMED = "unnamed input"
"""What bytes, frames and parties made by hand are called in a report, unless ``file_name`` names them."""


class Screener:
    """Screens counterparties against watchlists. Making one reads and indexes the lists; it can be used many times.

    ``watchlists`` are the lists to screen against, by default those that ``config`` names, and without any in it the
    one that ships with the package. Raises ListError for a list that can't be read and ConfigError for a wrong
    configuration.
    """

    def __init__(
        self, watchlists: Iterable[Watchlist] | None = None, config: Config | LoadedConfig | None = None
    ) -> None:
        loaded = config if isinstance(config, LoadedConfig) else made_in_python(config, os.environ, shipped_ids)
        self._open(
            loaded,
            lambda policy: (
                kept_index(loaded, (), policy, datetime.now(UTC))
                if watchlists is None
                else index_of(given_watchlists(watchlists), policy, loaded.config.workers)
            ),
        )

    @classmethod
    def from_config(
        cls,
        path: str | Path | None = None,
        *,
        lists: Sequence[str] = (),
        allow_partial: bool = False,
        now: datetime | None = None,
        workers: int | None = None,
    ) -> Screener:
        """A screener by a configuration file: ``path``, else as `configuration.load_config` finds one.

        ``lists`` (paths of list files, or names of lists) replaces the lists of the configuration. ``allow_partial``
        makes a damaged list a warning, as the key of that name does. ``now`` is the time by which lists are old.
        ``workers`` is the most processes that read and index lists for the first time, by default that of the
        configuration, else one; 0 is that of the configuration, else as many as it pays to use.
        """
        loaded = load_config(
            Path(path) if path is not None else None,
            cwd=Path.cwd(),
            environ=os.environ,
            weights=Policy,
            field_names=_field_names,
            flag_ids=shipped_ids,
        )
        if allow_partial:
            loaded = replace(loaded, config=loaded.config.model_copy(update={"allow_partial": True}))
        screener = cls.__new__(cls)
        screener._open(loaded, lambda policy: kept_index(loaded, lists, policy, now or datetime.now(UTC), workers))
        return screener

    def _open(self, loaded: LoadedConfig, index: Callable[[Policy], ListIndex]) -> None:
        self._loaded = loaded
        self.policy: Policy = _policy(loaded)
        self._decisions = _desk(loaded)
        self._past = self._decisions.past() if self._decisions else None  # fails before the work of an index
        with speaking(self.texts):
            self._index = index(self.policy)
        self._base = Engine(self._index.made, loaded.config, self._index.ranks)

    def __reduce__(
        self,
    ) -> tuple[Callable[..., Screener], tuple[LoadedConfig, bytes, tuple[Notice, ...], PastDecisions | None]]:
        # The decisions go along: where a partition is screened, nobody can be asked for them.
        loaded = replace(self._loaded, decisions=None)
        return _unpickled, (loaded, packed(self._index.columns()), self._index.notices, self._past)

    @property
    def watchlists(self) -> tuple[Watchlist, ...]:
        """The watchlists in use, with all their entries."""
        return self._index.watchlists()

    @property
    def lists(self) -> tuple[WatchlistInfo, ...]:
        """What a report says of the watchlists in use: names, versions, counts, warnings."""
        return self._index.infos

    @property
    def config(self) -> Config:
        """The configuration in force."""
        return self._loaded.config

    @property
    def texts(self) -> Texts:
        """What its reports are written in."""
        return self._loaded.texts

    @property
    def threshold(self) -> float:
        """The score (0-100) at or above which a candidate is a hit: the configuration's, else the method's own."""
        return self.config.threshold if self.config.threshold is not None else self.policy.threshold

    @property
    def decisions(self) -> DecisionDesk | None:
        """Where decisions are taken in and looked up; None where no store is configured."""
        return self._decisions

    @property
    def entries(self) -> Entries:
        """The entries of all lists in use, numbered; each is read when it is asked for."""
        return self._index.matcher.entries

    def identifier_kinds(self) -> frozenset[str]:
        """The kinds of identifiers that can be compared: those of the entries in use, and what stands for them."""
        return known_kinds(self._index.kinds)

    def match(
        self, party: str | Counterparty, *, threshold: float | None = None, max_hits: int | None = None
    ) -> tuple[Hit, ...]:
        """The hits on one name, or on a Counterparty with identifiers, country and dates; best first.

        ``threshold`` (above 0, at most 100) and ``max_hits`` (at least 1) overrule the configuration; UsageError is
        raised for others, and for a party that is none.
        """
        one = Counterparty(name=party) if isinstance(party, str) else party
        return self.match_all([one], threshold=threshold, max_hits=max_hits)[0]

    @in_its_words
    def match_all(
        self,
        parties: Iterable[Counterparty],
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        keep: Keep | None = None,
    ) -> list[tuple[Hit, ...]]:
        """`match` for many counterparties at once, which is much faster than one by one.

        ``keep`` says of a listed entry whether it counts: hits on others are left out before ``max_hits`` are taken.
        """
        terms = self._terms(threshold, max_hits, datetime.now(UTC))
        return self._base.hits(given_counterparties(parties), terms, keep)

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
        return self.check_all([party], threshold=threshold, max_hits=max_hits, now=now)[0]

    @in_its_words
    def check_all(
        self,
        parties: Iterable[Counterparty],
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        now: datetime | None = None,
    ) -> tuple[Result, ...]:
        """`check` for many counterparties at once, each by itself, which is faster than one by one."""
        engine, terms = self._engine(), self._terms(threshold, max_hits, now or datetime.now(UTC))
        return engine.with_related(engine.results(given_counterparties(parties), terms))

    @in_its_words
    def screen(
        self,
        source: str | Path | bytes | BinaryIO | pd.DataFrame | Iterable[Counterparty],
        *,
        threshold: float | None = None,
        max_hits: int | None = None,
        columns: Mapping[str, str | tuple[str, ...]] | None = None,
        sheets: Sequence[str] = (),
        encoding: str | None = None,
        file_name: str | None = None,
        password: str | None = None,
        exhaustive: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
        watch: Watch | None = None,
        now: datetime | None = None,
    ) -> Report:
        """Screen a table of counterparties and report on every row of it.

        ``source`` is a path, bytes, an open binary file (an upload), a DataFrame, or an iterable of Counterparty.
        ``threshold`` (above 0, at most 100) and ``max_hits`` (at least 1) overrule the configuration, ``columns``
        (field -> header) the recognition of headers; ``sheets`` restricts a workbook; ``encoding`` is that of a text
        file (by default the configuration's, else detected); ``file_name`` names what has no name of its own;
        ``password`` opens a protected file. ``exhaustive`` scores every listed name past the index. ``workers`` is the
        number of processes that match (0: as many as it pays to use), by default the configuration's, else this one
        alone; the report does not depend on it. ``watch`` is called with results as they come, in order, before
        ``progress``; links between rows are not yet in them. ``now`` is the time of the screening, for exclusions that
        expire.

        Raises InputError for a table that can't be read or a sheet that it lacks,
        UsageError for unknown columns and for numbers out of range.
        """
        from screening.table_run import run, started_ahead  # noqa: PLC0415 - the check of a name needs no tables
        from screening.tables.counterparties import read_counterparties  # noqa: PLC0415

        began = time.perf_counter()
        started = now or datetime.now(UTC)
        terms = self._terms(threshold, max_hits, started, exhaustive=exhaustive)
        engine = self._engine()
        # rows and results stay until the end
        with collector_held(), started_ahead(source, self._index, self.config, workers) as pool:
            table = read_counterparties(
                source, columns=columns, configured=self.config.columns, sheets=sheets, file_name=file_name,
                encoding=encoding or self.config.encoding, password=password,
                limits=self.config.input.limits, isolated=self.config.input.isolated,
            )  # fmt: skip
            results = run(
                table.counterparties, engine, self._index, self.config, terms,
                workers=workers, pool=pool, progress=progress, watch=watch,
            )  # fmt: skip
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
                weights=self.policy.model_dump(),
                columns=table.columns,
                notes=table.notes,
                watchlists=self.lists,
                decisions=engine.past.info if engine.past else None,
                language=self.texts.language,
                texts=self.texts.changed,
            ),
            summary=summarise(results),
            counterparties=results,
        )

    def rescreen(
        self,
        report: Report | str | Path,
        *,
        old: Sequence[str | Path] = (),
        progress: Progress | None = None,
        now: datetime | None = None,
    ) -> Rescreening:
        """What an earlier report on a table would say otherwise today: hits that are new, changed and gone.

        ``report`` is a Report or its JSON file; its threshold and its number of hits hold. ``old`` are the list files
        that it was made with; where indexes are kept, lists that were screened with lately need not be named. Only
        counterparties whose result may be another are screened; without the old lists, and after a change of the
        configuration or the program, all are. The result is that of a full screening either way.

        Raises InputError for a report that can't be read or whose rows can't be made again, ListError for a list that
        can't be read, UsageError for a list that the report was not made with.
        """
        from screening.old_lists import index_of_report  # noqa: PLC0415 - few screenings are rescreenings
        from screening.report.json_reading import read_report  # noqa: PLC0415
        from screening.rescreening import Lists, rescreened  # noqa: PLC0415

        began = time.perf_counter()
        started = now or datetime.now(UTC)
        with collector_held():
            before = report if isinstance(report, Report) else read_report(report)
            terms = self._terms(before.screening.threshold, before.screening.max_hits, started)
            lists = Lists(self._index, index_of_report(before, self._loaded, self.policy, old, self._index))
            with speaking(before.texts):  # in its words, else every row would differ
                found = rescreened(
                    before, lists, self._engine(), self.policy, self.config.exclusion, terms,
                    config_sha256=self._loaded.sha256, started=started.isoformat(timespec="seconds"), progress=progress,
                )  # fmt: skip
        return found.lasting(round(time.perf_counter() - began, 3))

    def evidence(
        self, report: Report | str | Path, row: int, *, sheet: str | None = None, old: Sequence[str | Path] = ()
    ) -> EvidencePack:
        """Everything about one row of a report, by its number in the spreadsheet, for an auditor.

        ``report`` is a Report or its JSON file, ``sheet`` tells rows of one number apart, ``old`` are the list files
        that it was made with, where these are no longer those in use. Raises UsageError for a row or list that the
        report does not have, InputError and ListError for files that can't be read.
        """
        from screening.decisions.desk import row_in  # noqa: PLC0415 - few screenings need evidence
        from screening.decisions.evidence_pack import evidence_pack  # noqa: PLC0415
        from screening.old_lists import files_of_report, index_of_report  # noqa: PLC0415
        from screening.report.json_reading import read_report  # noqa: PLC0415

        told = report if isinstance(report, Report) else read_report(report)
        result = row_in(told, row, sheet=sheet)
        index = index_of_report(told, self._loaded, self.policy, old, self._index) or self._index
        files = files_of_report(told, self._loaded, old, self._index)
        past = self._decisions.past() if self._decisions else None
        with speaking(told.texts):
            return evidence_pack(told, result, index.watchlists(), files, past, self._loaded.read())

    @in_its_words
    def screen_frame(
        self, frame: pd.DataFrame, *, columns: Mapping[str, str | tuple[str, ...]] | None = None
    ) -> pd.DataFrame:
        """The frame with the result of each row beside it: a pure function of frame, lists and configuration.

        Meant for cluster engines that hand over partitions (the screener can be pickled). Adds the columns
        ``outcome``, ``risk``, ``hits`` (their number), and of the best hit ``score`` (0-100), ``entity_id``,
        ``watchlist``, ``entity_name``, ``matched_name`` and ``why``; and ``red_flags`` (their ids) and ``problems``,
        several separated by "; ". A frame that has one of these keeps its own, and the added one is called
        ``screening_outcome`` and so on. Flags that compare rows with each other see those of this frame alone.
        """
        from screening.frames import beside  # noqa: PLC0415 - pandas is loaded where frames are

        return beside(frame, self.screen(frame, columns=columns).counterparties)

    def _engine(self) -> Engine:
        """What screens, with the decisions of now."""
        if self._decisions is not None:
            self._past = self._decisions.past()
        return self._base.with_past(self._past)

    def _terms(
        self, threshold: float | None, max_hits: int | None, now: datetime, *, exhaustive: bool = False
    ) -> Terms:
        score = given_score(self.threshold if threshold is None else threshold)
        most = given_count(self.config.max_hits if max_hits is None else max_hits)
        return Terms(score, most, now.date().isoformat(), exhaustive)


def _field_names() -> Collection[str]:
    from screening.tables.headers import fields  # noqa: PLC0415 - where there is a configuration

    return fields().keys()


def _desk(loaded: LoadedConfig) -> DecisionDesk | None:
    if loaded.decisions is None:
        return None
    from screening.decisions.desk import DecisionDesk  # noqa: PLC0415 - few screenings have a store

    return DecisionDesk(loaded.decisions, loaded.config.decisions)


def _policy(loaded: LoadedConfig) -> Policy:
    """The method's numbers. Raises ConfigError for weights that it does not have."""
    weights = loaded.config.weights
    try:
        return load_policy(weights)
    except ValidationError as error:
        wrong = complaints(error, Policy, {**dict.fromkeys(Policy.model_fields), **weights})
        raise_all([loaded.source.problem(f"weights.{dotted(w.loc)}", w.message, hint=w.hint) for w in wrong])


def _unpickled(loaded: LoadedConfig, data: bytes, said: tuple[Notice, ...], past: PastDecisions | None) -> Screener:
    screener = Screener.__new__(Screener)
    screener._open(loaded, lambda policy: ListIndex.stored(unpacked(memoryview(data)), policy).with_notices(said))
    screener._past = past
    return screener
