"""What may tie one row to another: identifiers, accounts, phones, mail, addresses and names, in comparable forms.

Forms are cheap to make, because every row's are; two rows with equal forms are looked at again by `telephone.same`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from stdnum import iban

from screening.entities import Counterparty
from screening.links.keys import address_key, address_keys, name_key, name_keys
from screening.links.words import link_words
from screening.matching.identifiers import comparable
from screening.names.placeholders import is_placeholder
from screening.names.several import several
from screening.report.model import LinkKind

ROLES = frozenset({
    "name", "trading_name", "former_name", "vessel", "beneficiary", "shipper", "consignee", "director", "owner",
    "contact", "other_party",
})  # fmt: skip
"""Fields whose names may be those of another row. Banks are left out: thousands have accounts with one."""

_OF_SEVERAL = frozenset({"director", "owner", "contact"})
"""Fields of which one cell often names several parties."""

_SEVERAL = re.compile(r"[;,|\n]| / | or ")
_EXTENSION = re.compile(r"(?:ext|x|доб|转|內線|内線|#)[.:\s]*\d{1,6}\s*$", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_HOST = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+)(?=[/:?\s]|$)", re.IGNORECASE)
_PHONE_DIGITS = 7  # the last ones: what all ways of writing one number have in common
_NUMBER_LENGTH = 6  # shorter registration numbers are many parties'
_IBAN_LENGTH = 15


class Tie(NamedTuple):
    """What a row has that another may have too; ``key`` is equal where the two are, ``value`` as it stands."""

    kind: LinkKind
    key: str
    field: str
    value: str


def ties_of(party: Counterparty) -> Iterator[Tie]:
    """Everything that may tie the row to another, in the order of the fields."""
    return map(Tie._make, plain_ties(party))


def plain_ties(party: Counterparty) -> Iterator[tuple[LinkKind, str, str, str]]:
    """`ties_of` without their names: those of every row are made, and few are looked at."""
    yield from _numbers(party)
    if party.address and (key := address_key(party.address)):
        yield "address", key, "address", party.address
    if key := name_key(party.name):
        yield "party", key, "name", party.name
    if party.other_names:
        yield from _other_names(party)


def keys_of_all(parties: Sequence[Counterparty]) -> Iterator[tuple[LinkKind, Sequence[str], Sequence[int]]]:
    """Kinds of ties that some of many rows have, each with keys and the places of the rows that have them: in whatever
    order, and made in fewer steps than the ties themselves.
    """
    everywhere = range(len(parties))
    yield "address", address_keys([party.address for party in parties]), everywhere
    yield "party", name_keys([party.name for party in parties]), everywhere
    further = _with_iban(parties).union(place for place, party in enumerate(parties) if any(_more(party.__dict__)))
    for place in further:
        for kind, key, _, _ in (*_numbers(parties[place]), *_other_names(parties[place])):
            yield kind, (key,), (place,)


_more = itemgetter("identifiers", "other_names", "account", "phone", "email")
"""What has ties besides a name, an address and the cells: most rows have none of it."""


def _with_iban(parties: Iterable[Counterparty]) -> set[int]:
    """The places of the rows with a cell that begins as an IBAN does."""
    return {
        place
        for place, party in enumerate(parties)
        for cell in party.__dict__["input"].values()
        if len(cell) >= _IBAN_LENGTH and cell[2:4].isdecimal() and cell[:2].isalpha()
    }


def _numbers(party: Counterparty) -> Iterator[Tie]:
    """The ties of a row by its numbers, accounts and contact details."""
    for identifier in party.identifiers:
        found = comparable(identifier)
        if found and found[0] != "bic" and len(found[1]) >= _NUMBER_LENGTH and not is_placeholder(identifier.value):
            yield Tie("identifier", ":".join(found), found[0], identifier.value)
    cells = [cell for cell in party.input.values() if len(cell) >= _IBAN_LENGTH and cell[2:4].isdecimal()]
    if cells or party.account:
        yield from _accounts(party.account, cells)
    if party.phone:
        yield from phone_ties(party.phone)
    if party.email:
        yield from mail_ties(party.email)


def _accounts(account: str, cells: Iterable[str]) -> Iterator[Tie]:
    """The accounts in the cell for them, and the IBANs among others."""
    seen = set()
    for text in _SEVERAL.split(account) if account else ():
        if (key := _account_key(text)) not in seen and _may_be_number(key, _NUMBER_LENGTH):
            seen.add(key)
            yield Tie("account", key, "account", text.strip())
    for cell in cells:
        if cell[:2].isalpha():
            key = _account_key(cell)
            if key not in seen and iban.is_valid(cell) and _may_be_number(key, _NUMBER_LENGTH):
                seen.add(key)
                yield Tie("account", key, "account", cell.strip())


def _account_key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _may_be_number(key: str, length: int) -> bool:
    """Whether there are so many digits, and not all the same: 0000000 is nobody's."""
    digits = "".join(filter(str.isdecimal, key))
    return len(digits) >= length and len(set(digits)) > 1


def phone_ties(text: str) -> Iterator[Tie]:
    """The telephone numbers in a text, told by their last digits."""
    for number in _SEVERAL.split(text):
        digits = "".join(filter(str.isdecimal, _EXTENSION.sub("", number)))
        if _may_be_number(digits, _PHONE_DIGITS):
            yield Tie("phone", digits[-_PHONE_DIGITS:], "phone", number.strip())


def mail_ties(text: str) -> Iterator[Tie]:
    """The e-mail addresses in a text, and the domains of these and of web sites."""
    for part in _SEVERAL.split(text.lower()):
        address = _MAIL.search(part)
        if address is not None:
            yield Tie("email", address[0], "email", address[0])
        host = address[1] if address else (match[1] if (match := _HOST.search(part.strip())) else None)
        domain = _domain(host) if host else ""
        if domain and domain not in link_words().shared_mail and host not in link_words().shared_mail:
            yield Tie("email_domain", domain, "email", domain)


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    """The name that somebody registered: two labels, or three under a country (example.co.uk)."""
    labels = host.removeprefix("www.").split(".")
    under_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in link_words().second_labels
    return ".".join(labels[-3 if under_country else -2 :])


def _other_names(party: Counterparty) -> Iterator[Tie]:
    for other in party.other_names:
        if other.field in ROLES and not other.free_text:
            for text in (several(other.text) if other.field in _OF_SEVERAL else ()) or (other.text,):
                if key := name_key(text):
                    yield Tie("party", key, other.field, text)
