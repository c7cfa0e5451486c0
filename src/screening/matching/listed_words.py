"""The words of analysed names as columns, and the other way round by `listed.ListedNames`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from screening.matching.numbering import Ints, Numbered, members, starts_of
from screening.matching.packing import Columns
from screening.names.analysis import AnalysedName
from screening.names.readings import ReadingKind
from screening.names.roles import Role

ROLES: tuple[Role, ...] = get_args(Role)
KINDS: tuple[ReadingKind, ...] = get_args(ReadingKind)
NO_NUMBER = -1

_ROLE = {role: code for code, role in enumerate(ROLES)}
_KIND = {kind: code for code, kind in enumerate(KINDS)}


class ListedWords(NamedTuple):
    """Analysed names: the words of the first one, of the second one, and so on, and the readings of each word."""

    texts: Sequence[str]
    counts: Ints  # of the words of each name
    spans: npt.NDArray[np.int32]
    roles: npt.NDArray[np.int8]
    forms: Numbered
    numbers: Ints
    dotted: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]
    read: Ints  # how many readings each word has
    readings: Numbered
    kinds: npt.NDArray[np.int8]

    @classmethod
    def of(cls, names: Sequence[AnalysedName], weights: Sequence[Sequence[float]]) -> ListedWords:
        """The words of names, which weigh so much."""
        words = [w for name in names for w in name.words]
        readings = [r for w in words for r in w.readings]
        return cls(
            [name.text for name in names],
            np.array([len(name.words) for name in names], dtype=np.int64),
            np.array([(w.start, w.end) for w in words], dtype=np.int32).reshape(-1, 2),
            np.array([_ROLE[w.role] for w in words], dtype=np.int8),
            Numbered.of(w.form for w in words),
            np.array([NO_NUMBER if w.number is None else w.number for w in words], dtype=np.int64),
            np.array([w.dotted for w in words], dtype=np.bool_),
            np.fromiter(chain.from_iterable(weights), np.float64, len(words)),
            np.array([len(w.readings) for w in words], dtype=np.int64),
            Numbered.of(r.text for r in readings),
            np.array([_KIND[r.kind] for r in readings], dtype=np.int8),
        )

    def columns(self, names: Ints) -> Columns:
        """What `listed.ListedNames` takes of them, of some of the names, in that order; tables are sorted already."""
        words = members(self.counts, names)
        read = members(self.read, words)
        forms, readings = self.forms, self.readings
        return {
            "analysed": [self.texts[name] for name in names.tolist()],
            "words": starts_of(self.counts[names]),
            "spans": self.spans[words],
            "roles": self.roles[words],
            "word_forms": forms.places[words].astype(np.int16),
            "forms": forms.table,
            "numbers": self.numbers[words],
            "dotted": self.dotted[words],
            "weights": self.weights[words],
            "readings": starts_of(self.read[words]),
            "word_readings": readings.places[read].astype(np.int32),
            "reading_kinds": self.kinds[read],
            "reading_texts": readings.table,
        }
