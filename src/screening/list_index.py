"""Watchlists indexed and ready, with what a report says of them: made from lists, or opened where they were kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from screening.entities import Rank, Watchlist
from screening.links.contacts import Contacts
from screening.list_notices import Notice
from screening.matching.matcher import Matcher
from screening.matching.packing import Column, Columns, pack, prefixed, under
from screening.matching.parties import StoredParties, parties_of, stored
from screening.matching.policy import Policy
from screening.report.model import WatchlistInfo

if TYPE_CHECKING:
    from screening.matching.makers import Makers


@dataclass(frozen=True, slots=True)
class ListIndex:
    """Watchlists ready for matching. ``path`` is the file that holds them indexed, where there is one."""

    made: Callable[[], Matcher]  # the same one each time
    infos: tuple[WatchlistInfo, ...]
    kinds: frozenset[str]  # of the identifiers that entries have
    watchlists: Callable[[], tuple[Watchlist, ...]]
    columns: Callable[[], Columns]
    contacts: Contacts
    paths: tuple[str, ...]  # of the lists
    ranks: Mapping[str, Rank]  # of the lists by their names
    path: Path | None = None
    notices: tuple[Notice, ...] = ()

    @classmethod
    def of(cls, watchlists: Sequence[Watchlist], policy: Policy, makers: Makers | None = None) -> ListIndex:
        """The index of watchlists: their names analysed, which takes its time, by ``makers`` or by this process."""
        lists = tuple(watchlists)
        contacts = Contacts(parties_of(lists))
        parties = cache(lambda: prefixed("parties", stored(lists)))
        matcher = Matcher.of(lists, policy, makers, lambda: (contacts.columns, parties()))

        def columns() -> Columns:
            told = {**matcher.columns, **parties(), **prefixed("contacts", contacts.columns)}
            parties.cache_clear()  # as large as the lists, and asked for once, to be kept in a file
            return told

        return cls(
            lambda: matcher,
            tuple(_info(w, len(w.entities), sum(len(e.names) for e in w.entities)) for w in lists),
            frozenset(i.kind for w in lists for e in w.entities for i in e.identifiers),
            lambda: lists,
            columns,
            contacts,
            tuple(w.path for w in lists),
            {w.name: w.rank for w in lists},
        )

    @classmethod
    def stored(cls, columns: Mapping[str, Column], policy: Policy, path: Path | None = None) -> ListIndex:
        """The index in columns that another one gave."""
        parties = StoredParties(under("parties", columns))
        infos = zip(parties.heads, parties.counts, parties.name_counts, strict=True)
        return cls(
            _once(lambda: Matcher(columns, parties, policy)),
            tuple(_info(*head) for head in infos),
            parties.kinds,
            parties.watchlists,
            lambda: columns,
            Contacts(parties, under("contacts", columns)),
            tuple(head.path for head in parties.heads),
            {head.name: head.rank for head in parties.heads},
            path,
        )

    @property
    def matcher(self) -> Matcher:
        """What finds the names of the lists; made where it is asked for, as lists that are only compared need none."""
        return self.made()

    def with_notices(self, notices: tuple[Notice, ...]) -> ListIndex:
        """The index with further warnings about its lists, which hang on the day and so are not kept with it."""
        infos = tuple(_noted(info, path, notices) for info, path in zip(self.infos, self.paths, strict=True))
        return replace(self, infos=infos, notices=notices)

    @contextmanager
    def file(self) -> Iterator[Path]:
        """A file that holds the index, for other processes; a passing one where none is kept."""
        if self.path is not None and self.path.exists():
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="screening-") as folder:
            path = Path(folder) / "lists.index"
            with path.open("wb") as file:
                file.writelines(pack(self.columns()))
            yield path


def _once(make: Callable[[], Matcher]) -> Callable[[], Matcher]:
    """Gives what ``make`` makes, the same one to all threads: it takes its time and much memory."""
    lock, made = Lock(), cache(make)

    def one() -> Matcher:
        with lock:
            return made()

    return one


def _noted(info: WatchlistInfo, path: str, notices: Sequence[Notice]) -> WatchlistInfo:
    said = tuple(notice.text for notice in notices if notice.is_about(info.name, path))
    return info.model_copy(update={"warnings": (*said, *info.warnings)}) if said else info


def _info(watchlist: Watchlist, entities: int, names: int) -> WatchlistInfo:
    return WatchlistInfo(
        name=watchlist.name,
        title=watchlist.title,
        issuer=watchlist.issuer,
        version=watchlist.version,
        as_of=watchlist.as_of,
        sha256=watchlist.sha256,
        entities=entities,
        names=names,
        warnings=watchlist.warnings,
    )
