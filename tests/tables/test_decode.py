"""Encodings: what people's files are in, and what a note says about it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.tables.decode import decode

RUSSIAN = "Наименование;Страна\nАО «Корейский банк»;КНДР\nООО Ромашка;Россия\n"
ENGLISH = "Name,Country\nWise Honest,KP\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        ("НАИМЕНОВАНИЕ\nКОРЕЙСКИЙ БАНК\n", "cp1251"),
        ("Firma;Ort\nMüller & Söhne GmbH;Köln\nÉtablissements Frères;Besançon\n", "cp1252"),
        ("Name\nThe “Honest” Company – Zürich\n", "cp1252"),
        ("Nazwa;Miasto\nSpółka Żeglugowa Łódź;Łódź\nPrzedsiębiorstwo Śląskie;Kraków\n", "cp1250"),
        ("Spółka\nZgłoszenie\n", "cp1250"),
        ("이름,국가\n조선대성은행,북한\n김정은,북한\n", "cp949"),
        ("名称,国家\n朝鲜大成银行,朝鲜\n中国石油天然气集团有限公司,中国\n", "gb18030"),
        ("名前,国\n株式会社コリア貿易,日本\n在日本朝鮮人総聯合会,日本\n", "cp932"),
    ],
)
def test_code_pages_are_told_apart_and_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert f"({encoding})" in decoded.notes[0]
    assert "save it as UTF-8" in decoded.notes[0]


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH, "이름\n조선\n"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)  # fmt: skip
def test_byte_order_marks(text: str, mark: bytes, encoding: str) -> None:
    decoded = decode(mark + text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notes) == (text, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)).text == ENGLISH


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    data = ("Name\n" + "Müller\n" * 30).encode() + "Köln\n".encode("cp1252")
    decoded = decode(data)
    assert decoded.text.endswith("Müller\nKöln\n")
    assert decoded.notes[0].startswith("1 line is not UTF-8 as the rest is (line 32): read as Windows Western European")


def test_what_fits_nowhere_is_read_somehow_and_said() -> None:
    decoded = decode(b"Name\na\xd7b\xf7c\n")
    assert "though it fits badly" in decoded.notes[0]


@given(st.text())
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")).text == text


@given(st.binary())
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
