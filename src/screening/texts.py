"""Every text that a reader of a report sees, by key, from a file: another language is another file.

What says something deep inside takes the texts in force (`spoken`), which whoever starts the work sets (`speaking`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property, wraps
from importlib.resources import files
from string import Formatter
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

from screening.errors import UsageError

ENGLISH = "en"
_FILE = "report_texts{}.toml"
_TERM = "term."


class Term(NamedTuple):
    """A word of the reports and what it means."""

    name: str
    meaning: str


class Texts:
    """The texts of one language. ``texts("section.key", name=value)`` gives a text with its gaps filled.

    ``language`` is an ISO 639 code that `languages` has; ``changed`` holds the texts that are other ones, by key. A
    text that is in neither is English. They are read when the first is asked for.
    """

    def __init__(self, language: str = ENGLISH, changed: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.changed = dict(changed or {})

    def __reduce__(self) -> tuple[type[Texts], tuple[str, Mapping[str, str]]]:
        return Texts, (self.language, self.changed)

    @cached_property
    def _flat(self) -> Mapping[str, str]:
        return {**_shipped(ENGLISH), **_shipped(self.language), **self.changed}

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key such as ``html.title``, its ``{gaps}`` filled. Raises KeyError for an unknown key."""
        return self._flat[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._flat

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._flat)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that a report explains, in the order of the English file."""
        keys = (key.removesuffix(".name") for key in self._flat if key.startswith(_TERM) and key.endswith(".name"))
        return tuple(Term(self(f"{key}.name"), self(f"{key}.meaning")) for key in keys)

    def count(self, key: str, number: int, **values: object) -> str:
        """A number with its word: ``1 alert``, ``2 alerts``, from the forms ``one`` and ``other`` under ``key``."""
        form = "one" if number == 1 else "other"
        return self(f"{key}.{form}", number=self.integer(number), **values)

    def word(self, table: str, code: str) -> str:
        """The word for a code of the report (``potential_match``, ``trading_name``); an unknown one with blanks."""
        return self.known(f"{table}.{code}", code.replace("_", " "))

    def known(self, key: str, otherwise: str) -> str:
        """The text of a key without gaps; ``otherwise`` where this language has none."""
        return self._flat.get(key, otherwise)

    def within(self, word: str) -> str:
        """A word as it stands inside of a sentence: ``Date of birth`` as ``date of birth``, ``IMO number`` as it is.

        A language that writes its nouns with capitals keeps them.
        """
        keeps = self("word.within") == "as it is" or word[1:2].isupper()
        return word if keeps else word[:1].lower() + word[1:]

    def integer(self, number: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{number:,}".replace(",", self("number.thousands"))

    def short(self, number: float) -> str:
        """A number with as few decimals as it has: ``90``, ``33.4``."""
        return f"{number:g}".replace(".", self("number.decimal"))

    def decimal(self, number: float, *, signed: bool = False) -> str:
        """A number with one decimal; ``signed`` shows a plus or a true minus sign."""
        text = f"{number:+.1f}" if signed else f"{number:.1f}"
        return text.replace(".", self("number.decimal")).replace("-", "−")


_IN_FORCE: ContextVar[Texts] = ContextVar("texts")


def spoken() -> Texts:
    """The texts in force: those that `speaking` has set around the call, else the English ones."""
    return _IN_FORCE.get(load_texts())


@contextmanager
def speaking(texts: Texts) -> Iterator[None]:
    """Within the block, whatever is said is said in these texts."""
    token = _IN_FORCE.set(texts)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


class _Speaker(Protocol):
    @property
    def texts(self) -> Texts: ...


Self = TypeVar("Self", bound=_Speaker)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def in_its_words(method: Callable[Concatenate[Self, Given], Answer]) -> Callable[Concatenate[Self, Given], Answer]:
    """A method that speaks in the ``texts`` of its object."""

    @wraps(method)
    def speaker(self: Self, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with speaking(self.texts):
            return method(self, *args, **kwargs)

    return speaker


@cache
def load_texts(language: str = ENGLISH) -> Texts:
    """The texts of a language that the program has. Raises UsageError for another one."""
    if language not in languages():
        hint = f"use one of: {', '.join(languages())}"
        raise UsageError(f"there are no report texts in the language {language!r}", key="language", hint=hint)
    return Texts(language)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that the program has: English, then those of ``report_texts.<code>.toml``."""
    start, end = _FILE.split("{}")
    names = (resource.name for resource in (files("screening") / "data").iterdir())
    found = (name.removeprefix(start).removesuffix(end) for name in names if name.startswith(start))
    return (ENGLISH, *sorted(code.removeprefix(".") for code in found if code))


def flattened(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The texts of a file by their dotted keys; those over several lines joined to one."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flattened(value, f"{prefix}{key}.")
        elif isinstance(value, str) and "\n" in value:
            yield prefix + key, " ".join(value.split())
        else:
            yield prefix + key, value


def faults(told: Mapping[str, Any], more_keys: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The keys of ``told`` that cannot take the place of English texts, and what is wrong with each.

    ``more_keys`` may be told beside the English ones: their English stands with the data that they are about.
    """
    english = _shipped(ENGLISH)
    for key, text in told.items():
        if key not in english and key not in more_keys:
            yield key, "no text of the reports has this key"
        elif not isinstance(text, str):
            yield key, "must be text"
        elif (gaps := _gaps(text)) is None:
            yield key, "has a brace without its other: double one that is to be seen"
        elif gaps != (wanted := _gaps(english.get(key, ""))):
            told_gaps = " ".join(f"{{{gap}}}" for gap in sorted(wanted or ())) or "no gaps"
            yield key, f"must have the gaps of the English text: {told_gaps}"


def _gaps(text: str) -> frozenset[str] | None:
    """The names in braces; None for braces that are no gaps."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    plain = all(not form and not change for _, gap, form, change in parts if gap is not None)
    return frozenset(gap for _, gap, _, _ in parts if gap is not None) if plain else None


@cache
def _shipped(language: str) -> Mapping[str, str]:
    name = _FILE.format("" if language == ENGLISH else f".{language}")
    return dict(flattened(tomllib.loads((files("screening") / "data" / name).read_text(encoding="utf-8"))))
