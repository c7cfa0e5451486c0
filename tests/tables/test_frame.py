"""DataFrames as tables of text."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from screening.tables.counterparties import read_counterparties
from screening.tables.frame import is_frame, read_frame


def test_values_as_text() -> None:
    frame = pd.DataFrame(
        {
            "Name": ["001", "NA", None],
            "IMO": [8905490.0, float("nan"), 1.5],
            "n": pd.array([1, None, 3], dtype="Int64"),
            "DOB": pd.to_datetime(pd.Series(["1989-05-01", None, "1990-01-02"])),
            "seen": pd.to_datetime(pd.Series(["1989-05-01 10:05", None, "1990-01-02 00:00"])),
            "ok": [True, False, None],
        }
    )
    assert read_frame(frame).sheets[0].rows == [
        (1, ("Name", "IMO", "n", "DOB", "seen", "ok")),
        (2, ("001", "8905490", "1", "1989-05-01", "1989-05-01 10:05:00", "TRUE")),
        (3, ("NA", "", "", "", "", "FALSE")),
        (4, ("", "1.5", "3", "1990-01-02", "1990-01-02", "")),
    ]


def test_a_frame_is_screened_like_the_file_it_would_be_written_to() -> None:
    read = read_counterparties(pd.DataFrame({"Name": ["Wise Honest", "", "Pong Su"], "Land": ["KP", "", "TV"]}))
    assert [(c.row, c.name, c.country) for c in read.counterparties] == [
        (2, "Wise Honest", "KP"), (3, "", ""), (4, "Pong Su", "TV"),
    ]  # fmt: skip
    assert read.columns == {"Name": "name", "Land": "country"}


def test_labels_that_are_no_text_and_labels_of_two_levels() -> None:
    assert read_frame(pd.DataFrame([["x", 1]])).sheets[0].rows == [(1, ("0", "1")), (2, ("x", "1"))]
    frame = pd.DataFrame([["x"]], columns=pd.MultiIndex.from_tuples([("Party", "Name")]))
    assert read_frame(frame).sheets[0].rows[0] == (1, ("Party Name",))


def test_a_frame_without_known_labels_is_judged_by_its_content() -> None:
    read = read_counterparties(pd.DataFrame([["1", "Wise Honest"], ["2", "Pong Su"]]))
    assert [c.name for c in read.counterparties] == ["Wise Honest", "Pong Su"]
    assert read.columns == {"1": "name"}


def test_two_columns_of_one_label() -> None:
    read = read_counterparties(pd.DataFrame([["Foo", "Bar"]], columns=["Name", "Name"]))
    assert dict(read.counterparties[0].input) == {"Name": "Foo", "Name (2)": "Bar"}


def test_the_hash_is_that_of_the_text() -> None:
    one, same, other = (read_frame(pd.DataFrame({"Name": [name]})).sha256 for name in ("a", "a", "b"))
    assert one == same != other


def test_only_frames_are_frames() -> None:
    assert is_frame(pd.DataFrame())
    assert not is_frame(pd.Series([1]))
    assert not is_frame([1])


def test_reading_a_file_does_not_import_pandas() -> None:
    code = "import sys; from screening.tables.counterparties import read_counterparties as r; r(b'Name\\nx\\n'); "
    code += "raise SystemExit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_in_the_index_are_read() -> None:
    frame = pd.DataFrame({"Name": ["Pong Su", "Wise Honest"], "Land": ["KP", "TV"], "No": [7, 8]})
    for levels in (["Name"], ["No", "Name"], ["Name", "Land"]):
        found = read_counterparties(frame.set_index(levels)).counterparties
        assert [(c.row, c.name, c.country) for c in found] == [(2, "Pong Su", "KP"), (3, "Wise Honest", "TV")]
        assert [set(c.input) for c in found] == [{"Name", "Land", "No"}] * 2
    assert read_frame(frame).sheets[0].rows[0] == (1, ("Name", "Land", "No"))  # one without a name numbers the rows
