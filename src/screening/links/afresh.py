"""The links of rows some of which have other hits than before: only rows that may share something with these are read.

What two rows share is told by forms that cost some work to make (`ties`). A form consists of letters and digits of a
cell, in their order, so that the rows that may have it are found as any text is found in another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache

from screening.entities import Counterparty
from screening.links.book import Book
from screening.links.contacts import Contact, Contacts
from screening.links.link import PartyAt, linked
from screening.links.ties import Tie, ties_of
from screening.red_flag_rules import FILE_CHECKS
from screening.red_flags.flags import Flags
from screening.red_flags.risk import flagged
from screening.report.model import Result

_FEW = 0.02  # share of rows with other hits, beyond which it costs less to read them all
_OF_WORDS = frozenset({"party", "address"})  # ties of which the form is words in alphabetical order
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
_NO_WORDS = bytes(set(range(256)) - set(b"0123456789abcdefghijklmnopqrstuvwxyz"))
_END = b"\n"  # of a row

_NOBODY = Counterparty()

TiesAt = Callable[[int], Sequence[Tie]]


def linked_afresh(
    before: Sequence[Result],
    now: Sequence[Result],
    party_at: PartyAt,
    flags: Flags,
    contacts: Contacts,
    other_contacts: Set[Contact],
) -> tuple[Result, ...]:
    """What `linked` gives for the results of now, told from those of ``before`` for the same rows.

    ``contacts`` are those of the lists of now, ``other_contacts`` those that an entry has now and had not then, or the
    other way round. Rows that were not screened again are the same object in both; the others have neither links nor
    the flags that only the whole file shows, which hang on the rows alone and are kept.
    """
    of_files = {rule.id for rule in flags.rules_for(FILE_CHECKS).values()}
    results = [is_ if is_ is was else _with_those_of(is_, was, of_files) for was, is_ in zip(before, now, strict=True)]
    both = enumerate(zip(before, results, strict=True))
    changed = {place for place, (was, is_) in both if was is not is_ and was.hits != is_.hits}
    if len(changed) > _FEW * len(results):
        return linked(results, party_at, Book.of(map(party_at, range(len(results)))), flags, contacts)
    if changed or other_contacts:
        anew = changed | _related(before, results, changed) | (shares := _Shares(results, party_at)).among(changed)
        anew |= shares.having(other_contacts)
        tied = anew | shares.among(anew)
        # rows that share nothing with these are related to them by their hits alone
        places = sorted(tied.union(place for place, result in enumerate(results) if result.hits))
        parties = [party_at(place) if place in tied else _NOBODY for place in places]
        told = linked([results[place] for place in places], parties.__getitem__, Book.of(parties), flags, contacts)
        for place, result in zip(places, told, strict=True):
            if place in anew:
                results[place] = results[place].model_copy(update={"links": result.links})
    return tuple(results)


def _with_those_of(result: Result, was: Result, of_files: Set[str]) -> Result:
    """A result with the links and the flags of the file that its row had."""
    kept = [flag for flag in was.red_flags if flag.id in of_files]
    return flagged(result.model_copy(update={"links": was.links}), kept)


def _related(before: Sequence[Result], now: Sequence[Result], changed: Set[int]) -> set[int]:
    """The rows with a hit on an entry that is related to one of those that are hit, or no more, in ``changed`` rows."""
    entries = {
        (hit.watchlist, hit.entity_id) for place in changed for row in (before[place], now[place]) for hit in row.hits
    }
    return {
        place
        for place, result in enumerate(now)
        if any((hit.watchlist, relation.target) in entries for hit in result.hits for relation in hit.relations)
    }


class _Shares:
    """Tells which rows share something with certain others."""

    def __init__(self, results: Sequence[Result], party_at: PartyAt) -> None:
        self._cells = _Cells(results)
        self._ties_at: TiesAt = cache(lambda place: tuple(ties_of(party_at(place))))

    def among(self, places: Iterable[int]) -> set[int]:
        """The rows that have a tie of one of these rows; they themselves, where they have any."""
        return self.having({(tie.kind, tie.key) for place in places for tie in self._ties_at(place)})

    def having(self, ties: Set[Contact]) -> set[int]:
        """The rows that have one of these ties."""
        if not ties:
            return set()
        may_have = {place for kind, key in sorted(ties) for place in self._cells.holding(kind, key)}
        may_have.update(self._cells.unread)
        return {
            place for place in sorted(may_have) if not ties.isdisjoint((t.kind, t.key) for t in self._ties_at(place))
        }


class _Cells:
    """The letters and digits of all rows, and their digits alone, each as one run of bytes.

    ``unread`` are the rows that are not taken apart: those with letters beyond ASCII, which are folded in many ways,
    and those about which something was odd, of which a cell may have been read as another.
    """

    def __init__(self, results: Sequence[Result]) -> None:
        texts = [" ".join(r.input.values()) for r in results]
        self.unread = [n for n, (r, t) in enumerate(zip(results, texts, strict=True)) if r.problems or not t.isascii()]
        raw = [text.lower().encode() if text.isascii() else b"" for text in texts]
        self._words = _Run([text.translate(None, _NO_WORDS) for text in raw])
        self._digits = _Run([text.translate(None, _NO_DIGITS) for text in raw])

    def holding(self, kind: str, key: str) -> Iterator[int]:
        """The rows that may have the tie, beside those that are unread."""
        value = key if kind != "identifier" else key.partition(":")[2]
        if not value.isascii():
            return
        parts = [part.lower().encode() for part in (value.split() if kind in _OF_WORDS else [value])]
        if value.isdecimal():  # whatever letters stand between them
            yield from self._digits.holding(parts)
        else:
            yield from self._words.holding([part.translate(None, _NO_WORDS) for part in parts])


class _Run:
    """Texts behind each other, searched as one."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._all = _END.join((*texts, b""))
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + len(_END))

    def holding(self, parts: Sequence[bytes]) -> Iterator[int]:
        """The numbers of the texts that hold all the parts."""
        longest = max(parts, key=len)
        if not longest:  # a form of signs alone
            yield from range(len(self._starts) - 1)
            return
        at = self._all.find(longest)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            start, end = self._starts[number : number + 2]
            if all(self._all.find(part, start, end) >= 0 for part in parts):
                yield number
            at = self._all.find(longest, end)
