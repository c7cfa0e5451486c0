"""Tables as systems and people export them, each imitating a real one: every name is read without an option."""

from __future__ import annotations

from typing import Any

import pytest

from screening.entities import Counterparty
from screening.errors import InputError
from screening.tables.counterparties import CounterpartyFile, read_counterparties

from .workbooks import workbook


def named(party: Counterparty) -> tuple[str, ...]:
    """All names that are screened for a row, its own first."""
    return (party.name, *(other.text for other in party.other_names if not other.free_text))


def numbers(party: Counterparty) -> list[tuple[str, str]]:
    return [(i.kind, i.value) for i in party.identifiers]


def read(data: str | bytes, encoding: str = "utf-8", **told: Any) -> CounterpartyFile:
    return read_counterparties(data if isinstance(data, bytes) else data.encode(encoding), **told)


def test_sap_list_with_technical_names_over_semicolons_in_cp1252() -> None:
    file = read(
        "Tabelle LFA1;;;;;;;;;\r\nAnzeige am 03.02.2024;;;;;;;;;\r\n\r\n"
        "MANDT;LIFNR;LAND1;NAME1;NAME2;ORT01;PSTLZ;STRAS;STCEG;KTOKK\r\n"
        "100;0000100001;KP;Korea Daesong;Bank;Pjöngjang;;Segori-dong;;KRED\r\n"
        "100;0000100002;DE;Müller & Söhne;GmbH;Köln;50667;Straße 1;DE 123456789;KRED\r\n"
        "\r\n* 2 Sätze selektiert;;;;;;;;;\r\n",
        "cp1252",
    )
    first, second, *rest = file.counterparties
    assert (first.row, first.id, first.country) == (5, "0000100001", "KP")
    assert named(first) == ("Korea Daesong", "Korea Daesong Bank", "Bank")
    assert named(second) == ("Müller & Söhne", "Müller & Söhne GmbH", "GmbH")
    assert (second.address, numbers(second)) == ("Köln, 50667, Straße 1", [("tax_number", "DE123456789")])
    assert [(c.row, bool(c.problems)) for c in rest] == [(7, True), (8, True)]


def test_alv_list_as_text_with_pipes_and_rules() -> None:
    file = read(
        "03.02.2024  Dynamic List Display  1\n\n------------------------------------\n"
        "|Vendor    |Name                |Cty|\n------------------------------------\n"
        "|1000      |Korea Daesong Bank  |KP |\n|1001      |Acme Ltd            |DE |\n"
        "------------------------------------\n"
    )
    read_rows = [(c.row, c.id, c.name, c.country) for c in file.counterparties if c.name]
    assert read_rows == [(6, "1000", "Korea Daesong Bank", "KP"), (7, "1001", "Acme Ltd", "DE")]


def test_oracle_payables_with_headers_in_capitals() -> None:
    (party,) = read(
        "VENDOR_NUM,VENDOR_NAME,VENDOR_TYPE_LOOKUP_CODE,VAT_REGISTRATION_NUM,ADDRESS_LINE1,CITY,COUNTRY,CREATED_BY\n"
        '4711,"Pong Su Shipping Co., Ltd",VENDOR,,"1, Quay St",Busan,KR,JSMITH\n'
    ).counterparties
    assert (party.id, named(party), party.country) == ("4711", ("Pong Su Shipping Co., Ltd",), "KR")


def test_salesforce_report_with_a_footer() -> None:
    file = read(
        '"Account Name","Account Owner","Billing Street","Billing City","Billing Country","Website"\n'
        '"Wise Honest Ltd","Jane Doe","1 High St\nSuite 4","London","United Kingdom","http://x.example"\n'
        '"Acme, Inc.","John Roe","","","United States",""\n\n'
        '"Grand Totals (2 records)"\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2024 All rights reserved."\n'
    )
    first, second, *footer = file.counterparties
    assert (named(first), first.country, first.address) == (
        ("Wise Honest Ltd",),
        "United Kingdom",
        "1 High St\nSuite 4, London",
    )
    assert named(second) == ("Acme, Inc.",)
    assert [c.row for c in footer] == [4, 5, 6, 7]  # rows, too: nothing is lost


def test_dynamics_export_with_a_mark_and_tabs() -> None:
    file = read(
        "\ufeffNo.\tName\tName 2\tCountry_Region_Code\tVAT Registration No.\n10000\tAdatum\tCorporation\tUS\t\n",
        "utf-16",
    )
    (party,) = file.counterparties
    assert (party.id, named(party), party.country) == ("10000", ("Adatum", "Adatum Corporation", "Corporation"), "US")


