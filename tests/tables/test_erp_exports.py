"""Five exports as ERP systems give them, each made up after a kind that is usual there: nobody in them is missed."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from screening.entities import Counterparty
from screening.tables.counterparties import read_counterparties


def named(party: Counterparty) -> tuple[str, ...]:
    """All names that are screened for a row, its own first."""
    return (party.name, *(other.text for other in party.other_names if not other.free_text))


def everybody(data: bytes, name: str) -> set[str]:
    """All names that are screened in a file."""
    file = read_counterparties(data, file_name=name)
    return {name for party in file.counterparties for name in named(party) if name}


def test_sap_list_viewer_as_tabbed_text_that_is_called_xls() -> None:
    lines = [
        "03.02.2024\tDynamische Listenausgabe\t1", "", "Kreditorenverzeichnis", "Buchungskreis 1000", "",
        "\tKreditor\tBuKr\tName 1\tOrt\tLnd\tUSt-Id.Nr\tKontoinhaber\tSaldo", "",
        "\t100001\t1000\tKorea Daesong Bank\tPjöngjang\tKP\t\t\t     1.234,50-",
        "\t100002\t1000\tMüller & Söhne GmbH\tKöln\tDE\tDE123456789\tHans Müller\t       99,00 ",
        "*\t\t1000\t\t\t\t\t\t     1.135,50-", "",
        "\t100003\t2000\tPong Su Shipping\tBusan\tKR\t\t\t        0,00 ", "**\t\t\t\t\t\t\t\t     1.135,50-", "",
    ]  # fmt: skip
    file = read_counterparties("\r\n".join(lines).encode("utf-16"), file_name="export.xls")
    assert [(c.row, c.id, named(c), c.country) for c in file.counterparties if c.name] == [
        (8, "100001", ("Korea Daesong Bank",), "KP"), (9, "100002", ("Müller & Söhne GmbH", "Hans Müller"), "DE"),
        (12, "100003", ("Pong Su Shipping",), "KR"),
    ]  # fmt: skip
    assert [(c.row, bool(c.problems)) for c in file.counterparties if not c.name] == [
        (7, True),
        (10, True),
        (11, True),
        (13, True),
    ]


def test_oracle_listing_of_several_pages_with_rulers() -> None:
    def page(number: int, rows: str) -> str:
        return (
            f"Vision Operations                 Supplier Listing               Report Date: 03-FEB-2024 10:12\n"
            f"                                                                    Page:    {number} of    2\n\n"
            "Supplier                                 Supplier                Tax\n"
            "Number     Supplier Name                 Type            Country Registration\n"
            f"---------- ----------------------------- --------------- ------- --------------------\n{rows}"
        )

    text = page(
        1,
        "1001       Korea Daesong Bank            VENDOR          KP\n"
        "1002       Acme Trading Company, Inc.    VENDOR          US      12-3456789\n",
    ) + page(
        2,
        "1003       A Supplier of a Name Too Long VENDOR          KR\n\n"
        "                                         Total Suppliers:     3\n           *** End of Report ***\n",
    ).replace("Vision", "\fVision")
    file = read_counterparties(text.encode(), file_name="listing.txt")
    assert [(c.id, named(c), c.country) for c in file.counterparties if c.country and c.id.isdecimal()] == [
        ("1001", ("Korea Daesong Bank",), "KP"), ("1002", ("Acme Trading Company, Inc.",), "US"),
        ("1003", ("A Supplier of a Name Too Long",), "KR"),
    ]  # fmt: skip


def test_dynamics_accounts_with_hidden_columns_and_a_hidden_sheet() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, keys = book.add_worksheet("All Accounts"), book.add_worksheet("hiddenSheet")
        keys.hide()
        keys.write(0, 0, "account:k3J8+/9s=:accountid=checksum")
        rows = [
            ["(Do Not Modify) Account", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Account Name",
             "Address 1: City", "Address 1: Country/Region", "Primary Contact", "Parent Account", "Status"],
            ["{8f1f4b1e-0c3a-ee11-be6d-000d3a5b1c2d}", "x1Jk+/8s==", "2024-02-03 10:00", "Korea Daesong Bank",
             "Pyongyang", "North Korea", "Kim Jong Un", "", "Active"],
            ["{9f1f4b1e-0c3a-ee11-be6d-000d3a5b1c2d}", "y2Jk+/8s==", "2024-02-03 10:00", "Adatum Corporation (sample)",
             "Redmond", "United States", "", "Contoso Holding", "Active"],
        ]  # fmt: skip
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        sheet.set_column(0, 2, None, None, {"hidden": True})
    file = read_counterparties(stream.getvalue(), file_name="All Accounts.xlsx")
    first, second, *_ = file.counterparties
    assert (named(first), first.country, first.address) == (
        ("Korea Daesong Bank", "Kim Jong Un"),
        "North Korea",
        "Pyongyang",
    )
    assert named(second) == ("Adatum Corporation (sample)", "Contoso Holding")


_DATEV = (
    "Konto;Name (Adressattyp Unternehmen);Unternehmensgegenstand;Name (Adressattyp natürl. Person);"
    "Vorname (Adressattyp natürl. Person);Name (Adressattyp keine Angabe);Adressattyp;Kurzbezeichnung;EU-Land;EU-UStID;"
    "Anrede;Adressart;Straße;Postleitzahl;Ort;Land;Bankbezeichnung 1;IBAN-Nr. 1;SWIFT-Code 1;Abw. Kontoinhaber 1;"
    "Sachbearbeiter"
)


def test_datev_debtors_and_creditors_with_a_line_of_metadata_and_three_columns_of_names() -> None:
    rows = [
        '"EXTF";700;16;"Debitoren/Kreditoren";5;20240203101201000;;"RE";"";"";29098;55003;20240101;4;;;"";""', _DATEV,
        '70001;"Korea Daesong Bank";"";"";"";"";"2";"Daesong";"";"";"";"STR";"Segori-dong";"";"Pjöngjang";"KP";'
        '"Ryugyong Commercial Bank";"";"KDBKKPPY";"";"Frau Meier"',
        '70002;"";"";"Kim";"Jong Un";"";"1";"";"";"";"Herr";"STR";"";"50667";"Köln";"DE";"";"";"";'
        '"Pong Su Shipping";""',
        '70003;"";"";"";"";"Wise Honest Ltd";"0";"";"DE";"123456789";"";"";"";"";"";"";"";"";"";"";""',
    ]  # fmt: skip
    file = read_counterparties("\r\n".join([*rows, ""]).encode("cp1252"), file_name="EXTF_Debitoren.csv")
    first, second, third = file.counterparties
    assert set(named(first)) == {"Korea Daesong Bank", "Daesong", "Ryugyong Commercial Bank"}
    assert (first.row, first.country, first.identifiers[0].value) == (3, "KP", "KDBKKPPY")
    assert named(second) == ("Jong Un Kim", "Pong Su Shipping")
    assert (named(third), third.identifiers[0].kind) == (("Wise Honest Ltd",), "tax_number")


def test_1c_turnover_sheet_of_an_account_with_the_parties_in_its_first_column() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("TDSheet")
        rows = [
            ['ООО "Ромашка"'], ["Оборотно-сальдовая ведомость по счету 60 за Январь 2024 г."],
            ["Выводимые данные:", "БУ (данные бухгалтерского учета)"], [],
            ["Счет", "Сальдо на начало периода", "", "Обороты за период", "", "Сальдо на конец периода", ""],
            ["Контрагенты", "Дебет", "Кредит", "Дебет", "Кредит", "Дебет", "Кредит"], ["Договоры"],
            ["60", 100.5, "", 200, "", 300.5, ""], ["Корейский банк Дэсон", 100.5, "", 200, "", 300.5, ""],
            ["Договор № 12 от 01.01.2023", 100.5, "", 200, "", 300.5, ""],
            ["Рога и Копыта ООО", "", "", 5, "", 5, ""], ["Итого", 100.5, "", 205, "", 305.5, ""],
        ]  # fmt: skip
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    assert {"Корейский банк Дэсон", "Рога и Копыта ООО"} <= everybody(stream.getvalue(), "osv.xlsx")


def test_1c_directory_in_cp1251_with_groups_among_the_parties() -> None:
    text = (
        "Справочник: Контрагенты\r\nОтбор: нет\r\n\r\n"
        "Код\tНаименование\tПолное наименование\tИНН\tКПП\tВид контрагента\tСтрана регистрации\tМенеджер\r\n"
        "00-000001\tПокупатели\t\t\t\t\t\t\r\n"
        "00-000002\tДэсон банк\tКорейский банк Дэсон\t\t\tЮридическое лицо\tКНДР\tИванов И.И.\r\n"
        '00-000003\tРога и Копыта ООО\tООО "Рога и Копыта"\t7701234567\t770101001\tЮридическое лицо\tРОССИЯ\t\r\n'
        "00-000004\tКим Чен Ын\tКим Чен Ын\t\t\tФизическое лицо\t\t\r\n"
    )
    file = read_counterparties(text.encode("cp1251"), file_name="контрагенты.txt")
    assert [(c.row, named(c), c.type) for c in file.counterparties] == [
        (5, ("Покупатели",), None), (6, ("Дэсон банк", "Корейский банк Дэсон"), "Company"),
        (7, ("Рога и Копыта ООО", 'ООО "Рога и Копыта"'), "Company"), (8, ("Ким Чен Ын",), "Person"),
    ]  # fmt: skip
