"""What is known of a word: its concepts, its spellings as a personal name, its rarity, and the legal forms it opens.

The reference tables, folded by the same tokeniser that reads names, so that both sides agree. The large ones are
stored folded (``tools/fold_words.py``): folding them took most of a second at every start.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, compress
from typing import Literal

from screening.names import countries, reference
from screening.names.tokens import folded_word, normal_text, tokenise
from screening.names.word_forms import BEHIND, FIRST, has_forms, plain_forms, plain_letters

Phrase = tuple[str, ...]

KNOWN_WORD_BITS = 12.0
"""Rarity up to which a word counts as known: one in about 4,000 ordinary names has it."""


def fold_phrase(text: str) -> Phrase:
    """The folded words of a phrase."""
    if text.islower() and text.isascii() and text.replace(" ", "").isalpha():  # most are: the tables' own
        return tuple(text.split())
    if text != text.lower():  # capitals tell how a small l beside them is read
        return _folded(text)
    return tuple(chain.from_iterable(map(_folded, text.split())))


@lru_cache(maxsize=8192)
def _folded(text: str) -> Phrase:
    text = normal_text(text)
    word = folded_word(text)
    return (word,) if word is not None else tuple(t.text for t in tokenise(text)[0])


@cache
def _concepts() -> tuple[Mapping[str, frozenset[str]], Mapping[str, str]]:
    spelt = [(c.id, c.weight, _run_together((*c.synonyms, *c.abbreviations))) for c in reference.concepts()]
    weights: dict[str, str] = {}
    for weight in _FROM_MOST:
        words_of = chain.from_iterable(words for _, own, words in spelt if own == weight)
        weights |= dict.fromkeys(words_of, weight)  # the least that a word says is said last
    return _ids((identifier, words) for identifier, weight, words in spelt if weight != "stop"), weights


def _run_together(spellings: Iterable[str]) -> list[str]:
    """Phrases of two words are met when the words of a name are joined."""
    return [spelling.replace(" ", "") if " " in spelling else spelling for spelling in spellings]


_FROM_MOST = ("common", "place", "generic", "stop")
"""The weights of concepts, from that of words that say most."""


def _ids(groups: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    """Word -> the ids of its groups; equal sets are one, as thousands of words stand for the same things."""
    found: dict[str, frozenset[str]] = {}
    pool: dict[frozenset[str], frozenset[str]] = {}
    for identifier, words in groups:
        alone = frozenset((identifier,))
        own = dict.fromkeys(words, alone)
        if not found.keys().isdisjoint(own):
            for word in found.keys() & own.keys():
                both = found[word] | alone
                own[word] = pool.setdefault(both, both)
        found |= own
    return found


_NONE: frozenset[str] = frozenset()


def concepts_of(word: str) -> frozenset[str]:
    """The concepts that a folded word may stand for (``yinhang`` -> bank)."""
    if word.startswith(_COUNTRY):
        return _country_concepts().get(word, _NONE)
    return _concepts()[0].get(_spelt(word), _NONE)


def weight_class(word: str) -> str | None:
    """``stop``, ``generic``, ``place`` or ``common`` for words that many names share; None for all others."""
    weights = _concepts()[1]
    weight = weights.get(word)
    return weights.get(_table_spelling(word)) if weight is None and has_forms(word) else weight


def weighed_words() -> Mapping[str, str]:
    """The words of the table that have a `weight_class`."""
    return _concepts()[1]


def _spelt(word: str) -> str:
    """The spelling in the table of a word whose forms it does not all hold."""
    return _table_spelling(word) if has_forms(word) and word not in _concepts()[1] else word


@lru_cache(maxsize=8192)
def _table_spelling(word: str) -> str:
    if word in _name_groups():
        return word
    return next((known for form in plain_forms(word) if (known := _plain_words().get(form))), word)


@cache
def _plain_words() -> Mapping[str, str]:
    told = [w for w, weight in _concepts()[1].items() if FIRST <= w < BEHIND and has_forms(w) and weight in _SHARED]
    return {plain_letters(w): w for w in reversed(told)}


def country_phrases() -> Mapping[Phrase, str]:
    """Country names of several words -> alpha-2 code."""
    return countries.country_phrases()


@cache
def phrase_weights() -> Mapping[Phrase, Literal["generic", "common", "place"]]:
    """Business words and places of several words -> how little they say."""
    return {
        tuple(spelling.split()): concept.weight
        for concept in reference.concepts()
        if concept.weight != "stop" and not concept.in_short
        for spelling in (*concept.synonyms, *concept.abbreviations)
        if " " in spelling
    }


@cache
def phrases_in_short() -> Mapping[str, tuple[Phrase, ...]]:
    """First word -> the phrases that it opens which names also give by their short form, longest first."""
    phrases = {tuple(spelling.split()) for c in reference.concepts() if c.in_short for spelling in c.synonyms}
    opened: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=_longest_first):
        opened.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(own) for word, own in opened.items()}


@cache
def phrase_openings() -> Mapping[str, frozenset[str]]:
    """The words that such phrases begin with -> those that follow them."""
    opened: dict[str, set[str]] = {}
    for first, second, *_ in (*country_phrases(), *phrase_weights()):
        opened.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in opened.items()}


@cache
def phrase_openers() -> frozenset[str]:
    """The words that such phrases begin with."""
    return frozenset(phrase_openings())


@cache
def phrase_words() -> frozenset[str]:
    """All words that stand in such phrases."""
    return frozenset(word for phrase in (*country_phrases(), *phrase_weights()) for word in phrase)


@cache
def longest_phrase() -> int:
    """Words of the longest of these phrases."""
    return max(len(p) for p in (*country_phrases(), *phrase_weights()))


def country_word(code: str) -> str:
    """What stands for a country in place of the words of its name; no name has such a word."""
    return f"{_COUNTRY}{code}"


_COUNTRY = "country:"


@cache
def _country_concepts() -> Mapping[str, frozenset[str]]:
    """Country word -> the concepts of the place names inside the country's names: DPRK and Korea are alike, not one."""
    found: dict[str, set[str]] = {}
    for phrase, code in countries.country_phrases().items():
        for word in (*phrase, "".join(phrase)):
            if weight_class(word) == "place":
                found.setdefault(country_word(code), set()).update(_concepts()[0].get(word, ()))
    return {word: frozenset(ids) for word, ids in found.items()}


