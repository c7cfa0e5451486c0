"""From raw text to words with their places in it: the only code that looks at raw characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence, Set
from functools import lru_cache, partial
from typing import NamedTuple

from anyascii import anyascii

from screening.names.han_forms import fold_han
from screening.names.scripts import UNSPACED, digit_letters, lookalikes, script_of, twins

# Apostrophes and the letters and marks that romanisations use for Arabic ayn and hamza, Russian soft signs and the
# Korean syllable break: they stand inside a word and are left out by half of all writers.
_INNER_MARKS = "'’‘`´ʼʻʹʾʿ＇‛ʺ"
_INNER = re.compile(f"[{_INNER_MARKS}]")
_SMALL_L = re.compile(r"l(?:(?<=[A-Z]l)|(?<=\bl)(?=[A-Z]))")  # beside a capital; the l itself is quick to find
_CAPITALS_AND_L = re.compile(
    r"(?=(?:.*[A-KM-Z]){2})[A-KM-Z0-9']*(?:l[A-KM-Z0-9']*)+"
)  # no capital L: a small one is odd
_SIGNS = "@$!"  # signs that pass for letters inside a word (p@yment); at its end they are signs
_PLAIN_WORD = re.compile("[a-z]{2,}")
_ASCII_WORD = re.compile(r"[a-z0-9@$!'`]+")  # in small letters
_POINTED_WORD = re.compile(rf"[a-z](?:\.[a-z](?!{_ASCII_WORD.pattern}))+|{_ASCII_WORD.pattern}")
"""The same, with single letters that points join as one (S.A.)."""
_HALF_WIDTH_KANA = re.compile("[\uff65-\uff9f]+")  # their voicing marks are characters of their own
_ARABIC_TATWEEL = "\u0640"
# Soft hyphens, and the marks that right-to-left software puts around words: unseen, and meant no harm.
_HONEST = frozenset("\u00ad\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")  # letters by category, blank to the eye


class Token(NamedTuple):
    """A word as it stands in the text: ``text`` folded (case, marks, width), its place, its script.

    ``dotted`` says that it was written with points (``S.A.``) or ended with one. ``latin`` is what a word of another
    script, or one that mixes scripts, looks like in Latin letters; empty where it looks like nothing.
    """

    text: str
    start: int
    end: int
    script: str
    dotted: bool = False
    latin: str = ""


def normal_text(raw: str) -> str:
    """The text that spans refer to: composed (NFC), so that a decomposed hangul syllable or letter is one character."""
    if raw.isascii():
        return raw
    return unicodedata.normalize("NFC", _HALF_WIDTH_KANA.sub(lambda m: unicodedata.normalize("NFKC", m.group()), raw))


def plain_words(texts: Iterable[str]) -> Set[str]:
    """The runs of two letters from a to z and more in some texts, in small letters: most of their words."""
    return set(_PLAIN_WORD.findall("\n".join(texts).lower()))


def tokenise(text: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The words of a text (as `normal_text` gives it), and what looks like tampering with its characters."""
    tampering: tuple[str, ...] = ()
    if text.isascii():
        if text.isalpha():
            return (Token(text.lower(), 0, len(text), "Latn"),), ()
        tokens = _ascii_tokens(text)
    elif text.isalpha() and (word := _plain_word(text)) is not None:
        return (word,), ()
    else:
        tokens, tampering = _unicode_tokens(text)
    if _SMALL_L.search(text):
        tokens, read = _capital_i(tokens, text)
        tampering = (*tampering, "small_l") if read else tampering
    return (_without_elision(tokens, text) if _INNER.search(text) else tokens), tampering


def _capital_i(tokens: tuple[Token, ...], text: str) -> tuple[tuple[Token, ...], bool]:
    """The tokens with the small l of a word in capitals read as the I that it looks like: ``LlMITED``, ``KlM``."""
    read = tuple(
        t._replace(text=t.text.replace("l", "i")) if _CAPITALS_AND_L.fullmatch(text[t.start : t.end]) else t
        for t in tokens
    )
    return read, read != tokens


