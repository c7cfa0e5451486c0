"""What has changed between two versions of a watchlist: entries added, removed and changed, field by field. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from screening.entities import Entity, EntityType, Model, Name, Watchlist
from screening.lists.head import ListHead, head_of

_NOT_COMPARED = frozenset({"id", "names"})  # what entries are paired by, and what is compared name by name
_BETWEEN_REMARKS = "; "  # as the readers of published lists join them

Key = tuple[str, int]
"""An entry's id and, where a list has an id several times, which of these it is (from 0)."""


class Entry(Model):
    """An entry that only one of the lists has."""

    id: str
    name: str
    type: EntityType
    programmes: tuple[str, ...]


class FieldChange(Model):
    """What a field of an entry lost and gained, each value in words; with neither, its values stand in another order.

    ``field`` is a field of the entry, or ``name_quality`` for a name that now says more or less than before.
    """

    field: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Change(Model):
    """An entry that both lists have and that is not the same; its name and type are those of the new list."""

    id: str
    name: str
    type: EntityType
    fields: tuple[FieldChange, ...]


class Difference(Model):
    """Two versions of a list compared. Entries are in the order of their ids, numbers by their value."""

    old: ListHead
    new: ListHead
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    warnings: tuple[str, ...] = ()


def difference(old: Watchlist, new: Watchlist) -> Difference:
    """Compare two versions of a list. Entries are paired by their ids; what is not paired is removed or added.

    Lists of two issuers are compared all the same, with a warning: hardly an id will mean the same in both.
    """
    before, now = _by_key(old.entities), _by_key(new.entities)
    both = sorted(before.keys() & now.keys(), key=_order)
    changed = [_change(before[key], now[key]) for key in both if before[key] != now[key]]
    return Difference(
        old=head_of(old),
        new=head_of(new),
        added=tuple(_entry(now[key]) for key in sorted(now.keys() - before.keys(), key=_order)),
        removed=tuple(_entry(before[key]) for key in sorted(before.keys() - now.keys(), key=_order)),
        changed=tuple(changed),
        unchanged=len(both) - len(changed),
        warnings=tuple(_warnings(old, new)),
    )


def _by_key(entities: Iterable[Entity]) -> Mapping[Key, Entity]:
    seen: Counter[str] = Counter()
    found: dict[Key, Entity] = {}
    for entity in entities:
        found[entity.id, seen[entity.id]] = entity
        seen[entity.id] += 1
    return found


def _order(key: Key) -> tuple[bool, int, str, int]:
    entity_id, place = key
    is_number = entity_id.isascii() and entity_id.isdecimal()
    return not is_number, int(entity_id) if is_number else 0, entity_id, place


def _entry(entity: Entity) -> Entry:
    return Entry(id=entity.id, name=entity.name, type=entity.type, programmes=entity.programmes)


def _change(old: Entity, new: Entity) -> Change:
    fields = [*_names_changed(old.names, new.names)]
    for field in Entity.model_fields:
        if field not in _NOT_COMPARED and getattr(old, field) != getattr(new, field):
            fields.append(
                _field_changed(field, _values(field, getattr(old, field)), _values(field, getattr(new, field)))
            )
    return Change(id=new.id, name=new.name, type=new.type, fields=tuple(fields))


def _names_changed(old: tuple[Name, ...], new: tuple[Name, ...]) -> Iterator[FieldChange]:
    """The names lost and gained, and those whose quality alone is another one."""
    if old == new:
        return
    lost, gained = Counter(old) - Counter(new), Counter(new) - Counter(old)
    weighed = [
        (one, other)
        for one in sorted(lost, key=_described)
        for other in sorted(gained, key=_described)
        if one == other.model_copy(update={"quality": one.quality})
    ]
    lost -= Counter(one for one, _ in weighed)
    gained -= Counter(other for _, other in weighed)
    if lost or gained or not weighed:
        yield FieldChange(field="names", removed=_sorted(lost), added=_sorted(gained))
    if weighed:
        one, other = ([pair[side] for pair in weighed] for side in (0, 1))
        yield FieldChange(field="name_quality", removed=_sorted(one), added=_sorted(other))


def _sorted(names: Iterable[Name]) -> tuple[str, ...]:
    texts = Counter(names)
    return tuple(sorted(_described(name) for name in texts.elements()))


def _field_changed(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> FieldChange:
    before, now = Counter(old), Counter(new)
    return FieldChange(
        field=field, removed=tuple(sorted((before - now).elements())), added=tuple(sorted((now - before).elements()))
    )


def _values(field: str, value: object) -> tuple[str, ...]:
    """The values of a field, each in words: of dates with what they are the dates of, of remarks each by itself."""
    if value is None:
        return ()
    if field == "remarks":
        return tuple(str(value).split(_BETWEEN_REMARKS))
    if isinstance(value, tuple):
        return tuple(_described(one) for one in value)
    if isinstance(value, BaseModel):
        return tuple(f"{part} {text}" for part, texts in value for text in _values(part, texts))
    return (str(value),)


def _described(value: object) -> str:
    """A value in words: what makes it what it is, and the rest in brackets, each with its name."""
    if not isinstance(value, BaseModel):
        return str(value)
    leading = _leading(type(value))
    told = {field: str(part) for field, part in value if part not in (None, "")}
    rest = "; ".join(f"{field} {text}" for field, text in told.items() if field not in leading)
    words = " ".join(told[field] for field in leading if field in told)
    return " ".join(part for part in (words, f"({rest})" if rest else "") if part)


@cache
def _leading(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields that a value can't do without, or its first one."""
    required = tuple(field for field, info in kind.model_fields.items() if info.is_required())
    return required or tuple(kind.model_fields)[:1]


def _warnings(old: Watchlist, new: Watchlist) -> Iterator[str]:
    if old.issuer != new.issuer:
        issuers = " and ".join(repr(watchlist.issuer or "(not told)") for watchlist in (old, new))
        yield f"the lists are of different issuers, {issuers}: an id hardly means the same entry in both"
    if old.as_of and new.as_of and new.as_of < old.as_of:
        yield f"the new list is of {new.as_of}, before the old one of {old.as_of}: are they exchanged?"
    for which, watchlist in (("old", old), ("new", new)):
        yield from (f"{which} list: {warning}" for warning in watchlist.warnings)
