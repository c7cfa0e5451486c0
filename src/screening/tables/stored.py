"""The values that the cells of an xlsx workbook store, as text: by the type of the cell and the style it refers to."""

from __future__ import annotations

import re

from screening.tables.cells import number_or_date, number_text
from screening.tables.workbook import Workbook, plain_text

_MIDNIGHT = re.compile(r"(T00:00:00(\.0+)?)?Z?$")
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


class Stored:
    """The texts and date styles of one workbook, applied to the values of its cells."""

    def __init__(self, workbook: Workbook) -> None:
        self._texts = workbook.texts
        self._date_styles = workbook.date_styles
        self._from_1904 = workbook.from_1904

    def text(self, kind: str | None, style: str | None, raw: str) -> str | None:
        """The text of a cell: ``kind`` is its ``t``, ``style`` its ``s``, ``raw`` what it stores.

        None where it refers to a shared text that is not there. Raises ValueError where such a reference is no number.
        """
        if kind == "s":
            return self._shared(raw)
        if kind is None or kind == "n":
            if style is not None and style in self._date_styles:
                return self._date(style, raw.strip())
            return number_text(raw.strip())
        if kind in ("str", "inlineStr"):
            return plain_text(raw)
        if kind == "b":
            return _BOOLEANS.get(raw.strip(), raw.upper())
        if kind == "d":
            return _MIDNIGHT.sub("", raw.strip()).replace("T", " ")
        return raw

    def _shared(self, raw: str) -> str | None:
        if not raw:
            return ""
        index = int(raw)
        return self._texts[index] if 0 <= index < len(self._texts) else None

    def _date(self, style: str, raw: str) -> str:
        try:
            serial = float(raw)
        except ValueError:
            return raw
        return number_or_date(serial, self._date_styles[style], from_1904=self._from_1904)
