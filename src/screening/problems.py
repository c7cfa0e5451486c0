"""What is wrong with a user's data, in sentences: pydantic's complaints reworded, the nearest valid name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from screening.errors import ScreeningError

Loc = tuple[str | int, ...]
"""The way to a value in nested data, as pydantic tells it: keys and indices."""

SHOWN_PROBLEMS = 10  # as many as fit on a screen; the rest is counted, and all are in ``problems``
SHOWN_CHARACTERS = 60  # of a wrong value in a message
SHOWN_NAMES = 30  # more valid names than this are not listed in a hint
LIKENESS = 0.6  # difflib's own default for a close match


@dataclass(frozen=True)
class Complaint:
    """One thing that a model refuses: where in the data, what is wrong, and what to do."""

    loc: Loc
    message: str
    hint: str | None = None


def dotted(loc: Sequence[str | int]) -> str:
    """The key as a person writes it: ``("exclusion", 2, "expires")`` is ``exclusion[2].expires``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return text.removeprefix(".")


def shown(value: object) -> str:
    """The value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def nearest(word: str, names: Collection[str]) -> str | None:
    """The valid name that is most like ``word``; None where none is like it."""
    by_folded = {name.casefold().replace("-", "_"): name for name in sorted(names, reverse=True)}
    found = difflib.get_close_matches(word.casefold().replace("-", "_")[:200], list(by_folded), 1, LIKENESS)
    return by_folded[found[0]] if found else None


def suggestion(word: str, names: Collection[str]) -> str | None:
    """What to write instead of the unknown ``word``: the nearest valid name, else the valid names if few."""
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {near!r}?"
    if 0 < len(names) <= SHOWN_NAMES:
        return f"use one of: {', '.join(sorted(names))}"
    return None


def complaints(error: ValidationError, model: type[BaseModel], data: object) -> tuple[Complaint, ...]:
    """What ``model`` refuses in ``data``, in the order of pydantic's report and in words of our own."""
    branches: dict[Loc, list[str]] = {}
    found: list[Complaint] = []
    for detail in error.errors(include_url=False):
        loc = detail["loc"] if detail["type"] == "missing" else _in_data(detail["loc"], data)
        if len(loc) < len(detail["loc"]) and detail["loc"][-1] != "[key]":  # one branch of a union
            branches.setdefault(loc, []).append(_sentence(detail))
        else:
            found.append(Complaint(loc, _sentence(detail), _hint(detail, loc, model)))
    for loc, sentences in branches.items():
        choices = " or ".join(sentence.removeprefix("must be ").split(":")[0] for sentence in sentences)
        found.append(Complaint(loc, f"must be {choices}"))
    return tuple(complaint for complaint in found if not _follows(complaint, found))


def raise_all(problems: Sequence[ScreeningError]) -> NoReturn:
    """Raise one error that tells of all ``problems`` (at least one, all of one class and file)."""
    first, kind = problems[0], type(problems[0])
    if len(problems) == 1:
        raise kind(
            first.message, file=first.file, sheet=first.sheet, row=first.row, column=first.column,
            line=first.line, entry=first.entry, key=first.key, hint=first.hint, code=first.code,
            problems=tuple(problems),
        )  # fmt: skip
    lines = [_without_file(problem) for problem in problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        lines.append(f"and {len(problems) - SHOWN_PROBLEMS} more")
    text = "".join(f"\n  {line}" for line in lines)
    raise kind(f"{len(problems)} errors{text}", file=first.file, code=first.code, problems=tuple(problems))


def _without_file(problem: ScreeningError) -> str:
    text = str(problem)
    return text.removeprefix(f"{problem.file}, ").removeprefix(f"{problem.file}: ")


def _in_data(loc: Loc, data: Any) -> Loc:
    """``loc`` as far as it leads into the data: the rest is pydantic's word for a branch of a type."""
    kept: list[str | int] = []
    for step in loc:
        inside = step in data if isinstance(data, Mapping) else isinstance(data, list | tuple)
        if not inside or (isinstance(step, str) and not isinstance(data, Mapping)):
            break
        kept.append(step)
        data = data[step]
    return tuple(kept)


def _follows(complaint: Complaint, others: Sequence[Complaint]) -> bool:
    """Whether a list counts as too short only because its items are wrong, which is said already."""
    return complaint.message == _TOO_SHORT and any(
        len(other.loc) > len(complaint.loc) and other.loc[: len(complaint.loc)] == complaint.loc for other in others
    )


_WRONG = "is not what this key takes"
_TOO_SHORT = "must not be an empty list"
_SENTENCES: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "unknown key",
    "string_too_short": "must not be empty",
    "too_short": _TOO_SHORT,
    "tuple_type": "must be a list in square brackets",
    "list_type": "must be a list in square brackets",
    "dict_type": "must be a table",
    "mapping_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a finite number",
}
_PATTERNS: Mapping[str, str] = {
    r"^\d{4}": "is not a date: write 2017, 2017-04 or 2017-04-23",
    r"^[0-9a-f]{12}$": "is not the twelve hexadecimal digits that the report shows as the hit's entry",
    r"^[a-z0-9]+(-": "is no id: use small letters and digits, and hyphens between them (my-flag)",
    r"^[A-Z]{2}$": "is no code of a country: write two capitals (KP)",
    r"^[1-9]\d{0,5}$": "is no calling code: write its digits without + or 00 (850)",
    r"^[a-z0-9-]+(\.": "is no domain: write it in small letters, as example.com",
}


def _sentence(detail: ErrorDetails) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "string_type":
        return _not_text(value)
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters"
    if kind == "string_pattern_mismatch":
        form = (text for start, text in _PATTERNS.items() if context["pattern"].startswith(start))
        return f"{shown(value)} {next(form, _WRONG)}"
    if kind == "literal_error":
        return f"{shown(value)} is not one of {context['expected']}"
    if kind in {"greater_than_equal", "greater_than", "less_than_equal", "less_than"}:
        limit, number = next(iter(context.items()))
        words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}[limit]
        return f"must be {words} {number:g}"
    if kind == "value_error":
        return str(context["error"])
    return f"{shown(value)} {_WRONG}"


def _not_text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'must be text: write it in quotes, "{value}"'
    return "must be text"


def _hint(detail: ErrorDetails, loc: Loc, model: type[BaseModel]) -> str | None:
    if detail["type"] == "extra_forbidden":
        return suggestion(str(loc[-1]), _model_at(model, loc[:-1]).model_fields)
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        near = nearest(detail["input"], re.findall(r"'([^']*)'", detail["ctx"]["expected"]))
        return f"did you mean {near!r}?" if near else None
    return None


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    for step in loc:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        model = next(_models(field.annotation), model) if field else model
    return model


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
