"""Crosstabs: parties across the top are screened, and ordinary headers over numbers are no parties."""

from __future__ import annotations

import pytest

from screening.tables.across import HEADER, find_across
from screening.tables.again import RowsAgain
from screening.tables.counterparties import CounterpartyFile, read_counterparties


def read(*rows: str) -> CounterpartyFile:
    """Rows with ``|`` between the cells."""
    return read_counterparties("\n".join(rows).encode())


def across(header: str, *rows: str) -> tuple[str, ...]:
    found = find_across([(n, tuple(row.split("|"))) for n, row in enumerate((header, *rows), start=1)])
    return found.names if found else ()


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (
            "Date|Korea Daesong Bank Ltd|Pong Su Shipping Co., Ltd",
            ("Korea Daesong Bank Ltd", "Pong Su Shipping Co., Ltd"),
        ),
        ("|Acme GmbH|Globex AG|Initech", ("Acme GmbH", "Globex AG", "Initech")),
        ("Date|Deutsche Bank|Commerzbank|Danske Bank", ("Deutsche Bank", "Commerzbank", "Danske Bank")),
        ("Konto|Hans Müller|Anna Schmidt|Kim Jong Un", ("Hans Müller", "Anna Schmidt", "Kim Jong Un")),
        ("Account|ООО Ромашка|ООО Лютик", ("ООО Ромашка", "ООО Лютик")),
        ("月份|北京贸易有限公司|上海贸易有限公司", ("北京贸易有限公司", "上海贸易有限公司")),
        ("Period|Smith & Sons Ltd||Acme Inc.", ("Smith & Sons Ltd", "Acme Inc.")),
        ("Month|Mohammed Ali|Fatima Hassan|Total", ("Mohammed Ali", "Fatima Hassan")),
    ],
)
def test_parties_across_the_top(header: str, names: tuple[str, ...]) -> None:
    assert across(header, "2026-01|1|2.5|3|4", "2026-02||7|3|4") == names
    assert across(header, "|Debit|Credit|Debit|Credit", "2026-01|1|2|3|4", "2026-02|1|2|3|4") == names


@pytest.mark.parametrize(
    "header",
    [
        "Financial Year|Financial Quarter|Offence Code|Number of Offences",
        "Date|Open|High|Low|Close|Volume",
        "Date|Cash at bank|Bank charges|Interest",
        "Year|North America|Latin America|Asia Pacific|Europe",
        "Monat|Umsatz Inland|Umsatz Ausland|Kosten",
        "Mois|Chiffre d'affaires|Charges|Résultat net",
        "Year|Sales SE|Sales NO|Sales DK",
        "Week|Coal|Iron ore|Crude oil",
        "Date|Weight kg|Volume m3|Price AG",
        "Год|Выручка|Прибыль|Расходы",
        "年份|收入|支出|余额",
        "Month|January|April May|June",
        "Year|Company sales|Company costs|Company profit",
        "Year|San Francisco|Los Angeles|New York",
        "Year|Opening balance|Closing balance|Net sales",
        "Year|Acme Ltd|Units sold|Net sales",  # one is not enough
        "Year|Acme Ltd",
    ],
)
def test_ordinary_headers_over_numbers_are_no_parties(header: str) -> None:
    assert across(header, "1|1|1|1|1|1", "2|2|2|2|2|2") == ()


def test_parties_over_columns_of_words_stand_somewhere_else() -> None:
    assert across("Company no|Acme Ltd|Globex Inc", "x|open|closed", "y|open|closed") == ()


def test_a_crosstab_that_names_nobody_else() -> None:
    file = read("Balances by bank", "", "Date|Deutsche Bank|Danske Bank", "2026-01-01|1|2", "2026-01-02|3|4")
    assert [(c.row, c.name, dict(c.input)) for c in file.counterparties] == [
        (3, "Deutsche Bank", {HEADER: "Deutsche Bank"}), (3, "Danske Bank", {HEADER: "Danske Bank"}),
    ]  # fmt: skip
    assert file.columns == {HEADER: "name"}
    assert [note for note in file.notes if "across the top" in note or "not screened" in note] == [
        "row 3 names parties across the top, over columns of numbers: each of them was read",
        "its 3 other filled rows name nobody: they were not screened",
    ]


def test_a_crosstab_with_parties_on_both_sides() -> None:
    file = read("Vessel|Acme Ltd|Globex Inc|Total", "Pong Su|1|2|3", "Wise Honest|4|5|9")
    assert [(c.row, c.name) for c in file.counterparties] == [
        (1, "Acme Ltd"), (1, "Globex Inc"), (2, "Pong Su"), (3, "Wise Honest"),
    ]  # fmt: skip


def test_a_crosstab_under_two_rows_of_headers() -> None:
    file = read(
        "Account name|Acme Ltd||Globex Inc|", "|Debit|Credit|Debit|Credit", "Pong Su|1|2|3|4", "Wise Honest|1|2|3|4"
    )
    assert {"Acme Ltd", "Globex Inc", "Pong Su", "Wise Honest"} <= {c.name for c in file.counterparties}


CROSSTAB = ("Product|Units sold|Pongsu", *(f"Ore {n}|{n}|2.{n}" for n in range(9)), "Sum|5|see Wise Honest")


def test_what_may_be_a_header_or_a_party_is_looked_through() -> None:
    file = read(*CROSSTAB)
    assert [c.name for c in file.counterparties] == ["Product", *(f"Ore {n}" for n in range(9)), "Sum"]
    told = {c.row: [o.text for o in c.other_names if o.free_text] for c in file.counterparties}
    assert {row: texts for row, texts in told.items() if texts} == {
        1: ["Units sold", "Pongsu"],
        11: ["see Wise Honest"],
    }
    assert file.notes[-1] == "in row 1, over numbers: 'Units sold', 'Pongsu' were looked through as notes"


def test_a_crosstab_is_read_alike_when_it_is_screened_again() -> None:
    file = read(*CROSSTAB)
    for party in file.counterparties:
        cells = {key: party.input.get(key, "") for key in ("column A", "column B", "column C")}
        again = RowsAgain(file.columns).party(file=party.file, sheet="", row=party.row, cells=cells, problems=())
        assert again.model_copy(update={"input": party.input}) == party


def test_what_is_not_over_numbers_is_told() -> None:
    file = read("Product|Colour|Units", "Coal|black|1", "Iron ore|red|2")
    assert file.notes[-2:] == (
        "in row 1, over numbers: 'Units' were looked through as notes", "in row 1, not screened: 'Colour'",
    )  # fmt: skip
