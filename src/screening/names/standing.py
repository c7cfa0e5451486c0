"""Words that do the same in every name: no table of phrases, forms, titles or payments makes another thing of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from screening.names import lexicon
from screening.names.misspelt import form_words, phrase_word
from screening.names.numerals import number_words
from screening.names.patronymics import may_be_patronymic
from screening.names.roles import plain_role

_TELLING = frozenset({"name", "generic", "common"})


@lru_cache(maxsize=8192)
def always_tells(word: str) -> bool:
    """Whether a folded word is one that says something about whose name it is, whatever stands beside it.

    In a person's name it may say more (Marina Bank is nobody's harbour), never less. Places are left out, as they say
    less beside a name than in it, and so are words with digits.
    """
    return (
        word.isalpha()
        and plain_role(word) in _TELLING
        and not lexicon.form_of(word)
        and word not in _placed_words()
        and form_words(word) == (word,)
        and phrase_word(word) == word
        and not may_be_patronymic(word)
    )


@cache
def _placed_words() -> frozenset[str]:
    return frozenset(_placed())


def _placed() -> Iterator[str]:
    """The words whose role hangs on those beside them."""
    phrases = (
        *(phrase for forms in lexicon.legal_forms().values() for phrase, _ in forms),
        *lexicon.country_phrases(), *lexicon.phrase_weights(), *lexicon.titles(),
        *(prefix for prefixes in lexicon.vessel_prefixes().values() for prefix in prefixes),
    )  # fmt: skip
    yield from (word for phrase in phrases for word in phrase)
    yield from lexicon.vessel_suffixes()
    yield from lexicon.payment_words()
    yield from lexicon.payment_purposes()
    yield from lexicon.months()
    yield from number_words()
