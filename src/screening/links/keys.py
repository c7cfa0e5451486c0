"""Names and addresses in forms by which rows that share one are found; those of many rows are made at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain

from screening.names.countries import country_code, country_words
from screening.names.placeholders import is_placeholder, stand_for_nothing
from screening.names.reference import common_address_words
from screening.red_flags.phrases import folded, words_of, words_of_each

_PERCENT = re.compile(r"[(\[]?\s*\d{1,3}(?:[.,]\d+)?\s?(?:%|percent\b)\s*[)\]]?", re.IGNORECASE)
_NAME_LENGTH = 6
_UNSPACED_NAME = 3  # letters of a name in a script without spaces
_SHORT_WORD = 2  # letters of a word of an address that tells nothing
_POSTCODE = 5
_DIGIT = re.compile(r"\d")
_REMEMBERED = 8192  # names and addresses: those of directors, banks and owners come again


@lru_cache(maxsize=_REMEMBERED)
def address_key(address: str) -> str:
    """The telling words and numbers of an address, in alphabetical order; empty where it names no house.

    Words that every street has, countries and postcodes are left out, so that their spelling and their lack do not
    matter.
    """
    plain = folded(address)
    if _DIGIT.search(plain) is None:
        return ""
    told = set(words_of(plain)) - _silent_words()
    words = [word for word in told if len(word) > _SHORT_WORD and (word.isalpha() or _DIGIT.search(word) is None)]
    numbers = [
        word
        for word in told
        if not word.isalpha() and (len(word) < _POSTCODE or not word.isdecimal()) and _DIGIT.search(word) is not None
    ]
    if not numbers:
        return ""
    if not plain.isascii():
        words = [word for word in words if word.isascii() or not _is_country(word)]
    is_telling = words or any(len(word) > _NAME_LENGTH and not word.isascii() for word in numbers)
    return " ".join(sorted((*words, *numbers))) if is_telling else ""


@cache
def _silent_words() -> frozenset[str]:
    """Words that say little in an address: those of every street, and countries."""
    return frozenset(word for word in common_address_words() | country_words() if _DIGIT.search(word) is None)


@lru_cache(maxsize=_REMEMBERED)
def _is_country(word: str) -> bool:
    return country_code(word) is not None


def address_keys(addresses: Sequence[str]) -> list[str]:
    """`address_key` of each."""
    return _each(addresses, str.isascii, _plain_address_keys, address_key)


def _plain_address_keys(addresses: Sequence[str]) -> list[str]:
    """`address_key` of each, all of ASCII: there what a word tells hangs on the word alone."""
    words = words_of_each(addresses)
    known = set(chain.from_iterable(words)) - _silent_words()
    telling = {
        word
        for word in known
        if (len(word) > _SHORT_WORD if word.isalpha() else len(word) < _POSTCODE or not word.isdecimal())
    }
    numbers = {word for word in telling if not word.isalpha()}
    found = map(telling.intersection, words)
    return ["" if numbers.isdisjoint(own) or numbers.issuperset(own) else " ".join(sorted(own)) for own in found]


@lru_cache(maxsize=_REMEMBERED)
def name_key(text: str) -> str:
    """The words of a name in alphabetical order, a share behind it left out; empty where it is too short to tell, or
    stands for none.
    """
    has_share = _has_share(text)
    if text.isascii() and not has_share:
        return _plain_name_key(words_of(text.lower()))
    if is_placeholder(text):
        return ""
    plain = folded(_PERCENT.sub(" ", text) if has_share else text)
    words = words_of(plain)
    key = " ".join(sorted(words))
    is_telling = len(key) >= _NAME_LENGTH and len(words) > 1
    return key if is_telling or (len(key) >= _UNSPACED_NAME and not plain.isascii()) else ""


def name_keys(texts: Sequence[str]) -> list[str]:
    """`name_key` of each."""
    everything = "\n".join(texts)
    shares = _has_share(everything)

    def is_plain(text: str) -> bool:
        return text.isascii() and not (shares and _has_share(text))

    return _each(texts, is_plain, _plain_name_keys, name_key)


def _plain_name_keys(texts: Sequence[str]) -> list[str]:
    return list(map(_plain_name_key, words_of_each(texts)))


def _plain_name_key(words: Sequence[str]) -> str:
    """`name_key` of a name of ASCII without a share, by its words."""
    key = " ".join(sorted(words))
    return key if len(key) >= _NAME_LENGTH and len(words) > 1 and not stand_for_nothing(words) else ""


def _has_share(text: str) -> bool:
    return "%" in text or "percent" in text


def _each(
    texts: Sequence[str],
    is_plain: Callable[[str], bool],
    of_plain: Callable[[Sequence[str]], list[str]],
    of_one: Callable[[str], str],
) -> list[str]:
    """What ``of_one`` gives for each text; those that are plain are asked for together."""
    plain = list(filter(is_plain, texts))
    if len(plain) == len(texts):
        return of_plain(texts)
    told = dict(zip(plain, of_plain(plain), strict=True))
    return [told[text] if text in told else of_one(text) for text in texts]
