"""Web archives (.mhtml, .mht): web pages and what belongs to them in one file, as ERP systems and Excel write them.

SAP calls this "Excel (in MHTML format)" and names it .xls or .mhtml. The parser is that of the standard library.
"""

from __future__ import annotations

import email
from collections.abc import Sequence
from dataclasses import replace
from email.message import Message

from screening.errors import InputError
from screening.tables.grid import Budget
from screening.tables.html_table import tables_of
from screening.tables.limits import Limits
from screening.tables.model import Sheet, TableFile, chosen
from screening.tables.package import SAVE_AGAIN


def read_mhtml(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The tables of all pages of a web archive, named ``table 1`` and so on where there are several.

    Raises InputError: ``corrupt``, ``too_large``, ``unsupported`` (no table in it), ``no_sheet``.
    """
    budget = Budget(limits, file)
    sheets: list[Sheet] = []
    notes: list[str] = []
    for page in _pages(data, file):
        content = page.get_payload(decode=True)
        if isinstance(content, bytes):
            grids, told = tables_of(content, budget, charset=page.get_content_charset() or "")
            sheets += [grid.sheet() for grid in grids]
            notes += told
    if not sheets:
        raise InputError(
            "this is a web archive without a table", file=file, code="unsupported",
            hint="ask for the table itself, as .xlsx or .csv",
        )  # fmt: skip
    alone = len(sheets) == 1
    named = [replace(sheet, name="" if alone else f"table {n}") for n, sheet in enumerate(sheets, start=1)]
    unique = tuple(dict.fromkeys(notes))
    return TableFile(file=file, sha256=sha256, sheets=chosen(named, wanted, file), notes=unique)


def _pages(data: bytes, file: str) -> list[Message]:
    try:
        return [part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError) as error:  # archives in archives without end; odd headers
        raise InputError("the web archive is damaged", file=file, code="corrupt", hint=SAVE_AGAIN) from error
