"""Whatever a reader does in the process of a file, this one gets a table or one error, and no secret leaves it."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from screening.tables.limits import LIMITS
from screening.tables.registry import read_table
from screening.texts import load_texts

from .children import CSV, error_of, posix, reads_by


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("os.abort()", "crashed", "SIGABRT"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed", "SIGSEGV"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "crashed", "SIGKILL"),
        ("os._exit(3)", "crashed", "status 3"),
        ("raise SystemExit(4)", "crashed", "status 4"),
        ("while True: pass", "timed_out", "too long"),
        ("time.sleep(600)", "timed_out", "too long"),
        ("os.close(1); os.closerange(3, 50); time.sleep(600)", "timed_out", "too long"),
        ("held = []\nwhile True: held.append(bytes(1 << 24))", "too_large", "memory"),
        ("held = []\nwhile True: held.append(held[:])", "too_large", "memory"),
        ("bytes(1 << 39)", "too_large", "memory"),
        ("raise KeyError('x')", "internal", "KeyError: 'x'"),
        ("def again(): again()\nagain()", "internal", "RecursionError"),
        ("class PanicException(BaseException): pass\nraise PanicException('index out of bounds')", "internal", "Panic"),
        ("socket.create_connection(('127.0.0.1', 9))", "internal", "may not cause 'socket"),
        ("subprocess.run(['true'])", "internal", "may not cause"),
        ("open('/tmp/x', 'w')", "internal", "may not cause 'open'"),
        ("os.open('/tmp/x', os.O_CREAT | os.O_WRONLY)", "internal", "may not cause 'open'"),
        ("return None", "internal", "AttributeError"),
    ],
)
@posix
def test_whatever_a_reader_does_is_one_error(body: str, code: str, said: str, reader: pytest.MonkeyPatch) -> None:
    reads_by(body, reader)
    seconds = 0.5 if code == "timed_out" else 20.0  # to fill its memory, a process needs time on a busy machine
    error = error_of(replace(LIMITS, seconds=seconds, memory_bytes=1 << 28))
    assert (error.code, said in error.message) == (code, True)
    assert error.hint


@posix
def test_a_reader_that_prints_much_harms_nothing(reader: pytest.MonkeyPatch) -> None:
    reads_by(
        "print('x' * 1_000_000)\nos.write(2, b'y' * 1_000_000)\nfrom screening.tables.from_bytes import read_bytes\n"
        "return read_bytes(data, request)",
        reader,
    )
    assert read_table(CSV) == read_table(CSV, isolated=False)


@posix
def test_what_a_crashed_library_said_is_kept(reader: pytest.MonkeyPatch) -> None:
    reads_by("os.write(2, b'thread panicked at xlsx.rs:42')\nos.abort()", reader)
    told = str(error_of().__cause__)
    assert "panicked at xlsx.rs:42" in told
    assert "in read_bytes" in told  # where Python was


@posix
def test_secrets_of_the_environment_are_not_there(reader: pytest.MonkeyPatch) -> None:
    reader.setenv("SECRET_TOKEN", "hush")
    reads_by("raise ValueError(sorted(os.environ))", reader)
    assert "SECRET_TOKEN" not in error_of().message


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
@posix
def test_a_process_that_cannot_be_started(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    error = error_of()
    assert error.code == "no_process"
    assert "isolated = false" in (error.hint or "")


def test_a_frozen_program_reads_here_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    table = read_table(CSV)
    assert table.sheets == read_table(CSV, isolated=False).sheets
    assert table.notes == (load_texts()("note.within"),)
