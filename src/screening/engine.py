"""One counterparty's result: matching and decision, wired together. Pure; every process has an engine of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from screening.collector import collector_held
from screening.config import Config
from screening.decision import decide, decide_without_hits, hit_of, one_per_party
from screening.entities import Counterparty, Rank
from screening.matching.extent import LONGEST_TEXT, beyond_extent
from screening.matching.facts import Facts, facts_of
from screening.matching.identifiers import fault
from screening.matching.matcher import Matcher
from screening.matching.parties import Keep
from screening.names.tokens import normal_text, tokenise
from screening.red_flags.flags import Flags
from screening.red_flags.risk import flagged
from screening.report.model import Hit, Result
from screening.tables.identifiers import with_numbers
from screening.texts import spoken

if TYPE_CHECKING:
    from screening.decisions.past import PastDecisions

_LETTER = re.compile("[0-9A-Za-z\u0410-\u044f\u4e00-\u9fff\uac00-\ud7a3]")
"""Characters that make a word each: of ASCII there are no others, and most texts of other scripts have one."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms counterparties are screened: least score (0-100), most hits, past the index or not, ISO date."""

    threshold: float
    max_hits: int
    today: str
    exhaustive: bool = False


class Engine:
    """Screens counterparties one by one, by a matcher and what the configuration says of risk and exclusions.

    ``matcher`` may be what gives one: where other processes match, this one needs none. ``ranks`` are those of the
    lists by their names: which one leads where a party stands on several. ``past`` are the decisions in the store, if
    there is one.
    """

    def __init__(
        self,
        matcher: Matcher | Callable[[], Matcher],
        config: Config,
        ranks: Mapping[str, Rank],
        past: PastDecisions | None = None,
    ) -> None:
        self._matcher = matcher
        self.flags = Flags(config)
        self._ranks = ranks
        self._config = config
        self.past = past

    @property
    def matcher(self) -> Matcher:
        """What finds the names of the lists."""
        return self._matcher if isinstance(self._matcher, Matcher) else self._matcher()

    def with_past(self, past: PastDecisions | None) -> Engine:
        """The same engine with other decisions."""
        engine = copy(self)
        engine.past = past
        return engine

    def results(self, parties: Iterable[Counterparty], terms: Terms) -> list[Result]:
        """The results of some counterparties, in order; many at once are faster than one by one."""
        ready = [with_numbers(party) for party in parties]
        return self.decided(ready, self.found(ready, terms), terms)

    def decided(self, parties: Iterable[Counterparty], found: Iterable[tuple[Hit, ...]], terms: Terms) -> list[Result]:
        """The results of counterparties (`with_numbers`) on which these hits were found."""
        told, hits = list(parties), list(found)
        plain = [not own and _is_plain(party) for party, own in zip(told, hits, strict=True)]
        ready = iter(decide_without_hits(list(compress(told, plain))))
        results = [
            next(ready) if is_plain else self._decided(party, own, terms)
            for party, own, is_plain in zip(told, hits, plain, strict=True)
        ]
        flags = self.flags.of_all(told, [result.hits for result in results])
        return list(map(flagged, results, flags))

    def result(self, party: Counterparty, terms: Terms) -> Result:
        """One counterparty's result: outcome, risk, hits, exclusions, red flags, problems."""
        return self.results([party], terms)[0]

    def hits(self, parties: Iterable[Counterparty], terms: Terms, keep: Keep | None = None) -> list[tuple[Hit, ...]]:
        """The hits on each counterparty, before exclusions, best first; one for a party that stands on several lists.

        ``keep`` says of an entry whether it counts.
        """
        found = self.found([with_numbers(party) for party in parties], terms, keep)
        return [tuple(one_per_party(hits, self._ranks)) for hits in found]

    def with_related(self, results: Iterable[Result]) -> tuple[Result, ...]:
        """The results with the names of the entries that the hits' relations lead to."""
        done = list(results)
        found = [place for place, result in enumerate(done) if result.hits or result.excluded_hits]
        wanted = {
            (hit.watchlist, relation.target)
            for place in found
            for hit in (*done[place].hits, *done[place].excluded_hits)
            for relation in hit.relations
        }
        names = self.matcher.entry_names(wanted) if wanted else {}
        for place in found:
            done[place] = _with_related(done[place], names)
        return tuple(done)

    def _decided(self, party: Counterparty, hits: tuple[Hit, ...], terms: Terms) -> Result:
        reasons = () if hits else _not_screened(party)
        return decide(_with_faults(party), hits, self._config.exclusion, terms.today, reasons, self._ranks, self.past)

    def found(self, parties: Sequence[Counterparty], terms: Terms, keep: Keep | None = None) -> list[tuple[Hit, ...]]:
        """The hits on each of the counterparties (`with_numbers`), before exclusions, best first."""
        asked: dict[Facts, tuple[int, Counterparty]] = {}  # rows that say the same have the same hits
        places = [asked.setdefault(facts_of(party), (len(asked), party))[0] for party in parties]
        hits = self.found_on_distinct([party for _, party in asked.values()], terms, keep)
        return [hits[place] for place in places]

    def found_on_distinct(
        self, parties: Sequence[Counterparty], terms: Terms, keep: Keep | None = None
    ) -> list[tuple[Hit, ...]]:
        """`found` for counterparties of which no two say the same."""
        with collector_held():
            found = self.matcher.match_all(
                parties,
                threshold=terms.threshold, max_hits=terms.max_hits, exhaustive=terms.exhaustive, keep=keep,
            )  # fmt: skip
        return [tuple([hit_of(match, self._config.risk) for match in matches]) for matches in found]


def _with_related(result: Result, names: Mapping[tuple[str, str], str]) -> Result:
    hits, excluded = (tuple(_named(hit, names) for hit in hits) for hits in (result.hits, result.excluded_hits))
    if hits == result.hits and excluded == result.excluded_hits:
        return result
    return result.model_copy(update={"hits": hits, "excluded_hits": excluded})


def _named(hit: Hit, names: Mapping[tuple[str, str], str]) -> Hit:
    targets = sorted({relation.target for relation in hit.relations})
    related = {target: name for target in targets if (name := names.get((hit.watchlist, target)))}
    return hit if hit.related == related else hit.model_copy(update={"related": related})


def _is_plain(party: Counterparty) -> bool:
    """Whether a name is all that can be said of a row: it can be screened, and has no faults."""
    told = party.__dict__
    name = told["name"]
    return not (told["identifiers"] or told["other_names"] or len(name) > LONGEST_TEXT) and bool(_LETTER.search(name))


def _not_screened(party: Counterparty) -> tuple[str, ...]:
    """Why a row can't be screened; () where it can. Notes alone name nobody, though a hit in them counts."""
    if party.identifiers or _has_words(party.name):
        return ()
    texts = [party.name, *(o.text for o in party.other_names if not o.free_text)]
    if any(map(_has_words, texts)):
        return ()
    if any(texts):
        return (spoken()("problem.no_letters"),)
    return (spoken()("problem.nothing"),)


def _has_words(text: str) -> bool:
    return _LETTER.search(text) is not None or (not text.isascii() and bool(tokenise(normal_text(text))[0]))


def _with_faults(party: Counterparty) -> Counterparty:
    """The party with a problem for each identifier whose check digit or form is wrong, and for text left out."""
    faults = (*filter(None, map(fault, party.identifiers)), *beyond_extent(party))
    return party.model_copy(update={"problems": (*party.problems, *faults)}) if faults else party
