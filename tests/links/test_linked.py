"""Links between rows of a file, through a whole screening."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Screener
from screening.entities import Watchlist
from screening.links.link import MANY, MOST
from screening.report import wording
from screening.report.model import Report, Result
from screening.texts import load_texts

LISTED = Watchlist.model_validate(
    {
        "name": "zembla",
        "entities": [
            {"id": "bank", "type": "Organization", "names": [{"text": "Zembla Maritime Bank"}],
             "relations": [{"kind": "controlled_by", "target": "fund"}]},
            {"id": "fund", "type": "Organization", "names": [{"text": "Onhava Reserve Fund"}],
             "addresses": [{"text": "Room 1207, 14 Coriolanus Lane", "city": "Onhava", "country": "ZZ"}],
             "remarks": "Sector: funds; Phone: (1) +850 2 381 8888 (2) 3819999; Website: www.onhava-fund.example; "
                        "E-mail: desk@mail.onhava-fund.example, onhava@gmail.com"},
        ],
    }
)  # fmt: skip
SCREENER = Screener([LISTED])
HEADER = (
    "Name",
    "Type",
    "Country",
    "Phone",
    "E-mail",
    "Address",
    "Owner",
    "Ownership %",
    "Director",
    "IMO",
    "Flag",
    "Account number",
)


def screened(*rows: dict[str, str]) -> Report:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    return SCREENER.screen(text.getvalue().encode(), file_name="book.csv")


BANK = {
    "Name": "Zembla Maritime Bank", "Country": "CN", "Phone": "+86 415 212 3456", "E-mail": "info@zembla-trade.example",
    "Address": "88 Jiangcheng Road, Dandong", "Director": "Charles Kinbote", "Account number": "7788990011",
}  # fmt: skip

LINKS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    # a row beside that of the bank, and the kinds and fields of its links
    ({"Phone": "0415-2123456", "Country": "China"}, [("phone", "phone")]),
    ({"Phone": "0415-2123456", "Country": "South Korea"}, []),
    ({"E-mail": "sales@zembla-trade.example"}, [("email_domain", "email")]),
    ({"E-mail": "INFO@zembla-trade.example"}, [("email", "email")]),
    ({"Address": "Jiangcheng Rd 88, Dandong, China"}, [("address", "address")]),
    ({"Address": "Dandong, China"}, []),
    ({"Director": "KINBOTE, Charles"}, [("party", "director")]),
    ({"Owner": "Charles Kinbote (30%)"}, [("party", "owner")]),
    ({"Owner": "Meridian Holding 70 %, Charles Kinbote 30 %"}, [("party", "owner")]),
    ({"Director": "Sybil Shade; Charles Kinbote"}, [("party", "director")]),
    ({"Director": "Sybil Shade, Charles Kinbote"}, []),  # a comma alone parts the parts of one name, too
    ({"Account number": "77 88 99 00 11"}, [("account", "account")]),
    # the most telling link alone
    ({"Phone": "+86 415 2123456", "Address": "88 Jiangcheng Road, Dandong"}, [("phone", "phone")]),
    ({"Phone": "+86 415 9999999"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), LINKS)
def test_what_a_row_shares_with_one_that_has_a_hit(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    report = screened(BANK, {"Name": "Meridian Trade", **fields})
    bank, other = report.counterparties
    assert [(link.kind, link.field) for link in other.links] == expected
    assert (other.outcome, other.risk) == ("no_hit", "none")
    assert bank.links == ()
    assert report.summary.linked == len(expected)
    for link in other.links:
        assert (link.row, link.name, link.entity_id, link.watchlist) == (2, "Zembla Maritime Bank", "bank", "zembla")


ENTRIES: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    # a row of a file without hits, and the kinds and values of its links to the fund's entry
    ({"Address": "14 Coriolanus Ln., Room 1207, Onhava"}, [("address", "14 Coriolanus Ln., Room 1207, Onhava")]),
    ({"Address": "15 Coriolanus Lane, Room 1207, Onhava"}, []),
    ({"Address": "Onhava"}, []),
    ({"Phone": "00850-2-3818888"}, [("phone", "00850-2-3818888")]),
    ({"Phone": "02-3818888", "Country": "KP"}, [("phone", "02-3818888")]),
    ({"Phone": "02-3818888", "Country": "China"}, []),
    ({"Phone": "+850 2 381 9999"}, []),  # the list does not say of which country its second number is
    ({"E-mail": "onhava@gmail.com"}, [("email", "onhava@gmail.com")]),
    ({"E-mail": "somebody@gmail.com"}, []),
    ({"E-mail": "info@onhava-fund.example"}, [("email_domain", "onhava-fund.example")]),
    ({"Name": "Onhava Reserve Fund", "E-mail": "info@onhava-fund.example"}, []),  # the hit says it
]


@pytest.mark.parametrize(("fields", "expected"), ENTRIES)
def test_what_a_row_shares_with_an_entry(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    report = screened({"Name": "Meridian Trade", **fields})
    (row,) = report.counterparties
    assert [(link.kind, link.value) for link in row.links] == expected
    assert all((link.entity_id, link.row, link.rows) == ("fund", 0, 1) for link in row.links)
    assert row.risk == ("none" if row.name == "Meridian Trade" else row.risk)
    assert report.summary.linked == len(expected)


def test_a_link_to_an_entry_says_so() -> None:
    (row,) = screened({"Name": "Meridian Trade", "Phone": "+850 2 381 8888"}).counterparties
    said = "Telephone +850 2 381 8888: also that of Onhava Reserve Fund on the list zembla"
    assert [wording.link(load_texts(), one) for one in row.links] == [said]


def test_what_a_crowd_shares_with_an_entry_is_no_news() -> None:
    crowd = [{"Name": f"Tenant {n} Umbra", "Address": "14 Coriolanus Lane, Room 1207, Onhava"} for n in range(MANY + 1)]
    assert not any(row.links for row in screened(*crowd).counterparties)
    assert all(row.links for row in screened(*crowd[:-1]).counterparties)


def test_links_to_entries_are_told_anew_when_the_list_changes(tmp_path: Path) -> None:
    others = [f'[[entity]]\nid = "o{n}"\nname = "Quillon {word} Thimble"\n' for n, word in enumerate(WORDS)]
    before, now = tmp_path / "before" / "list.toml", tmp_path / "now" / "list.toml"
    for path, house in ((before, 14), (now, 15)):
        path.parent.mkdir()
        street = f'addresses = [{{ text = "{house} Coriolanus Lane", city = "Onhava" }}]\n'
        text = ['[watchlist]\nname = "list"\n', '[[entity]]\nid = "fund"\nname = "Onhava Fund"\n', street, *others]
        path.write_text("".join(text), encoding="utf-8")
    rows = tmp_path / "rows.csv"
    lines = [f"Tenant {n} Umbra,{n} Coriolanus Lane Onhava" for n in range(1, 100)]
    rows.write_text("\n".join(["Name,Address", *lines]), encoding="utf-8")
    then = Screener.from_config(lists=[str(before)]).screen(rows)
    assert [row.name for row in then.counterparties if row.links] == ["Tenant 14 Umbra"]
    screener = Screener.from_config(lists=[str(now)])
    found = screener.rescreen(then, old=[before])
    assert found.screened == 0
    assert found.report.counterparties == screener.screen(rows).counterparties
    assert [row.name for row in found.report.counterparties if row.links] == ["Tenant 15 Umbra"]


COMMON: list[tuple[dict[str, str], dict[str, str], bool]] = [
    # what a row with a hit and another one say, both with a director of that name; whether they are linked
    ({"Director": "John Smith", "Country": "US"}, {"Country": "US"}, False),
    ({"Director": "John Smith", "Phone": "+1 212 555 0147"}, {"Phone": "+1 212 555 0147"}, True),
    ({"Director": "Anna Schmidt", "Country": "Germany"}, {"Country": "DE"}, True),
    ({"Director": "Anna Schmidt", "Country": "Germany"}, {"Country": "Chile"}, False),
    ({"Director": "Anna Schmidt"}, {}, False),
    ({"Director": "Charles Kinbote"}, {"Country": "Chile"}, True),
    ({"Director": "Umbra Trading"}, {}, True),
    # names made of few parts, in which every second family has its Min-jun
    ({"Director": "Kim Min-jun", "Country": "KR"}, {"Country": "KR"}, False),
    ({"Director": "Minjun Kim", "Country": "KR"}, {"Country": "KR"}, False),
    ({"Director": "김민준", "Country": "KR"}, {"Country": "KR"}, False),
    ({"Director": "Ri Yong Ho"}, {}, False),
    ({"Director": "Kim Min-jun", "Phone": "+82 51 555 0147"}, {"Phone": "+82 51 555 0147"}, True),
    ({"Director": "Kang Sung-ho", "Country": "KR"}, {"Country": "KR"}, True),
    ({"Director": "Kang Sung-ho", "Country": "KR"}, {"Country": "CN"}, False),
    ({"Director": "王建国", "Country": "CN"}, {"Country": "CN"}, False),
    ({"Director": "王建国", "Phone": "+86 415 212 3456"}, {"Phone": "+86 415 212 3456"}, True),
    ({"Director": "佐藤健太", "Country": "JP"}, {"Country": "JP"}, True),
    ({"Director": "佐藤健太"}, {}, False),
    # and those that only look like them
    ({"Director": "Kim Kinbote"}, {}, True),
    ({"Director": "Kim Min-jun Kinbote"}, {}, True),
    ({"Director": "Namgung Min-jun"}, {}, True),
    ({"Director": "欧阳建国"}, {}, True),
    ({"Director": "王子製紙株式会社"}, {}, True),
]


@pytest.mark.parametrize(("hit", "other", "is_linked"), COMMON)
def test_a_common_name_of_a_person_needs_a_second_fact(
    hit: dict[str, str], other: dict[str, str], is_linked: bool
) -> None:
    rows = screened({"Name": "Zembla Maritime Bank", **hit}, {"Name": "Meridian", "Director": hit["Director"], **other})
    assert bool(rows.counterparties[1].links) is is_linked


def test_rows_without_a_hit_are_not_linked_to_each_other() -> None:
    rows = [{**BANK, "Name": name} for name in ("Meridian Trade", "Umbra Trade")]
    assert not any(row.links for row in screened(*rows).counterparties)


def test_an_owner_that_is_another_row_is_a_link() -> None:
    rows = (
        {"Name": "Alpha Umbra Trade", "Owner": "Zembla Maritime Bank (70%)"},
        {"Name": "Beta", "Owner": "Alpha Umbra Trade 60 %"},
    )
    alpha, beta = screened(*rows).counterparties
    assert "fifty-percent-rule" in [flag.id for flag in alpha.red_flags]
    (link,) = beta.links
    assert (link.kind, link.field, link.other_field, link.row) == ("party", "owner", "name", 2)


WORDS = ("Amber", "Basalt", "Cobalt", "Dahlia", "Ember", "Falcon", "Garnet", "Heron", "Indigo", "Juniper")
BLOCKED = {"Name": "Alpha Umbra Trade", "Owner": "Zembla Maritime Bank", "Ownership %": "70"}
CHAINS: list[tuple[list[dict[str, str]], list[str | None]]] = [
    # the rows behind the one of Alpha, which is row 2, and what the flag says on each
    (
        [{"Name": "Beta Umbra Trade", "Owner": "Alpha Umbra Trade", "Ownership %": "60"}],
        ["Alpha Umbra Trade 60 % (row 2)"],
    ),
    ([{"Name": "Beta Umbra Trade", "Owner": "Alpha Umbra Trade", "Ownership %": "40"}], [None]),
    (
        [
            {"Name": "Gamma Umbra Trade", "Owner": "Beta Umbra Trade 100 %"},
            {"Name": "Beta Umbra Trade", "Owner": "Alpha Umbra Trade 51 %"},
        ],
        ["Beta Umbra Trade 100 % (row 4)", "Alpha Umbra Trade 51 % (row 2)"],
    ),
    (
        [{"Name": "Beta Umbra Trade", "Owner": "Alpha Umbra Trade 25 %; Zembla Maritime Bank 25 %"}],
        ["Alpha Umbra Trade 25 % (row 2); Zembla Maritime Bank 25 %: 50 % together"],
    ),
    # two that own each other, and one that owns itself
    (
        [
            {"Name": "Beta Umbra Trade", "Owner": "Delta Umbra Trade 100 %"},
            {"Name": "Delta Umbra Trade", "Owner": "Beta Umbra Trade 100 %"},
            {"Name": "Rho Umbra Trade", "Owner": "Rho Umbra Trade 100 %"},
        ],
        [None, None, None],
    ),
    ([{"Name": "Beta Umbra Trade", "Owner": "Alpha Umber Trade 60 %"}], [None]),
]


@pytest.mark.parametrize(("rows", "said"), CHAINS)
def test_ownership_is_followed_from_row_to_row(rows: list[dict[str, str]], said: list[str | None]) -> None:
    report = screened(BLOCKED, *rows)
    found = [next((f.value for f in r.red_flags if f.id == "fifty-percent-rule"), None) for r in report.counterparties]
    assert found == ["Zembla Maritime Bank 70 %", *said]
    assert report.summary.outcome["no_hit"] == len([row for row in rows if "Zembla" not in row["Owner"]])


def test_ownership_through_rows_is_told_anew_when_the_list_changes(tmp_path: Path) -> None:
    others = [f'[[entity]]\nid = "o{n}"\nname = "Quillon {word} Thimble"\n' for n, word in enumerate(WORDS)]
    bank = '[[entity]]\nid = "bank"\nname = "Zembla Maritime Bank"\n'
    before, now = tmp_path / "before" / "list.toml", tmp_path / "now" / "list.toml"
    for path, text in ((before, [bank, *others]), (now, others)):
        path.parent.mkdir()
        path.write_text('[watchlist]\nname = "list"\n' + "".join(text), encoding="utf-8")
    (tmp_path / "rows.csv").write_text(
        "Name,Owner\nAlpha Umbra Trade,Zembla Maritime Bank 70 %\nBeta Umbra Trade,Alpha Umbra Trade 60 %\n"
        "Gamma Kettle,\n",
        encoding="utf-8",
    )
    then = Screener.from_config(lists=[str(before)]).screen(tmp_path / "rows.csv")
    assert then.summary.red_flags == {"fifty-percent-rule": 2}
    screener = Screener.from_config(lists=[str(now)])
    found = screener.rescreen(then, old=[before])
    assert found.screened == 2
    assert found.report.counterparties == screener.screen(tmp_path / "rows.csv").counterparties
    assert found.report.summary.red_flags == {}


def test_relations_of_listed_entities_are_links() -> None:
    bank, fund = screened({"Name": "Zembla Maritime Bank"}, {"Name": "Onhava Reserve Fund"}).counterparties
    (link,) = bank.links
    assert (link.kind, link.relation, link.row, link.entity_id) == ("relation", "controlled_by", 3, "fund")
    assert fund.links == ()


def test_a_party_in_many_rows_is_linked_once() -> None:
    rows = [{"Name": "Meridian Trade", "Phone": BANK["Phone"]}] * 3
    report = screened(*[BANK] * 60, *rows)
    for row in report.counterparties[:60]:
        assert row.links == ()
    for row in report.counterparties[60:]:
        assert [link.row for link in row.links] == [2]


def test_a_crowd_is_told_and_not_followed() -> None:
    crowd = [{"Name": f"Tenant {n} Umbra", "Address": BANK["Address"]} for n in range(MANY)]
    report = screened(BANK, *crowd)
    (link,) = report.counterparties[0].links
    assert (link.kind, link.rows, link.entity_id) == ("address", MANY + 1, None)
    assert not any(row.links for row in report.counterparties[1:])
    few = screened(BANK, *crowd[:-1])
    assert all(row.links for row in few.counterparties[1:])


def test_a_row_shows_the_most_telling_links() -> None:
    banks = [{**BANK, "Name": f"Zembla Maritime Bank {word}"} for word in ("Ltd", "Inc", "AG", "SA", "GmbH", "PLC")]
    other = screened(*banks, {"Name": "Meridian Trade", "Phone": BANK["Phone"]}).counterparties[-1]
    assert [link.row for link in other.links] == [2, 3, 4, 5, 6][:MOST]


SHIPS: list[tuple[list[tuple[str, str, str]], dict[str, int]]] = [
    # name, number and flag of each row; the flags, with their rows
    ([("Golden Lynx", "9074729", "Togo"), ("Silver Lynx", "9074729", "Togo")], {"imo-under-two-names": 2}),
    ([("Golden Lynx", "9074729", "Togo"), ("MV GOLDEN LYNX", "9074729", "TG")], {}),
    ([("Golden Lynx", "9074729", "Denmark"), ("Goldn Lynx", "9074729", "Denmark")], {}),
    ([("Golden Lynx", "9074729", "Denmark"), ("Golden Lynx", "9074729", "Norway")], {"imo-under-two-flags": 2}),
    ([("Golden Lynx", "9074729", "Denmark"), ("Golden Lynx", "9074729", "")], {}),
    ([("Golden Lynx", "9074729", "Denmark"), ("Silver Lynx", "8814275", "Norway")], {}),
    (
        [("Golden Lynx", "9074729", ""), ("Silver Bear", "9074729", ""), ("Golden Lynx", "9074729", "")],
        {"imo-under-two-names": 3},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("ships", "expected"), SHIPS)
def test_ships_of_one_number(ships: list[tuple[str, str, str]], expected: dict[str, int]) -> None:
    rows = [{"Name": name, "Type": "Vessel", "IMO": number, "Flag": flag} for name, number, flag in ships]
    found = screened(*rows).summary.red_flags
    assert {id_: number for id_, number in found.items() if id_.startswith("imo-under")} == expected


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "Name": st.sampled_from(
                ["Zembla Maritime Bank", "Meridian Trade", "Umbra Trade Co", "Onhava Reserve Fund"]
            ),
            "Type": st.sampled_from(["", "Vessel"]),
            "Phone": st.sampled_from(["", "+86 415 212 3456", "+86 415 212 3457"]),
            "Address": st.sampled_from(["", "88 Jiangcheng Road, Dandong", "Nampo"]),
            "Director": st.sampled_from(["", "Charles Kinbote", "John Shade Senior"]),
            "IMO": st.sampled_from(["", "9074729", "8814275", "8814274"]),
        }
    ),
    max_size=7,
)


def told(result: Result) -> tuple[Any, ...]:
    """What must not depend on the order of the rows: everything but places, links, and flags of the whole file."""
    flags = tuple(flag for flag in result.red_flags if not flag.id.startswith("imo-under"))
    return result.name, tuple(result.input.items()), flags, result.risk, [hit.entity_id for hit in result.hits]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_order_of_rows_changes_places_alone(data: st.DataObject) -> None:
    rows = data.draw(ROWS)
    order = data.draw(st.permutations(range(len(rows))))
    first, second = screened(*rows), screened(*[rows[place] for place in order])
    assert [told(second.counterparties[n]) for n in range(len(rows))] == [told(first.counterparties[p]) for p in order]
    assert first.summary.red_flags == second.summary.red_flags
    for result in first.counterparties:
        assert all(first.counterparties[link.row - 2].hits for link in result.links if link.entity_id)


def test_the_command_line_tells_flags_and_links(tmp_path: Path) -> None:
    rows = "Name,Phone,Notes\nKorea Daesong Bank,+86 415 212 3456,STS transfer\nMeridian Trade,+864152123456,\n"
    (tmp_path / "book.csv").write_text(rows, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "screening",
        "screen",
        "book.csv",
        "-o",
        "out.json",
        "-o",
        "out.csv",
        "-o",
        "out.html",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    bank, other = report["counterparties"]
    assert [flag["id"] for flag in bank["red_flags"]] == ["ship-to-ship-transfer"]
    assert [link["row"] for link in other["links"]] == [2]
    sentence = "Telephone +864152123456: also in row 2 (Korea Daesong Bank), a potential match of Korea Daesong Bank"
    for file in ("out.csv", "out.html"):
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert sentence in text
        assert "Ship-to-ship transfer (Notes: STS transfer)" in text
    text = subprocess.run(command[:5], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "Red flags: Ship-to-ship transfer: 1" in text
    assert "1 row without a hit is linked to one that has a hit" in text
