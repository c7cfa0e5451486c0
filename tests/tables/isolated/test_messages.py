"""What the process of a file tells is checked, bounded and passed whole."""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import INPUT_CODES, InputError
from screening.tables.isolated import messages, parent
from screening.tables.isolated.messages import BrokenMessageError
from screening.tables.limits import LIMITS, Limits
from screening.tables.model import Row, Sheet, TableFile
from screening.tables.registry import read_table
from screening.tables.request import Request


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
