"""Telephone numbers as they are dialled from abroad, so that two ways of writing one are found to be one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from screening.names.countries import country_code

_SHORTEST = 7  # digits that two numbers must share where the country of one is not known


@lru_cache(maxsize=4096)
def dialled(number: str, country: str) -> str:
    """The number in the form of E.164 (``+864152123456``), or its digits alone where its country is not known."""
    import phonenumbers  # noqa: PLC0415 - takes a tenth of a second, and few tables have two numbers to compare

    try:
        found = phonenumbers.parse(number, country_code(country))
    except phonenumbers.NumberParseException:
        found = None
    if found is not None and phonenumbers.is_possible_number(found):
        return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return "".join(filter(str.isdecimal, number)).lstrip("0")


def from_abroad(number: str, countries: Iterable[str]) -> str | None:
    """A number without a plus in the form of E.164, where it is a valid one of just one of ``countries`` (alpha-2)."""
    import phonenumbers  # noqa: PLC0415 - as above

    found = set()
    for country in countries:
        try:
            read = phonenumbers.parse(number, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(read, country):
            found.add(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164))
    return found.pop() if len(found) == 1 else None


def same(one: str, other: str) -> bool:
    """Whether two numbers, as `dialled` gives them, are one. Without its country, a number is compared by its end."""
    if one[:1] == "+" == other[:1]:
        return one == other
    short, long = sorted((one.lstrip("+"), other.lstrip("+")), key=len)
    return len(short) >= _SHORTEST and long.endswith(short)
