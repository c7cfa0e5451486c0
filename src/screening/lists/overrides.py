"""Changes to single entries of watchlists, as ``[[override]]`` of a configuration says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from screening.config import Exclusion, Override
from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ScreeningError
from screening.lists.checks import number_fault
from screening.problems import nearest, raise_all, suggestion
from screening.source_text import Source
from screening.texts import spoken


def apply_overrides(
    watchlists: Sequence[Watchlist],
    overrides: Sequence[Override],
    *,
    source: Source | None = None,
    complete: bool = True,
) -> tuple[Watchlist, ...]:
    """The lists with their overridden entries changed; each list says in its warnings what was changed.

    An override that names no ``watchlist`` changes the entry in every list that has it. What is added says that it
    comes from the configuration, with the override's reason. ``complete`` says that these are all configured lists;
    otherwise an override of an entry that none of them has is meant for another list and passed over.

    Raises ConfigError with every problem: no such list, entry or name, and a primary name to be removed.
    """
    place = source or Source()
    problems = [
        problem
        for index, override in enumerate(overrides)
        for problem in _problems(watchlists, override, f"override[{index}]", place, complete=complete)
    ]
    if problems:
        raise_all(problems)
    return tuple(_overridden(watchlist, overrides) for watchlist in watchlists)


def _problems(
    watchlists: Sequence[Watchlist], override: Override, key: str, source: Source, *, complete: bool
) -> Iterator[ScreeningError]:
    named = [watchlist for watchlist in watchlists if override.watchlist in {None, watchlist.name}]
    entities = [entity for watchlist in named for entity in watchlist.entities if entity.id == override.entity]
    if not entities and not complete and (override.watchlist is None or not named):
        return
    if unknown := unknown_entry(watchlists, override, key, source):
        yield unknown
    else:
        yield from _name_problems(entities, override, key, source)
        for entity in entities[:1]:
            yield from _number_problems(entity, override, key, source)


def unknown_entry(
    watchlists: Sequence[Watchlist], names: Override | Exclusion, key: str, source: Source
) -> ScreeningError | None:
    """What is wrong where a table of the configuration names a list or an entry that is not there, with the nearest."""
    named = [watchlist for watchlist in watchlists if names.watchlist in {None, watchlist.name}]
    if not named:
        hint = suggestion(names.watchlist or "", [watchlist.name for watchlist in watchlists])
        return source.problem(f"{key}.watchlist", f"no watchlist {names.watchlist!r}", hint=hint)
    ids = {entity.id for watchlist in named for entity in watchlist.entities}
    if names.entity in ids:
        return None
    near = nearest(names.entity, ids)
    where = f"the watchlist {named[0].name}" if len(named) == 1 else "any watchlist"
    hint = f"did you mean {near!r}?" if near else None
    return source.problem(f"{key}.entity", f"no entry {names.entity!r} in {where}", hint=hint)


def _name_problems(
    entities: Sequence[Entity], override: Override, key: str, source: Source
) -> Iterator[ScreeningError]:
    names = [name.text for entity in entities for name in entity.names]
    for index, text in enumerate(override.remove_names):
        place = f"{key}.remove_names[{index}]"
        if any(_same(text, entity.name) for entity in entities):
            message = f"{text!r} is the primary name and cannot be removed"
            yield source.problem(place, message, hint="leave the entry out with exclude_entities of its [[list]]")
        elif not any(_same(text, name) for name in names):
            near = nearest(text, names)
            hint = f"did you mean {near!r}?" if near else None
            yield source.problem(place, f"the entry {override.entity!r} has no name {text!r}", hint=hint)


def _number_problems(entity: Entity, override: Override, key: str, source: Source) -> Iterator[ScreeningError]:
    for kind, value in override.add_identifiers.items():
        place = f"{key}.add_identifiers.{kind}"
        if not kind.strip() or not value.strip():
            yield source.problem(place, "must not be empty")
        elif fault := number_fault(Identifier(kind=kind, value=value), entity.type):
            yield source.problem(place, f"{value!r} is no valid {kind.upper()}: {fault}")


def _overridden(watchlist: Watchlist, overrides: Sequence[Override]) -> Watchlist:
    ids = {entity.id for entity in watchlist.entities}
    mine = [o for o in overrides if o.watchlist in {None, watchlist.name} and o.entity in ids]
    notes = [spoken()("list.changed", entity=override.entity, what=_what_changed(override)) for override in mine]
    entities = [
        reduce(_changed, (override for override in mine if override.entity == entity.id), entity)
        for entity in watchlist.entities
    ]
    return watchlist.model_copy(
        update={"entities": tuple(entities), "warnings": (*watchlist.warnings, *notes)},
    )


def _changed(entity: Entity, override: Override) -> Entity:
    names = tuple(name for name in entity.names if not any(_same(name.text, text) for text in override.remove_names))
    for text in override.add_aliases:
        names = _with_name(names, Name(text=text, quality="alias", origin=_origin(override)))
    for text in override.add_weak_aliases:
        names = _with_name(names, Name(text=text, quality="weak", origin=_origin(override)))
    numbers = tuple(
        Identifier(kind=kind, value=value, origin=_origin(override)) for kind, value in override.add_identifiers.items()
    )
    return entity.model_copy(
        update={
            "names": names,
            "identifiers": (*entity.identifiers, *numbers),
            "status": override.status or entity.status,
            "max_risk": override.max_risk or entity.max_risk,
        }
    )


def _with_name(names: tuple[Name, ...], added: Name) -> tuple[Name, ...]:
    """The names and one more. A name that is there already stays, but a weak one makes room for a strong one."""
    twin = next((name for name in names if _same(name.text, added.text)), None)
    if twin is None:
        return (*names, added)
    if twin.quality == "weak" and added.quality == "alias":
        return tuple(added if name is twin else name for name in names)
    return names


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _origin(override: Override) -> str:
    return f"configuration: {override.reason}"


def _what_changed(override: Override) -> str:
    changes = [
        *(f"alias {text!r} added" for text in override.add_aliases),
        *(f"weak alias {text!r} added" for text in override.add_weak_aliases),
        *(f"name {text!r} removed" for text in override.remove_names),
        *(f"identifier {kind} {value} added" for kind, value in override.add_identifiers.items()),
        *([f"status set to {override.status}"] if override.status else []),
        *([f"highest risk set to {override.max_risk}"] if override.max_risk else []),
    ]
    decided = ", ".join(part for part in (override.reason, override.by, override.on) if part)
    return f"{', '.join(changes)} ({decided})"