def test_shipping_list_with_two_header_rows_page_breaks_and_numbers_as_excel_shows_them() -> None:
    head = [["No", "Vessel", "", "", "Owner", "", "Cargo"], ["", "Name", "IMO", "Flag", "Name", "Country", ""]]
    data = workbook(
        {"Q1": [
            ["Fleet list"], ["Printed:", "2024-01-31"], [], *head,
            ["1", "Wise Honest", "8.90549E+06", "KP", "Korea Songi Shipping", "KP", "coal"],
            *head, ["2", "Pong Su", "'8905490", "TV", "", "", ""], ["", "Total", "2"],
        ]}
    )  # fmt: skip
    file = read(data)
    ships = [c for c in file.counterparties if numbers(c)]
    assert [(c.row, named(c), numbers(c)[0]) for c in ships][:2] == [
        (6, ("Wise Honest", "Korea Songi Shipping"), ("imo", "8905490")), (9, ("Pong Su",), ("imo", "8905490")),
    ]  # fmt: skip
    assert [c.row for c in file.counterparties] == [6, 7, 8, 9, 10]
    assert [c.problems for c in file.counterparties][1:3] == [
        ("not screened: the row repeats the header of the table",)
    ] * 2


def test_russian_accounting_export_in_cp1251() -> None:
    file = read(
        "Справочник Контрагенты\n\nКод;Наименование;Полное наименование;ИНН/КПП;Юридический адрес;Ответственный\n"
        "000000001;Ромашка ООО;"
        "Общество с ограниченной ответственностью «Ромашка»;7701234567/770101001;Москва;Иванов И.И.\n",
        "cp1251",
    )
    (party,) = file.counterparties
    assert named(party) == ("Ромашка ООО", "Общество с ограниченной ответственностью «Ромашка»")
    assert (party.row, party.id, [i.kind for i in party.identifiers]) == (4, "000000001", ["tax_number"])


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (
            "序号,客户名称,国家,客户经理\n1,朝鲜大成银行,朝鲜,王伟\n2,上海贸易有限公司,中国,李娜\n",
            "gb18030",
            "朝鲜大成银行",
        ),
        ("編號,廠商名稱,國家\n1,臺灣貿易股份有限公司,台灣\n2,香港船務有限公司,香港\n", "big5", "臺灣貿易股份有限公司"),
        ("取引先コード,取引先名,国,担当者\n1,株式会社コリア貿易,日本,田中\n", "cp932", "株式会社コリア貿易"),
        ("거래처코드,거래처명,국가,영업담당\n1,조선대성은행,북한,김철수\n", "cp949", "조선대성은행"),
        ("رقم العميل;اسم العميل;الدولة\n1;بنك كوريا دايسونغ;كوريا الشمالية\n", "cp1256", "بنك كوريا دايسونغ"),
        (
            "Lp.;Nazwa kontrahenta;Kraj;Opiekun klienta\n1;Żegluga Śląska Spółka;Polska;Łukasz\n",
            "cp1250",
            "Żegluga Śląska Spółka",
        ),
    ],
)
def test_exports_of_other_countries_in_their_code_pages(text: str, encoding: str, name: str) -> None:
    first = read(text, encoding).counterparties[0]
    assert (first.row, first.name) == (2, name)


def test_kyc_form_with_a_label_on_each_line() -> None:
    data = workbook(
        {"KYC": [
            ["Customer due diligence form"], [], ["Company name:", "Acme Trading Ltd"],
            ["Registration no.:", "HRB 123"],
            ["Country of incorporation:", "Germany"],
            ["Director:", "Hans Müller"], ["Beneficial owner:", "Kim Jong Un"],
            ["Bank:", "Korea Daesong Bank"], [], ["Signature:", "J. Doe"],
        ]}
    )  # fmt: skip
    (party,) = read(data).counterparties
    assert named(party) == ("Acme Trading Ltd", "Hans Müller", "Kim Jong Un", "Korea Daesong Bank")
    assert (party.row, party.country, numbers(party)) == (3, "Germany", [("registration_number", "HRB123")])


def test_turned_table_with_a_party_in_each_column() -> None:
    rows = ["Name;Acme Ltd;Foo GmbH;Bar SA", "Country;DE;;FR", "IMO;8905490;;", "Vessel;Pong Su;;"]
    parties = read("\n".join(rows)).counterparties
    assert [(named(c), c.country) for c in parties] == [
        (("Acme Ltd", "Pong Su"), "DE"), (("Foo GmbH",), ""), (("Bar SA",), "FR"),
    ]  # fmt: skip


