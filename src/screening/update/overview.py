"""The catalogue, and what is stored of it, to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from screening.entities import Model
from screening.list_notices import ago
from screening.lists.catalogue import CatalogueEntry, catalogue
from screening.store.state import ListState, StoredVersion
from screening.store.versions import stored_lists


class ListOverview(Model):
    """A list that is in the catalogue, or stored, or both."""

    name: str
    catalogue: CatalogueEntry | None = None
    versions: tuple[StoredVersion, ...] = ()  # that are stored, the newest first
    checked: str | None = None
    age_days: int | None = None  # since the publisher last confirmed the newest version
    failure: str | None = None  # of the last update, where it failed


def overview(store: Path | None, now: datetime) -> tuple[ListOverview, ...]:
    """Every list of the catalogue, in its order, and then others that are stored, with their age at ``now``.

    Raises ListError for a list whose state cannot be read.
    """
    stored: Mapping[str, ListState] = stored_lists(store)
    names = [*catalogue(), *(name for name in stored if name not in catalogue())]
    return tuple(_one(name, stored.get(name, ListState()), now) for name in names)


def overview_text(lists: Sequence[ListOverview], store: Path | None) -> str:
    """The overview for a terminal: what is stored, and what is not."""
    there = [one for one in lists if one.versions]
    lines = [f"Stored in {store}:" if store else "Nothing can be stored: no folder is known"]
    lines += [line for one in there for line in _stored_lines(one)] or [
        "  nothing yet: run screening lists update NAME"
    ]
    lines += ["", "Official lists that can be downloaded by name:"]
    lines += [line for one in lists if not one.versions for line in _catalogue_lines(one)]
    return "\n".join(lines) + "\n"


def _one(name: str, state: ListState, now: datetime) -> ListOverview:
    return ListOverview(
        name=name,
        catalogue=catalogue().get(name),
        versions=state.versions,
        checked=state.checked,
        age_days=state.age(now),
        failure=state.failure.message if state.failure else None,
    )


def _stored_lines(one: ListOverview) -> Iterator[str]:
    newest = one.versions[0]
    yield f"  {one.name}  {newest.version}  ({newest.entities:,} entries, {newest.names:,} names)"
    yield (
        f"      as of {newest.as_of or '(not told)'}, confirmed {ago(one.age_days or 0)}, "
        f"sha256 {newest.sha256[:12]}, versions: {len(one.versions)}"
    )
    if one.failure:
        yield f"      the last update failed: {one.failure}"
    if one.catalogue and one.catalogue.warning:
        yield f"      {one.catalogue.warning}"


def _catalogue_lines(one: ListOverview) -> Iterator[str]:
    if one.catalogue is None:
        return
    yield f"  {one.name}  {one.catalogue.title}"
    yield f"      {one.catalogue.publisher}; {one.catalogue.rhythm}"
    yield f"      {one.catalogue.url}"
    yield f"      {one.catalogue.licence}"
    for text in (one.catalogue.warning, one.catalogue.note):
        if text:
            yield f"      {text}"
