"""How like two words are: the one definition that both the index and the exhaustive search use."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from screening.evidence import PartKind
from screening.matching.policy import Policy
from screening.matching.slips import slips
from screening.names.abjads import abjad_keys, latin_key, may_spell
from screening.names.lexicon import is_known, name_groups_of, same_thing, shared_words
from screening.names.misspelt import known_word
from screening.names.numerals import number_of
from screening.names.orthography import spoken_keys
from screening.names.sound import consonant_skeleton, sound_key, spelling_key

SHORTEST_EDITED = 4
"""Letters (of the longer word) from which an edit is a typing error: shorter words with an edit are other words."""


_LONG = 6
"""Letters from which a letter more or less is rather a slip than another name."""


class Likeness(NamedTuple):
    """A likeness from 0 to 1 and the reason for it."""

    value: float
    kind: PartKind


Number = TypeVar("Number", float, npt.NDArray[np.float64])

EQUAL = Likeness(1.0, "equal")


def mistypable(word: str) -> bool:
    """Whether typing errors are looked for in a word: numbers must agree, Roman ones too, and so must countries."""
    return number_of(word) is None and not word.isdecimal() and ":" not in word


def most_edits(longer: int, floor: float) -> int:
    """The most edits at which two words, the longer of that length, are at least ``floor`` (0 to 1) alike."""
    return int((1.0 - floor) * longer + 1e-9)


def edited(a: str, b: str, distance: int, spoken_alike: bool, policy: Policy) -> Likeness | None:
    """Likeness of two words that are so many edits apart (insert, delete, replace, swap of neighbours), at most as many
    as `most_edits` says.

    Slips of the hand count less than other edits (`slips`), and least in a word ``a`` of a query that nobody knows but
    for a word of a trade (Impirt). Less alike are two words that many names have and that do not sound alike: Marina
    is no misspelt Karina. Of short names the table of names tells which are others, too (Sang, Song).
    """
    longer = max(len(a), len(b))
    if is_known(a) and is_known(b) and (sound_key(a) != sound_key(b) or (longer < _LONG and _are_other_names(a, b))):
        value = policy.known_words * (1.0 - distance / longer)
    else:
        value = 1.0 - slips(a, b, distance, policy) / longer
        if b in shared_words() and known_word(a) == b:
            value = max(value, policy.misspelt)
        elif spoken_alike and value < policy.orthography:
            return Likeness(policy.orthography, "sound")
    return Likeness(value, "typo") if value >= policy.likeness_floor else None


def are_spoken_alike(a: str, b: str) -> bool:
    """Whether two words are one as some language spells it (Janukowycz, Yanukovych)."""
    return not spoken_keys(a).isdisjoint(spoken_keys(b))


def _are_other_names(a: str, b: str) -> bool:
    """Whether the table of personal names holds two words for different ones (Song, Sang; Gabriel, Gabriela)."""
    own = name_groups_of(a)
    return bool(own) and bool(others := name_groups_of(b)) and own.isdisjoint(others)


SHORTEST_SOUND = 3
"""Consonants of the shortest sound key that says anything."""


def sounding(a: str, b: str, value: float, spoken_alike: bool, policy: Policy) -> Likeness | None:
    """Likeness of two words with one sound key, which have that `sound_likeness`."""
    if spoken_alike and policy.likeness_floor <= value < policy.orthography:
        value = policy.orthography
    value *= policy.known_words if _are_other_names(a, b) else 1.0
    return Likeness(value, "sound") if value >= policy.likeness_floor else None


def sound_likeness(edits: Number, missing: Number, policy: Policy) -> Number:
    """The likeness of words with one sound key, or of many pairs of them, before it is looked up whether they are
    others: by the edits, as a share of the longer word, and the consonants that the key has too few.

    An edit counts less than a typing error: vowels are what transcribers disagree on, but where they all differ it is
    another word (Teno, Dana).
    """
    return 1.0 - policy.sound_edit * edits - policy.sound_short * missing


def missing_consonants(key: str, policy: Policy) -> float:
    """The consonants that a sound key has less than one that says enough."""
    return max(0.0, policy.sound_full - len(key))


SHORTEST_SPELT = 5
"""Letters from which one spelling key says something: shorter words (KNIC, KNEC) are others, or stand in a table."""


def spells(word: str) -> bool:
    """Whether a word is long enough to be known by its spelling key."""
    return len(word) >= SHORTEST_SPELT and bool(spelling_key(word))


def spelt(a: str, b: str, policy: Policy) -> Likeness:
    """Likeness of two words with one spelling key: the same syllables in two spellings (Soo, Su)."""
    value = policy.spelt_base + policy.spelt_slope * (1.0 - OSA.normalized_distance(a, b))
    return Likeness(min(1.0, value) * (policy.known_words if _are_other_names(a, b) else 1.0), "sound")


SHORTEST_SKELETON = 3
"""Letters of the shortest word that may be another one without its vowels."""


def is_bare(word: str) -> bool:
    """Whether a word has no vowel behind its first letter, as one has that is written without its vowels (Mhmd)."""
    return len(word) >= SHORTEST_SKELETON and consonant_skeleton(word) == word


def bared(bare: str, policy: Policy) -> Likeness | None:
    """Likeness of a word without vowels and one that has the same consonants in order (Rvr, Rivera)."""
    value = policy.bare_ceiling - policy.bare_short * max(0.0, policy.bare_full - len(bare))
    return Likeness(value, "abbreviation") if value >= policy.likeness_floor else None


def unwritten(a: str, b: str, policy: Policy) -> Likeness | None:
    """Likeness of a Latin word and one in a script that leaves vowels out, of which it may be a spelling."""
    if a.isascii() == b.isascii():
        return None
    latin, word = (a, b) if a.isascii() else (b, a)
    if latin_key(latin) not in abjad_keys(word) or not may_spell(latin, word):
        return None
    value = policy.unwritten_ceiling - policy.unwritten_short * max(0.0, policy.unwritten_full - len(word))
    value *= policy.known_words if _are_other_names(a, b) else 1.0
    return Likeness(value, "romanised") if value >= policy.likeness_floor else None


def by_table(a: str, b: str, policy: Policy) -> Likeness | None:
    """Likeness of two words that a table holds for one: translations, abbreviations, spellings of a personal name."""
    if name_groups_of(a) & name_groups_of(b):
        return Likeness(policy.spelling, "synonym")
    if same_thing(a, b):
        shorter, longer = sorted((a, b), key=len)
        kind: PartKind = "abbreviation" if is_subsequence(shorter, longer) else "synonym"
        return Likeness(policy.synonym, kind)
    return None


def is_subsequence(short: str, word: str) -> bool:
    """Whether the letters of ``short`` stand in ``word`` in order, the first one at its head, as in abbreviations."""
    letters = iter(word)
    return len(short) < len(word) and short[:1] == word[:1] and all(c in letters for c in short)


def of_persons(a: str, b: str, likeness: Likeness, policy: Policy) -> Likeness | None:
    """The likeness of two words in the names of persons, who are not called by translations of words of a trade
    (Askari and Harbi, both military); None where nothing else makes them alike."""
    if name_groups_of(a) & name_groups_of(b) or not same_thing(a, b):
        return likeness
    found = _by_letters(a, b, policy)
    return found if found is None or found.value <= likeness.value else likeness._replace(kind=found.kind)


def compare(a: str, b: str, policy: Policy) -> Likeness | None:
    """The best of all ways in which two words may be one; None where they are different words."""
    return EQUAL if a == b else better(by_table(a, b, policy), _by_letters(a, b, policy))


def _by_letters(a: str, b: str, policy: Policy) -> Likeness | None:
    """The best likeness of two different words by their letters and sounds."""
    best = unwritten(a, b, policy)
    longer = max(len(a), len(b))
    if longer >= SHORTEST_EDITED and mistypable(a) and mistypable(b):
        most = most_edits(longer, policy.likeness_floor)
        distance = OSA.distance(a, b, score_cutoff=most)
        if distance <= most:
            best = better(best, edited(a, b, distance, are_spoken_alike(a, b), policy))
    key = sound_key(a)
    if len(key) >= SHORTEST_SOUND and key == sound_key(b):
        value = sound_likeness(OSA.distance(a, b) / longer, missing_consonants(key, policy), policy)
        best = better(best, sounding(a, b, value, are_spoken_alike(a, b), policy))
    if spells(a) and spells(b) and spelling_key(a) == spelling_key(b):
        best = better(best, spelt(a, b, policy))
    bare = next((x for x in (a, b) if is_bare(x)), None)
    if bare is not None and consonant_skeleton(a) == consonant_skeleton(b):
        best = better(best, bared(bare, policy))
    return best


@lru_cache(maxsize=8192)
def run_together(a: str, b: str) -> bool:
    """Whether two texts of which one at least arose by joining words are one: letter by letter, or as they are spelt.

    Typing errors are not looked for: where letters differ too, the words are compared one by one.
    """
    if a == b:
        return True
    spoken = may_be_spelt_together(a) and may_be_spelt_together(b)
    return spoken and bool(spelling_key(a)) and spelling_key(a) == spelling_key(b)


def may_be_spelt_together(text: str) -> bool:
    """Whether words run together may be known by how they are spelt: a few syllables; longer runs are names of several
    words, which are compared one by one."""
    return SHORTEST_TOGETHER <= len(text) <= LONGEST_TOGETHER and _has_syllables(text)


LONGEST_TOGETHER = 24
SHORTEST_TOGETHER = 5
"""Letters from which words run together are known by how they are spelt."""


def _has_syllables(text: str) -> bool:
    """Whether a text is spoken in syllables; letters run together (BW LPG) are not spelt in two ways."""
    return sum(map(text.count, "aeiou")) >= 2


def compare_joined(a: str, b: str, policy: Policy) -> Likeness | None:
    """`compare` for texts of which one at least arose by joining words."""
    if a == b:
        return EQUAL
    if not (a.isalpha() and b.isalpha()):  # numbers must agree
        return None
    if run_together(a, b):
        return better(spelt(a, b, policy), by_table(a, b, policy))
    if a.isascii() != b.isascii() and may_be_spelt_together(a if a.isascii() else b):
        return better(unwritten(a, b, policy), by_table(a, b, policy))
    return by_table(a, b, policy)


def better(a: Likeness | None, b: Likeness | None) -> Likeness | None:
    """The greater of two likenesses; of equal ones the one that a slip does not have to explain."""
    if a is None or b is None:
        return a or b
    return max(a, b, key=lambda one: (one.value, one.kind != "typo", one.kind))
