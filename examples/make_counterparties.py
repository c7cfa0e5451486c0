"""Writes counterparties.xlsx, the example of the documentation, and expected.csv, what screening it should find.

A trading house's list of counterparties: planted parties of the shipped watchlist among clean ones, many of them near.
Well-known companies stand here for their names alone. Every person, number, address and note is made up; planted
rows carry the public data of the watchlist. The same script writes the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

Cell = str | int | dt.date

CREATED = dt.datetime(2026, 10, 5, 9, 30)  # noqa: DTZ001  # a workbook's dates have no time zone


@dataclass(frozen=True)
class Line:
    """A row of a sheet and what screening should say: ``expect`` with the defaults, ``configured`` with screening.toml.

    Both are the id of the entity that the alert should name, or empty for no alert, or ``not_screened``.
    """

    expect: str
    kind: str
    cells: Mapping[str, Cell]
    configured: str


@dataclass(frozen=True)
class Layout:
    """A sheet: its title rows, and its columns as key, header and width."""

    name: str
    title: tuple[str, ...]
    prefix: str  # of the reference numbers
    columns: tuple[tuple[str, str, int], ...]


def hit(expect: str, kind: str, *, configured: str | None = None, **cells: Cell) -> Line:
    """A planted row: an alert on the entity ``expect``."""
    return Line(expect, kind, cells, expect if configured is None else configured)


def clean(kind: str = "ordinary", *, configured: str = "", **cells: Cell) -> Line:
    """A row that is no alert; ``configured`` where the configuration makes it one."""
    return Line("", kind, cells, configured)


PARTIES = Layout(
    "Q3 counterparties",
    ("Halberg & Voss Trading: active counterparties, third quarter", "Middle office, as of 30 September 2026"),
    "CP",
    (
        ("ref", "Ref", 9), ("name", "Counterparty name", 44), ("trading", "Trading name", 24), ("type", "Type", 13),
        ("country", "Country", 16), ("address", "Address", 30), ("reg", "Registration no.", 17), ("bank", "Bank", 30),
        ("bic", "SWIFT/BIC", 14), ("director", "Director", 22), ("born", "Date of birth", 13), ("vessel", "Vessel", 20),
        ("goods", "Goods", 26), ("port", "Port", 18), ("limit", "Credit limit (USD)", 17), ("notes", "Notes", 60),
    ),
)  # fmt: skip

VESSELS = Layout(
    "Vessels",
    (),
    "VS",
    (
        ("ref", "Ref", 9), ("vessel", "Vessel name", 26), ("imo", "IMO no.", 11), ("type", "Type", 16),
        ("flag", "Flag", 18), ("owner", "Owner", 32), ("charterer", "Charterer", 28), ("insurer", "P&I insurer", 26),
        ("cargo", "Cargo", 24), ("load", "Load port", 18), ("discharge", "Discharge port", 18), ("notes", "Notes", 58),
    ),
)  # fmt: skip

PARTY_LINES: tuple[Line, ...] = (
    clean(name="Nordvik Fiskeeksport AS", type="Company", country="Norway", reg="NO 913 220 417", bank="DNB Bank ASA",
          bic="DNBANOKK", director="Henrik Nordvik", goods="frozen mackerel", port="Ålesund", limit=250000,
          notes="pays on time"),
    clean("near", name="Korea National Oil Corporation", trading="KNOC", type="Company", country="South Korea",
          bank="Korea Development Bank", bic="KODBKRSE", goods="crude oil", port="Ulsan", limit=5000000),
    hit("korea-daesong-bank", "exact", name="Korea Daesong Bank", type="Bank", country="DPRK", bic="KDBKKPPY",
        address="Segori-dong, Pyongyang", notes="legacy entry, taken over with the Dalian book"),
    clean("near", name="Daesung Industrial Co., Ltd.", type="Company", country="Korea, Rep.", bank="Shinhan Bank",
          bic="SHBKKRSE", goods="gas boilers", port="Busan", limit=400000, notes="KYC refreshed in March"),
    hit("korea-daesong-bank", "typo", name="Korea Daesung Bnak", type="Bank", country="China",
        address="Binjiang Middle Road, Dandong", notes="asked to advise an L/C, not used so far"),
    clean(name="Kowalczyk Transport sp. z o.o.", type="Company", country="Poland", reg="KRS 0000418822", bank="mBank",
          bic="BREXPLPW", director="Marek Kowalczyk", goods="haulage", port="Gdynia", limit=60000),
    hit("knic", "acronym", name="KNIC", type="Company", country="North Korea", goods="marine cargo cover", port="Nampo",
        notes="policy 2013, run-off"),
    clean("near", name="Korean Reinsurance Company", trading="Korean Re", type="Company", country="South Korea",
          bank="KEB Hana Bank", bic="KOEXKRSE", goods="facultative cover", limit=1000000),
    clean("near", name="KB Insurance Co., Ltd.", type="Company", country="South Korea", goods="cargo cover",
          port="Incheon", limit=300000, notes="open policy 2026"),
    hit("knic", "legal form", name="Korea National Insurance Corp. Ltd", type="Company", country="Germany",
        address="Hamburg", notes="old claim from 2009, closed"),
    hit("ryugyong-corporation", "exact", name="Ryugyong Corporation", type="Company", country="North Korea",
        goods="dried ginseng", port="Nampo", notes="offer received by fax, not answered"),
    clean("near", name="Ryobi Limited", type="Company", country="Japan", bank="Mizuho Bank", bic="MHCBJPJT",
          goods="die castings", port="Kobe", limit=350000),
    clean("near", name="The Honest Company, Inc.", type="Company", country="United States", bank="JPMorgan Chase",
          bic="CHASUS33", goods="nappies, soap", port="Los Angeles", limit=500000),
    hit("wise-honest", "free text", name="Bintang Laut Coal Traders", type="Company", country="Indonesia",
        reg="8120004410027", director="Ratna Wibowo", goods="thermal coal", port="Balikpapan", limit=150000,
        notes="cargo transhipped from mv wise honest, buyer complained about moisture"),
    clean("near", name="Lazard Ltd", type="Company", country="United States", goods="advisory services", limit=0,
          notes="fee agreement under review"),
    hit("lazarus-group", "alias as trading name", name="Grantham Secure Hosting Ltd", trading="Hidden Cobra",
        type="Company", country="United Kingdom", reg="09277415", goods="web hosting", limit=5000),
    clean("near", name="Delta Electronics, Inc.", type="Company", country="Taiwan", goods="power supplies",
          port="Kaohsiung", limit=800000),
    hit("banco-delta-asia", "exact", name="Banco Delta Asia S.A.R.L.", type="Bank", country="Macau",
        notes="no account since 2006; US measure lifted in 2020"),
    hit("banco-delta-asia", "listed bank of a clean party", name="Lotus Harbour Garments Ltda", type="Company",
        country="Macau", reg="SO 22918", bank="BANCO DELTA ASIA, MACAU", director="Teresa Lei", goods="knitwear",
        port="Macau", limit=40000),
    clean("near", name="Asia Delta Shipping Pte. Ltd.", type="Company", country="Singapore", reg="200911427K",
          bank="OCBC Bank", bic="OCBCSGSG", director="Adrian Seah", vessel="MV Delta Pride", goods="freight",
          port="Singapore", limit=200000),
    hit("korea-daesong-bank", "bank known by its BIC alone", name="Primorye Seafood OOO", type="Company",
        country="Russia", reg="1092536007712", bic="KDBKKPPY", director="Oleg Samarin", goods="king crab",
        port="Vladivostok", limit=90000, notes="remitter changed twice in July"),
    clean(name="ООО «Северный Лес»", type="Company", country="Russia", reg="1037800094417", bank="Raiffeisenbank",
          bic="RZBMRUMM", director="Ирина Белова", goods="sawn timber", port="Saint Petersburg", limit=70000),
    hit("korea-daesong-bank", "Russian form", name="Корейский Дэсон банк", type="Bank", country="Russia",
        notes="named in a draft contract, Vladivostok"),
    clean("near", name="Mindan", type="Association", country="Japan", address="Minato-ku, Tokyo", limit=0,
          notes="venue hire, spring fair"),
    hit("chongryon", "Japanese", name="在日本朝鮮人総連合会", type="Association", country="Japan",
        address="Fujimi 2-14-15, Chiyoda-ku, Tokyo"),
    clean(name="株式会社ミナト商事", type="Company", country="Japan", bank="Mizuho Bank", bic="MHCBJPJT",
          goods="sea urchin", port="Hakodate", limit=120000, director="黒田 直樹"),
    hit("chongryon", "abbreviated", name="Gen. Assoc. of Korean Residents in Japan", type="Association",
        country="Japan", goods="used bicycles", port="Niigata", limit=15000),
    hit("lazarus-group", "weak alias alone", name="Red Dot", type="Company", country="Singapore", reg="201644120D",
        bank="OCBC Bank", bic="OCBCSGSG", goods="exhibition stands", limit=20000),
    hit("korea-daesong-bank", "hangul", name="조선대성은행", type="Bank", country="North Korea"),
    clean("near", name="대성에너지 주식회사", type="Company", country="South Korea", bank="Daegu Bank",
          goods="city gas", port="Daegu", limit=100000),
    clean("near", name="한국석유공사", type="Company", country="South Korea", goods="crude storage", port="Ulsan",
          limit=2000000),
    hit("knic", "Cyrillic look-alikes", name="Kоrean Nаtiоnal Insurаnce Cоmpany", type="Company", country="Singapore",
        goods="hull cover", notes="certificate came as a scan"),
    clean("own list", configured="own-001", name="Meridian Blackwater Bunkering", type="Company",
          country="United Arab Emirates", reg="FZ-40911", bank="Emirates NBD", bic="EBILAEAD", goods="bunkers",
          port="Fujairah", limit=300000, notes="insists on prepayment"),
    clean("near", name="Al Noor Building Materials LLC", type="Company", country="United Arab Emirates",
          address="Office 39, Block B, Al Quoz 3, Dubai", bank="Emirates NBD", bic="EBILAEAD", director="Samir Haddad",
          goods="cement", port="Jebel Ali", limit=180000),
    hit("room-39", "alias", name="Office No. 39, Workers' Party of Korea", type="Government", country="DPRK",
        notes="named as end user in a declined request"),
    hit("knic", "abbreviated, misspelt", name="Korea Natl Insurence Co (UK Branch)", type="Company",
        country="United Kingdom", address="London", goods="aviation cover", notes="dormant since 2017"),
    clean("near", name="Council on Foreign Relations", type="Association", country="United States", limit=0,
          notes="subscription to the magazine"),
    hit("kwp-foreign-relations-department", "abbreviated", name="KWP Foreign Relations Dept.", type="Government",
        country="North Korea", notes="letterhead on the ginseng offer"),
    hit("yun-tae-hyong", "exact, low risk", name="Yun Tae-hyong", type="Individual", country="North Korea",
        notes="no other data on file"),
    hit("yun-tae-hyong", "namesake, excluded by the configuration", configured="", name="Yoon Tae-hyung",
        type="Individual", country="South Korea", born=dt.date(1986, 11, 23), goods="sales agent, cosmetics",
        limit=10000, notes="met in Seoul, passport copy on file"),
    clean("near", name="Park Jong-il", type="Individual", country="South Korea", born=dt.date(1974, 5, 2),
          goods="sales agent, steel", limit=10000),
    clean("near", name="Kim Il Woo", type="Individual", country="South Korea", born=dt.date(1981, 9, 17), limit=10000),
    hit("kim-jong-un", "director of a clean party", name="Paektu Leisure Holdings Ltd", type="Company",
        country="British Virgin Islands", reg="1788204", director="KIM, Jong Un", limit=0,
        notes="director not verified"),
    clean(name="Maria Fernanda Quispe", type="Individual", country="Peru", born=dt.date(1990, 2, 11),
          goods="alpaca yarn", port="Callao", limit=8000),
    clean("near", name="Hamish Lazarus", type="Individual", country="United Kingdom", born=dt.date(1968, 12, 3),
          goods="broker", limit=25000, notes="honest mistake in invoice 2291, credit note issued"),
    hit("banco-delta-asia", "Chinese", name="汇业银行有限公司", type="Bank", country="Macau"),
    clean(name="上海远景机械有限公司", type="Company", country="China", bank="Bank of Communications", bic="COMMCNSH",
          director="沈志华", goods="machine tools", port="Shanghai", limit=320000),
    clean("near", name="汇丰机电贸易有限公司", type="Company", country="China", goods="motors", port="Ningbo",
          limit=90000),
    hit("korea-daesong-bank", "romanised otherwise", name="Joseon Daeseong Eunhaeng", type="Bank", country="DPRK"),
    hit("ryugyong-corporation", "romanised otherwise, other legal form", name="Yugyong Co., Ltd.", type="Company",
        country="North Korea", goods="medicinal herbs", port="Rason"),
    hit("government-of-north-korea", "alias", name="DPRK Embassy, New Delhi", type="Government", country="India",
        goods="vehicle spares", limit=0),
    hit("korean-peoples-army", "free text", name="Tumen River Forwarding Co., Ltd.", type="Company", country="China",
        goods="truck tyres", port="Hunchun", limit=25000, notes="end user on the form: Korean Peoples Army"),
    clean("near", name="Embassy of the Republic of Korea, Jakarta", type="Government", country="Indonesia",
          goods="office furniture", limit=30000),
    clean(name="شركة النخيل للتجارة العامة", type="Company", country="Kuwait", goods="dates", port="Shuwaikh",
          limit=45000, director="فهد العنزي"),
    clean(name="Panificadora Santa Rita Ltda", type="Company", country="Brazil", reg="11.482.640/0001-93",
          bank="Itaú Unibanco", bic="ITAUBRSP", director="Cláudia Menezes", goods="wheat", port="Santos", limit=80000),
    hit("wise-honest", "vessel of a clean party", name="Golden Reef Commodities Ltd", type="Company",
        country="Hong Kong", reg="1755082", bank="HSBC Hong Kong", bic="HSBCHKHH", vessel="M/V WISE HONEST",
        goods="coal", port="Nampo", limit=0, notes="fixture fell through"),
    hit("lazarus-group", "wallet in free text", name="Larkfield Software Ltd", type="Company", country="Cyprus",
        reg="HE 381220", goods="licences", limit=12000,
        notes="asked for a refund to 0x098B716B8Aaf21512996dC57EB0615e2383E2f96"),
    clean("name added by the configuration", configured="lazarus-group", name="Kestrel Digital Assets OÜ",
          type="Company", country="Estonia", reg="14602218", bank="Swedbank", bic="HABAEE2X", goods="exchange services",
          limit=50000, notes="their analyst tagged the sender as TraderTraitor, what is that?"),
    hit("chongryon", "free text", name="Osaka Kinoko Foods K.K.", type="Company", country="Japan",
        goods="matsutake mushrooms", port="Osaka", limit=20000, notes="deposit came from Chosen Soren, Osaka office"),
    clean("near", name="Korea Development Bank", trading="KDB", type="Bank", country="South Korea", bic="KODBKRSE",
          address="Eunhaeng-ro, Seoul", limit=0, notes="confirms our L/Cs"),
    clean("near", name="Room 29 Interiors B.V.", type="Company", country="Netherlands", reg="34271866", bank="ING Bank",
          bic="INGBNL2A", director="Sanne Verhoeven", goods="showroom fittings", limit=15000),
    clean(name="Müller & Söhne Werkzeugbau GmbH & Co. KG", type="Company", country="Germany", reg="HRA 20714",
          bank="Deutsche Bank", bic="DEUTDEFF", director="Jürgen Müller", goods="press tools", port="Hamburg",
          limit=220000),
    clean("near", name="Office Depot, LLC", type="Company", country="United States", goods="stationery", limit=5000),
    hit("korea-daesong-bank", "listed bank of a clean party, full-width", name="Ningbo Evergreen Textile Co., Ltd.",
        type="Company", country="China", bank="ＫＯＲＥＡ ＤＡＥＳＯＮＧ ＢＡＮＫ", director="Wu Peilin", goods="yarn",
        port="Ningbo", limit=65000),
    clean("near", name="Hang Seng Bank Limited", type="Bank", country="Hong Kong", bic="HASEHKHH", limit=0),
    clean(name="Mukherjee & Daughters Spices LLP", type="Company", country="India", bank="HDFC Bank", bic="HDFCINBB",
          director="Anjali Mukherjee", goods="turmeric", port="Kochi", limit=35000),
    clean("near", name="Wise Payments Limited", type="Company", country="United Kingdom", goods="FX transfers",
          limit=0, notes="wise to ask for the invoice first"),
    clean("near", name="Daesang Corporation", type="Company", country="South Korea", bank="Shinhan Bank",
          bic="SHBKKRSE", goods="starch, seasonings", port="Gunsan", limit=140000),
    clean("near", name="Korean Air Lines Co., Ltd.", type="Company", country="South Korea", goods="air freight",
          port="Incheon", limit=75000),
    clean(name="Okonkwo Agro Processing Ltd", type="Company", country="Nigeria", reg="RC 884120",
          director="Chidi Okonkwo", goods="cashew kernels", port="Lagos", limit=55000),
    clean(name="Nguyễn Thị Minh Châu", type="Individual", country="Vietnam", born=dt.date(1988, 7, 30),
          goods="lacquerware", port="Haiphong", limit=6000),
    Line("not_screened", "no name", {"country": "Vietnam"}, "not_screened"),
)  # fmt: skip

VESSEL_LINES: tuple[Line, ...] = (
    hit("wise-honest", "exact", vessel="Wise Honest", imo=8905490, type="Bulk carrier", flag="North Korea",
        cargo="coal", load="Nampo", discharge="Balikpapan"),
    clean("near", vessel="Wise Owl", imo=9417256, type="Bulk carrier", flag="Panama", owner="Minerva Quay Shipping SA",
          charterer="Asia Delta Shipping Pte. Ltd.", insurer="Nordisk Havn Club", cargo="bauxite", load="Kamsar",
          discharge="Qingdao"),
    hit("wise-honest", "renamed, same IMO", vessel="Eastern Promise", imo=8905490, type="Bulk carrier", flag="Togo",
        owner="Promise Marine Inc", cargo="scrap", load="Pago Pago", discharge="Chattogram",
        notes="papers say built 1989"),
    clean("near", vessel="Honest Spirit", imo=9302138, type="Tanker", flag="Liberia", owner="Spirit Tankers Ltd",
          insurer="Britannia House Mutual", cargo="gasoil", load="Ulsan", discharge="Manila"),
    clean("near", vessel="Asia Honour", imo=9534107, type="Container ship", flag="Hong Kong", owner="Honour Lines Ltd",
          cargo="general", load="Yantian", discharge="Rotterdam"),
    hit("pong-su", "exact, with prefix", vessel="MV Pong Su", type="Cargo ship", flag="North Korea", load="Nampo",
        notes="drydock invoice from 2003 turned up in the audit"),
    clean("near", vessel="Pacific Pong", imo=9226451, type="Cargo ship", flag="Thailand",
          owner="Pongsiri Marine Co Ltd", cargo="rice", load="Bangkok", discharge="Lagos"),
    clean("near", vessel="Delta Pride", imo=9618240, type="Bulk carrier", flag="Singapore",
          owner="Asia Delta Shipping Pte. Ltd.", insurer="Korea P&I Club", cargo="nickel ore", load="Surigao",
          discharge="Pohang"),
    hit("pong-su", "romanised otherwise", vessel="Bongsu-ho", type="Cargo ship", flag="Tuvalu", cargo="general"),
    hit("pong-su", "IMO in free text", vessel="Lucky Tide", type="Cargo ship", flag="Unknown", cargo="scrap",
        notes="seller shows a certificate of IMO 8829593, which cannot be hers"),
    clean("renamed, on the own list", configured="own-002", vessel="Tern Island", imo=9187332, type="Tanker",
          flag="Comoros", owner="Tern Island Maritime SA", cargo="fuel oil", load="Fujairah",
          discharge="Singapore OPL"),
    hit("ryugyong-corporation", "owner, romanised otherwise", vessel="Blue Heron", imo=9075149, type="Cargo ship",
        flag="Mongolia", owner="Ryukyong Corporation", cargo="anthracite", load="Rason", discharge="Zarubino"),
    clean(vessel="Nordic Lark", imo=9703215, type="Bulk carrier", flag="Norway", owner="Larkens Rederi AS",
          charterer="Nordvik Fiskeeksport AS", insurer="Nordisk Havn Club", cargo="fish meal", load="Bergen",
          discharge="Szczecin"),
    clean(vessel="Santa Rita Primera", imo=9421984, type="Bulk carrier", flag="Brazil", owner="Navegação Aurora S.A.",
          charterer="Panificadora Santa Rita Ltda", cargo="wheat", load="Rosario", discharge="Santos"),
    hit("wise-honest", "hangul", vessel="와이즈 어니스트호", type="Bulk carrier", flag="North Korea", cargo="coal",
        load="Nampo", notes="from a Korean broker's list"),
    clean(vessel="Gulf Heron", imo=9350070, type="Tanker", flag="Marshall Islands", owner="Heron Gulf Tankers Inc",
          insurer="Britannia House Mutual", cargo="base oil", load="Ruwais", discharge="Mumbai"),
    hit("korea-daesong-bank", "free text", vessel="Jin Hai 88", imo=9164859, type="Cargo ship", flag="China",
        owner="Jin Hai Shipping Co Ltd", cargo="fertiliser", load="Dalian", discharge="Nampo",
        notes="mortgage in favour of Korea Daesong Bank, to be released"),
    clean("near", vessel="Sea Wisdom", imo=9512898, type="Container ship", flag="Malta", owner="Sophia Seaways Ltd",
          cargo="reefer", load="Piraeus", discharge="Haifa"),
)  # fmt: skip


def write_workbook(path: Path, sheets: Sequence[tuple[Layout, Sequence[Line]]]) -> None:
    """Write the lines of each sheet under its title and header."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Counterparties", "created": CREATED})
        bold = book.add_format({"bold": True, "font_size": 13})
        header = book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        money = book.add_format({"num_format": "#,##0"})
        for layout, lines in sheets:
            sheet = book.add_worksheet(layout.name)
            for row, text in enumerate(layout.title):
                sheet.write_string(row, 0, text, bold if row == 0 else None)
            top = first_row(layout) - 2  # xlsxwriter counts from 0, people from 1
            for column, (key, title, width) in enumerate(layout.columns):
                sheet.set_column(column, column, width, money if key == "limit" else None)
                sheet.write_string(top, column, title, header)
            for offset, line in enumerate(lines, 1):
                cells = {"ref": f"{layout.prefix}-{1000 + offset}", **line.cells}
                for column, (key, _, _) in enumerate(layout.columns):
                    value = cells.get(key, "")
                    if isinstance(value, dt.date):
                        sheet.write_datetime(top + offset, column, value, day)
                    elif value != "":
                        sheet.write(top + offset, column, value)
            sheet.freeze_panes(top + 1, 2)
            sheet.autofilter(top, 0, top + len(lines), len(layout.columns) - 1)


def write_expected(path: Path, sheets: Sequence[tuple[Layout, Sequence[Line]]]) -> None:
    """Write what screening should say of each row, by its sheet and the row number that a person sees."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["sheet", "row", "expect", "expect_with_config", "kind"])
        for layout, lines in sheets:
            for row, line in enumerate(lines, first_row(layout)):
                writer.writerow([layout.name, row, line.expect, line.configured, line.kind])


def first_row(layout: Layout) -> int:
    """The row of the first line: below the title, a blank row after it, and the header."""
    return len(layout.title) + (3 if layout.title else 2)


def main(folder: Path) -> None:
    """Write both files into ``folder``."""
    sheets = ((PARTIES, PARTY_LINES), (VESSELS, VESSEL_LINES))
    for layout, lines in sheets:
        known = {key for key, _, _ in layout.columns}
        if unknown := {key for line in lines for key in line.cells} - known:
            raise SystemExit(f"{layout.name} has no column {', '.join(sorted(unknown))}")
    write_workbook(folder / "counterparties.xlsx", sheets)
    write_expected(folder / "expected.csv", sheets)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
