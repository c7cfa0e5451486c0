"""The United Kingdom's consolidated list of financial sanctions targets (OFSI), in CSV and as an Excel workbook.

The columns are those of 2022 and, of the CSV, those of the years before (in the code page 1252). A target is the rows
with one Group ID: a row for each combination of its names, addresses, dates of birth and numbers. Each counts once.
"""

from __future__ import annotations

from screening.collector import collector_held
from screening.entities import Watchlist
from screening.errors import ListError
from screening.lists.csv_rows import read_rows, unfinished
from screening.lists.gathering import Gathering
from screening.lists.uk.list import watchlist_of
from screening.lists.uk.table import HEADER_WITHIN, Parties, decoded, gather, has_header, separator_of
from screening.lists.workbook_head import first_texts
from screening.lists.xlsx_list import read_sheets
from screening.lists.xml_stream import DOWNLOAD_AGAIN

ISSUER = "HM Treasury, Office of Financial Sanctions Implementation (OFSI)"
TITLE = "UK consolidated list of financial sanctions targets"

_ID = "ofsi_id"
_HEAD = 65_536  # bytes in which the header stands
_ZIP = b"PK\x03\x04"
_HEADERS = frozenset({"Name 6", "Alias Type", "Group Type", "Regime", "Group ID"})


def recognise(head: bytes) -> bool:
    """Whether a header has the columns of the list, in a CSV or among the first texts of a workbook."""
    if head.startswith(_ZIP):
        return first_texts(head) >= _HEADERS
    return separator_of(head, _ID) is not None and separator_of(head, "uk_id") is None


def read(data: bytes, file: str, name: str) -> Watchlist:
    """The list in ``data``; its version is the day on which it was last updated.

    A target that cannot be read is told in the warnings with its Group ID, a row without one with its number. The file
    does not say how many rows it has. Raises ListError where it is damaged or cut off.
    """
    with collector_held():
        found = Gathering()
        parties = _workbook(data, found, file) if data.startswith(_ZIP) else _text(data, found, file)
        return watchlist_of(
            parties.by_id, found, prefix="ofsi", word="group", name=name, title=TITLE, issuer=ISSUER, as_of=parties.day
        )


def _workbook(data: bytes, found: Gathering, file: str) -> Parties:
    """The table of the first sheet that begins like one; a warning names each other sheet that holds something."""
    sheets = read_sheets(data, file)
    chosen = next((s for s in sheets if has_header([row.cells for row in s.rows[:HEADER_WITHIN]], _ID)), None)
    if chosen is None:
        raise ListError("has no sheet with the header of the list", file=file, hint=DOWNLOAD_AGAIN, code="corrupt")
    parties = gather(iter(chosen.rows), found, _ID, file, chosen.title)
    unread = [sheet.title for sheet in sheets if sheet is not chosen and sheet.rows]
    found.warnings.extend(f"the sheet {title!r} was not read: the list is in {chosen.title!r}" for title in unread)
    return parties


def _text(data: bytes, found: Gathering, file: str) -> Parties:
    text = decoded(data, found, file)
    separator = separator_of(data[:_HEAD], _ID) or ","
    parties = gather(read_rows(text, file, separator), found, _ID, file)
    if text.endswith(separator):
        found.end_with(_cut_off("before the last Group ID", file))
    elif cut := _cut_id(text, parties):
        del parties.by_id[cut]
        found.end_with(_cut_off(f"inside the last Group ID ({cut} ...)", file))
    else:
        found.warnings.extend(unfinished(text))
    return parties


def _cut_id(text: str, parties: Parties) -> str:
    """The number at the very end of a text, if it can be but the beginning of a Group ID: no other row has it, all
    others are greater, and with one digit more it would be among them. "" for most texts: whether the last line of the
    published file has an end is not the same in all years.
    """
    *others, last = [party_id for party_id in parties.by_id if party_id.isdecimal()] or [""]
    if not others or not text.endswith(last):
        return ""
    numbers = [int(party_id) for party_id in others]
    return last if int(last) < min(numbers) and 10 * int(last) <= max(numbers) else ""


def _cut_off(where: str, file: str) -> ListError:
    return ListError(f"is cut off {where}", file=file, hint=DOWNLOAD_AGAIN, code="corrupt")
