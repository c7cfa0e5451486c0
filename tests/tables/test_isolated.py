"""The process that reads a file: whatever happens in it, this one gets a table or one error, and nothing is left."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.config import Config, InputConfig
from screening.errors import INPUT_CODES, InputError
from screening.screener import Screener
from screening.tables.isolated import messages, parent, process
from screening.tables.isolated.messages import BrokenMessageError
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import Row, Sheet, TableFile
from screening.tables.registry import read_table
from screening.tables.request import Request

from .workbooks import raw_workbook, workbook

CSV = b'Name,Country\nWise Honest,KP\n\n"Pong, Su",\n'
XLSX = workbook({"Q3": [["Name", "Country"], ["Wise Honest", "KP"]], "Empty": [], "더": [["이름"], ["조선대성은행"]]})
ODD = raw_workbook('<row r="1"><c t="str"><v>Name</v></c></row><row r="3"><c t="s"><v>9</v></c></row>')

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


@pytest.fixture(autouse=True, scope="module")
def read_here() -> None:
    """Here tables are read as the program reads them."""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """For children whose reader does what the test says."""
    return monkeypatch


def reads_by(body: str, patch: pytest.MonkeyPatch) -> None:
    """Let the children run these statements in the place of the reader."""
    program = process._START.removesuffix("main()")
    lines = ["def read_bytes(data, request):", *(f"    {line}" for line in body.splitlines())]
    ready = ["import os, signal, socket, subprocess, time", "from screening.tables.isolated import child", *lines]
    patch.setattr(process, "_START", "\n".join([program, *ready, "child.read_bytes = read_bytes", "main()"]))


def error_of(limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(CSV, file_name="f.csv", limits=limits)
    assert caught.value.file == "f.csv"
    return caught.value


@pytest.mark.parametrize("data", [CSV, XLSX, ODD, gzip.compress(CSV, mtime=0), gzip.compress(XLSX, mtime=0)])
def test_the_same_table_as_here(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.dat"
    path.write_bytes(data)
    here = read_table(path, isolated=False)
    assert read_table(path) == here
    assert read_table(BytesIO(data), file_name="list.dat") == here


def test_the_same_error_as_here_with_the_place_where_it_arose() -> None:
    data = raw_workbook('<row r="2"><c r="A2" t="str"><v>x</v></c><c r="A2" t="str"><v>y</v></c></row>')
    errors = []
    for isolated in (False, True):
        with pytest.raises(InputError) as caught:
            read_table(data, file_name="f.xlsx", isolated=isolated)
        errors.append(caught.value)
    assert errors[0].__dict__ == errors[1].__dict__
    assert errors[0].sheet == "S"
    assert "_cell_end" in str(errors[1].__cause__)


def test_a_file_that_is_not_there_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "Child", None)
    with pytest.raises(InputError, match="there is no such file"):
        read_table("nowhere.csv")


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
    assert table.notes == (parent._WITHIN,)


def test_by_default_and_by_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InputError) as caught:
        Screener([]).screen(CSV)
    assert caught.value.code == "no_process"
    assert Screener([], Config(input=InputConfig(isolated=False))).screen(CSV).counterparties[0].name == "Wise Honest"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("max_bytes", 10, "too_large"), ("max_rows", 1, "too_large"), ("max_cells", 3, "too_large")],
)
def test_limits_by_configuration(key: str, value: int, code: str) -> None:
    screener = Screener([], Config(input=InputConfig.model_validate({key: value, "isolated": False})))
    with pytest.raises(InputError) as caught:
        screener.screen(CSV)
    assert caught.value.code == code


def test_the_time_grows_with_the_file() -> None:
    assert LIMITS.seconds_for(0) == 15
    assert LIMITS.seconds_for(40 << 20) == 415
    assert replace(LIMITS, seconds=3.0).seconds_for(40 << 20) == 3


def test_from_many_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(read_table, [CSV, XLSX] * 4))
    assert tables == [read_table(data, isolated=False) for data in [CSV, XLSX] * 4]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_nothing_is_left_open(reader: pytest.MonkeyPatch) -> None:
    read_table(CSV)
    before = len(list(Path("/proc/self/fd").iterdir()))
    read_table(XLSX)
    reads_by("os.abort()", reader)
    error_of()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a module beside the script was imported')")
    script = tmp_path / "run" / "script.py"
    script.parent.mkdir()
    script.write_text(
        f"from screening.tables.registry import read_table\nprint(read_table({CSV!r}).sheets[0].rows[1])\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("(2, ('Wise Honest', 'KP'))\n", "")


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


class Says:
    """A child that has been taken over: it says these bytes."""

    def __init__(self, *said: bytes) -> None:
        self.answers = BytesIO(b"".join(said))

    def ending(self) -> InputError:
        return InputError("it ended", code="crashed")


def message(kind: bytes, value: object) -> bytes:
    stream = BytesIO()
    messages.send(stream, kind, value)
    return stream.getvalue()


def heard(*said: bytes, limits: Limits = LIMITS) -> TableFile | InputError:
    try:
        return parent._table(Says(*said), Request("f.csv", limits=limits))  # type: ignore[arg-type]
    except InputError as error:
        return error


SHEET = message(messages.SHEET, ["S", [], False])
DONE = message(messages.DONE, [])


def rows(*told: Row) -> bytes:
    return message(messages.ROWS, messages.packed(told))


@pytest.mark.parametrize(
    "said",
    [
        [b""],
        [b"x" * 100],
        [SHEET],
        [SHEET[:-1]],
        [messages._HEAD.pack(messages.ROWS, 2**62), b"x"],
        [messages._HEAD.pack(messages.DONE, 2), b"[["],
        [messages._HEAD.pack(messages.DONE, 100_000), b"[" * 100_000],
        [messages._HEAD.pack(messages.DONE, 2), b"\xff\xff"],
        [rows((1, ("a",))), DONE],
        [message(b"?", [])],
        [message(messages.READY, [])],
        [message(messages.SHEET, ["S", []])],
        [message(messages.SHEET, ["S", [1], False])],
        [message(messages.SHEET, [1, [], False])],
        [SHEET, message(messages.ROWS, {})],
        [SHEET, message(messages.ROWS, [[1], [["a"]], 0])],
        [SHEET, message(messages.ROWS, [[1, 2], [["a"]]])],
        [SHEET, message(messages.ROWS, [[1], [["a"], ["b"]]])],
        [SHEET, message(messages.ROWS, [[1], ["a"]])],
        [SHEET, message(messages.ROWS, [[1], [{"a": 1}]])],
        [SHEET, message(messages.ROWS, [[1], [[1]]])],
        [SHEET, message(messages.ROWS, [[1], [[None]]])],
        [SHEET, message(messages.ROWS, [["1"], [["a"]]])],
        [SHEET, message(messages.ROWS, [[True], [["a"]]])],
        [SHEET, message(messages.ROWS, [[0], [["a"]]])],
        [SHEET, message(messages.ROWS, [[-1], [["a"]]])],
        [SHEET, message(messages.ROWS, [[2**40], [["a"]]])],
        [SHEET, message(messages.ROWS, [[1], [[]]])],
        [SHEET, rows((2, ("a",)), (2, ("b",)))],
        [SHEET, rows((2, ("a",))), rows((1, ("b",)))],
        [SHEET, message(messages.PROBLEMS, [["1", []]])],
        [SHEET, message(messages.PROBLEMS, [[1, "x"]])],
        [message(messages.DONE, "x")],
        [message(messages.FAILED, ["corrupt", "x"])],
        [message(messages.FAILED, ["no_such_code", "x", None, None, None, None, None, ""])],
        [message(messages.FAILED, [["corrupt"], "x", None, None, None, None, None, ""])],
        [message(messages.FAILED, ["corrupt", "x", None, None, "2", None, None, ""])],
    ],
)
def test_nonsense_is_an_error(said: list[bytes]) -> None:
    error = heard(*said)
    assert isinstance(error, InputError)
    assert error.code == "crashed"


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ([SHEET, rows((1, ("a",)), (2, ("a",)), (3, ("a",)))], Limits(rows=2)),
        ([SHEET, rows((1, ("a", "a", "a")))], Limits(cells=2)),
        ([SHEET, rows((1, ("abc", "abc")))], Limits(characters=5)),
        ([SHEET] * 3, Limits(members=2)),
        ([SHEET, message(messages.PROBLEMS, [[1, ["abc"]], [1, ["abc"]]])], Limits(characters=5)),
        ([SHEET, message(messages.PROBLEMS, [[n, []] for n in range(9)])], Limits(characters=5)),
        ([message(messages.SHEET, ["a long name", [], False])], Limits(characters=5)),
        ([message(messages.DONE, ["abcdef"])], Limits(characters=5)),
    ],
)
def test_more_than_the_limits_is_not_taken(said: list[bytes], bound: Limits) -> None:
    error = heard(*said, limits=bound)
    assert isinstance(error, InputError)
    assert error.code == "too_large"


def test_a_child_does_not_choose_the_file_it_speaks_of() -> None:
    error = heard(message(messages.FAILED, ["corrupt", "x" * 9_999, "h", "S", 2, "B", 3, "trace"]))
    assert isinstance(error, InputError)
    assert (error.file, error.sheet, error.row, error.column, error.line, error.hint) == ("f.csv", "S", 2, "B", 3, "h")
    assert len(error.message) == messages._MESSAGE


CELLS = st.lists(st.text(st.characters(), max_size=5)).map(tuple)  # lone surrogates, too


@given(st.lists(st.tuples(st.integers(1, 10**7), CELLS)))
def test_rows_pass_whole(told: list[Row]) -> None:
    stream = BytesIO()
    messages.send(stream, messages.ROWS, messages.packed(told))
    stream.seek(0)
    received = messages.receive(stream, most=stream.getbuffer().nbytes)
    assert received is not None
    assert messages.unpacked(received[1]) == told


def test_batches_are_bounded_and_whole() -> None:
    told: list[Row] = [(n, (str(n), "x" * (n % 7) * 100_000)) for n in range(1, 60)]
    batched = list(messages.batches(list(told)))
    assert [row for batch in batched for row in batch] == told
    assert len(batched) > 10
    many: list[Row] = [(n, ("x",)) for n in range(1, 10_000)]
    assert max(map(len, messages.batches(many))) == messages._BATCH_ROWS


def test_a_row_that_is_too_long_to_tell() -> None:
    assert read_table(b"Name\n" + b"x" * 5_000_000).sheets[0].rows[1] == (2, ("x" * 5_000_000,))
    with pytest.raises(InputError, match="f, row 3: the row has more than") as caught:
        read_table(b"Name\nAcme\n" + b"x" * (messages.LONGEST_ROW + 1), file_name="f")
    assert (caught.value.code, caught.value.row) == ("too_large", 3)


def test_the_longest_message_is_taken() -> None:
    longest: list[Row] = [(1, ("\0" * (messages._BATCH_CHARACTERS - 1),)), (2, ("\0" * messages.LONGEST_ROW,))]
    *_, batch = messages.batches(longest)
    stream = BytesIO()
    messages.send(stream, messages.ROWS, messages.packed(batch))
    stream.seek(0)
    assert messages.receive(stream) is not None


def test_all_that_a_sheet_holds_passes() -> None:
    """A new field of a sheet or a table has to go into the messages."""
    assert {f.name for f in fields(Sheet)} == {"name", "rows", "problems", "notes", "has_header"}
    assert {f.name for f in fields(TableFile)} == {"file", "sha256", "sheets", "notes"}


@pytest.mark.parametrize("value", [None, [], {}, [1], "x"])
def test_no_value_breaks_the_reader_of_messages(value: object) -> None:
    for read in (messages.unpacked, lambda v: messages.untold(v, file="f"), lambda v: messages.parts(v, str)):
        with pytest.raises(BrokenMessageError):
            read(value)


def test_every_code_is_known() -> None:
    assert all(INPUT_CODES.values())
