"""The parameters that several routes have, as the OpenAPI document describes them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import Field

MOST_RESULTS = 500
"""Results of one query or page at most."""

_SINCE = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$"


def _many(about: str) -> Any:
    return Query(description=about, max_length=100, default_factory=list)


_Texts = list[Annotated[str, Field(max_length=1_000)]]
Dataset = Annotated[str, Path(description="The name of a list in use; `default` or `all` for all of them.")]
Only = Annotated[_Texts, _many("Lists, of those asked, to stay with.")]
NotLists = Annotated[_Texts, _many("Lists, of those asked, to leave out.")]
NotSchemas = Annotated[_Texts, _many("Schemas of entries to leave out.")]
NotEntries = Annotated[_Texts, _many("Ids of entries to leave out, or of their party's entries on other lists.")]
Topics = Annotated[_Texts, _many("Topics to ask for (`sanction`, `poi` ...).")]
Countries = Annotated[_Texts, _many("Countries to ask for, by their alpha-2 codes.")]
Datasets = Annotated[_Texts, _many("Lists that the entry's party stands on.")]
Filters = Annotated[_Texts, _many("Fields to ask for, as `field:value`: `properties.birthDate:1985`.")]
Sorts = Annotated[_Texts, _many("Fields to sort by, as `field:asc` or `field:desc`.")]
Since = Annotated[
    str | None,
    Query(description="Leave out entries that have not changed since, as far as the list tells.", pattern=_SINCE),
]
