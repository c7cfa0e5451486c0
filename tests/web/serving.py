"""The command `screening serve` as a process of its own, on a free port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

from .asking import PATIENCE


def around(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a server whose files lie in a folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SCREENING_")}
    cache = {name: os.environ[name] for name in ("SCREENING_CACHE",) if name in os.environ}
    return {**plain, **cache, "SCREENING_WEB": str(folder / "web"), "PYTHONIOENCODING": "utf-8", **more}


def ran(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command, where it is to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "screening", "serve", *arguments], cwd=folder, env=around(folder, **more),
        capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE,
    )  # fmt: skip


class Served:
    """A server that runs, and a client of it."""

    def __init__(self, process: subprocess.Popen[str], base: str) -> None:
        self.process = process
        self.client = httpx.Client(base_url=base, timeout=PATIENCE)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """Stop it, and give back what it has said."""
        self.process.send_signal(how)
        assert self.process.stderr is not None
        said = self.process.stderr.read()
        self.process.wait(PATIENCE)
        return said


@contextmanager
def served(folder: Path, *arguments: str, **more: str) -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-m", "screening", "serve", "--port", "0", *arguments], cwd=folder,
        env=around(folder, **more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        server = Served(process, found[0].replace("0.0.0.0", "127.0.0.1"))
        with server.client:
            yield server
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
