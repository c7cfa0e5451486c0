"""Processes that work for this one: programs of their own, each of which answers what it is asked, to the end.

They are started as programs, and not as copies of this process, so that a script which calls the library needs no
guard and threads do no harm.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from queue import SimpleQueue
from threading import Thread
from types import MappingProxyType
from typing import IO, Any

from screening.errors import ScreeningError

_LENGTH = 8  # bytes of the number that stands before each message
_PIPE = 1 << 20  # bytes that a pipe holds, where the system lets it: reading an answer waits for this process's other
# threads (up to 5 ms) each time that it finds the pipe empty


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_ready: ContextVar[Mapping[str, list[subprocess.Popen[bytes]]]] = ContextVar("_ready", default=MappingProxyType({}))


@contextmanager
def ready(module: str, count: int) -> Iterator[None]:
    """Start so many processes of a module now: whoever makes a `Process` of it in this block gets one that stands, and
    has imported what it needs. Those that nobody has asked for are ended with the block."""
    waiting: list[subprocess.Popen[bytes]] = []
    before = _ready.set({**_ready.get(), module: waiting})
    try:
        with suppress(OSError):  # whoever needs one will say so
            while len(waiting) < count:
                waiting.append(_started(module))
        yield
    finally:
        _ready.reset(before)
        for process in waiting:
            _end(process)


def _standing(module: str) -> subprocess.Popen[bytes]:
    """A process of a module that is ready, or else a new one. Raises OSError."""
    waiting = _ready.get().get(module, [])
    while waiting:
        process = waiting.pop()
        if process.poll() is None:
            return process
        _end(process)  # somebody has ended it
    return _started(module)


def _started(module: str) -> subprocess.Popen[bytes]:
    """A process that runs the function ``serve`` of a module of this package. Raises OSError."""
    # modules come from where this process has them, and not from its folder (-P); told when Python stands, as a
    # script may lie beside files that are called like Python's own (encodings.py)
    # an interrupt is for this process, which ends the others: while they start they would tell of it at length
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
        f"sys.path[:] = sys.argv[1:]; from screening.{module} import serve; serve()"
    )
    command = [sys.executable, "-P", "-c", code, *filter(None, sys.path)]
    # numpy would start threads for linear algebra, which nothing here needs: that takes as long as all else of numpy
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ}
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, pipesize=_PIPE)
    except PermissionError:  # of a user who has many pipes: theirs stay small
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process at once, and wait for that: what it has made goes with it, and need not be let go piece by piece.

    An answer that nobody has taken is lost: whoever writes one would wait for ever for a reader.
    """
    process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    process.wait()


class Process:
    """A process that runs the function ``serve`` of a module of this package, and is told ``first`` at its start;
    ``alone`` says how to do without it.

    Raises ScreeningError where it can't be started.
    """

    def __init__(self, module: str, first: Any, alone: str) -> None:
        self._alone = alone
        try:
            self._popen = _standing(module)
        except OSError as error:
            raise self._not_started(error) from None
        try:
            _send(self._popen.stdin, first)
        except BaseException as error:  # whatever it is: nobody else knows of the process that stands already
            self.end()
            if isinstance(error, OSError):
                raise self._not_started(error) from None
            raise

    def _not_started(self, error: OSError) -> ScreeningError:
        reason = error.strerror or type(error).__name__
        return ScreeningError(f"a worker process could not be started: {reason}", hint=self._alone, code="worker")

    def tell(self, message: Any) -> None:
        """Send a message, be an earlier one answered or not. Raises ScreeningError where the process has ended."""
        with self._alive():
            _send(self._popen.stdin, message)

    def answer(self) -> Any:
        """The answer to the first message that has none. Raises ScreeningError where the process has ended or ends."""
        with self._alive():
            return _received(self._popen.stdout)

    def ask(self, message: Any) -> Any:
        """The answer to a message. Raises ScreeningError where the process has ended or ends."""
        self.tell(message)
        return self.answer()

    @contextmanager
    def _alive(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, pickle.UnpicklingError):
            self.kill()
            code = self._popen.wait()
            raise ScreeningError(
                f"a worker process ended with status {code}", hint=self._alone, code="worker"
            ) from None

    def kill(self) -> None:
        """End it at once."""
        self._popen.kill()

    def end(self) -> None:
        """End it at once, and wait for that; answers that nobody has taken are lost."""
        _end(self._popen)


@contextmanager
def answering() -> Iterator[tuple[Callable[[], Any], Callable[[Any], None]]]:
    """In a process that serves: what gives the next message and what sends an answer, until there are no more.

    Messages are taken in while others are worked on: whoever sends one is not held up by answers on their way to him.
    """
    source, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that prints may get between the answers
    messages: SimpleQueue[tuple[Any] | BaseException] = SimpleQueue()

    def take_in() -> None:
        try:
            while True:
                messages.put((_received(source),))
        except EOFError:
            messages.put(_EndedError())
        except BaseException as error:  # noqa: BLE001 - whatever it is must end this process, which waits for a message
            messages.put(error)

    # a daemon, as an error of this process must end it; so it reads no stream that Python would wait for at its end
    Thread(target=take_in, daemon=True).start()

    def received() -> Any:
        message = messages.get()
        if isinstance(message, BaseException):
            raise message
        return message[0]

    def send(message: Any) -> None:
        try:
            _send(answers, message)
        except OSError:  # whoever asked has ended
            raise _EndedError from None

    with suppress(_EndedError):
        yield received, send


class _EndedError(Exception):
    """Nobody asks any more."""


def _send(stream: IO[bytes] | None, message: Any) -> None:
    assert stream is not None
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def _received(stream: Any) -> Any:
    size = int.from_bytes(_whole(stream, _LENGTH), "little")
    return pickle.loads(_whole(stream, size))


def _whole(stream: Any, size: int) -> bytearray:
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        count = stream.readinto(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return data
