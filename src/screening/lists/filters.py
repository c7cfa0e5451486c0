"""Leaving entries out of watchlists, as ``[[list]]`` of a configuration says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase

from screening.config import ListConfig
from screening.entities import Watchlist
from screening.errors import ScreeningError
from screening.lists.gathering import is_partial
from screening.problems import raise_all, suggestion
from screening.source_text import Source
from screening.texts import spoken


def filter_watchlists(
    watchlists: Sequence[Watchlist], config: ListConfig, *, key: str = "list[0]", source: Source | None = None
) -> tuple[Watchlist, ...]:
    """The lists of one ``[[list]]`` (several for a folder) without the entries that it leaves out.

    Each list says in its warnings what was left out. Raises ConfigError for a group, entity or programme that none of
    the lists has: a misspelt one would leave out nothing, or everything. What a damaged list lacks may stand in the
    part that is missing: then it is a warning, and entries whose programme is not known stay.
    """
    problems = list(_unknown(watchlists, config, key, source or Source()))
    if not any(map(is_partial, watchlists)):
        if problems:
            raise_all(problems)
        return tuple(_filtered(watchlist, config) for watchlist in watchlists)
    told = tuple(str(problem) for problem in problems)
    noted = (w.model_copy(update={"warnings": (*w.warnings, *told)}) if is_partial(w) else w for w in watchlists)
    return tuple(_filtered(watchlist, config) for watchlist in noted)


def _unknown(watchlists: Sequence[Watchlist], config: ListConfig, key: str, source: Source) -> Iterator[ScreeningError]:
    entities = [entity for watchlist in watchlists for entity in watchlist.entities]
    known = {
        "exclude_groups": ("group", {entity.group for entity in entities if entity.group}),
        "exclude_entities": ("entry", {entity.id for entity in entities}),
        "programmes": ("programme", {programme for entity in entities for programme in entity.programmes}),
    }
    lists = ", ".join(watchlist.name for watchlist in watchlists)
    for field, (what, names) in known.items():
        for index, name in enumerate(getattr(config, field)):
            if not (_matching(name, names) if field == "programmes" else name in names):
                message = f"no {what} {name!r} in {lists}"
                yield source.problem(f"{key}.{field}[{index}]", message, hint=suggestion(name, names))


def _filtered(watchlist: Watchlist, config: ListConfig) -> Watchlist:
    kept, notes = watchlist.entities, list(watchlist.warnings)
    for group in config.exclude_groups:
        left = tuple(entity for entity in kept if entity.group != group)
        notes += _note(len(kept) - len(left), "group", group)
        kept = left
    for entity_id in config.exclude_entities:
        left = tuple(entity for entity in kept if entity.id != entity_id)
        notes += _note(len(kept) - len(left), "entity", entity_id)
        kept = left
    if config.programmes:
        known = {programme for entity in kept for programme in entity.programmes}
        wanted = {programme for pattern in config.programmes for programme in _matching(pattern, known)}
        untold = is_partial(watchlist)  # some formats tell at their end of which programmes an entry is
        left = tuple(e for e in kept if not wanted.isdisjoint(e.programmes) or (untold and not e.programmes))
        notes += _note(len(kept) - len(left), "programme", ", ".join(config.programmes))
        kept = left
    return watchlist.model_copy(update={"entities": kept, "warnings": tuple(notes)})


def _matching(pattern: str, programmes: Collection[str]) -> set[str]:
    """The programmes that a name means: itself, or with ``*`` for any letters all that are like it, in any case."""
    if "*" not in pattern:
        return {pattern} & set(programmes)
    literal = "".join(f"[{letter}]" if letter in "?[" else letter for letter in pattern.casefold())
    return {programme for programme in programmes if fnmatchcase(programme.casefold(), literal)}


def _note(count: int, key: str, what: str) -> list[str]:
    return [spoken().count(f"list.left_out.{key}", count, what=what)] if count else []
