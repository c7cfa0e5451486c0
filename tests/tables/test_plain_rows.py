"""Rows that are read a column at a time are read as each is by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.tables.counterparties import tables_of
from screening.tables.plain_rows import plain_parties
from screening.tables.rows import RowReader
from screening.tables.unread import Counterparties, Unread

HEADERS = [
    "Name|Country",
    "Name|Type|Country|Nationality|Flag|Address|City",
    "Id|Name|Date of birth|Gender|Phone|Email|Account",
    "Name|Name 2|Country|Country|Phone|Phone 2",
    "Name|Owner|Share|Notes|IMO|Vessel|Address",
    "Name||Own|Address|DOB|Birth date (DD/MM/YYYY)",
    "First name|Last name|Country",
    "Owner|Address",
]
CELLS = st.sampled_from([
    "", " ", "Acme", " Acme  Ltd\t", "Pong Su\nAcme", "Foo\rBar", "丹东贸易", "100012", "#REF!", "#1", "--",
    "n/a", "(Ltd)", "12.5", "IMO 8905490", "8905490 (IMO)", "Simon Arabic", "SWIFT: DEUTDEFF",
    "0x" + "1" * 40, "x" * 20, "ＩＭＯ 8905490", "MÃ¼ller", "1 Street, c/o Bob", "Europa\nattn. Ann", "P.A. Foo",
    "5 Spa", "z. Hd. Ä", "KP", "France; Cuba", "Nowhere", "ship", "person", "Name", " Name ", "1970-03-12",
    "12/03/1970", "31.02.1970", "+86 415 2123456", "a@zembla.example",
])  # fmt: skip
ROWS = st.lists(st.tuples(st.lists(CELLS, max_size=8).map(tuple), st.sampled_from([(), (), ("odd",)])), max_size=8)


def _reader(header: str) -> RowReader:
    _, ((_, (table,)),) = tables_of(f"{header}\nAcme|KP|Ann One|FR|1|2|3\n".encode(), {})
    return RowReader.of(table.layout, file="f", sheet="s")


@pytest.mark.parametrize("header", HEADERS)
@given(rows=ROWS)
def test_rows_together_and_each_by_itself(header: str, rows: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    reader = _reader(header)
    unread = [Unread(reader, number, cells, problems) for number, (cells, problems) in enumerate(rows, start=2)]
    unread.append(Unread(reader, 99, None))
    together, alone = Counterparties(unread)[:], [one.read() for one in unread]
    assert list(together) == alone
    assert [one.model_dump_json() for one in together] == [one.model_dump_json() for one in alone]  # the order, too


def test_what_most_rows_hold_is_plain() -> None:
    reader = _reader("Id|Name|Type|Country|Address|Date of birth")
    rows = [
        ("C1", "Zembla Trading Ltd.", "company", "FR", "12 Kari Road, Paris", ""),
        ("C2", "Simon Opal", "person", "", "", "1970-03-12"),
        ("C3", "贸易公司", "", "CN"),
        ("C4", "Wise Honest", "ship", "KP", "", ""),
    ]
    assert None not in plain_parties(reader, list(enumerate(rows)))
