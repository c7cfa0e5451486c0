"""What a word may do in a name, told once for each word: nearly all do one thing alone, whatever stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache, partial
from typing import NamedTuple

from screening.names import lexicon
from screening.names.eastern import eastern_surnames
from screening.names.misspelt import words_of_forms
from screening.names.patronymics import may_be_patronymic
from screening.names.readings import Reading, latin_readings, reading, readings_tell
from screening.names.roles import OF_TRADE, SMALL, Role, plain_role
from screening.names.tokens import letter_readings
from screening.recent import Answers

OPENS_FORM, OF_FORMS, OF_PHRASE, OPENS_TITLE, OF_PAYMENT, OF_SHIP, NUMBER_SIGN = (1 << n for n in range(7))
"""Marks of words by the tables that they stand in: legal forms that they open, legal forms of several words, phrases,
titles, texts of payments and their months, what is written before a ship's name with a stroke, signs for a number."""
NUMBER, INITIAL, SYLLABLE, TRADE, LITTLE = (1 << n for n in range(7, 12))
"""Marks of words by what they do by themselves; ``LITTLE`` those that are no name alone."""
FATHERS, EASTERN, NO_WORD = (1 << n for n in range(12, 15))
"""Marks of what may be a patronymic, of particles that are family names in East Asia, and of what has other signs than
letters."""

NUMBER_SIGNS = frozenset({"no", "nr", "num", "number", "номер"})  # Room No. 39 is Room 39
SLASHED = frozenset({"m", "mv", "mt", "ss", "ms", "mts"})
"""What may be written before a ship's name with a stroke or points."""


class Uses(NamedTuple):
    """What is known of a folded word before those beside it are looked at.

    ``text`` is the known word that it stands for where it has digits among its letters (``c0rp0rati0n``), else itself;
    ``standing`` its role by itself and the legal form that it is, ``in_ship`` the same in the name of a ship;
    ``readings`` how it is read as a word of Latin letters."""

    text: str
    standing: tuple[Role, str]
    in_ship: tuple[Role, str]
    marks: int
    readings: tuple[Reading, ...]


def prepare(words: Set[str]) -> None:
    """Look at words (`plain_words`) of texts that are to be analysed: most are in no table and read in one way alone,
    and all of these are told at once. Words that are passed by are told when they are asked for, with the same result.
    """
    new = _known_uses.missing(words)
    tables, weighed, tells = _words_of_tables(), lexicon.weighed_words(), readings_tell()
    _known_uses.add(
        {
            word: _uses((word, _NAME, _NAME, FATHERS if may_be_patronymic(word) else 0, (reading((word, "equal")),)))
            for word in new
            if not (len(word) > _LONGEST or word in tables or word in weighed or not word.strip("ivx") or tells(word))
        }
    )


_LONGEST = 40
"""Letters up to which a word is looked at so: of longer ones each letter takes longer."""
_uses: Callable[[tuple[str, tuple[Role, str], tuple[Role, str], int, tuple[Reading, ...]]], Uses] = partial(
    tuple.__new__, Uses
)
"""Makes uses of their fields, in half the time."""


def _uses_of(word: str) -> Uses:
    if len(word) > 1 and word.isascii() and word.isalpha() and not _is_in_tables(word):
        return Uses(word, _NAME, _NAME, FATHERS if may_be_patronymic(word) else 0, latin_readings(word))
    return looked_up(word)


_NAME: tuple[Role, str] = ("name", "")
_known_uses = Answers(_uses_of, 8192)
uses_of: Callable[[str], Uses] = _known_uses.__getitem__
"""What a folded word may do in a name."""


def _is_in_tables(word: str) -> bool:
    """Whether a word of plain letters may do anything but name: it stands in a table, or is a Roman numeral."""
    return not word.strip("ivx") or word in _words_of_tables() or lexicon.weight_class(word) is not None


@cache
def _words_of_tables() -> frozenset[str]:
    """The words of all tables but that of concepts, which is large."""
    return frozenset().union(
        lexicon.particles(), lexicon.legal_words(), lexicon.legal_forms(), words_of_forms(), lexicon.phrase_words(),
        lexicon.title_openers(), _payment_words(), NUMBER_SIGNS, SLASHED,
    )  # fmt: skip


@cache
def _payment_words() -> frozenset[str]:
    return lexicon.payment_words() | lexicon.payment_purposes() | lexicon.months()


def looked_up(word: str) -> Uses:
    """The same, looked up in every table."""
    text = word if word.isalpha() else _undisguised(word)
    role = plain_role(text)
    # no particle of a personal name stands in a ship's (Nam San 8, Rung Ra Do)
    in_ship: Role = "name" if role == "stop" and lexicon.weight_class(text) != "stop" else role
    told = (
        (OPENS_FORM, text in lexicon.legal_forms()),
        (OF_FORMS, text in words_of_forms()),
        (OF_PHRASE, text in lexicon.phrase_words()),
        (OPENS_TITLE, text in lexicon.title_openers()),
        (OF_PAYMENT, text in _payment_words()),
        (OF_SHIP, text in SLASHED),
        (NUMBER_SIGN, text in NUMBER_SIGNS),
        (NUMBER, role == "number"),
        (INITIAL, role == "initial"),
        (SYLLABLE, role == "syllable"),
        (TRADE, role in OF_TRADE),
        (LITTLE, role in SMALL),
        (FATHERS, may_be_patronymic(text)),
        (EASTERN, text in eastern_surnames()),
        (NO_WORD, not word.isalpha()),
    )
    marks = sum(mark for mark, is_so in told if is_so)
    readings = latin_readings(word) if word.isascii() else ()
    return Uses(text, (role, lexicon.form_of(text)), (in_ship, ""), marks, readings)


def _undisguised(text: str) -> str:
    """The known word that a word with digits among its letters stands for (``c0rp0rati0n``), else the word."""
    return next((r for r in letter_readings(text) if lexicon.says_little(r) or (r,) in lexicon.titles()), text)
