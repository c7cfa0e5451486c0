"""Entries of a list file as it publishes them, by the ids that the readers give them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from screening.lists.ca import sema
from screening.lists.formats import ZIP, format_of
from screening.lists.fragments.elements import Cut, cut_elements
from screening.lists.fragments.places import Place, places
from screening.lists.fragments.rows import cut_lines, cut_rows
from screening.lists.fragments.tables import cut_json, cut_toml

_READERS_TELL: Mapping[str, Callable[[bytes, str], Iterator[str]]] = {"ca_sema": sema.record_ids}


def published(files: Mapping[str, bytes], ids: Collection[str]) -> Mapping[str, bytes]:
    """The bytes of the entries with these ids in a list's unpacked ``files`` (one; several that are one list).

    XML elements, lines of JSON, tables of TOML and lines of CSV are as they stand in the file, the rows of a workbook
    are written as CSV; tables have their header with them. Where several parts are one entry, they follow each other,
    with the name of the file above where there are several files. An id that is not found is left out: the form of the
    list may not tell. Raises ListError for a file that is damaged.
    """
    found: dict[str, list[bytes]] = {}
    for name, data in files.items():
        one = format_of(data)
        place = places().get(one.name) if one else None
        if place is None or one is None:
            continue
        numbers = place.numbers(ids)
        head = b""
        parts: dict[str, list[bytes]] = {}
        for number, fragment in _cuts(data, name, one.name, place):
            if number == "":
                head = head or (fragment if place.columns else b"")
            for entity in numbers.get(place.number(number), ()):
                parts.setdefault(entity, []).append(fragment)
        for entity, fragments in parts.items():
            title = [f"# {name}\n".encode()] if len(files) > 1 else []
            found.setdefault(entity, []).extend([*title, *([head] if head else []), *fragments])
    return {entity: b"".join(map(_ended, fragments)) for entity, fragments in found.items()}


def _cuts(data: bytes, file: str, name: str, place: Place) -> Iterator[Cut]:
    if data.startswith(ZIP):
        return cut_rows(data, file, place.columns)
    if place.elements and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _told(name, data, file, cut_elements(data, file, place.elements))
    if place.columns:
        return cut_lines(data, place.columns)
    if name == "toml_list":
        return cut_toml(data, place.key)
    return cut_json(data, place.key, is_document=name == "json_list")


def _told(name: str, data: bytes, file: str, cuts: Iterator[Cut]) -> Iterator[Cut]:
    """The elements with their numbers; of a list that numbers nobody, with the ids that its reader makes up."""
    if name not in _READERS_TELL:
        return cuts
    fragments = (fragment for _, fragment in cuts)
    return zip(_READERS_TELL[name](data, file), fragments, strict=True)


def _ended(fragment: bytes) -> bytes:
    return fragment if fragment.endswith((b"\n", b"\r")) else fragment + b"\n"
