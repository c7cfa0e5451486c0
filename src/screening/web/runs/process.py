"""One screening as a process: started, watched, stopped with everything that it has started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from pydantic import ValidationError

from screening.web.runs.child import Outcome, Task
from screening.web.runs.shelf import OUTCOME
from screening.web.settings import KEY

_LOG = "process.log"  # what libraries say; nobody's answer
_COMMAND = ("-P", "-c", "from screening.web.runs.child import main; main()")  # -P: not from this folder


class ScreeningProcess:
    """The process of a task, which waits for `tell`. Raises OSError where it can't be started."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.stopped = False
        paths = os.pathsep.join(str(Path(p).resolve()) for p in sys.path if p)
        around = {name: value for name, value in os.environ.items() if name != KEY}  # it reads strangers' files
        with (task.place / _LOG).open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, *_COMMAND], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log,
                env={**around, "PYTHONPATH": paths}, start_new_session=True,
            )  # fmt: skip

    def tell(self) -> None:
        """Say what to do. Waits until the process listens."""
        stdin = self._process.stdin
        assert stdin is not None
        with contextlib.suppress(OSError):  # it has ended: who waits for it will see
            stdin.write(self._task.model_dump_json().encode() + b"\n")
            stdin.flush()  # and stays open: its end tells the process that there is no server any more

    def ended(self, seconds: float) -> bool:
        """Wait so long: whether it has ended by then."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def outcome(self) -> Outcome | None:
        """What has come of the screening, once it is known; the process may then still write formats of the report."""
        try:
            return Outcome.model_validate_json((self._task.place / OUTCOME).read_bytes())
        except (OSError, ValidationError):
            return None

    @property
    def status(self) -> int | None:
        """The exit status; negative for a signal, None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """End it, and what it has started, at once: whatever it has left by then is not wanted."""
        self.stopped = True
        if self._process.poll() is None:
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def close(self) -> None:
        """Stop it if it runs, and let go of what it held here."""
        self.stop()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
