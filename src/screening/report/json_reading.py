"""An earlier report read back from its JSON: whole, or with one error that says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from screening.errors import InputError
from screening.report.model import Report
from screening.texts import faults, languages

MAX_BYTES = 2**30  # of a report: a hundred times one of 100,000 rows
_HINT = "name a report that screening screen has written with -o REPORT.json"


def read_report(path: str | Path) -> Report:
    """The report in a ``.json`` or ``.jsonl`` file. Raises InputError for a file that is none, is damaged or unlike.

    Its code is ``not_found``, ``unreadable``, ``too_large``, ``corrupt`` (no JSON, or cut off), ``not_a_report``, or
    ``other_version`` for a report with other fields than this version of the program knows.
    """
    return parse_report(_read(Path(path)), str(path))


def parse_report(data: bytes, file: str) -> Report:
    """The report in the bytes of such a file, called ``file`` in messages. Raises InputError as `read_report` does."""
    try:
        report = Report.model_validate_json(data)
    except ValidationError:  # one object a line, or something else
        report = _of_document(_document(data, file), file)
    _check_texts(report, file)
    if len(report.counterparties) != report.summary.counterparties:
        message = f"has {len(report.counterparties)} rows where its summary counts {report.summary.counterparties}"
        raise InputError(message, file=file, hint="take the report as it was written", code="corrupt")
    return report


def _check_texts(report: Report, file: str) -> None:
    """Refuse texts that cannot be filled in, or of a language that this program does not have."""
    told = report.screening
    wrong = [f"texts.{key} {what}" for key, what in faults(told.texts, told.texts.keys())]
    if told.language not in languages():
        wrong = [f"its language {told.language!r} is none of {', '.join(languages())}"]
    if wrong:
        hint = "take the report as it was written, or screen the table again"
        raise InputError(wrong[0], file=file, hint=hint, code="other_version")


def _document(data: bytes, file: str) -> Any:
    """The report's JSON as Python data, from one object or from one a line."""
    try:
        try:
            return json.loads(data)
        except json.JSONDecodeError:
            head, *rows = [json.loads(line) for line in data.splitlines() if line.strip()]
            return {**head, "counterparties": rows}
    except (ValueError, TypeError, RecursionError):
        raise InputError("is no JSON, or was cut off", file=file, hint=_HINT, code="corrupt") from None


def _of_document(document: Any, file: str) -> Report:
    if not isinstance(document, dict) or not {"screening", "counterparties"} <= document.keys():
        raise InputError("is no report of a screening", file=file, hint=_HINT, code="not_a_report")
    try:
        return Report.model_validate(document)
    except ValidationError as error:
        raise _unlike(document, error, file) from None


def _unlike(document: dict[str, Any], error: ValidationError, file: str) -> InputError:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    screening = document["screening"]
    version = screening.get("version") if isinstance(screening, dict) else None
    told = f"was written by version {version}, and" if isinstance(version, str) else "is no report of a screening:"
    message = f"{told} {where} is not as this version writes it: {first['msg'].lower()}"
    return InputError(message, file=file, hint="screen the table again", code="other_version")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError("no such file", file=path, hint=_HINT, code="not_found") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(f"cannot be read: {reason}", file=path, hint=_HINT, code="unreadable") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"is larger than {MAX_BYTES // 2**20} MiB", file=path, hint=_HINT, code="too_large")
    return data
