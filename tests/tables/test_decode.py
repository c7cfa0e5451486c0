"""Encodings: what people's files are in, and what a note says about it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError, UsageError
from screening.tables.decode import decode

RUSSIAN = "Наименование;Страна\nАО «Корейский банк»;КНДР\nООО Ромашка;Россия\n"
PLAIN_RUSSIAN = RUSSIAN.replace("«", '"').replace("»", '"')
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


def test_lines_of_another_encoding_are_read_by_themselves_and_said() -> None:
    data = "Name,Country\nMüller,DE\n조선,KP\n".encode() + "Łódź,PL\nGdańsk,PL\n".encode("cp1250")
    decoded = decode(data)
    assert decoded.text == "Name,Country\nMüller,DE\n조선,KP\nŁódź,PL\nGdańsk,PL\n"
    assert decoded.notes[0].startswith("2 lines are not UTF-8 as the rest is (line 4, 5): read as Windows Central")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["이름,국가\n조선대성은행,북한\n", "名称\n中国石油天然气集团有限公司\n", RUSSIAN])
def test_wide_encodings_without_a_mark_and_with_few_latin_letters(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notes) == (text, encoding, ())


def test_zero_bytes_in_a_plain_text_do_not_make_it_a_wide_one() -> None:
    assert decode(b"Name,Country\nAc\0me,DE\nFoo\0,FR\n").encoding == "utf-8"


def test_japanese_as_mail_programs_write_it() -> None:
    assert decode("名前,国\n株式会社\n".encode("iso2022_jp")).text == "名前,国\n株式会社\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PLAIN_RUSSIAN, "koi8_r"), (PLAIN_RUSSIAN, "cp866"), (RUSSIAN, "mac_cyrillic"),
        ("Firma;Ort\nMüller & Söhne;Köln\nBäckerei Groß;Düsseldorf\nSchöne Grüße;Nürnberg\n", "cp850"),
        ("Nazwa\nSpółka Żeglugowa Łódź\nPrzedsiębiorstwo Śląskie\n", "iso8859_2"),
        ("Nazwa\nSpółka Żeglugowa Łódź\nPrzedsiębiorstwo Śląskie\n", "cp852"),
        ("名稱\n臺灣貿易股份有限公司\n香港船務有限公司\n", "cp950"),
        ("名前\n株式会社コリア貿易\nさくら商事\n", "euc_jp"),
        ("اسم العميل\nبنك كوريا\nشركة الشحن\n", "cp1256"), ("Επωνυμία\nΝαυτιλιακή Εταιρεία\n", "cp1253"),
        ("Firma Adı\nİstanbul Denizcilik Şirketi\nAğaoğlu Ticaret\nYıldız Gemi\nÇağrı İnşaat\n", "cp1254"),
    ],
)  # fmt: skip
def test_further_code_pages(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Dörschner", "cp850"), ("Noémi Noël", "cp850"), ("Luís Sedano", "cp850"), ("Süßebier", "cp850"),
        ("Löffler", "cp437"), ("Noémi de la Aubry", "cp437"), ("Austermühle", "cp850"),
        ("Beyda Ertaş", "cp1254"), ("Fetullah Erdoğan", "cp1254"), ("Soylu Durmuş Tic.", "cp1254"),
        ("Dobroslav Kovář", "iso8859_2"), ("Zmyślony i syn", "iso8859_2"),
        ("Guðrún Þórsdóttir", "cp1252"), ("Sigurður Davíðsson", "cp1252"), ("O’Brien & Søn", "cp1252"),
        ("JR東日本", "cp932"), ("A社", "cp932"), ("ABC株式会社", "cp932"), ("中国ABC公司", "gb18030"),
    ],
)  # fmt: skip
def test_a_single_name_with_accents(name: str, encoding: str) -> None:
    text = f"Name,Country\nWise Honest,KP\n{name},XX\n"
    assert decode(text.encode(encoding)).text == text


def test_a_guess_that_is_not_certain_names_the_next_likely_ones() -> None:
    (note,) = decode("Name\nAnna Radelić\n".encode("cp1250")).notes
    assert "(cp1252), but may be Windows Central European (--encoding cp1250)" in note
    (note,) = decode("Firma;Ort\nMüller & Söhne GmbH;Köln\nBäckerei Groß;Düsseldorf\n".encode("cp1252")).notes
    assert "--encoding" not in note


@pytest.mark.parametrize("encoding", ["cp1251", "windows-1251", "utf_8_sig", "UTF-16"])
def test_a_given_encoding_is_taken(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding), encoding)
    assert (decoded.text, decoded.notes) == (RUSSIAN, ())


def test_a_given_encoding_is_taken_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF8 + b"Name\n", "utf-8").text == "Name\n"
    assert decode(codecs.BOM_UTF16_LE + "Name\n".encode("utf-16-le"), "utf-16-le").text == "Name\n"


def test_a_given_encoding_that_is_wrong_names_the_line() -> None:
    with pytest.raises(
        InputError, match=r"f\.csv, line 3: the text is not in the encoding utf-8 that was given"
    ) as caught:
        decode(b"Name\nFoo\nM\xfcller\n", "utf-8", file="f.csv")
    assert caught.value.code == "encoding"


@pytest.mark.parametrize("name", ["", "utf-9", "idna", "hex", "x\0y"])
def test_an_unknown_encoding(name: str) -> None:
    with pytest.raises(UsageError, match="there is no encoding"):
        decode(b"Name\n", name)