def _without_elision(tokens: tuple[Token, ...], text: str) -> tuple[Token, ...]:
    """French and Italian ``d'`` and ``l'`` are words of their own (d'assurance); joined again they are still found."""
    parted: list[Token] = []
    for t in tokens:
        if (
            t.text[0] in "dl"
            and len(t.text) > 3
            and t.end - t.start == len(t.text) + 1
            and text[t.start + 1] in _INNER_MARKS
        ):
            parted.append(t._replace(text=t.text[0], end=t.start + 1))
            parted.append(t._replace(text=t.text[1:], start=t.start + 2))
        else:
            parted.append(t)
    return tuple(parted)


def _plain_word(text: str) -> Token | None:
    """A text that is one word in the letters of one script: the short way for most entries of the tables of words."""
    facts = _plain_letters(text)
    if facts is None:
        return None
    script = facts[0].script
    if script in UNSPACED or script == "Latn":
        return Token("".join(f.folded for f in facts), 0, len(text), script)
    return _word([_Letter(c, f.folded, i, f.script) for i, (c, f) in enumerate(zip(text, facts, strict=True))], {})


def folded_word(text: str) -> str | None:
    """The one word that a text (as `normal_text` gives it) is in letters of one script, folded as `tokenise` does; None
    for other texts: for the tables of words, of which nothing else is asked."""
    facts = _plain_letters(text) if text.isalpha() else None
    return None if facts is None else "".join([f.folded for f in facts])


def _plain_letters(text: str) -> list[_Char] | None:
    """The letters of a text that is one word in the letters of one script; None for other texts."""
    facts = list(map(_char, text))
    kinds = {f.script if f.plain else "" for f in facts}
    return None if len(kinds) > 1 or "" in kinds else facts


def _ascii_tokens(text: str) -> tuple[Token, ...]:
    """The short way for the many names in plain letters; a property test holds it to what the long way gives."""
    lowered = text.lower()
    words = lowered.split(" ")
    if "".join(words).isalnum():  # as of most
        return _spaced(words)
    pointed = "." in text
    found = (_POINTED_WORD if pointed else _ASCII_WORD).findall(lowered)
    plain = "".join(found).replace(".", "").isalnum()
    if not plain:  # by signs
        found = _ASCII_WORD.findall(lowered)
    tokens: list[Token] = []
    end = 0
    for raw in found:
        start = lowered.index(raw, end)
        end = start + len(raw)
        if plain:
            dotted = pointed and text[end : end + 1] == "."
            tokens.append(_token((raw.replace(".", ""), start, end, "Latn", dotted, "")))
        elif (word := _without_signs(raw, start)) is not None:
            tokens.append(word._replace(dotted=text[word.end : word.end + 1] == "."))
    return tuple(tokens) if plain or not pointed else _join_dotted(tuple(tokens), text)


def _spaced(words: Sequence[str]) -> tuple[Token, ...]:
    """The words of a text in which nothing but blanks parts them; with an empty one between two blanks."""
    tokens: list[Token] = []
    end = -1
    for word in words:
        start = end + 1
        end = start + len(word)
        if word:
            tokens.append(_token((word, start, end, "Latn", False, "")))
    return tuple(tokens)


_token: Callable[[tuple[str, int, int, str, bool, str]], Token] = partial(tuple.__new__, Token)
"""Makes a token of its fields, in half the time."""


def _without_signs(raw: str, start: int) -> Token | None:
    """The word in a run of letters, digits and signs that stands at a place; None where it has signs alone."""
    opened = raw.lstrip("'`!")
    word = opened.rstrip("'`!@")
    folded = word.replace("'", "").replace("`", "")
    if not any(c.isalnum() for c in folded):
        return None
    start += len(raw) - len(opened)
    return Token(folded, start, start + len(word), "Latn")


class _Char(NamedTuple):
    """What a character is to a reader of names."""

    folded: str  # its base letters, lower case, in its own script; empty for what a reader does not see
    script: str  # ISO 15924; Zyyy for digits and signs
    unseen: bool  # marks, joiners, fillers: no part of the word that they stand in
    hidden: bool  # of these, what has no business in a Latin, Cyrillic or Greek word
    inner: bool  # apostrophes and the like: inside a word and left out
    breaks: bool  # ends the word
    wide: bool  # the full-width form of a Latin letter or digit
    plain: bool  # nothing of this: a part of a word like others


