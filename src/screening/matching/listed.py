"""The listed names, analysed: kept in columns, and made into objects again when one is a candidate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, get_args

import numpy as np

from screening.entities import Entity, EntityType, NameQuality
from screening.matching.features import types_conflict
from screening.matching.listed_words import KINDS, NO_NUMBER, ROLES
from screening.matching.outline import Outline, outline
from screening.matching.packing import Columns
from screening.matching.policy import Policy
from screening.matching.profile import Profile, profile
from screening.matching.score import Floats
from screening.names.analysis import AnalysedName, Word, analyse
from screening.names.listed_forms import forms_of
from screening.names.readings import Reading

TYPES: tuple[EntityType, ...] = get_args(EntityType)
QUALITIES: tuple[NameQuality, ...] = get_args(NameQuality)
_KEPT = 4_000  # profiles that are kept ready


class ListedName(NamedTuple):
    """A listed name: the number of the party that it belongs to, that party's type, and how much the name says."""

    owner: int
    type: EntityType
    quality: NameQuality


def analysed(text: str, kind: EntityType | None, known_runs: frozenset[str] = frozenset()) -> AnalysedName:
    """A name analysed as what its party's type makes of it."""
    is_vessel = kind in ("Vessel", "Airplane")
    return analyse(text, is_vessel=is_vessel, is_person=kind == "Person", known_runs=known_runs)


def weighed(
    name: AnalysedName,
    weights: Sequence[float],
    kind: EntityType | None,
    own: Outline | None = None,
    *,
    free_text: bool = False,
) -> Profile:
    """The profile of a name of a party of that type; ``own`` is its outline, but for runs of words that are left out
    of it."""
    is_vessel = kind in ("Vessel", "Airplane")
    return profile(
        name,
        tuple(weights),
        own or outline(name.words),
        is_person=kind == "Person",
        is_vessel=is_vessel,
        free_text=free_text,
    )


class WrittenName(NamedTuple):
    """A name to be found: one of a party's, or one that such a name holds."""

    owner: int
    type: EntityType
    quality: NameQuality
    text: str


def written_names(entities: Sequence[Entity]) -> list[WrittenName]:
    """All names to be found, the names of the first party, of the second, and so on."""
    return [
        WrittenName(i, entity.type, name.quality, text)
        for i, entity in enumerate(entities)
        for name in entity.names
        for text in (name.text, *forms_of(name.text))
    ]


def written_columns(written: Sequence[WrittenName]) -> Columns:
    """What `ListedNames` takes beside the words of the names (`ListedWords.columns`)."""
    return {
        "texts": [name.text for name in written],
        "owners": np.array([name.owner for name in written], dtype=np.int32),
        "types": np.array([_TYPE[name.type] for name in written], dtype=np.int8),
        "qualities": np.array([_QUALITY[name.quality] for name in written], dtype=np.int8),
    }


_TYPE = {kind: code for code, kind in enumerate(TYPES)}
_QUALITY = {quality: code for code, quality in enumerate(QUALITIES)}


class ListedNames:
    """All names of the watchlists in use, numbered: the names of the first party, of the second, and so on."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self.columns: Columns = columns
        self.texts: Sequence[str] = columns["texts"]
        self.types = columns["types"]
        self.qualities = columns["qualities"]
        self._owners: Sequence[int] = columns["owners"].tolist()
        self._qualities: Sequence[int] = columns["qualities"].tolist()
        self._words = columns["words"]
        self._readings = columns["readings"]
        self._reading_texts: Sequence[str] = columns["reading_texts"]
        self._forms: Sequence[str] = columns["forms"]
        self.profile = lru_cache(maxsize=_KEPT)(self._make_profile)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, n: int) -> ListedName:
        return ListedName(self._owners[n], TYPES[self.types[n]], QUALITIES[self._qualities[n]])

    def of_party(self, owner: int) -> range:
        """The numbers of a party's names."""
        return range(bisect_left(self._owners, owner), bisect_right(self._owners, owner))

    def type_of(self, code: int) -> EntityType:
        """The type that a code of the column ``types`` stands for."""
        return TYPES[code]

    def _make_profile(self, n: int) -> Profile:
        c = self.columns
        own = slice(*self._words[n : n + 2].tolist())
        analysis = AnalysedName(str(c["analysed"][n]), tuple(self._words_of(own)))
        return weighed(analysis, np.asarray(c["weights"])[own].tolist(), self[n].type)

    def _words_of(self, own: slice) -> Iterator[Word]:
        """The words that stand there: taken column by column, as an array gives all of them as quickly as one."""
        c: Mapping[str, Any] = self.columns
        bounds = self._readings[own.start : own.stop + 1].tolist()
        read = slice(bounds[0], bounds[-1])
        texts = map(self._reading_texts.__getitem__, c["word_readings"][read].tolist())
        kinds = map(KINDS.__getitem__, c["reading_kinds"][read].tolist())
        readings = tuple(map(Reading, texts, kinds))
        columns = (c[name][own].tolist() for name in ("spans", "roles", "word_forms", "numbers", "dotted"))
        for (start, end), role, form, number, dotted, first, last in zip(*columns, bounds, bounds[1:], strict=False):
            yield Word(
                start,
                end,
                readings[first - read.start : last - read.start],
                ROLES[role],
                self._forms[form],
                None if number == NO_NUMBER else number,
                dotted,
            )


def factors_of(names: ListedNames, kind: EntityType | None, policy: Policy) -> Floats:
    """What the score of each listed name is multiplied with at most, for a query of that type."""
    of_quality = np.array([policy.weak_alias if quality == "weak" else 1.0 for quality in QUALITIES])
    of_type = np.array([policy.type_conflict if types_conflict(kind, type_) else 1.0 for type_ in TYPES])
    factors: Floats = of_quality[names.qualities] * of_type[names.types]
    return factors
