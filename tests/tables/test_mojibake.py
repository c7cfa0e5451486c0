"""Misread UTF-8: turned back where that is certain, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.tables.mojibake import repaired


def misread(text: str, encoding: str) -> str:
    """UTF-8 read in another encoding; bytes that it lacks become control characters, as in web pages."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


NAMES = [
    "Müller & Söhne", "Société Générale", "Łódź Spółka", "Dvořák", "Kőszegi", "Корейский банк", "조선대성은행",
    "朝鲜大成银行", "株式会社", "شركة الشحن", "Ναυτιλιακή", "Nguyễn Văn", "Acme – the “Best”", "Ağaoğlu",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251", "mac_roman", "cp437"])
@pytest.mark.parametrize("name", NAMES)
def test_misread_names_are_turned_back(name: str, encoding: str) -> None:
    assert repaired(misread(name, encoding)) == name
    assert repaired(misread(misread(name, encoding), encoding)) == name


@pytest.mark.parametrize(
    "name", [*NAMES, "茅", "茅台", "Acme", "ÅÄÖ AB", "São João", "Ça va", "Ã", "Â", "ÄÖÜ", "МĀ", "Œuvre", "ß", "Ø"]
)
def test_right_names_stay(name: str) -> None:
    assert repaired(name) is None


@given(st.text(st.characters(categories=["L"]), min_size=1))
def test_what_is_repaired_is_found_again_when_it_is_misread(text: str) -> None:
    better = repaired(text)
    assert better is None or better != text
    assert repaired(better or text) is None
