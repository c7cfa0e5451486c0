"""Phrases of several words that mean one thing, in the words of a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from screening.names import lexicon
from screening.names.misspelt import phrase_word


class FoundPhrase(NamedTuple):
    """The words of a name from ``first`` to before ``end``: how little they say, and the one word that they become."""

    first: int
    end: int
    weight: Literal["generic", "common", "place"]
    form: str


def phrases_in(texts: Sequence[str], taken: Sequence[object]) -> Iterator[FoundPhrase]:
    """The phrases among the words of a name, none of which is ``taken``; a whole name is none.

    Of countries because the two Koreas, Congos and Chinas share all words but one; of *real estate* and *New Delhi*
    because each of their words alone would say too much. A slip in a word makes no other words of the rest; where all
    have one, nobody knows what they are.
    """
    words = lexicon.phrase_words()
    if len(texts) < 2 or words.isdisjoint(texts):
        return
    openings = lexicon.phrase_openings()
    meant = [text if text in words else phrase_word(text) for text in texts]
    first = 0
    while first < len(texts) - 1:
        seconds = openings.get(meant[first])
        found = _longest_at(first, texts, meant, taken) if seconds and meant[first + 1] in seconds else None
        first = found.end if found else first + 1
        if found:
            yield found


def _longest_at(first: int, texts: Sequence[str], meant: Sequence[str], taken: Sequence[object]) -> FoundPhrase | None:
    words = lexicon.phrase_words()
    for end in range(min(len(texts), first + lexicon.longest_phrase()), first + 1, -1):
        phrase = tuple(meant[first:end])
        code = lexicon.country_phrases().get(phrase)
        weight = "place" if code else lexicon.phrase_weights().get(phrase)
        if weight and end - first < len(texts) and not any(taken[first:end]) and not words.isdisjoint(texts[first:end]):
            return FoundPhrase(first, end, weight, lexicon.country_word(code) if code else "".join(phrase))
    return None
