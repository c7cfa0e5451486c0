"""From a raw name to an analysed one: words with their readings and roles. The one way to an AnalysedName."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from screening.names import lexicon
from screening.names.abjads import is_abjad
from screening.names.eastern import MOST_SYLLABLES, is_eastern_surname, is_korean_syllable
from screening.names.forms import forms_in
from screening.names.initials import PAIR, is_initial, may_be_parted, part_initials
from screening.names.numerals import number_of, number_word
from screening.names.patronymics import patronymic_places
from screening.names.payment_text import payment_places
from screening.names.phrases import phrases_in
from screening.names.readings import Reading, readings_of
from screening.names.roles import OF_TRADE, SMALL, Role
from screening.names.runs import part_runs
from screening.names.tokens import Token, normal_text, tokenise
from screening.names.uses import (
    EASTERN,
    FATHERS,
    INITIAL,
    NO_WORD,
    NUMBER,
    NUMBER_SIGN,
    NUMBER_SIGNS,
    OF_FORMS,
    OF_PAYMENT,
    OF_PHRASE,
    OF_SHIP,
    OPENS_FORM,
    OPENS_TITLE,
    SYLLABLE,
    TRADE,
    Uses,
    uses_of,
)  # fmt: skip

PHRASE = "="
"""Marks the words of one phrase while roles are given out; no legal form's id begins with it."""


