"""OFAC's legacy CSV files: ``sdn.csv`` with its ``alt.csv``, ``add.csv`` and ``sdn_comments.csv``, without headers.

The files of the consolidated list (``cons_prim.csv`` ...) have the same form. ``-0-`` stands for an empty cell, and a
control-Z for the end of the file. Each file is known by the form of its rows, never by its name.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from screening.collector import collector_held
from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.lists.duplicates import refuse_duplicates
from screening.lists.gathering import Gathering
from screening.lists.ofac.links import with_links
from screening.lists.ofac.party import Party
from screening.lists.ofac.remarks import add_remarks
from screening.lists.ofac.words import ISSUER
from screening.lists.records import entity_of
from screening.lists.xml_stream import DOWNLOAD_AGAIN
from screening.source_text import head_text

Part = Literal["sdn", "alt", "add", "comments"]

TITLE = "OFAC sanctions list (legacy files)"  # the files do not say which of the two lists it is
EMPTY = "-0-"
LONGEST_REMARK = 1000  # characters of the column; what is longer goes on in the comments
_HEAD = 65_536  # bytes that hold the first row
_END = "\x1a"  # control-Z, which ends the file
_WIDTHS: Mapping[Part, int] = {"sdn": 12, "alt": 5, "add": 6, "comments": 2}
_TYPES = frozenset({EMPTY, "individual", "entity", "vessel", "aircraft"})
_KINDS: Mapping[str, str] = {"aka": "a.k.a.", "fka": "f.k.a.", "nka": "n.k.a."}
_MISSING: Mapping[Part, str] = {
    "alt": "aliases (alt.csv)", "add": "addresses (add.csv)", "comments": "the ends of long remarks (sdn_comments.csv)",
}  # fmt: skip


class Row(NamedTuple):
    """A row with its 1-based line in the file; a cell is "" where the file says ``-0-``.

    Cells have no space around them but the last one: remarks may be cut off in the middle of one.
    """

    line: int
    cells: Sequence[str]


class _Sides(NamedTuple):
    """What the other files say, by OFAC's number of the party."""

    alt: Mapping[str, Sequence[Row]]
    add: Mapping[str, Sequence[Row]]
    comments: Mapping[str, Sequence[Row]]


def recognise(head: bytes) -> bool:
    """Whether the first row is one of ``sdn.csv``, or of ``alt.csv`` or ``add.csv``, which need it."""
    return part_of(head) in {"sdn", "alt", "add"}


