"""The listed entries of an evidence pack: each as the program read it, and as its list published it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.lists.fragments.find import published
from screening.lists.registry import contents_of
from screening.report.model import Report, Result
from screening.texts import spoken


class EntryKey(NamedTuple):
    """A listed entry as a report tells it; the fingerprint is that of the entry then."""

    watchlist: str
    entity_id: str
    fingerprint: str | None


def entry_keys(result: Result) -> list[EntryKey]:
    """All entries that the hits of a row stand for, excluded ones too, in the order of the hits."""
    found = []
    for hit in (*result.hits, *result.excluded_hits):
        found.append(EntryKey(hit.watchlist, hit.entity_id, hit.entry))
        found += [EntryKey(other.watchlist, other.entity_id, other.entry) for other in hit.also_listed]
    return list(dict.fromkeys(found))


def listed_entries(
    report: Report,
    result: Result,
    watchlists: Iterable[Watchlist],
    list_files: Mapping[str, Path],
    gaps: list[str],
) -> dict[str, bytes]:
    """The files of a pack about the entries of a row, by their names; ``gaps`` are told what is not at hand.

    Two for each entry: what the program read of it, where that is still what the report was made with, and the part of
    the list's file that it was read from.
    """
    keys = entry_keys(result)
    entities = _entities(keys, watchlists)
    hashes = {info.name: info.sha256 for info in report.screening.watchlists}
    originals = _originals(keys, hashes, list_files, gaps)
    files = {}
    for number, key in enumerate(keys, 1):
        stem = f"entries/{number:02}-{re.sub(r'[^A-Za-z0-9._-]+', '-', f'{key.watchlist}-{key.entity_id}')}"
        entity = entities.get(key[:2])
        original = originals.get(key[:2])
        if original is not None:
            files[f"{stem}.published.txt"] = original
        if entity is None or entity.fingerprint() != key.fingerprint:
            state = "entry_gone" if entity is None else "entry_changed"
            gaps.append(spoken()(f"evidence_pack.gap.{state}", entity=key.entity_id, list=key.watchlist))
            continue
        told = {
            "watchlist": key.watchlist,
            "list_sha256": hashes.get(key.watchlist, ""),
            "published": f"{Path(stem).name}.published.txt" if original is not None else None,
            "fingerprint": key.fingerprint,
            "entity": entity.model_dump(mode="json"),
        }
        files[f"{stem}.json"] = json.dumps(told, indent=1).encode() + b"\n"
    return files


def _entities(keys: Sequence[EntryKey], watchlists: Iterable[Watchlist]) -> dict[tuple[str, str], Entity]:
    wanted = {key[:2] for key in keys}
    return {
        (watchlist.name, entity.id): entity
        for watchlist in watchlists
        for entity in watchlist.entities
        if (watchlist.name, entity.id) in wanted
    }


def _originals(
    keys: Sequence[EntryKey], hashes: Mapping[str, str], list_files: Mapping[str, Path], gaps: list[str]
) -> dict[tuple[str, str], bytes]:
    """The entries as published, by list and id, cut out of the files that are still those of the report."""
    ids: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        ids[key.watchlist].append(key.entity_id)
    found: dict[tuple[str, str], bytes] = {}
    for name, wanted in ids.items():
        cut = _cut(list_files.get(name), hashes.get(name, ""), wanted)
        if cut is None:
            gaps.append(spoken()("evidence_pack.gap.list", list=name, sha256=hashes.get(name, "")))
            continue
        found |= {(name, entity_id): part for entity_id, part in cut.items()}
        gaps += [
            spoken()("evidence_pack.gap.uncut", entity=entity_id, list=name)
            for entity_id in wanted
            if entity_id not in cut
        ]
    return found


def _cut(path: Path | None, sha256: str, ids: Collection[str]) -> Mapping[str, bytes] | None:
    """The entries in a list's file; None where that is not there, or no longer the one of this hash."""
    if path is None:
        return None
    try:
        digest, files = contents_of(path)
        return published(files, ids) if digest == sha256 else None
    except ListError:
        return None