class Word(NamedTuple):
    """A word of a name: where it stands in the text, its readings (the plain one first), its role.

    ``form`` is the legal form's id for role ``legal``, and for a word that is one in other places of a name;
    ``number`` is the value for role ``number``.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    role: Role
    form: str = ""
    number: int | None = None
    dotted: bool = False

    @property
    def text(self) -> str:
        """The plain reading."""
        return self.readings[0].text


class AnalysedName(NamedTuple):
    """A name made ready for matching. Index and scorers take nothing else; reports show ``text`` itself."""

    text: str
    words: tuple[Word, ...]
    tampering: tuple[str, ...] = ()


def analyse(
    raw: str, *, is_vessel: bool = False, is_person: bool = False, known_runs: frozenset[str] = frozenset()
) -> AnalysedName:
    """Analyse a name.

    ``is_vessel`` lets prefixes such as M/V be taken off; ``is_person`` keeps points between initials apart and
    looks for no legal forms; with neither, both are tried where they are unmistakable. ``known_runs`` are names in
    scripts without spaces that are looked for inside longer runs.
    """
    text = normal_text(raw)
    tokens, tampering = tokenise(text)
    if not is_vessel and may_be_parted(tokens, text, is_person=is_person):
        tokens = part_initials(tokens, text, is_person=is_person)
    if not text.isascii():
        tokens = part_runs(tokens, known_runs, is_vessel=is_vessel, is_person=is_person)
    given = _behind_comma(text, tokens) if "," in text and not is_vessel else 0
    uses = list(map(uses_of, [t.text for t in tokens]))
    marks = 0
    for use in uses:
        marks |= use.marks
    roles = _roles(tokens, uses, marks, is_vessel=is_vessel, is_person=is_person, given=given)
    words = _words(tokens, uses, roles, text)
    if marks & _MERGED and _may_be_one([form for _, form in roles if form]):
        words = _merge_forms(words)
    if (
        marks & NO_WORD
        and _LETTERS_LIKE.search(text)
        and any(
            r.kind == "lookalike" and w.role != "number" and any(c.isdecimal() or c in "@$!" for c in w.text)
            for w in words
            for r in w.readings
        )
    ):
        tampering = (*tampering, "digits")
    return AnalysedName(text, tuple(words), tampering)


_MERGED = OPENS_FORM | OF_FORMS | OF_PHRASE
"""Marks of words that may be one with others."""
_LETTERS_LIKE = re.compile(r"[\d@$!]")


def _may_be_one(forms: Sequence[str]) -> bool:
    """Whether words that are these forms may be one: two of a legal form, or any of a phrase."""
    return len(forms) > 1 or (len(forms) == 1 and forms[0].startswith(PHRASE))


def _merge_forms(words: list[Word]) -> list[Word]:
    """A legal form or a phrase of several words is one word: its length must not make it weigh more."""
    merged: list[Word] = []
    for w in words:
        last = merged[-1] if merged else None
        same = last is not None and w.form and (last.role, last.form) == (w.role, w.form)
        if w.form.startswith(PHRASE):
            phrase = w._replace(readings=(Reading(w.form.removeprefix(PHRASE)),))
            if same and last is not None:
                merged[-1] = phrase._replace(start=last.start)
            else:
                merged.append(phrase)
        elif same and last is not None and w.role == "legal":
            merged[-1] = Word(last.start, w.end, (Reading(f"{last.text} {w.text}"),), "legal", w.form)
        else:
            merged.append(w)
    return [w._replace(form="") if w.form.startswith(PHRASE) else w for w in merged]


def _behind_comma(text: str, tokens: Sequence[Token]) -> int:
    """The place of the first word behind the comma of a name written surname first; 0 where there is none."""
    comma = text.index(",")
    return next((i for i, t in enumerate(tokens) if t.start > comma), 0)


_IDLE_OF_PERSON = OPENS_FORM | OF_FORMS | OF_PHRASE | NO_WORD
_IDLE_OF_BODY = TRADE | FATHERS | NO_WORD
"""Marks of words that do what they do by themselves in every name of a person, and of a company or of anybody."""


def _roles(
    tokens: Sequence[Token], uses: Sequence[Uses], marks: int, *, is_vessel: bool, is_person: bool, given: int
) -> list[tuple[Role, str]]:
    """The roles of words; ``marks`` are those of all of them, and ``given`` is the place of a person's first given
    name, where a comma tells it."""
    standing = [use.in_ship for use in uses] if is_vessel else [use.standing for use in uses]
    has_initials = is_person and True in [t.dotted for t in tokens]
    if not (is_vessel or has_initials or marks & ~(_IDLE_OF_PERSON if is_person else _IDLE_OF_BODY)):
        return standing
    roles: list[tuple[Role, str] | None] = [None] * len(tokens)
    texts = [use.text for use in uses]
    if marks & INITIAL and len(tokens) > 2 and texts[:2] == ["c", "o"] and tokens[1].start == tokens[0].end + 1:
        roles[:2] = [("payment", "")] * 2  # c/o, of which the c would be a legal form
    # a ship has no legal form: VI and SA are a number and a name
    if marks & (OPENS_FORM | OF_FORMS) and not is_person and not is_vessel:
        free = texts if roles[0] is None else ["", "", *texts[2:]]
        for found in forms_in(free, slips=bool(marks & OF_FORMS)):
            roles[found.first : found.end] = [("legal", found.form)] * (found.end - found.first)
    if marks & OF_PHRASE and not is_person:
        _mark_phrases(texts, roles)
    if marks & OPENS_TITLE and not is_vessel:  # of a ship's name every word tells
        _mark_titles(texts, roles, is_person=is_person, begin=given)
    if is_vessel or (marks & OF_SHIP and _slashed_prefix(tokens)):
        _mark_vessel(texts, roles)
    done = [own if r is None else r for own, r in zip(standing, roles, strict=True)]
    if marks & NUMBER and done[0][0] == "number" and roles[0] is None and texts[0].isalpha():
        done[0] = ("name", done[0][1])  # Xi, Vi: a Roman numeral stands behind a name
    if has_initials:
        done = [("initial", "") if is_initial(t) else r for t, r in zip(tokens, done, strict=True)]
    elif marks & INITIAL and PAIR < len(texts) <= MOST_SYLLABLES and not is_vessel:
        for i, text in enumerate(texts):
            if done[i][0] == "initial" and is_korean_syllable(text, [*texts[:i], *texts[i + 1 :]]):
                done[i] = ("name", "")
    if is_vessel and len(texts) > 1 and (texts[-1] in _ONE_LETTER_NUMBERS or number_word(texts[-1])):
        done[-1] = ("number", "")
    if marks & NUMBER_SIGN:
        for i in range(len(texts) - 1):
            if texts[i] in NUMBER_SIGNS and done[i + 1][0] == "number":
                done[i] = ("stop", "")
    if marks & (_OF_PERSONS if is_person else SYLLABLE):
        _mark_names(texts, done, is_person=is_person)
    # behind a ship's name words are numbers that are none elsewhere
    if (is_vessel or marks & (OF_PAYMENT | NUMBER)) and (paid := payment_places(texts, [role for role, _ in done])):
        for i in paid:
            done[i] = ("payment", "")
        _mark_titles_inside(texts, done, is_person=is_person)
    if done and done[0][0] in SMALL and SMALL.issuperset([role for role, _ in done]):
        # "LIMITED", "The A", "B B C": these are the name
        done = [("name", "") for _ in done]
    return done


_ONE_LETTER_NUMBERS = frozenset("ivx")  # behind a ship's name a number (Sea Owl I), elsewhere an initial


_OF_PERSONS = TRADE | FATHERS | EASTERN | SYLLABLE
"""Marks of words that do something else in a person's name."""
_NAMES = frozenset({"name", "syllable"})


def _mark_names(texts: Sequence[str], roles: list[tuple[Role, str]], *, is_person: bool) -> None:
    """``Un`` and ``Il`` are small words, and names where all that stands beside them is personal names."""
    if is_person:  # Marina Bank is nobody's harbour
        if not OF_TRADE.isdisjoint([role for role, _ in roles]):
            roles[:] = [("name", r[1]) if r[0] in OF_TRADE else r for r in roles]
        names = [i for i, (role, _) in enumerate(roles) if role in _NAMES]
        for i in patronymic_places([texts[i] for i in names]):
            roles[names[i]] = ("patronymic", "")
        for i in {0, len(texts) - 1} if texts else ():
            if roles[i][0] == "stop" and is_eastern_surname(texts[i], [*texts[:i], *texts[i + 1 :]]):
                roles[i] = ("name", roles[i][1])
    if "syllable" not in [role for role, _ in roles]:
        return
    others = [t for t, (role, _) in zip(texts, roles, strict=True) if role != "syllable" and role not in SMALL]
    if is_person or (others and all(lexicon.name_groups_of(text) for text in others)):
        for i, (role, form) in enumerate(roles):
            if role == "syllable":
                roles[i] = ("name", form)