def same_thing(a: str, b: str) -> bool:
    """Whether two folded words share a concept; two different countries never do, though both are Koreas."""
    if a.startswith(_COUNTRY) and b.startswith(_COUNTRY):
        return a == b
    return bool(concepts_of(a) & concepts_of(b))


def says_little(text: str) -> bool:
    """Whether a text is one or two words of the trade or of legal forms, and so nobody's name in particular."""
    words = fold_phrase(text)
    return 0 < len(words) <= 2 and all(weight_class(w) in ("stop", "generic") or form_of(w) for w in words)


@cache
def _name_groups() -> Mapping[str, frozenset[str]]:
    return _ids((g.id, _run_together((*g.spellings, *g.nicknames))) for g in reference.person_name_groups())


def name_groups_of(word: str) -> frozenset[str]:
    """The personal names that a folded word spells (``mohamed`` -> muhammad)."""
    return _name_groups().get(word, _NONE)


@cache
def words_in_tables() -> frozenset[str]:
    """All words that stand for a concept or spell a personal name."""
    return frozenset().union(_concepts()[0], _country_concepts(), _name_groups())


@cache
def family_names() -> frozenset[str]:
    """Family names in unspaced scripts, to part a personal name written as one run."""
    return frozenset(
        w
        for g in reference.person_name_groups()
        if g.kind in ("family", "any")
        for s in g.spellings
        if not s.isascii()
        for w in s.split()
        if not w.isascii() and len(w) <= 3
    )


@cache
def legal_forms() -> Mapping[str, tuple[tuple[Phrase, str], ...]]:
    """First word -> the legal forms (as folded words, longest first) that it opens, with the form's id."""
    forms: dict[str, dict[Phrase, str]] = {}
    for form in reference.legal_forms():
        for spelling in form.spellings:
            phrase = fold_phrase(spelling)
            if phrase:
                forms.setdefault(phrase[0], {}).setdefault(phrase, form.id)
    return {w: tuple(sorted(f.items(), key=lambda e: (-len(e[0]), e[0]))) for w, f in forms.items()}


def form_of(word: str) -> str:
    """The legal form that a single folded word is (``corp``); empty where it is none."""
    return _single_forms().get(word, "")


@cache
def _single_forms() -> Mapping[str, str]:
    return {w: form for w, forms in legal_forms().items() for phrase, form in forms if len(phrase) == 1}


def form_abbreviations() -> Mapping[str, str]:
    """Words of legal forms of several words, shortened -> whole (``jt`` -> ``joint``)."""
    return reference.legal_form_abbreviations()


