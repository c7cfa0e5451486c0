"""The list formats that can be read, each known by a sign in a file's beginning before its reader is loaded.

A reader and what it needs take their time to import: only those are that a file may be for.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from screening.entities import Watchlist
from screening.source_text import head_text

ZIP = b"PK\x03\x04"

_SIGNS_WITHIN = 65_536  # bytes; of a zip archive readers are handed all, as what is in it its end tells
_XLSX = r"\APK\x03\x04"
_XLS = r"\A\x11"  # the first byte that the old format of workbooks has in common with a text
_UK_TABLE = r"(?i:(?:alias|name)[\W_]*type)"


class Reader(Protocol):
    """A module that reads one format."""

    def recognise(self, head: bytes) -> bool:
        """Whether the file that begins with ``head`` is of this format; of a zip archive it is the whole file."""

    def read(self, data: bytes, file: str, name: str) -> Watchlist:
        """The list; ``file`` is for messages, ``name`` the list's name where the format has none."""


class Format(NamedTuple):
    """A format by its module, and a sign (regular expression) that all its files have."""

    module: str
    sign: str

    @property
    def name(self) -> str:
        """What the catalogue of lists calls the format: publisher and form."""
        return self.module.replace(".", "_")

    @property
    def reader(self) -> Reader:
        """The module, imported when it is first asked for."""
        return cast("Reader", import_module(f"screening.lists.{self.module}"))

    @property
    def is_published(self) -> bool:
        """Whether it is a publisher's, and not for lists of one's own."""
        return "." in self.module

    def recognises(self, head: bytes, text: str) -> bool:
        """Whether a file is of the format, by its beginning and the text of that."""
        return re.search(self.sign, text) is not None and self.reader.recognise(head)


def _root(name: str) -> str:
    """The sign of a root element, in whatever namespace, or of a document type that is called so."""
    return rf"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?{name}(?![\w.-])"


FORMATS: tuple[Format, ...] = (
    Format("au.dfat", rf"{_XLSX}|(?i:control\s+date)"),
    Format("uk.ofsi", rf"{_XLSX}|{_UK_TABLE}"),
    Format("xlsx_list", rf"{_XLSX}|{_XLS}"),
    Format("ofac.sdn", _root("sdnList")),
    Format("ofac.advanced", _root("Sanctions")),
    Format("ofac.enhanced", _root("sanctionsData")),
    Format("ofac.legacy", r"\A[\s\"]*\d"),  # no header: the first cell is a number
    Format("us.csl", "federal_register_notice"),
    Format("un.xml", _root("CONSOLIDATED_LIST")),
    Format("eu.fsf_xml", _root("export")),
    Format("eu.fsf_csv", "(?i:logical_?id)"),
    Format("uk.sanctions_list", rf"{_root('Designations')}|{_UK_TABLE}"),
    Format("ca.sema", _root("data-set")),
    Format("ch.seco", _root("swiss-sanctions-list")),
    Format("opensanctions.ftm", r"\A\s*\{(?:.*\"schema\"|\s*\"op\")"),
    Format("opensanctions.nested", r"\A\s*\{.*\"schema\""),
    Format("opensanctions.simple", "birth_date"),
    Format("toml_list", r"\[\s*(?:watchlist|entity|entities|mentioned)\s*\]"),
    Format("json_list", r"\A\s*[{\[]"),
    Format("csv_list", ""),
)
"""Asked in this order; a format that looks like another one, only more special, comes before it."""


def format_of(content: bytes) -> Format | None:
    """The format of a file; None for one that is not known."""
    head = content if content.startswith(ZIP) else content[:_SIGNS_WITHIN]
    text = head_text(head[:_SIGNS_WITHIN])
    return next((found for found in FORMATS if found.recognises(head, text)), None)