@lru_cache(maxsize=8192)
def _char(char: str) -> _Char:
    category = unicodedata.category(char)
    filler = char in _FILLERS
    unseen = filler or char == _ARABIC_TATWEEL or category in ("Mn", "Me", "Cf")
    folded = "" if unseen or category == "Cc" else _folded(char)
    # the vowel signs of India (Mc) stand inside a word
    breaks = char not in _SIGNS and category != "Mc" and not any(c.isalnum() for c in folded)
    script = script_of(char) if char.isalpha() else "Zyyy"
    wide = folded.isascii() and unicodedata.east_asian_width(char) == "F"
    hidden = (filler or category == "Cf") and char not in _HONEST
    inner = char in _INNER_MARKS
    return _Char(folded, script, unseen, hidden, inner, breaks, wide, not (unseen or inner or breaks or wide))


def _folded(char: str) -> str:
    script = script_of(char)
    if script == "Latn":
        return anyascii(char).lower()
    if script in ("Hang", "Hira", "Kana"):  # a kana's voicing mark is no accent
        return unicodedata.normalize("NFKC", char)
    base = "".join(c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) != "Mn")
    return fold_han(base) if script == "Hani" else base.lower()


_MARK_FREE = frozenset({"Latn", "Cyrl", "Grek", "Zyyy"})
"""Scripts whose words hold no joiners and fillers when honestly typed."""