def test_tables_below_and_beside_each_other_with_a_party_in_the_lines_above() -> None:
    file = read(
        "Screening request;;;;\nBuyer:;Korea Daesong Bank;;;\nDate:;2024-01-31;;;\n\n"
        "Name;Country;;Name;Country\nAcme;DE;;Foo;FR\nBar;DE;;;\n\n"
        "Vessels;;;;\nVessel name;IMO No.;;;\nPong Su;8905490;;;\n"
    )
    assert [(c.row, c.name, c.country) for c in file.counterparties if c.name] == [
        (2, "Korea Daesong Bank", ""), (6, "Acme", "DE"), (7, "Bar", "DE"), (9, "Vessels", ""), (6, "Foo", "FR"),
        (11, "Pong Su", ""),
    ]  # fmt: skip


def test_list_without_headers_judged_by_its_cells() -> None:
    file = read("1,Wise Honest Shipping,KP,9074729\n2,Acme Trading,DE,9263186\n3,Foo Maritime,FR,9241061\n")
    first = file.counterparties[0]
    assert (first.row, first.name, first.country) == (1, "Wise Honest Shipping", "KP")
    assert numbers(first) == [("imo", "9074729")]
    assert "'column D' was read as imo, because its cells look like it" in file.notes


def test_cells_with_several_lines_hidden_spaces_and_misread_letters() -> None:
    file = read(
        'Name,Country,IMO\n"Acme Ltd\nKorea Daesong Bank",DE,\n'
        "\u00a0Pong\u00a0Su\u00a0,TV,\u200b8905490\nMÃ¼ller GmbH,DE,\n"
    )
    first, second, third = file.counterparties
    assert named(first) == ("Acme Ltd Korea Daesong Bank", "Acme Ltd", "Korea Daesong Bank")
    assert (second.name, numbers(second)) == ("Pong Su", [("imo", "8905490")])
    assert (third.name, third.input["Name"]) == ("Müller GmbH", "MÃ¼ller GmbH")
    assert third.problems == (
        "column 'Name': 'MÃ¼ller GmbH' was read as 'Müller GmbH' (UTF-8 that was misread before)",
    )  # fmt: skip


ONE_MORE = "the row has 1 cell more than the header: {text!r} was read as one cell of {column!r}"


def test_separators_inside_of_cells_that_nobody_quoted() -> None:
    rows = "".join(f"{n},Firm {n},DE,{n * 10}\n" for n in range(20))
    file = read(f"ID,Name,Country,Amount\n{rows}20,Acme, Inc.,DE,5\n21,Acme,Inc.,DE,5\n")
    spaced, other = file.counterparties[-2:]
    assert (spaced.name, spaced.country, spaced.input["Amount"]) == ("Acme, Inc.", "DE", "5")
    assert spaced.problems == (ONE_MORE.format(text="Acme, Inc.", column="Name"),)
    assert (other.name, other.country, other.input["Amount"]) == ("Acme,Inc.", "DE", "5")
    assert file.notes == ()


@pytest.mark.parametrize("narrow", ["", "3,Acme Ltd,DE\n"])
def test_a_space_tells_which_cells_were_one_in_any_share_of_the_rows(narrow: str) -> None:
    file = read(f"id,name,country\n1,Smith, John,US\n2,Kim, Jong Un,KP\n{narrow}")
    first, second, *_ = file.counterparties
    assert (first.name, first.country, second.name, second.country) == ("Smith, John", "US", "Kim, Jong Un", "KP")
    assert second.problems == (ONE_MORE.format(text="Kim, Jong Un", column="name"),)
    assert (file.notes, [*second.input]) == ((), ["id", "name", "country"])


@pytest.mark.parametrize("narrow", ["", "1,Acme,Berlin\n", "".join(f"{n},Firm {n},Town {n}\n" for n in range(30))])
def test_several_cells_of_a_row_that_nobody_quoted(narrow: str) -> None:
    party = read(f"id,name,address\n{narrow}2,Kim, Jong Un,Pyongyang, DPRK\n").counterparties[-1]
    assert (party.name, party.address) == ("Kim, Jong Un", "Pyongyang, DPRK")
    assert party.problems == (
        "the row has 2 cells more than the header: 'Kim, Jong Un' was read as one cell of 'name', "
        "'Pyongyang, DPRK' was read as one cell of 'address'",
    )


def test_columns_are_judged_by_the_rows_that_were_put_right() -> None:
    file = read("name,dob,country\nKim, Jong Un,03/04/1970,KP\nLee, Bo,25/04/1970,KP\n")
    assert [party.date_of_birth for party in file.counterparties] == ["1970-04-03", "1970-04-25"]


