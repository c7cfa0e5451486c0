"""When this process ends, the one that reads a file ends, too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .children import posix

SLEEPER = """
import sys
from screening.tables.isolated import process
from screening.tables.registry import read_table
program = process._START.removesuffix("main()")
process._START = program + '''
import os, time
from screening.tables.isolated import child
def read_bytes(data, request):
    from screening.errors import InputError
    os.write(2, b"pid=%d;" % os.getpid())
    time.sleep(600)
child.read_bytes = read_bytes
main()'''
listen = process.Child._listen
def told(self):
    print(self._process.pid, flush=True)
    listen(self)
process.Child._listen = told
try:
    read_table(b"Name\\nx\\n")
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize(("end", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
@posix
def test_no_process_outlives_this_one(end: signal.Signals, status: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as asking:
        assert asking.stdout is not None
        child = int(asking.stdout.readline())
        time.sleep(0.5)  # until it reads
        os.kill(asking.pid, end) if end == signal.SIGKILL else os.killpg(asking.pid, end)  # as a terminal does
        _, said = asking.communicate(timeout=60)
    assert (asking.returncode, said) == (status, b"")
    for _ in range(200):
        if not _is_there(child):
            return
        time.sleep(0.05)
    pytest.fail("the process that read is still there")


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat")
    return not (status.is_file() and status.read_text().rpartition(")")[2].split()[0] == "Z")  # ended, not collected
