"""Listed parties made ready for matching: their names analysed, and what they are found by, as columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from screening.matching.cut_off import Beginnings
from screening.matching.features import listed_days
from screening.matching.identifiers import comparable, identifier_key
from screening.matching.index_columns import index_columns
from screening.matching.listed import WrittenName, written_columns, written_names
from screening.matching.makers import Makers
from screening.matching.numbering import Ints, members
from screening.matching.packing import Columns, Grouping, prefixed
from screening.matching.parties import Party
from screening.matching.policy import Policy
from screening.matching.rarity import Rarity
from screening.matching.same_party import SameParties, linked
from screening.matching.share import Described, Spelling
from screening.matching.word_keys import KeysOf


def indexed(parties: Sequence[Party], policy: Policy, makers: Makers, later: Callable[[], Any]) -> Columns:
    """The parties' names and identifiers, analysed and indexed by ``makers``, as columns; ``later`` is done while this
    process would wait for others."""
    written = written_names([party.entity for party in parties])
    spellings, numbers = _distinct(written)
    counts = makers.analyse(spellings, np.bincount(numbers, minlength=len(spellings)).tolist())
    of_entries = _of_entries(parties)
    rarity = Rarity.of(counts(), len(written), policy)
    describe = makers.describe(rarity.columns, policy)
    heads = written_columns(written)
    makers.meanwhile(later)  # others have analysed more names than this process, and so describe more of them
    described, places = describe()
    return {
        **prefixed("names", heads),
        **_of_names(described, places[numbers], makers.keys),
        **prefixed("rarity", rarity.columns),
        **of_entries,
    }


def _distinct(written: Sequence[WrittenName]) -> tuple[Sequence[Spelling], Ints]:
    """The names to be analysed, each once, and the place of each written name among them: lists name the same
    parties, and a party's aliases stand on several of them."""
    numbers: dict[Spelling, int] = {}
    places = [
        numbers.setdefault(Spelling(w.text, w.type == "Person", w.type in ("Vessel", "Airplane")), len(numbers))
        for w in written
    ]
    return list(numbers), np.array(places, dtype=np.int64)


def _of_names(described: Described, places: Ints, keys_of: KeysOf) -> Columns:
    acronyms, plain = described.acronyms, described.plain
    made = members(described.abbreviated, places)
    owners = np.repeat(np.arange(len(places)), described.abbreviated[places])
    return {
        **prefixed("names", described.words.columns(places)),
        **prefixed("index", index_columns(described.posted.picked(places), keys_of)),
        **prefixed("acronyms", Grouping.of_numbered(acronyms._replace(places=acronyms.places[made]), owners).columns),
        **prefixed("beginnings", Beginnings.of(plain[place] for place in places.tolist()).columns),
    }


def _of_entries(parties: Sequence[Party]) -> Columns:
    entities = [party.entity for party in parties]
    identifiers = Grouping.of(
        (identifier_key(key), i)
        for i, entity in enumerate(entities)
        for key in sorted({key for key in map(comparable, entity.identifiers) if key})
    )
    births = Grouping.of((day, i) for i, entity in enumerate(entities) for day in sorted(listed_days(entity)))
    return {
        **prefixed("identifiers", identifiers.columns),
        **prefixed("births", births.columns),
        **prefixed("same", SameParties.columns(linked(parties))),
    }
