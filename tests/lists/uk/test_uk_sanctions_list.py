"""The UK Sanctions List in XML and CSV: both say the same, unknown elements are kept, and a damaged file is no list.

The excerpts are made in the layout that the publisher describes; names and references are those of the public list,
most of the numbers and dates are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from all_readers import READERS
from list_entries import only_entry

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.registry import read_watchlist
from screening.lists.uk import sanctions_list as uk_sanctions_list
from screening.lists.validation import validate_watchlist

HERE = Path(__file__).parents[1] / "excerpts"
XML, CSV = (HERE / f"uk_sanctions_list_excerpt.{suffix}" for suffix in ("xml", "csv"))
REGULATIONS = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"


@pytest.fixture(scope="module", params=[XML, CSV], ids=["xml", "csv"])
def excerpt(request: pytest.FixtureRequest) -> Watchlist:
    path: Path = request.param
    return read_watchlist(path)


def entry(watchlist: Watchlist, unique_id: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"uk-{unique_id}")


def made(*designations: str, after: str = "") -> bytes:
    body = "".join(f"<Designation>{inner}</Designation>" for inner in designations)
    return f"<Designations><DateGenerated>14/04/2025</DateGenerated>{body}{after}</Designations>".encode()


def one(inner: str) -> Entity:
    name = "<Names><Name><Name6>ALPHA</Name6><NameType>Primary Name</NameType></Name></Names>"
    return only_entry(made(f"<UniqueID>XXX0001</UniqueID>{name}{inner}"))


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.title, excerpt.version, excerpt.as_of) == ("UK Sanctions List", "2025-04-14", "2025-04-14")
    assert "Foreign, Commonwealth and Development Office" in excerpt.issuer
    assert excerpt.warnings == ()


def test_both_formats_say_the_same() -> None:
    first, second = read_watchlist(XML), read_watchlist(CSV)
    assert first.entities == second.entities
    assert first.kept_as_text == second.kept_as_text


def test_every_designation_and_name_is_read(excerpt: Watchlist) -> None:
    text = XML.read_text(encoding="utf-8")
    assert len(excerpt.entities) == text.count("<Designation>")
    names = text.count("<Name>") + text.count("<NonLatinName>")
    assert sum(len(entity.names) for entity in excerpt.entities) == names
    assert validate_watchlist(excerpt) == ()


def test_it_is_recognised_by_its_root_or_header_and_by_no_other_reader_before() -> None:
    for data in (XML.read_bytes(), CSV.read_bytes(), made(), b"<!-- a --><Designations/>"):
        assert next(reader for reader in READERS if reader.recognise(data)) is uk_sanctions_list
    for data in (b"<Designation/>", b"name,Unique ID\n", b"Group ID,Name 6,Alias Type\n", b""):
        assert not uk_sanctions_list.recognise(data)


def test_an_insurer(excerpt: Watchlist) -> None:
    insurer = entry(excerpt, "DPR0168")
    assert (insurer.type, insurer.programmes) == ("Organization", (REGULATIONS,))
    assert [name.text for name in insurer.names] == [
        "KOREAN NATIONAL INSURANCE CORPORATION (KNIC)", "KOREA FOREIGN INSURANCE COMPANY",
    ]  # fmt: skip
    assert insurer.references == ("UK DPR0168", "OFSI 13355", "UN KPe.048")
    assert insurer.identifiers == (
        Identifier(kind="registration_number", value="12345678", origin="Business registration number"),
    )  # fmt: skip
    (address,) = insurer.addresses
    assert (address.text, address.city, address.country) == ("Central District", "Pyongyang", "KP")
    assert [(event.what, event.date) for event in insurer.events] == [
        ("designated", "2017-08-05"), ("amended", "2020-12-31"),
    ]  # fmt: skip
    assert insurer.remarks
    assert insurer.remarks.split("; ")[:4] == [
        "Type of entity: Insurer", "Phone: 850-2-18111", "Designation source: UN",
        "Sanctions imposed: Asset freeze, Trust Services Sanctions",
    ]  # fmt: skip


def test_a_ship_and_its_owner(excerpt: Watchlist) -> None:
    ship = entry(excerpt, "DPR0100")
    assert (ship.type, ship.countries, ship.dates.built) == ("Vessel", ("KP",), ("1975",))
    assert [(number.kind, number.value) for number in ship.identifiers] == [("imo", "7408873")]
    assert [(relation.kind, relation.target) for relation in ship.relations] == [("owned_by", "uk-DPR0162")]
    assert ship.references == ("UK DPR0100", "OFSI 13651")


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, "AFG0006")
    assert person.names == (
        Name(text="MOHAMMAD HASSAN AKHUND", quality="primary"),
        Name(text="Mohammed Akhund", origin="Primary Name Variation"),
        Name(text="Hassan", quality="weak"),
        Name(text="محمد حسن آخوند", script="Arab", language="fa"),
    )
    assert (person.dates.birth, person.gender, person.countries) == (("1945", "1958-03-01"), "male", ("AF",))
    assert [(number.kind, number.value, number.country) for number in person.identifiers] == [
        ("passport", "D000974", "AF"), ("national_id", "300786", None),
    ]  # fmt: skip
    assert person.narrative == "Foreign Minister under the Taliban regime."
    assert person.remarks
    assert "Place of birth: Pashmul village, Afghanistan" in person.remarks.split("; ")


def test_what_the_format_did_not_have_is_kept() -> None:
    entity = one(
        "<Wallets><Wallet>1abc</Wallet><Wallet>2def</Wallet></Wallets><RiskLevel>high</RiskLevel>"
        "<IndividualDetails><Individual><Scars><Scar><Place>hand</Place></Scar></Scars></Individual></IndividualDetails>"
        "<SanctionsImposed>Asset freeze</SanctionsImposed><SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze>"
        "<Deflag>true</Deflag><TravelBan>false</TravelBan></SanctionsImposedIndicators>"
        "<IndividualEntityShip>Aircraft</IndividualEntityShip>"
    )
    assert entity.type == "LegalEntity"
    assert (entity.remarks or "").split("; ") == [
        "Type: Aircraft", "Sanctions imposed: Asset freeze", "RiskLevel: high", "Wallet: 1abc", "Wallet: 2def",
        "Place: hand", "SanctionsImposedIndicators: Deflag",
    ]  # fmt: skip


def test_paragraphs_of_a_statement_stay() -> None:
    assert (
        one("<UKStatementofReasons>\n First.\n Second  one.\n</UKStatementofReasons>").narrative
        == "First.\nSecond one."
    )


def test_columns_that_are_not_known_are_kept() -> None:
    header = 'Unique ID,Name 6,Name 1,Name type,"Individual, Entity, Ship",Wallet'
    watchlist = read_watchlist(f"Report Date: 14/04/2025\n{header}\nX1,A,,Alias,Ship,1\n".encode())
    assert [(entity.id, entity.type, entity.remarks) for entity in watchlist.entities] == [
        ("uk-X1", "Vessel", "Wallet: 1")
    ]
    assert watchlist.warnings == ("designation X1 has no primary name: 'A' was taken",)


@pytest.mark.parametrize("share", [0.05, 0.4, 0.99])
def test_xml_that_is_cut_off_is_no_list(share: float) -> None:
    data = XML.read_bytes()
    with pytest.raises(ListError, match="cut off or damaged") as caught:
        read_watchlist(data[: int(len(data) * share)])
    assert caught.value.code == "corrupt"


@pytest.mark.parametrize("share", [0.4, 0.8])
def test_a_csv_that_is_cut_off_is_no_list(share: float) -> None:
    data = CSV.read_bytes()
    with pytest.raises(ListError, match="cut off or damaged"):
        read_watchlist(data[: data.index(b",", int(len(data) * share))])


def test_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    name = "<Names><Name><Name6>ALPHA</Name6><NameType>Primary Name</NameType></Name></Names>"
    watchlist = read_watchlist(
        made(
            "<UniqueID>XXX0001</UniqueID>", name, f"<UniqueID>XXX0003</UniqueID>{name}",
            "<UniqueID>XXX0003</UniqueID><Titles><Title>Dr</Title></Titles>", after="<Footer>end</Footer>",
        )
    )  # fmt: skip
    assert [(entity.id, entity.remarks) for entity in watchlist.entities] == [("uk-XXX0003", "Title: Dr")]
    assert [warning.partition(" was left out:")[0] for warning in watchlist.warnings] == [
        "designation number 2 has no UniqueID and was left out",
        "designation XXX0003 stands twice; both were taken together",
        "the element <Footer> is not known and was not read",
        "designation XXX0001 (without a name)",
    ]