@pytest.mark.parametrize(
    ("table", "as_it_was"),
    [
        ("id,name,country\n1,Kim Jong Un,KP, checked\n2,Acme,DE, open\n", "KP"),  # a column without a header
        ("id,name,imo\n1,Pong Su,8905490, sunk\n2,Acme,, new\n", "8905490"),
        ("id, name, country\n1, Kim, Jong Un, KP\n2, Acme, Ltd, DE\n", " Jong Un"),  # spaces everywhere
        ("id,name,country\n1,Kim,Jong Un,KP\n2,Acme,Ltd,DE\n", "Jong Un"),  # spaces nowhere
    ],
)
def test_rows_with_more_cells_than_the_header_that_nobody_can_put_right_are_told(table: str, as_it_was: str) -> None:
    file = read(table)
    first = file.counterparties[0]
    assert [*first.input.values()][2] == as_it_was
    assert not any("the header" in problem for problem in first.problems)
    assert file.notes == (
        "2 rows have more cells than the header, the first is row 2, so that cells may stand in wrong columns: put "
        "cells that hold a separator (Acme, Inc.) in quotation marks, or give the last column a header",
    )


TOO_FAR_DOWN = (
    "row 36 looks like the header of a table, which is looked for among the first 30 filled rows: if it is, delete the "
    "rows above it"
)


@pytest.mark.parametrize("line", ["Disclaimer no {n}\n", "Disclaimer, line {n} of this file\n"])
def test_a_header_that_stands_too_far_down_is_told(line: str) -> None:
    lines = "".join(line.format(n=n) for n in range(35))
    assert TOO_FAR_DOWN in read(f"{lines}Name,Country,IMO\nPong Su,KP,8905490\nAcme,DE,\n").notes
    assert TOO_FAR_DOWN not in read(f"{lines}Acme,DE,\nPong Su,KP,8905490\n").notes
    assert TOO_FAR_DOWN not in read(f"Party,Country\n{lines}Name,Country,IMO\nPong Su,KP,8905490\n").notes


def test_a_header_that_stands_too_far_down_is_told_where_nothing_above_it_looks_like_names() -> None:
    lines = "".join(f"{n},no {n}\n" for n in range(35))
    with pytest.raises(InputError, match=TOO_FAR_DOWN):
        read(f"{lines}Name,Country,IMO\nPong Su,KP,8905490\n")


@pytest.mark.parametrize(
    ("dates", "read_as", "field"),
    [
        (["31/12/1970", "01/02/1980"], ["1970-12-31", "1980-02-01"], "date_of_birth_day_first"),
        (["12/31/1970", "01/02/1980"], ["1970-12-31", "1980-01-02"], "date_of_birth_month_first"),
        (["01.02.1980"], ["1980-02-01"], "date_of_birth_day_first"),
        (["01/02/1980", "1970"], ["01/02/1980", "1970"], "date_of_birth"),
        (["31-12-70", "29221"], ["1970-12-31", "1980-01-01"], "date_of_birth_day_first"),
        (["1980-02-01 00:00:00", "19800201"], ["1980-02-01 00:00:00", "19800201"], "date_of_birth"),
    ],
)
def test_dates_of_birth_by_their_column(dates: list[str], read_as: list[str], field: str) -> None:
    file = read("Name,DOB\n" + "".join(f"Foo Bar,{date}\n" for date in dates))
    assert [c.date_of_birth for c in file.counterparties] == read_as
    assert file.columns["DOB"] == field


def test_a_sheet_that_explains_the_headers_is_no_form() -> None:
    told = "what this column is for, in a sentence of its own"
    data = workbook(
        {
            "Data": [["Name", "IMO"], ["Pong Su", "8905490"]],
            "How to fill": [["Name", told], ["IMO", told], ["Country", told], ["Notes", told]],
        }
    )
    assert [(c.sheet, c.name) for c in read(data).counterparties] == [("Data", "Pong Su")]


def test_a_form_with_a_table_of_directors_below_loses_nobody() -> None:
    file = read(
        "Due diligence;;\nCompany name:;Acme Ltd;\nCountry:;Germany;\nBank:;Korea Daesong Bank;\nPhone:;1;\n"
        "Owner:;Foo SA;\n"
        ";;\nDirector;Nationality;Date of birth\nKim Jong Un;KP;1984\nHans Müller;DE;1970\n"
    )
    assert [(c.row, named(c)) for c in file.counterparties] == [
        (2, ("Acme Ltd", "Korea Daesong Bank", "Foo SA")), (9, ("Kim Jong Un",)), (10, ("Hans Müller",)),
    ]  # fmt: skip


def test_lines_of_a_form_whose_label_is_not_known_are_kept() -> None:
    (party,) = read("Name;Acme Ltd\nCountry;DE\nOwn field;xyz\nIMO;8905490\nThe end;\n").counterparties
    assert (dict(party.input)["Own field"], numbers(party)) == ("xyz", [("imo", "8905490")])
