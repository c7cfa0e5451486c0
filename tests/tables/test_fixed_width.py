"""Text in columns of a fixed width, with and without a ruler under the headers."""

from __future__ import annotations

from screening.tables.counterparties import read_counterparties
from screening.tables.fixed_width import columns_of, cut

RULED = [
    "Example Corp            Supplier Listing            Page: 1",
    "Number Supplier Name   Country",
    "------ --------------- -------",
    "1001   Wise Honest     KP",
]


def test_a_ruler_tells_the_columns_whatever_stands_around_the_table() -> None:
    starts = columns_of(RULED, lambda titles: "Supplier Name" in titles)
    assert starts == (0, 7, 23)
    assert cut(RULED[3], starts) == ["1001", "Wise Honest", "KP"]
    assert columns_of(RULED, lambda titles: False) == (0, 7, 23)  # all lines below keep to it
    assert columns_of([*RULED, "100234567 Acme Ltd"], lambda titles: False) is None


def test_a_word_that_reaches_over_a_border_stays_whole() -> None:
    assert cut("1002   Korea Daesong Bank KP\r\n", (0, 7, 23)) == ["1002", "Korea Daesong Bank", "KP"]
    assert cut("\f1003", (0, 7, 23)) == ["1003", "", ""]
    assert cut("12345678901234567890123456789", (0, 7, 23)) == ["12345678901234567890123456789", "", ""]


def test_pages_of_a_listing_are_one_table() -> None:
    page = "\n".join(RULED)
    text = f"{page}\n1002   Acme, Inc.      US\n\f{page.replace('1001   Wise Honest ', '1003   Pong Su     ')}\n"
    names = {c.name for c in read_counterparties(text.encode()).counterparties if c.country}
    assert names >= {"Wise Honest", "Acme, Inc.", "Pong Su"}
