"""The command, run in this process or in one of its own, and what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

ROWS = """Ref,Name,Country,Born,IMO,Bank,Notes
C-1,Zemblan Harbour Bank,KP,,,,
C-2,Zemblan Harbuor Bank,,,,,
C-3,Orlando Quillon Vexley,,,,,
C-4,Gryphon Thimble Society,,,,Zemblan Harbour Bank,
C-5,Bakery Sunrise,DE,,,,
C-6,,,,,,
C-7,Northern Star,,,9187332,,
"""


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it wrote on the two streams."""

    status: int | str | None
    out: str
    err: str


Call = Callable[..., Ran]


def start(
    *arguments: str | bytes,
    stdin: IO[bytes] | int | None = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.PIPE,
    text: bytes | None = None,
    environ: Mapping[str, str] | None = None,
    closed: bool = False,
) -> Ran:
    """Run the command in a process of its own, in the current folder."""
    command: list[str | bytes] = [sys.executable, "-m", "screening", *arguments]
    if closed:
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    done = subprocess.run(
        command, input=text, stdin=None if text is not None else stdin, stdout=stdout, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environ or {})}, check=False, timeout=300,
    )  # fmt: skip
    out, err = (done.stdout or b"").decode(), done.stderr.decode()
    for trace in ("Traceback", "Exception ignored", "Warning"):
        assert trace not in err
    return Ran(done.returncode, out, err)


def hits(report: Mapping[str, Any]) -> dict[int, list[str]]:
    """The entities hit, by the number of the row as in ``C-1``."""
    return {
        number: [hit["entity_id"] for hit in row["hits"]]
        for number, row in enumerate(report["counterparties"], start=1)
        if row["hits"]
    }


def without_times(report: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in report["screening"].items() if key not in {"started", "duration_s"}}
    return {**report, "screening": told}
