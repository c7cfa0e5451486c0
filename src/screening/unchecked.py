"""Models made of values that are right already: every row is two of them, and checking each anew costs what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)

# What a model keeps, set by the descriptors themselves: the models are frozen, and to look for each by its name takes
# longer than to set it.
_values, _names, _extra, _private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_new = object.__new__


def unchecked(model: type[M], values: Mapping[str, Any]) -> M:
    """The model with these values, unread and unchanged: equal to what ``model(**values)`` makes of right ones.

    For values that the program has made itself, or has from other models, with every field that has no default; what a
    user gives has to be checked. Pydantic's ``model_construct`` takes longer than a check: it looks for the aliases and
    default factories of every field each time.
    """
    defaults, required, names = _fields(model)
    assert not required or required <= values.keys()
    return _made(model, {**defaults, **values}, names)  # in the order of the fields, in which they are written


def unchecked_all(model: type[M], same: Mapping[str, Any], each: Mapping[str, Sequence[Any]]) -> list[M]:
    """`unchecked` for many models at once: the values that all of them have, and those that each has, by field in their
    order.
    """
    defaults, required, names = _fields(model)
    assert required <= same.keys() | each.keys()
    shared = {**defaults, **same}
    told = [shared.copy() for _ in next(iter(each.values()), ())]
    for name, column in each.items():
        for values, value in zip(told, column, strict=True):
            values[name] = value
    return [_made(model, values, names) for values in told]


def _made(model: type[M], values: dict[str, Any], names: set[str]) -> M:
    made = _new(model)
    _values(made, values)
    _names(made, names)
    _extra(made, None)
    _private(made, None)
    return made


@cache
def _fields(model: type[BaseModel]) -> tuple[Mapping[str, Any], frozenset[str], set[str]]:
    """The defaults of a model by field, the fields that have none, and the names of all: models may share these."""
    fields = model.model_fields
    defaults = {name: field.get_default(call_default_factory=True) for name, field in fields.items()}
    return defaults, frozenset(name for name, field in fields.items() if field.is_required()), set(fields)
