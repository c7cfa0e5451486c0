"""A PostgreSQL server for tests, from the programs that are installed, on a socket file of its own: no network."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

NEEDED = "SCREENING_NEEDS_POSTGRESQL"
"""Set where a server must be there (continuous integration): without one the tests fail, and are not skipped."""

_USER = "tester"
_ACCOUNTS = ("postgres", "nobody")  # of the system: a server refuses to run as root


class NoServerError(Exception):
    """There are no programs to start a server with."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the address of a database that is there."""
    programs = _programs()
    account = _account()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:  # the path of a socket must be short
        folder = Path(name)
        if account:
            shutil.chown(folder, account)
        _run(account, folder, programs / "initdb", "-D", "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(account, folder, programs / "pg_ctl", "-D", "data", "-l", "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@/postgres?host={folder}"
        finally:
            _run(account, folder, programs / "pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")


def _programs() -> Path:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise NoServerError("no PostgreSQL server is installed")


def _account() -> str | None:
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - not everywhere

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _ACCOUNTS if name in names)


def _run(account: str | None, folder: Path, program: Path, *arguments: str) -> None:
    command: Sequence[str | Path] = [program, *arguments]
    done = subprocess.run(
        command, cwd=folder, user=account, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, timeout=120, env={**os.environ, "LC_ALL": "C", "HOME": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode(errors="replace")
