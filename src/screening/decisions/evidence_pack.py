"""Everything about one row of a report in one folder or archive, for an auditor who has nothing else.

The same report, lists, decisions and configuration give the same bytes: no time of writing, no order by chance.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.decisions.evidence_entries import entry_keys, listed_entries
from screening.decisions.evidence_page import evidence_page
from screening.decisions.log import log_data
from screening.decisions.past import PastDecisions
from screening.decisions.record import DecisionRecord
from screening.entities import Watchlist
from screening.errors import OutputError
from screening.report.atomic import replaced
from screening.report.html_report import write_html
from screening.report.json_report import write_json
from screening.report.model import Report, Result, summarise
from screening.report.wording import NO_CONFIGURATION
from screening.texts import spoken

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that an archive can hold
_PLAIN_FILE = 0o100644 << 16  # in the form of an archive
_UNIX = 3
_SECRET = re.compile(rb"://[^/\s\"']+:[^/\s\"']*@")  # a name and a password in an address


@dataclass(frozen=True)
class EvidencePack:
    """The files, by their names in the order of these, and what could not be put in, in sentences."""

    files: Mapping[str, bytes]
    gaps: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Write a ``.zip`` archive, else a folder that is not there yet; whole or not at all.

        Raises OutputError where it can't be written.
        """
        if path.suffix.lower() == ".zip":
            with replaced(path) as file:
                file.write(self.archive())
        else:
            _write_folder(path, self.files)

    def archive(self) -> bytes:
        """The files as a zip archive. They are not compressed: libraries do not compress alike."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.files.items():
                info = zipfile.ZipInfo(name, _LONG_AGO)
                info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
                archive.writestr(info, content)
        return data.getvalue()


def evidence_pack(
    report: Report,
    result: Result,
    watchlists: Iterable[Watchlist],
    list_files: Mapping[str, Path],
    past: PastDecisions | None,
    configuration: bytes | None,
) -> EvidencePack:
    """The pack about a row of a report.

    ``watchlists`` are those of the report as far as they are at hand; an entry is taken where it is the one of the
    report. ``list_files`` are where the lists' files are, by the names of the lists; an entry is cut out of one that
    has the hash of the report. ``configuration`` is the file's, where there is one.
    """
    gaps: list[str] = []
    alone = Report(screening=report.screening, summary=summarise((result,)), counterparties=(result,))
    history = _history(result, past)
    if past is None:
        gaps.append(spoken()("evidence_pack.gap.no_store"))
    elif not past.head.number:
        gaps.append(spoken()("evidence_pack.gap.empty_store"))
    files = {
        "alert.html": _written(alone, write_html),
        "decisions.json": _json({"store": past.info.model_dump() if past else None, "records": log_data(history)}),
        "report.json": _written(alone, write_json),
        **listed_entries(report, result, watchlists, list_files, gaps),
        **_configuration(report, configuration, gaps),
    }
    files["index.html"] = evidence_page(alone, history, tuple(sorted(files)), tuple(gaps))
    files["manifest.json"] = _json({"sha256": {name: _sha256(files[name]) for name in sorted(files)}})
    return EvidencePack({name: files[name] for name in sorted(files)}, tuple(gaps))


def _history(result: Result, past: PastDecisions | None) -> tuple[DecisionRecord, ...]:
    if past is None or result.identity is None:
        return ()
    return past.history(result.identity, [key[:2] for key in entry_keys(result)])


def _configuration(report: Report, configuration: bytes | None, gaps: list[str]) -> dict[str, bytes]:
    wanted = report.screening.config_sha256
    if wanted == NO_CONFIGURATION:
        return {}  # there was none: all defaults
    if configuration is None or _sha256(configuration) != wanted:
        gaps.append(spoken()("evidence_pack.gap.configuration", sha256=wanted))
        return {}
    if _SECRET.search(configuration):
        gaps.append(spoken()("evidence_pack.gap.password"))
        return {}
    return {"configuration.toml": configuration}


def _written(report: Report, write: Any) -> bytes:
    file = io.BytesIO()
    write(report, file, spoken())
    return file.getvalue()


def _json(data: Any) -> bytes:
    return json.dumps(data, indent=1, ensure_ascii=True).encode() + b"\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    if path.exists():
        raise OutputError("is there already", file=path, hint="name a new folder, or a .zip file", code="exists")
    try:
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=path.parent))
        try:
            for name, content in files.items():
                (draft / name).parent.mkdir(exist_ok=True)
                (draft / name).write_bytes(content)
            draft.chmod(0o755)
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"could not be written: {reason}", file=path, code="write_failed") from error
