"""The catalogue of official lists: what a configuration may name, where it is published, under what terms."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from screening.entities import Model, PartialDate, Slug, Text


class CatalogueEntry(Model):
    """One official list; what the fields mean is written at the head of ``data/list_catalogue.toml``."""

    name: Slug
    title: Text
    publisher: Text
    url: Annotated[str, Field(pattern="^https://")]
    suffix: Text
    reader: Text
    licence: Text
    terms: Annotated[str, Field(pattern="^https://")]
    rhythm: Text
    token: Literal["none", "public"]
    note: Text | None = None
    superseded_by: Slug | None = None
    since: PartialDate | None = None

    @property
    def warning(self) -> str | None:
        """What a report must say of a list that is no longer published; None for all others."""
        if self.superseded_by is None:
            return None
        return f"no longer published since {self.since}: use {self.superseded_by} in its place"


@cache
def catalogue() -> Mapping[str, CatalogueEntry]:
    """The official lists by name, in the order of the file."""
    text = (files("screening") / "data" / "list_catalogue.toml").read_text(encoding="utf-8")
    entries = [CatalogueEntry.model_validate(table) for table in tomllib.loads(text)["list"]]
    return {entry.name: entry for entry in entries}