@cache
def shared_words() -> frozenset[str]:
    """Words of trades and of the language of business, which names share."""
    weights = _concepts()[1]
    return frozenset(compress(weights, map(_SHARED.__contains__, weights.values())))


_SHARED = frozenset({"generic", "common"})
"""Weights of words that names share."""


@cache
def legal_words() -> frozenset[str]:
    """Words that legal forms of several words are made of: still a form's words where the form is broken up."""
    return frozenset(w for forms in legal_forms().values() for phrase, _ in forms if len(phrase) >= 3 for w in phrase)


@cache
def legal_positions() -> Mapping[Phrase, str]:
    """Legal forms that are also words or names -> where in a name they are a form: start, end or edge (either)."""
    return {fold_phrase(s): where for s, where in reference.legal_form_homonyms().items()}


@cache
def titles() -> Mapping[Phrase, str]:
    """Titles as folded words -> their strength (`reference.Title`)."""
    return {fold_phrase(s): t.strength for t in reference.titles() for s in t.spellings}


@cache
def title_openers() -> frozenset[str]:
    """The words that titles begin with."""
    return frozenset(phrase[0] for phrase in titles() if phrase)


@cache
def vessel_prefixes() -> Mapping[str, tuple[Phrase, ...]]:
    """First word -> what stands before a ship's name, as folded words, longest first."""
    prefixes: dict[str, list[Phrase]] = {}
    for phrase in sorted({fold_phrase(p) for p in reference.vessel_prefixes().prefixes} - {()}, key=_longest_first):
        prefixes.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in prefixes.items()}


def _longest_first(phrase: Phrase) -> tuple[int, Phrase]:
    return -len(phrase), phrase


@cache
def vessel_suffixes() -> frozenset[str]:
    """What stands behind a ship's name (``호``)."""
    return frozenset(w for p in reference.vessel_prefixes().suffixes for w in fold_phrase(p))


@cache
def particles() -> frozenset[str]:
    """Particles of personal names."""
    return frozenset(w for p in reference.particles() for w in fold_phrase(p))


@cache
def _payment_table() -> Mapping[str, frozenset[str]]:
    text = resources.files("screening.data").joinpath("payment_words.toml").read_text(encoding="utf-8")
    return {name: frozenset(w for s in words for w in fold_phrase(s)) for name, words in tomllib.loads(text).items()}


@cache
def payment_words() -> frozenset[str]:
    """Words of payment texts, which stand around a name and are no part of it."""
    return frozenset(w for name, words in _payment_table().items() if name not in ("purposes", "months") for w in words)


def months() -> frozenset[str]:
    """Names of months, which stand beside numbers and purposes in texts of payments."""
    return _payment_table()["months"]


def sure_payment_words() -> frozenset[str]:
    """Those of the words of payment texts that no name holds."""
    return _payment_table()["sure"]


def payment_purposes() -> frozenset[str]:
    """What is paid for (goods, freight): words of the text around a name only where that shows by other words."""
    return _payment_table()["purposes"]


@cache
def unspaced_words() -> frozenset[str]:
    """Known words in scripts without spaces (business words, places, legal forms, titles), to part a run by."""
    words = {w for w in _concepts()[1] if not w.isascii()}
    words |= {"".join(p) for ps in legal_forms().values() for p, _ in ps if not p[0].isascii()}
    words |= {"".join(p) for p in titles() if p and not p[0].isascii()}
    return frozenset(w for w in words if len(w) >= 2)


@cache
def longest_unspaced_word() -> int:
    """Characters of the longest of `unspaced_words`."""
    return max(map(len, unspaced_words()), default=0)


@lru_cache(maxsize=8192)
def is_known(word: str) -> bool:
    """Whether a folded word is one that many names have: a business word, or a frequent word or personal name."""
    if weight_class(word) is not None or word in _name_groups():
        return True
    bits = background_bits(word)
    return bits is not None and bits <= KNOWN_WORD_BITS


@cache
def _shares() -> Mapping[str, float]:
    shares: dict[str, float] = {}
    for table in reference.word_frequencies().values():
        shares |= {**table, **{word: max(shares[word], table[word]) for word in shares.keys() & table.keys()}}
    return shares


def background_bits(word: str) -> float | None:
    """Rarity of a word among ordinary names and texts (where it is commonest), in bits; None if unseen."""
    per_10k = _shares().get(word)
    return -math.log2(min(1.0, per_10k / 10_000)) if per_10k else None
