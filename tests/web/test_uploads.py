"""Names of uploads: what is made of them, and that they lead nowhere."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError
from screening.web.uploads import UNNAMED, harmless, stored

from .asking import Make, screened, upload, written

NAMES = [
    ("book.xlsx", "book.xlsx"),
    ("../../etc/passwd", "passwd"),
    ("/etc/passwd", "passwd"),
    ("C:\\Users\\kim\\book.xlsx", "book.xlsx"),
    ("..\\..\\book.xlsx", "book.xlsx"),
    ("..", ".."),
    ("../", UNNAMED),
    ("", UNNAMED),
    (None, UNNAMED),
    ("a\x00b.csv", "ab.csv"),
    ("a\r\nSet-Cookie: x.csv", "aSet-Cookie: x.csv"),
    ("\u202exslx.exe", "xslx.exe"),
    ("a\u2028b\u2029c\u200b\ufeff.csv", "abc.csv"),
    ("\ud800.csv", ".csv"),
    ('a"; filename="b.html', 'a"; filename="b.html'),
    ("고객 명단.xlsx", "고객 명단.xlsx"),
    ("x" * 500 + ".csv", "x" * 146 + ".csv"),
    ("<script>alert(1)</script>.csv", "script>.csv"),
]


@pytest.mark.parametrize(("name", "made"), NAMES)
def test_a_name(name: str | None, made: str) -> None:
    assert harmless(name) == made


@given(st.text(st.characters(codec=None)))
def test_any_name(name: str) -> None:
    made = harmless(name)
    assert 0 < len(made) <= 150
    assert made.isprintable() or " " in made or any(c.isspace() for c in made)
    assert not set(made) & set("/\\\0\r\n")
    assert harmless(made) == made
    made.encode()


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "upload"
    assert stored(io.BytesIO(b"abc"), target, "a", 3)[0] == 3
    with pytest.raises(Exception, match="could not be written to: file exists"):
        stored(io.BytesIO(b"xyz"), target, "a", 3)
    with pytest.raises(InputError, match="larger than"):
        stored(io.BytesIO(b"xyz!"), tmp_path / "other", "a", 3)
    assert target.read_bytes() == b"abc"


def test_no_path_comes_of_a_name(make: Make, tmp_path: Path) -> None:
    client = make()
    for name in ("../../../escaped.csv", "/tmp/escaped.csv", "..\\escaped.csv", "escaped\x00.csv", "~/escaped.csv"):
        assert upload(client, name=name, hold=True).status_code == 202
    files = {path.name for path in (tmp_path / "web").rglob("*") if path.is_file()}
    assert files == {"upload", "run.json", "audit.jsonl"}
    assert not list(tmp_path.parent.glob("*escaped*"))


def test_the_name_of_a_download(make: Make) -> None:
    client = make()
    name = 'a"; b.html\u202e é/../“x”;.csv'
    number = screened(client, name=name)["id"]
    for suffix, shown in (("csv", "attachment"), ("html", "inline"), ("json", "attachment")):
        answer = written(client, number, suffix)
        told = answer.headers["content-disposition"]
        kind, _, rest = told.partition("; filename*=utf-8''")
        assert kind == shown
        assert rest.isascii()
        assert not set(rest) & set('"; /\\\r\n')
        assert unquote(rest) == f"“x”;.csv risk report.{suffix}"
    answer = client.get(f"/screenings/{number}/report.html", params={"download": True})
    assert answer.headers["content-disposition"].startswith("attachment; ")