def _unicode_tokens(text: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    tampering: dict[str, None] = {}
    tokens: list[Token] = []
    letters: list[_Letter] = []  # of the word that is being read

    def close() -> None:
        while letters and letters[-1].folded in ("!", "@"):
            letters.pop()
        while letters and letters[0].folded == "!":
            letters.pop(0)
        if any(c.isalnum() for letter in letters for c in letter.folded):
            tokens.append(_word(letters, tampering))
        letters.clear()

    for place, char in enumerate(text):
        facts = _char(char)
        if facts.inner and letters:
            continue
        if facts.unseen:
            if facts.hidden and letters and letters[-1].script in _MARK_FREE:
                tampering["invisible"] = None
            continue
        if facts.breaks:
            if letters:
                close()
            continue
        if facts.wide and any(c.isascii() and c.isalpha() for c in text):  # all in full width is how some type
            tampering["full_width"] = None
        if letters and _number_beside_run(letters[-1], facts):
            close()
        if letters and facts.script != "Zyyy":
            before = letters[-1].script
            if before == "Zyyy":
                before = next((s.script for s in reversed(letters) if s.script != "Zyyy"), facts.script)
            if facts.script != before and {facts.script, before} & UNSPACED and not _one_writing(facts.script, before):
                close()
        letters.append(_Letter(char, facts.folded, place, facts.script))
    close()
    joined = _join_dotted(tuple(tokens), text)
    if any(t.script == "Latn" and t.latin for t in joined):  # read in Latin letters: S.А. with a Cyrillic А
        tampering["look_alike"] = None
    return joined, tuple(tampering)


def _number_beside_run(before: _Letter, char: _Char) -> bool:
    """Whether a number begins or ends here in a script without spaces: 39호실 is Room 39 in one run."""
    if before.folded.isdecimal():
        return char.script in UNSPACED
    return before.script in UNSPACED and char.folded.isdecimal()


def _one_writing(script: str, before: str) -> bool:
    return "Hira" in (script, before) and {script, before} <= {"Hani", "Hira", "Kana"}


class _Letter(NamedTuple):
    """A character of a word that is being read."""

    char: str
    folded: str
    place: int
    script: str


def _word(letters: list[_Letter], tampering: dict[str, None]) -> Token:
    scripts = {letter.script for letter in letters} - {"Zyyy"}
    folded = "".join(letter.folded for letter in letters)
    start, end = letters[0].place, letters[-1].place + 1
    if scripts & UNSPACED or not scripts - {"Latn"}:
        return Token(folded, start, end, next((s.script for s in letters if s.script != "Zyyy"), "Latn"))
    # looked up as written: a capital and its small letter may look like different Latin letters (Η, η)
    table = lookalikes()
    looks = [s.folded if s.script in ("Latn", "Zyyy") else table.get(s.char, "") for s in letters]
    if "Latn" in scripts:
        latin = "".join(look or anyascii(letter.folded).lower() for look, letter in zip(looks, letters, strict=True))
        tampering["look_alike"] = None
        own = _of_other_script(letters, scripts - {"Latn"}, looks)
        return own._replace(latin=latin) if own else Token(latin, start, end, "Latn", latin=latin)
    script = next(s.script for s in letters if s.script != "Zyyy")
    return Token(folded, start, end, script, latin="".join(looks) if all(looks) else "")


def _of_other_script(letters: Sequence[_Letter], scripts: Set[str], looks: Sequence[str]) -> Token | None:
    """The word of one other script that Latin letters have slipped into (Cергей); None where it is none: where one of
    these looks like no letter of it, or where they are most of the word, and all others look like Latin ones."""
    if len(scripts) > 1:
        return None
    (script,) = scripts
    table = twins(script)
    read = [table.get(s.char) if s.script == "Latn" else s.folded for s in letters]
    told = [text for text in read if text is not None]
    own = sum(s.script == script for s in letters)
    is_its = not all(looks) or own > len(letters) - own
    if len(told) < len(letters) or not is_its:
        return None
    folded = "".join(_char(c).folded for text in told for c in text)
    return Token(folded, letters[0].place, letters[-1].place + 1, script)


def _join_dotted(tokens: tuple[Token, ...], text: str) -> tuple[Token, ...]:
    """Join single letters that only a point parts (``О.О.О.``), and mark words that end with one."""
    joined: list[Token] = []
    first = 0
    while first < len(tokens):
        end = _end_of_letters(tokens, first, text)
        joined.append(_joined(tokens[first:end], text) if end - first > 1 else _ended(tokens[first], text))
        first = end
    return tuple(joined)


def _end_of_letters(tokens: Sequence[Token], first: int, text: str) -> int:
    """The place behind the single letters that make one word with the one at a place: as a rule the next."""
    opener = last = tokens[first]
    letters, end = len(opener.text), first + 1
    # behind a word of several letters none stands so, but where a sign is left out between its two
    while end < len(tokens) and last.end - opener.start == 2 * letters - 1 and opener.text.isalpha():
        letter = tokens[end]
        if len(letter.text) != 1 or letter.start != last.end + 1 or text[last.end] != "." or not letter.text.isalpha():
            break
        last = letter
        letters += 1
        end += 1
    return end


def _ended(token: Token, text: str) -> Token:
    """A word, marked where a point ends it."""
    dotted = text[token.end : token.end + 1] == "."
    return token if token.dotted == dotted else token._replace(dotted=dotted)


def _joined(group: Sequence[Token], text: str) -> Token:
    first, last = group[0], group[-1]
    dotted = text[last.end : last.end + 1] == "."
    folded = "".join(token.text for token in group)
    if len({token.script for token in group}) > 1:
        read = ["" if t.script == "Zyyy" else t.text if t.script == "Latn" else t.latin for t in group]
        if all(read) and any(t.script == "Latn" for t in group):
            folded = latin = "".join(read)
            return Token(folded, first.start, last.end, "Latn", dotted, latin)
    return Token(folded, first.start, last.end, first.script, dotted)


@lru_cache(maxsize=8192)
def letter_readings(word: str) -> tuple[str, ...]:
    """What a word with digits or signs among its letters may stand for (``sk0ch`` -> ``skoch``); () where nothing."""
    table = digit_letters()
    signs = [c for c in word if c in table]
    # a number with a letter behind it (195th, 3d, b52) is a number; most of a disguised word is still letters
    if not signs or len(word) < 3 or sum(c.isalpha() for c in word) * 2 < len(word):
        return ()
    first = "".join(table.get(c, c)[0] for c in word)
    second = "".join(table.get(c, c)[-1] for c in word)
    return (first,) if first == second else (first, second)
