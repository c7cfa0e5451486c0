"""A process that reads one file, seen from outside: started, fed, stopped in time, and what its end tells.

It is a program of its own and no copy of this process, so threads do no harm, a script needs no guard, and nothing of
this process - lists, other people's files, secrets in the environment - is in its memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Thread, Timer
from types import TracebackType
from typing import Self

from screening.errors import InputError
from screening.tables.from_bytes import no_memory
from screening.tables.isolated import messages
from screening.tables.isolated.bounds import TOO_MUCH_MEMORY
from screening.tables.package import SAVE_AGAIN
from screening.tables.request import Request
from screening.texts import spoken

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from screening.tables.isolated.child import main; main()"
)
_ISOLATED = ("-I", "-S", "-B", "-X", "utf8")  # nothing from the environment, the folder or the user; no file written
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "WINDIR")
"""Variables of the environment that Python itself may need; the others are none of a file's business."""

_PACKAGES = Path(__file__).parents[3]  # the folder that holds this package
_START_SECONDS = 60.0  # on the busiest machine
_MOST_SAID = 20_000  # bytes of standard error that are kept: its end
_WITHIN = "set isolated = false under [input] in the configuration to read files within the program's own process"


def can_start() -> bool:
    """Whether Python can be started anew: not by a frozen program, nor where Python runs inside of another program."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class Traceback(Exception):  # noqa: N818 - the cause of an error, which is shown with -v
    """Where in the child an error arose."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


class Child:
    """The process, from its start to the end of the block; then it is gone, whatever happened."""

    def __init__(self, request: Request) -> None:
        paths = [str(_PACKAGES), *(path for path in sys.path if path)]
        command = [sys.executable, *_ISOLATED, "-c", _START, json.dumps(list(dict.fromkeys(paths)))]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
            )  # fmt: skip
        except OSError as error:
            raise _not_started(request.file) from error
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._process, self._request = process, request
        self._input, self.answers, self._errors = process.stdin, process.stdout, process.stderr
        self._said = b""
        self._timed_out = False
        self._listener = Thread(target=self._listen, daemon=True)  # else a child that says much would wait for ever
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._input, self.answers, self._errors):
            with suppress(OSError):  # what had not been written to it
                stream.close()

    def feed(self, pieces: Iterable[bytes]) -> int:
        """Hand over the request and the file; the size of the file. Raises InputError ``no_process``."""
        with self.stopped_after(_START_SECONDS):
            hello = messages.receive(self.answers, most=messages.LENGTH)
        if hello != (messages.READY, []):
            raise _not_started(self._request.file) from self._told()
        size = 0
        with suppress(BrokenPipeError):  # it has ended: `ending` tells how
            messages.send(self._input, messages.READY, [asdict(self._request), *_speech()])
            for piece in pieces:
                size += len(piece)
                self._input.write(len(piece).to_bytes(messages.LENGTH, "little"))
                self._input.write(piece)
            self._input.write(bytes(messages.LENGTH))
            self._input.flush()
        return size

    @contextmanager
    def stopped_after(self, seconds: float) -> Iterator[None]:
        """The process is ended if the block takes longer than that."""
        timer = Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def ending(self) -> InputError:
        """Why it ended before it had said all; waits for its end."""
        status = self._process.wait()
        file = self._request.file
        if self._timed_out or (hasattr(signal, "SIGXCPU") and status == -signal.SIGXCPU):
            error = InputError(
                "reading it took too long, and was stopped", file=file, code="timed_out",
                hint="save it as .csv, split it, or raise max_seconds under [input] in the configuration",
            )  # fmt: skip
        elif status == TOO_MUCH_MEMORY:
            error = no_memory(file)
        else:
            error = InputError(
                f"reading it ended in a crash ({_named(status)})", file=file, code="crashed", hint=SAVE_AGAIN
            )
        error.__cause__ = self._told()
        return error

    def _stop(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            while piece := os.read(self._errors.fileno(), _MOST_SAID):
                self._said = (self._said + piece)[-_MOST_SAID:]

    def _told(self) -> Traceback:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        return Traceback(self._said.decode("utf-8", "replace"))


def _speech() -> tuple[str, Mapping[str, str]]:
    """The texts in force, for the notes of the process."""
    return spoken().language, spoken().changed


def _not_started(file: str) -> InputError:
    return InputError("the process that reads files could not be started", file=file, code="no_process", hint=_WITHIN)


def _named(status: int) -> str:
    """An exit status as a word, where it is a signal."""
    if status >= 0:
        return f"status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
