"""Several names in one text, and texts that hold one alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.several import several

HOLD = [
    # owners with their shares
    ("Acme Holding 30 %, Beta Ltd 25 %", {"Acme Holding 30 %", "Beta Ltd 25 %"}),
    ("Acme (30%), Beta (25 %) and Gamma (5%)", {"Acme (30%)", "Beta (25 %)", "Gamma (5%)"}),
    ("30,5 % Acme, 25 % Beta", {"30,5 % Acme", "25 % Beta"}),
    ("Acme 30 percent, Beta 25 percent", {"Acme 30 percent", "Beta 25 percent"}),
    ("Alpha Trading; Beta Shipping", {"Alpha Trading", "Beta Shipping"}),
    ("Alpha Trading | Beta | Gamma", {"Alpha Trading", "Beta", "Gamma"}),
    ("Alpha Trading\nBeta Shipping", {"Alpha Trading", "Beta Shipping"}),
    ("Alpha Trading\r\nBeta Shipping", {"Alpha Trading", "Beta Shipping"}),
    ("Alpha / Beta Co", {"Alpha", "Beta Co"}),
    ("アルファ、ベータ", {"アルファ", "ベータ"}),
    ("阿尔法；贝塔", {"阿尔法", "贝塔"}),
    ("Alpha Trading aka Beta", {"Alpha Trading", "Beta"}),
    ("Alpha Trading A.K.A. Beta", {"Alpha Trading", "Beta"}),
    ("Alpha Trading a/k/a Beta", {"Alpha Trading", "Beta"}),
    ("Alpha Trading f.k.a. Beta", {"Alpha Trading", "Beta"}),
    ("Alpha Trading d/b/a Beta Foods", {"Alpha Trading", "Beta Foods"}),
    ("Alpha Trading t/a Beta Foods", {"Alpha Trading", "Beta Foods"}),
    ("Alpha also known as Beta", {"Alpha", "Beta"}),
    ("Alpha formerly known as Beta", {"Alpha", "Beta"}),
    ("Alpha formerly Beta", {"Alpha", "Beta"}),
    ("Alpha trading as Beta", {"Alpha", "Beta"}),
    ("ALPHA TRADING AS BETA", {"ALPHA", "BETA"}),
    ("Alpha dba Beta", {"Alpha", "Beta"}),
    ("Alpha N.K.A. Beta", {"Alpha", "Beta"}),
    ("조선대성은행 (Korea Daesong Bank)", {"조선대성은행", "Korea Daesong Bank"}),
    ("조선대성은행（Korea Daesong Bank）", {"조선대성은행", "Korea Daesong Bank"}),
    ("Acme (한국)", {"Acme", "한국"}),  # one word of another script
    ("Acme [Beta Gamma]", {"Acme", "Beta Gamma"}),
    ("Daesong Bank (Pyongyang Branch)", {"Daesong Bank", "Pyongyang Branch"}),
    ("Zemblan Harbour Bank (ZHB)", {"Zemblan Harbour Bank"}),
    ("Harbour Bank, 12 Quay Street, Onhava", {"Harbour Bank"}),
    ("Harbour Bank, Quay Street 12, Onhava, Zembla", {"Harbour Bank"}),
]


@pytest.mark.parametrize(("text", "names"), HOLD)
def test_several(text: str, names: set[str]) -> None:
    assert set(several(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "; ;",
        "()",
        "Acme Ltd",
        "A/B Co",
        "M/V Corsair",
        "Kaka Trading",
        "Akademia Dbanov",
        "Formerly Known Traders",
        "Trading As Usual Ltd",
        "Ocean Trading AS Oslo",
        "Haji Aba Ali",
        "Haji Dka Ali",
        "(Acme)",
        "Daesong Bank (Korea)",  # one word more of the same script
        "Daesong Bank (2011)",
        "Daesong Bank (No. 12)",
        "Daesong Bank (",
        "Smith, John",
        "Smith, John, Jr",
        "Alpha, Beta, Gamma and Partners",  # no number of a street
        "Room 39, Quay Street 12, Onhava",  # the number is the name's
        "Alpha & Beta",
        "Jean-Pierre O'Neill",
    ],
)
def test_one_alone(text: str) -> None:
    assert several(text) == ()


@given(st.text("ab 1;|/()[],.\n、조", max_size=60))
def test_what_is_found_stands_in_the_text_and_is_not_all_of_it(text: str) -> None:
    found = several(text)
    assert len(found) <= 12
    assert len(set(found)) == len(found)
    assert text not in found
    for name in found:
        assert name
        assert set(name) <= set(text) | {" "}


def test_a_text_of_very_many_names_is_bounded_and_quick() -> None:
    assert 1 < len(several(";".join(f"Name {i}" for i in range(5000)))) <= 12
    assert len(several("(" * 20_000)) <= 12
    assert len(several("(a b" * 5_000)) <= 12
    assert len(several(" " * 20_000 + "x")) <= 12