def part_of(head: bytes) -> Part | None:
    """Which of the files begins with ``head``, by its first row; None for any other file.

    Nothing but two columns makes ``comments``: believe it only beside a ``sdn``.
    """
    line = head_text(head).split("\n", 1)[0]
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error:
        return None
    if not cells or not _is_number(cells[0]):
        return None
    if len(cells) == _WIDTHS["sdn"] and cells[2] in _TYPES:
        return "sdn"
    if len(cells) == _WIDTHS["alt"] and _is_number(cells[1]) and cells[2] in _KINDS:
        return "alt"
    if len(cells) == _WIDTHS["add"] and _is_number(cells[1]):
        return "add"
    return "comments" if len(cells) == _WIDTHS["comments"] and not _is_number(cells[1]) else None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in one file, an ``sdn.csv``: a warning says what the files beside it would add.

    Raises ListError for the other files, and for one that is damaged or cut off.
    """
    return read_parts({file: data}, file, name)


def read_parts(parts: Mapping[str, bytes], file: str, name: str) -> Watchlist:
    """The list in its files, by their names, each recognised by its content.

    Raises ListError where the ``sdn.csv`` is missing, a file is not of this list, stands twice, or is damaged.
    """
    with collector_held():
        return _read(_sorted_out(parts, file), file, name)


def is_family(parts: Mapping[str, bytes]) -> bool:
    """Whether the files belong together: an ``sdn.csv`` with others of its kind beside it, which may be empty."""
    found = [part_of(data[:_HEAD]) for data in parts.values() if not _is_blank(data)]
    return len(parts) > 1 and "sdn" in found and all(found)


def _is_blank(data: bytes) -> bool:
    return not data.strip(b"\x1a\r\n ")


def _sorted_out(parts: Mapping[str, bytes], file: str) -> dict[Part, tuple[str, bytes]]:
    found: dict[Part, tuple[str, bytes]] = {}
    for name, data in parts.items():
        if _is_blank(data):
            continue
        part = part_of(data[:_HEAD])
        if part is None:
            raise ListError("is none of OFAC's legacy files", file=name, code="unrecognised")
        if part in found:
            message = f"is a second {part} file, beside {found[part][0]}"
            raise ListError(message, file=name, hint="read one list at a time", code="ambiguous")
        found[part] = (name, data)
    if "sdn" not in found:
        hint = "put it into one zip file with sdn.csv (or cons_prim.csv), and read that"
        raise ListError(
            "is one of OFAC's files beside sdn.csv, and no list by itself", file=file, hint=hint, code="part"
        )
    return found


def _read(found: Mapping[Part, tuple[str, bytes]], file: str, name: str) -> Watchlist:
    gathering = Gathering()
    rows: dict[Part, list[Row]] = {part: list(_rows(part, *found[part], gathering)) for part in found}
    sides = _Sides(*(_by_party(rows.get(part, ())) for part in ("alt", "add", "comments")))
    _check_orphans(rows, found, gathering)
    links: dict[str, Sequence[str]] = {}
    cut = 0
    for row in rows["sdn"]:
        party = Party(gathering.counts)
        is_cut = len(row.cells[11]) >= LONGEST_REMARK and row.cells[0] not in sides.comments
        cut += is_cut
        _fill(party, row.cells, sides)
        named = add_remarks(_remarks(row.cells, sides), party, title=row.cells[4], is_cut=is_cut)
        made = entity_of(party.payload(row.cells[0]), f"entry {row.cells[0]} in line {row.line}", party.name)
        gathering.take(made)
        if isinstance(made, Entity):
            links[made.id] = named
    refuse_duplicates(gathering.entities, file)
    gathering.warnings += [f"{told} are missing: read the files together, in one zip" for told in _missing(found, cut)]
    if cut:
        gathering.warnings.append(f"the remarks of {cut} entries are cut off after {LONGEST_REMARK} characters")
    return gathering.watchlist(name=name, title=TITLE, issuer=ISSUER, entities=with_links(gathering.entities, links))


def _missing(found: Mapping[Part, object], cut: int) -> Iterator[str]:
    """What the files that are not there would say; comments are missing only where remarks are cut off."""
    yield from (told for part, told in _MISSING.items() if part not in found and (part != "comments" or cut))


def _fill(party: Party, cells: Sequence[str], sides: _Sides) -> None:
    """Put the columns, and the rows of the other files, where they belong; but the remarks."""
    uid, name, kind, programmes, title, call_sign, vessel_type, tonnage, gross, flag, owner, _ = cells
    party.add_primary(name)
    for _, alias_kind, text, remark in (row.cells[1:] for row in sides.alt.get(uid, ())):
        party.add_alias(text, _KINDS.get(alias_kind, alias_kind))
        party.remarks.add("Of a name", f"{text}: {remark.strip()}" if remark.strip() else "")
    party.set_type(kind or "Entity")
    party.add_programmes(programme.strip(" []") for programme in programmes.split("] ["))
    party.remarks.add("Title", title)
    vessel = {
        "Vessel Call Sign": call_sign, "Vessel Type": vessel_type, "Vessel Tonnage": tonnage,
        "Vessel Gross Registered Tonnage": gross, "Vessel Flag": flag, "Vessel Owner": owner,
    }  # fmt: skip
    for word, value in vessel.items():
        if value:
            party.add(word, value)
    for _, street, city, country, remark in (row.cells[1:] for row in sides.add.get(uid, ())):
        party.add_address([street], city, country)
        party.remarks.add("Of an address", remark.strip())


def _remarks(cells: Sequence[str], sides: _Sides) -> str:
    """The remarks with what goes on in the comments, mid-word."""
    return "".join([cells[11], *(row.cells[1] for row in sides.comments.get(cells[0], ()))]).strip()


def _by_party(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.cells[0]].append(row)
    return dict(found)


def _check_orphans(
    rows: Mapping[Part, Sequence[Row]], found: Mapping[Part, tuple[str, bytes]], gathering: Gathering
) -> None:
    """The list is damaged where another file tells of a party that ``sdn.csv`` does not have."""
    known = {row.cells[0] for row in rows["sdn"]}
    for part, these in rows.items():
        orphan = next((row for row in these if row.cells[0] not in known), None)
        if orphan:
            message = f"is about entry {orphan.cells[0]}, which {found['sdn'][0]} does not have"
            hint = "download all of them again, on one day"
            gathering.end_with(ListError(message, file=found[part][0], line=orphan.line, hint=hint, code="mismatch"))


def _rows(part: Part, file: str, data: bytes, gathering: Gathering) -> Iterator[Row]:
    """The rows of a file; a warning says that one may be cut off.

    A file that is cut off for certain, goes on after its end, or has a row of another width, is read up to there.
    """
    text = gathering.text(data, file)
    content, end, more = text.partition(_END)
    if more.strip():
        line = content.count("\n") + 1
        gathering.end_with(
            ListError("goes on after its end", file=file, line=line, hint=DOWNLOAD_AGAIN, code="corrupt")
        )
    if not end and content.strip() and not content.endswith("\n"):
        line = content.count("\n") + 1
        content = content[: content.rfind("\n") + 1]
        gathering.end_with(
            ListError("ends in the middle of a line", file=file, line=line, hint=DOWNLOAD_AGAIN, code="corrupt")
        )
    if not end and part != "comments":
        gathering.warnings.append(f"{file}: the mark at the end (control-Z) is missing: the file may be cut off")
    yield from gathering.readable(_cells(part, file, content))


def _cells(part: Part, file: str, content: str) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        for cells in reader:
            if len(cells) != _WIDTHS[part] and "".join(cells).strip():
                message = f"a row of {len(cells)} columns where there must be {_WIDTHS[part]}"
                raise ListError(message, file=file, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt")
            if len(cells) == _WIDTHS[part]:
                yield Row(reader.line_num, [*(_value(cell).strip() for cell in cells[:-1]), _value(cells[-1])])
    except csv.Error as error:
        message = f"is cut off or damaged: not valid CSV ({error})"
        raise ListError(message, file=file, line=reader.line_num, hint=DOWNLOAD_AGAIN, code="corrupt") from None


def _value(cell: str) -> str:
    return "" if cell.strip() == EMPTY else cell


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
