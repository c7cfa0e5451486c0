"""The report as JSON, exactly the model: one object (``.json``), or one object a line (``.jsonl``)."""

from __future__ import annotations

import json
from typing import BinaryIO

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json

from screening.report.model import Report
from screening.texts import Texts


def write_json(report: Report, file: BinaryIO, texts: Texts | None = None) -> None:
    """Write one JSON object: the head indented for people, each counterparty on a line of its own.

    Counterparties are written one by one, so that a large report needs no second copy of itself in memory.
    """
    file.write(b'{\n "screening": ' + _indented(report.screening))
    file.write(b',\n "summary": ' + _indented(report.summary))
    file.write(b',\n "counterparties": [')
    for number, result in enumerate(report.counterparties):
        file.write((b",\n  " if number else b"\n  ") + _json(result))
    file.write(b"\n ]\n}\n")


def write_jsonl(report: Report, file: BinaryIO, texts: Texts | None = None) -> None:
    """Write a first line with ``screening`` and ``summary``, then one counterparty a line."""
    file.write(b'{"screening":%b,"summary":%b}\n' % (_json(report.screening), _json(report.summary)))
    for result in report.counterparties:
        file.write(_json(result) + b"\n")


def _indented(model: BaseModel) -> bytes:
    return _json(model, indent=1).replace(b"\n", b"\n ")


def _json(model: BaseModel, indent: int | None = None) -> bytes:
    try:
        return to_json(model, indent=indent, inf_nan_mode="null")  # half the time of `model_dump_json`, the same bytes
    except PydanticSerializationError:
        # Half of a surrogate pair, from a broken workbook: UTF-8 has no bytes for it, a JSON escape does, and the
        # report must show the cell as it was.
        plain = json.dumps(model.model_dump(), ensure_ascii=False, indent=indent, separators=(",", ":"))
        return plain.encode("utf-8", "backslashreplace")
