"""Old workbooks with a password, in the process that reads files: it may write none, not even for a while."""

from __future__ import annotations

import tempfile
from typing import Any

import pytest

from screening.errors import InputError
from screening.tables import encrypted
from screening.tables.registry import read_table

from .protected_xls import protected_xls
from .written import as_xls

TABLE = [["Name", "Country"], *[[f"Wise Honest {n}", "KP"] for n in range(400)]]
DATA = protected_xls(as_xls(TABLE), "open sesame")


@pytest.fixture(autouse=True, scope="module")
def read_here() -> None:
    """Here tables are read as the program reads them."""


@pytest.mark.parametrize("isolated", [True, False])
def test_it_is_read_with_its_password(isolated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    told = read_table(DATA, file_name="a.xls", password="open sesame", isolated=isolated)
    assert [list(cells) for _, cells in told.sheets[0].rows] == TABLE


def test_one_that_excel_opens_without_asking() -> None:
    data = protected_xls(as_xls(TABLE), encrypted.USUAL)
    assert len(read_table(data, isolated=True).sheets[0].rows) == len(TABLE)


@pytest.mark.parametrize(("password", "message"), [(None, "is protected with a"), ("x", "the password does not open")])
def test_without_the_right_password(password: str | None, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_table(DATA, file_name="a.xls", password=password, isolated=True)
    assert caught.value.code == "encrypted"
