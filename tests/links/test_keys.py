"""What many rows have that others may have, too, is the same whether they are asked one by one or together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Counterparty, Identifier, OtherName
from screening.links.book import Book
from screening.links.keys import address_key, address_keys, name_key, name_keys
from screening.links.ties import keys_of_all, ties_of

PARTS = [
    "Zembla", "Opal", "n/a", "12", "4b", "10115", "Street", "France", "丹东市", "Straße", "33 %", "7 percent", "\n",
    "\x1f", "\r", "-", "of", "no",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join) | st.text(max_size=6)
IBAN = "DE89 3704 0044 0532 0130 00"
PARTIES = st.builds(
    Counterparty,
    name=TEXTS,
    address=TEXTS,
    account=st.sampled_from(["", "", "123456-78; 990011"]),
    phone=st.sampled_from(["", "", "+86 415 2123456"]),
    email=st.sampled_from(["", "", "a@zembla.example"]),
    other_names=st.sampled_from([(), (), (OtherName(field="director", text="Amber Opal; Ivory Onyx"),)]),
    identifiers=st.sampled_from([(), (), (Identifier(kind="imo", value="8905490"),)]),
    input=st.sampled_from([{}, {"a": IBAN}, {"a": "x", "b": f"pay to\n{IBAN}"}, {"a": "1234 Long Street, Zembla"}]),
)


@given(st.lists(TEXTS, max_size=6))
def test_names_and_addresses_of_many_rows(texts: list[str]) -> None:
    assert name_keys(texts) == list(map(name_key, texts))
    assert address_keys(texts) == list(map(address_key, texts))


@given(st.lists(PARTIES, max_size=6))
def test_ties_of_many_rows(parties: list[Counterparty]) -> None:
    together = [
        (place, kind, key)
        for kind, keys, places in keys_of_all(parties)
        for key, place in zip(keys, places, strict=True)
        if key
    ]
    assert sorted(together) == sorted(
        (n, tie.kind, tie.key) for n, party in enumerate(parties) for tie in ties_of(party)
    )


@given(st.lists(PARTIES, max_size=6), st.integers(1, 6))
def test_rows_gathered_some_at_a_time(parties: list[Counterparty], step: int) -> None:
    book = Book()
    for start in range(0, len(parties), step):
        book.add(parties[start : start + step])
    whole = Book.of(parties)
    assert list(book.runs()) == list(whole.runs())
    assert (book.ships, book.owned) == (whole.ships, whole.owned)
