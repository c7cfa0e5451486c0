from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.report.links import host, other_references, web_link, web_links
from screening.report.visible import one_line, shortened, visible

from .entries import DAESONG, LAZARUS, hit, named


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Société Générale", "Société Générale"),
        ("조선대성은행 東京 شركة النيل", "조선대성은행 東京 شركة النيل"),
        ("no\u00a0break wide\u3000space", "no\u00a0break wide\u3000space"),
        ("a\tb", "a b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("Acme \u202egnp.exe", "Acme ⟨U+202E⟩gnp.exe"),
        ("zero\u200bwidth \ufeff", "zero⟨U+200B⟩width ⟨U+FEFF⟩"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
        ("filler\u3164 braille\u2800", "filler⟨U+3164⟩ braille⟨U+2800⟩"),
        ("bell\x07 nul\x00 del\x7f", "bell⟨U+0007⟩ nul⟨U+0000⟩ del⟨U+007F⟩"),
        ("half \ud800", "half ⟨U+D800⟩"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("Ac\u200cme", "Ac⟨U+200C⟩me"),
        ("\u200cAcme", "⟨U+200C⟩Acme"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_invisible_is_left_and_nothing_changes_twice(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    controls = {unicodedata.category(char) for char in shown if char not in "\n\u200c\u200d"}
    assert not controls & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_one_line() -> None:
    assert one_line(" a \r\n b\tc\x07 ") == "a b c⟨U+0007⟩"


def test_shortened() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("ab cdef", 4) == "ab…"


@pytest.mark.parametrize(
    ("reference", "safe"),
    [
        ("https://home.treasury.gov/news?x=1#top", True),
        ("HTTP://Example.org", True),
        (" https://example.org ", True),
        ("https://ko.example/조선", True),
        ("javascript:alert(1)", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("ftp://example.org", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https://", False),
        ("https:///path", False),
        ("https://treasury.gov@evil.example/", False),
        ("https://exa mple.org", False),
        ('https://example.org/"onload=x', False),
        ("https://example.org/\u202egpj", False),
        ("https://[::1", False),
        ("https://example.org/" + "x" * 3000, False),
        ("OFAC 12312", False),
        ("", False),
    ],
)
def test_only_web_addresses_that_read_as_they_lead_are_links(reference: str, safe: bool) -> None:
    assert web_link(reference) == (reference.strip() if safe else None)


def test_links_of_a_hit_stand_once_each() -> None:
    found = hit(DAESONG, named("a", "b", 90, "", ()))
    assert web_links(found) == (
        "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=12312",
        "https://home.treasury.gov/news/press-releases/tg962",
        "https://www.treasury.gov/press-center/press-releases/Pages/tg962.aspx",
    )
    assert other_references(found) == ("OFAC 12312",)
    assert other_references(hit(LAZARUS, named("a", "b", 90, "", ()))) == (
        "javascript:alert(1)",
        "https://treasury.gov@evil.example/",
    )


def test_host() -> None:
    assert host("https://www.justice.gov/usao") == "justice.gov"
