"""What may tie two rows: which ways of writing it are one, and which are not."""

from __future__ import annotations

import pytest
from rows_by_field import row

from screening.entities import Entity, Identifier, Name
from screening.links.contacts import contact_ties
from screening.links.keys import address_key, name_key
from screening.links.telephone import dialled, same
from screening.links.ties import ties_of

ADDRESSES = [
    ("Room 12, 88 Jiangcheng Road, Dandong", "Jiangcheng Rd. 88, Room 12, Dandong, China", True),
    ("Hauptstraße 5, 10115 Berlin", "Hauptstrasse 5, Berlin, Deutschland", True),
    ("辽宁省丹东市振兴区六纬路12号", "辽宁省 丹东市振兴区六纬路12号", False),
    ("88 Jiangcheng Road, Dandong", "89 Jiangcheng Road, Dandong", False),
    ("88 Jiangcheng Road, Dandong", "88 Jiangcheng Road, Dalian", False),
]


@pytest.mark.parametrize(("one", "other", "equal"), ADDRESSES)
def test_addresses(one: str, other: str, equal: bool) -> None:
    assert (address_key(one) == address_key(other)) is equal
    assert address_key(one)


@pytest.mark.parametrize("text", ["Dandong, Liaoning, China", "Hong Kong", "10115 Berlin", "", "Central Square"])
def test_an_address_without_a_house_ties_nobody(text: str) -> None:
    assert address_key(text) == ""


KEYS = [
    ("Suite 4B, 12 Kari Road, 10115 Berlin, Germany", "12 4b berlin kari"),  # neither postcodes nor countries
    ("Unit 5, FRANCE", ""),
    ("12 NO", ""),
    ("5 Ål, Norway", ""),
    ("ул. Ленина 5, Россия", "5 ленина"),
]


@pytest.mark.parametrize(("address", "key"), KEYS)
def test_what_an_address_is_told_by(address: str, key: str) -> None:
    assert address_key(address) == key


PHONES = [
    ("+86 415 212 3456", "CN", "0415-2123456", "China", True),
    ("0086-415-2123456", "", "+86 (415) 212 3456", "", True),
    ("0415 212 3456", "", "+86 415 212 3456", "CN", True),
    ("+86 415 212 3456", "CN", "+82 415 212 3456", "KR", False),
    ("+44 20 7946 0123 ext. 12", "GB", "020 7946 0123", "GB", True),
    ("212 3456", "CN", "213 3456", "CN", False),
]


@pytest.mark.parametrize(("one", "own", "other", "theirs", "equal"), PHONES)
def test_telephone_numbers(one: str, own: str, other: str, theirs: str, equal: bool) -> None:
    assert same(dialled(one, own), dialled(other, theirs)) is equal
    if equal:  # what the quick look compares must be equal too
        (left, right) = (next(ties_of(row({"name": "", "phone": number}))) for number in (one, other))
        assert left.key == right.key


NAMES = [
    ("Kim Chol Su", "KIM, Chol-Su", True),
    ("Kim Chol Su", "Chol Su Kim (60 %)", True),
    ("Müller Trading", "Muller trading", True),
    ("Kim Chol Su", "Kim Chol Ho", False),
]


@pytest.mark.parametrize(("one", "other", "equal"), NAMES)
def test_names(one: str, other: str, equal: bool) -> None:
    assert (name_key(one) == name_key(other)) is equal


def kinds(**fields: object) -> list[tuple[str, str]]:
    return [(tie.kind, tie.key) for tie in ties_of(row({"name": "", **fields}))]


def test_mail_of_a_provider_ties_by_its_address_alone() -> None:
    assert kinds(email="Trade@Example.co.uk") == [("email", "trade@example.co.uk"), ("email_domain", "example.co.uk")]
    assert kinds(email="kim@163.com; https://www.example.com/x") == [
        ("email", "kim@163.com"),
        ("email_domain", "example.com"),
    ]


def test_accounts_are_found_in_their_column_or_by_their_digits() -> None:
    iban = "DE89 3704 0044 0532 0130 00"
    tie = ("account", iban.replace(" ", ""))
    assert kinds(input={"Payment": iban}) == [tie]
    assert kinds(input={"Payment": iban}, account=iban) == [tie]
    assert kinds(input={"Payment": iban.replace("89", "88")}) == []  # its check digits are wrong
    assert kinds(account="12-345 678; 0000000000; 123") == [("account", "12345678")]
    assert kinds(input={"Order": "12-345 678"}) == []


def test_what_many_have_ties_nobody() -> None:
    assert kinds(ids={"bic": "DEUTDEFF"}, bank="Deutsche Bank AG", phone="0000000") == []
    assert kinds(ids={"registration_number": "12345"}) == []


LISTED_PHONES: list[tuple[str, tuple[str, ...], list[str]]] = [
    # what a list tells, of which countries the entry is, the numbers as they are dialled from abroad
    ("Phone: 0415-2123456", ("CN",), ["+864152123456"]),
    ("Phone: 850 2 381 8221", ("KP",), ["+85023818221"]),
    ("Phone Number: (1) 020 7946 0018 (2) 020 7946 0019", ("GB",), ["+442079460018", "+442079460019"]),
    ("Phone: 020 7946 0018", ("KP", "GB"), ["+442079460018"]),
    ("Phone: +44 20 7946 0018", (), ["+44 20 7946 0018"]),
    ("Phone: 020 7946 0018", (), []),  # nobody says where
    ("Phone: 020 7946 0018", ("KP",), []),  # no number of that country
    ("Phone: 212 555 0147", ("US", "CA"), ["+12125550147"]),  # New York
    ("Phone: 020 7946 0018", ("CN", "GB"), []),  # of one of two: Guangzhou has such, too
    ("Phone: 12345678901234", ("CN",), []),
    ("Licence: 0415-2123456", ("CN",), []),
]


@pytest.mark.parametrize(("remarks", "countries", "numbers"), LISTED_PHONES)
def test_a_listed_telephone_without_its_country(remarks: str, countries: tuple[str, ...], numbers: list[str]) -> None:
    entity = Entity(id="x", names=(Name(text="X", quality="primary"),), countries=countries, remarks=remarks)
    assert [tie.value for tie in contact_ties(entity) if tie.kind == "phone"] == numbers


@pytest.mark.parametrize("text", ["Not available", "none given", "SEE ABOVE", "not applicable", "нет данных"])
def test_words_for_nothing_tie_nobody(text: str) -> None:
    assert name_key(text) == ""
    numbers = [Identifier(kind=kind, value=text) for kind in ("lei", "passport")]
    party = row({"name": "Pong Su Shipping", "director": text, "address": text, "account": text, "ids": numbers})
    assert [(tie.kind, tie.field) for tie in ties_of(party)] == [("party", "name")]
