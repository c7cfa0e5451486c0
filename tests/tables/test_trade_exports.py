"""Exports of banks, brokers, shippers, insurers and of accounting systems of other countries: everybody is screened."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty
from screening.tables.certain_parties import columns_of_parties
from screening.tables.counterparties import read_counterparties
from screening.tables.model import Cells

from .workbooks import workbook


def named(party: Counterparty) -> tuple[str, ...]:
    """All names that are screened for a row, its own first."""
    return (party.name, *(other.text for other in party.other_names if not other.free_text))


TEXTS = {
    "a log of payment messages": (
        "Msg Type;Receiver;TRN;Value Date;Amount;50K Ordering Customer;57A Acct With Inst;59 Beneficiary Customer\n"
        "MT103;KDBKKPPY;TRN1;260103;12.000,00;ACME GMBH;KDBKKPPYXXX;KOREA DAESONG BANK\n"
        "MT103;COBADEFF;TRN2;260104;1.000,00;GLOBEX LTD;;WISE HONEST LTD\n",
        "utf-8", {"ACME GMBH", "KOREA DAESONG BANK", "GLOBEX LTD", "WISE HONEST LTD"},
    ),
    "a cargo manifest": (
        "CARGO MANIFEST\nPort of Loading: NAMPO   Port of Discharge: BUSAN\n\n"
        "B/L No,Shipper,Consignee,Notify Party,Marks & Numbers,Description of Goods,Gross Weight (KGS)\n"
        "B1,KOREA DAESONG TRADING,ACME LTD,SAME AS CONSIGNEE,N/M,COAL,1000\n"
        "B2,GLOBEX CO,TO ORDER OF KOREA DAESONG BANK,WISE HONEST AGENCY,N/M,ORE,2000\n",
        "utf-8", {"KOREA DAESONG TRADING", "ACME LTD", "TO ORDER OF KOREA DAESONG BANK", "WISE HONEST AGENCY"},
    ),
    "port calls": (
        "Ship name\tIMO\tMMSI\tFlag\tDWT\tOwner\tManager\tArr\tAgent\n"
        "Pong Su\t8905490\t445123000\tDPRK\t10000\tPong Su Shipping\tGlobex Mgmt\t1/2\tWise Agents\n",
        "utf-8", {"Pong Su", "Pong Su Shipping", "Globex Mgmt", "Wise Agents"},
    ),
    "contacts of a sales system": (
        "Record ID,First Name,Last Name,Email,Contact owner,Associated Company\n1,Jong Un,Kim,a@b.kp,J Doe,Pong Su\n",
        "utf-8", {"Jong Un Kim", "Pong Su"},
    ),
    "a statement of a German savings bank": (
        '"Auftragskonto";"Buchungstag";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Betrag"\n'
        '"DE1";"03.02.26";"GUTSCHR";"Rechnung 12 Müller";"KOREA DAESONG BANK";"12,00"\n',
        "cp1252", {"KOREA DAESONG BANK"},
    ),
    "a ruled list with short names of fields": (
        "CUNO       CUNM                       CUA1                    CSCD\n"
        "---------- -------------------------- ----------------------- ----\n"
        "0000010001 KOREA DAESONG BANK         SEGORI-DONG             KP\n"
        "0000010003 MÜLLER & SÖHNE             KÖLN                    DE\n",
        "cp1252", {"KOREA DAESONG BANK", "MÜLLER & SÖHNE"},
    ),
    "Chinese vouchers": (
        "凭证日期,凭证字号,摘要,科目名称,往来单位,借方金额\n2026-01-03,记-1,收货款,应收账款,朝鲜大成银行,100\n",
        "gb18030", {"朝鲜大成银行"},
    ),
    "Japanese customers": (
        "[表題行]\n取引先名,フリガナ,住所1,電話番号,代表者名\n株式会社山田,ヤマダ,東京都,03-1111-2222,山田太郎\n",
        "cp932", {"株式会社山田", "山田太郎"},
    ),
    "Turkish accounts": (
        "Cari Hesap Kodu;Cari Hesap Unvanı;Vergi Dairesi;Vergi No;Yetkili;İl;Ülke;Bakiye\n"
        "120.01;KORE DAESONG BANKASI;;;Kim Jong Un;Pyongyang;Kuzey Kore;1.000,00\n"
        "120.02;Öztürk Denizcilik A.Ş.;Şişli;1234567890;Ayşe Öztürk;İstanbul;Türkiye;5,00\n",
        "cp1254", {"KORE DAESONG BANKASI", "Kim Jong Un", "Öztürk Denizcilik A.Ş.", "Ayşe Öztürk"},
    ),
    "a payroll": (
        "Employee Ref,Title,Surname,Forename,Bank Name,Gross\n1,Mr,Kim,Jong Un,Korea Daesong Bank,100\n",
        "utf-8", {"Jong Un Kim", "Korea Daesong Bank"},
    ),
    "expenses with whoever was at the table": (
        'Employee,Report Name,Vendor,Amount,Attendees\nDoe Jane,Trip,Pong Su Restaurant,10,"Kim Jong Un, Roe John"\n',
        "utf-8", {"Pong Su Restaurant", "Kim Jong Un, Roe John"},
    ),
    "fixtures, a line each": (
        "FIXTURES - WEEK 5\n\nPong Su 10000/84 coal Nampo/Dalian - Korea Daesong\nWise Honest 27000/89 ore - Globex\n",
        "utf-8", {"Pong Su 10000/84 coal Nampo/Dalian - Korea Daesong", "Wise Honest 27000/89 ore - Globex"},
    ),
}  # fmt: skip

SHEETS: dict[str, tuple[list[list[str]], set[str]]] = {
    "letters of credit": (
        [
            ["Import LC outstanding as at 31-Jan-2026"], [],
            ["LC No.", "Applicant", "Beneficiary", "Issuing Bank", "Advising Bank", "Expiry", "Sum", "Vessel / Voyage"],
            ["LC001", "Acme Ltd", "Pong Su Co", "Korea Daesong Bank", "Globex Bank", "2026-05-01", "1", "Wise Honest"],
            ["", "", "", "", "", "Total", "100"],
        ],
        {"Acme Ltd", "Pong Su Co", "Korea Daesong Bank", "Globex Bank", "Wise Honest"},
    ),
    "positions of a data vendor": (
        [
            ["Security", "ISIN", "ID_BB", "Bond of", "Ultimate Parent", "Qty"],
            ["DAESON 5 30", "KP01", "x", "Korea Daesong Bank", "Office 39", "100"],
            ["ACME 4 29", "US01", "x", "Acme Inc", "Acme Holdings", "1"],
        ],
        {"Korea Daesong Bank", "Office 39", "Acme Inc", "Acme Holdings"},
    ),
    "a bordereau under two rows of headers": (
        [
            ["Coverholder:", "Acme Underwriting"], ["Section", "Risk", "", "Insured", "", "Broker"],
            ["No", "Inception", "Expiry", "Insured Name", "Insured Country", "Broker Name"],
            ["1", "2026-01-01", "2026-12-31", "Korea Daesong Bank", "KP", "Globex Brokers"],
        ],
        {"Korea Daesong Bank", "Globex Brokers"},
    ),
    "tenants under the name of their house": (
        [
            ["Rent Roll with Lease Charges"], ["Property = prop1"], [],
            ["Unit", "Resident", "Name", "Market Rent", "Charge Code", "Amount"],
            ["Current/Notice/Vacant Residents"], ["101", "t001", "Kim Jong Un", "100", "rent", "90"],
            ["", "", "", "", "parking", "10"], ["102", "VACANT", "VACANT", "100", "", "0"],
        ],
        {"Kim Jong Un"},
    ),
    "a Korean ledger": (
        [
            ["거 래 처 원 장"], ["회사명: 샘플(주)", "", "기간: 2026-01-01 ~ 2026-01-31"], [],
            ["코드", "거래처", "사업자번호", "대표자", "전기이월", "잔액"],
            ["00101", "조선대성은행", "", "김정은", "0", "0"], ["", "[합계]", "", "", "0", "0"],
        ],
        {"조선대성은행", "김정은"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_text(kind: str) -> None:
    text, encoding, names = TEXTS[kind]
    file = read_counterparties(text.encode(encoding))
    assert names <= {name for party in file.counterparties for name in named(party)}


@pytest.mark.parametrize("kind", SHEETS)
def test_workbooks(kind: str) -> None:
    rows, names = SHEETS[kind]
    file = read_counterparties(workbook({"S": rows}))
    assert names <= {name for party in file.counterparties for name in named(party)}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["Acme Ltd", "Globex Inc", "Initech"], True),
        (["Korea Daesong Bank", "Danske Bank"], True),
        (["Kim Jong Un", "", "Hans Müller"], True),
        (["ООО Ромашка", "АО Лютик"], True),
        (["Acme Ltd", "open", "closed"], False),
        (["steel pipes", "iron ore", "crude oil"], False),
        (["Berlin", "New York", "Santa Cruz"], False),
        (["see invoice 12", "paid in full", "by Acme Ltd"], False),
        (["Cash at bank", "Bank charges", "Opening balance"], False),
        (["Approved", "Not applicable", "Pending review"], False),
        (["FOB Nampo", "CIF Dalian"], False),
        (["12", "13"], False),
        ([], False),
    ],
)
def test_columns_whose_cells_are_certainly_parties(column: list[str], expected: bool) -> None:
    sample: list[Cells] = [("x", cell) for cell in column]
    assert columns_of_parties(sample, [1]) == ({1} if expected else set())
