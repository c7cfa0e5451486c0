"""The check digits of LEIs (ISO 17442), for lists, tables and the matching alike.

python-stdnum has those of IMO numbers and BICs with their form; of an LEI it looks at the check digits alone, which
are right for ``1``, too.
"""

from __future__ import annotations

import re

from stdnum import lei
from stdnum.exceptions import InvalidFormat, InvalidLength, ValidationError

_LEI_LENGTH = 20
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")


def validate_lei(text: str) -> None:
    """Raise stdnum's ValidationError where a text is no LEI; case, spaces and hyphens do not matter."""
    number = lei.compact(text)
    if len(number) != _LEI_LENGTH:
        raise InvalidLength
    if not _LEI.fullmatch(number):
        raise InvalidFormat
    lei.validate(number)


def is_lei(text: str) -> bool:
    """Whether a text is an LEI: its length, its form and its check digits."""
    try:
        validate_lei(text)
    except ValidationError:
        return False
    return True
