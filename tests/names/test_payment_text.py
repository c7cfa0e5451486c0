"""Text of payments around a name, and names that only sound like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.analysis import analyse
from screening.names.payment_text import payment_places


def payment_words(text: str) -> list[str]:
    return [text[w.start : w.end] for w in analyse(text).words if w.role == "payment"]


AROUND = [
    ("payment to Zemblan Harbour Bank", ["payment", "to"]),
    ("Payment to: Zemblan Harbour Bank", ["Payment", "to"]),
    ("Zemblan Harbour Bank invoice 4471", ["invoice", "4471"]),
    ("invoice 4471 Zemblan Harbour Bank", ["invoice", "4471"]),
    ("INV 4471 dated 12 Zemblan Harbour Bank", ["INV", "4471", "dated", "12"]),
    ("payment to Zemblan Harbour Bank for goods", ["payment", "to", "for", "goods"]),
    ("payment to Zemblan Harbour Bank freight", ["payment", "to", "freight"]),
    ("Zemblan Harbour Bank REF 12", ["REF", "12"]),
    ("attn Orlando Vexley", ["attn"]),
    ("FAO Orlando Quillon Vexley", ["FAO"]),
    ("Rechnung 12 Zemblan Harbour Bank", ["Rechnung", "12"]),
    ("付款 조선대성은행", ["付款"]),
    ("on behalf of Orlando Vexley", ["on", "behalf", "of"]),
    ("Zemblan Harbour Bank invoice 12 May", ["invoice", "12", "May"]),
    ("invoice 12 from Cargo Link Ltd", ["invoice", "12", "from"]),
    ("оплата Зембланский банк", ["оплата"]),
]


@pytest.mark.parametrize(("text", "words"), AROUND)
def test_around_a_name(text: str, words: list[str]) -> None:
    assert payment_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Zemblan Harbour Bank",
        "Freight Systems Ltd",  # what is paid for is a name's word too
        "Zemblan Freight Services",
        "Zemblan Harbour Bank freight",  # alone it may be the name's
        "Orlando Vexley Consulting Services",
        "Zemblan Payment Harbour",  # never in the middle
        "Zemblan invoice Harbour",
        "Care Zemblan",
        "Zemblan Care",
        "To Orlando Vexley",
        "Pay Pal",
        "Payment Invoice",  # nothing would be left
        "invoice",
        "invoice 4471",
        "Commission Delivery Order",
        "Office 39",
        "12 Zemblan",
        "Zemblan 44 Harbour",
        "Zemblan Harbour 44",
        "Swift Harbour",
        "Orlando May",  # a month without a payment is a name
        "Vexley on Sea",
    ],
)
def test_no_text_around(text: str) -> None:
    assert payment_words(text) == []


ROLES = ["payment", "name", "syllable", "stop", "initial", "generic", "common", "number", "legal", "place", "title"]
WORDS = ["payment", "to", "invoice", "goods", "freight", "zemblan", "harbour", "for", "ref", "12", "ltd"]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ROLES)), max_size=9))
def test_only_at_the_ends_and_never_all(words: list[tuple[str, str]]) -> None:
    texts, roles = [text for text, _ in words], [role for _, role in words]
    places = payment_places(texts, roles)
    assert len(set(places)) == len(places)
    assert len(places) < max(1, len(words))
    kept = [i for i in range(len(words)) if i not in places]
    assert kept == list(range(kept[0], kept[-1] + 1)) if kept else not words
    assert all(roles[i] not in {"legal", "place", "title"} for i in places)
