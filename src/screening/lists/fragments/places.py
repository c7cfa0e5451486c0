"""``entry_places.toml`` as read: where the entries of each list format stand in its files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class Place(BaseModel):
    """See the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: Mapping[str, str] = {}
    columns: tuple[str, ...] = ()
    key: str = ""
    prefix: str = ""
    ending: str = ""
    suffix: str = ""

    def numbers(self, ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The ids by the number that the file has for them."""
        found: dict[str, list[str]] = {}
        for one in ids:
            number = re.sub(rf"\A{self.prefix}", "", one)
            found.setdefault(re.sub(rf"{self.ending}\Z", "", number) if self.ending else number, []).append(one)
        return found

    def number(self, text: str) -> str:
        """What stands in the file for a number, without what may follow it."""
        return re.sub(rf"{self.suffix}\Z", "", text.strip()) if self.suffix else text.strip()


@cache
def places() -> Mapping[str, Place]:
    """The places by the names of the formats."""
    data = tomllib.loads((files("screening") / "data" / "entry_places.toml").read_text(encoding="utf-8"))
    return {name: Place.model_validate(told) for name, told in data.items()}