def _mark_phrases(texts: Sequence[str], roles: list[tuple[Role, str] | None]) -> None:
    for phrase in phrases_in(texts, roles):
        roles[phrase.first : phrase.end] = [(phrase.weight, PHRASE + phrase.form)] * (phrase.end - phrase.first)


_TO_REMAIN = {"of_person": 1, "maybe_name": 2}
"""Words that remain of a person's name without a title of that strength."""


def _mark_titles(
    texts: Sequence[str], roles: list[tuple[Role, str] | None], *, is_person: bool, begin: int = 0
) -> None:
    """Titles at the front of a name, or of the part of it that begins at ``begin``, and at its end."""
    openers = lexicon.title_openers()
    if not texts or (texts[begin] not in openers and texts[-1] not in openers):
        return
    table = lexicon.titles()
    start = begin
    while start < len(texts) - 1:
        length = next(
            (
                n
                for n in (3, 2, 1)
                if start + n < len(texts)
                and (strength := table.get(tuple(texts[start : start + n])))
                and (strength == "title" or (is_person and len(texts) - (start - begin) - n >= _TO_REMAIN[strength]))
                and roles[start] is None
            ),
            0,
        )
        if not length:
            break
        roles[start : start + length] = [("title", "")] * length
        start += length
    last = len(texts) - 1
    behind = (is_person and last >= 2) or (last >= 1 and not texts[last].isascii())  # 金正恩主席
    before_names = texts[last].isascii() or is_abjad(texts[last])  # is where titles stand by custom
    strengths = ("title", "of_person") if before_names else ("title", "of_person", "maybe_name")
    if behind and roles[last] is None and table.get((texts[last],)) in strengths:
        roles[last] = ("title", "")


def _mark_titles_inside(texts: Sequence[str], done: list[tuple[Role, str]], *, is_person: bool) -> None:
    """Titles of the name behind words of a payment (beneficiary: Seyed Mohammad Soltani)."""
    inside = [i for i, (role, _) in enumerate(done) if role != "payment"]
    roles: list[tuple[Role, str] | None] = [None if done[i][0] == "name" else done[i] for i in inside]
    _mark_titles([texts[i] for i in inside], roles, is_person=is_person)
    for i, role in zip(inside, roles, strict=True):
        if role is not None:
            done[i] = role


def _slashed_prefix(tokens: Sequence[Token]) -> bool:
    """``M/V NAME`` or ``M.V. NAME``: a ship whatever the type column says; ``MV NAME`` could be anybody."""
    if len(tokens) < 2:
        return False
    first, second = tokens[0], tokens[1]
    spaced = (
        first.text == "m" and second.text in ("v", "t", "s", "y") and second.start - first.end == 1 and len(tokens) > 2
    )
    return spaced or (first.dotted and first.text in ("mv", "mt", "ss", "ms", "mts"))


def _mark_vessel(texts: Sequence[str], roles: list[tuple[Role, str] | None]) -> None:
    for prefix in lexicon.vessel_prefixes().get(texts[0], ()) if texts else ():
        if len(prefix) < len(texts) and tuple(texts[: len(prefix)]) == prefix:
            roles[: len(prefix)] = [("title", "")] * len(prefix)
            break
    if len(texts) > 1 and texts[-1] in lexicon.vessel_suffixes():
        roles[-1] = ("title", "")


def _words(tokens: Sequence[Token], uses: Sequence[Uses], roles: Sequence[tuple[Role, str]], text: str) -> list[Word]:
    """The words of a name with their readings."""
    if text.isascii():
        return [
            _word((t.start, t.end, use.readings, role, form, None, t.dotted))
            if role != "number"
            else _read(t, text, role, form, latin_context=True)
            for t, use, (role, form) in zip(tokens, uses, roles, strict=True)
        ]
    latin = sum(t.script == "Latn" for t in tokens) * 2 > len(tokens)
    return [_read(t, text, role, form, latin_context=latin) for t, (role, form) in zip(tokens, roles, strict=True)]


_word: Callable[[tuple[int, int, tuple[Reading, ...], Role, str, int | None, bool]], Word] = partial(
    tuple.__new__, Word
)
"""Makes a word of its fields, in half the time."""


def _read(token: Token, text: str, role: Role, form: str, *, latin_context: bool) -> Word:
    readings = readings_of(token, text, latin_context=latin_context, is_number=role == "number")
    number = None
    if role == "number":
        number = number_of(token.text, one_letter=True) or number_word(token.text)
    if number is not None and str(number) != token.text:
        readings = (*readings, Reading(str(number)))
    return Word(token.start, token.end, readings, role, form, number, token.dotted)
