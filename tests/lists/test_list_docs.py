"""docs/watchlist-format.md and docs/configuration.md: every key is there, and every example works."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from screening.config import Config, DecisionsConfig, DownloadConfig, Exclusion, ListConfig, Override, RiskConfig
from screening.configuration import load_config, load_watchlists
from screening.entities import (
    Address,
    Confusable,
    Dates,
    Entity,
    Event,
    Identifier,
    Mentioned,
    Name,
    Relation,
    SourceRef,
)
from screening.lists.document import ENTITY_KEYS, Header
from screening.lists.registry import read_watchlist
from screening.lists.table_columns import COLUMNS
from screening.lists.validation import validate_watchlist
from screening.lists.xlsx_list import MAX_COLUMNS, MAX_ROWS
from screening.matching.policy import Policy
from screening.tables.headers import fields

DOCS = Path(__file__).parents[2] / "docs"
FORMAT = (DOCS / "watchlist-format.md").read_text(encoding="utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text(encoding="utf-8")


def keys(page: str, heading: str) -> list[str]:
    """The keys in the first column of the tables under a heading."""
    section = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, heading
    return re.findall(r"^\| `([a-z_]+)` \|", section[1], re.MULTILINE)


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


FORMAT_SECTIONS: list[tuple[str, type[BaseModel]]] = [
    ("`[watchlist]`", Header),
    ("`identifiers`", Identifier),
    ("`addresses`", Address),
    ("`dates`", Dates),
    ("`events`", Event),
    ("`relations`", Relation),
    ("`not_to_be_confused_with`", Confusable),
    ("`sources`", SourceRef),
    ("`[[mentioned]]`", Mentioned),
]
CONFIG_SECTIONS: list[tuple[str, type[BaseModel]]] = [
    ("Top of the file", Config),
    ("`[[list]]`", ListConfig),
    ("`[download]`", DownloadConfig),
    ("`[risk]`", RiskConfig),
    ("`[[exclusion]]`", Exclusion),
    ("`[decisions]`", DecisionsConfig),
    ("`[[override]]`", Override),
]


@pytest.mark.parametrize(("heading", "model"), FORMAT_SECTIONS)
def test_every_key_of_a_list_is_documented(heading: str, model: type[BaseModel]) -> None:
    assert sorted(keys(FORMAT, heading)) == sorted(model.model_fields)


def test_every_key_of_an_entry_a_name_and_a_table_is_documented() -> None:
    assert set(keys(FORMAT, "`[[entity]]`")) == set(ENTITY_KEYS) == set(Entity.model_fields) - {"names"} | {
        "name", "aliases", "weak_aliases", "former_names",
    }  # fmt: skip
    assert set(keys(FORMAT, "Names")) == set(Name.model_fields) - {"quality"}
    assert keys(FORMAT, "Tables") == list(COLUMNS)


@pytest.mark.parametrize(("heading", "model"), CONFIG_SECTIONS)
def test_every_key_of_the_configuration_is_documented(heading: str, model: type[BaseModel]) -> None:
    assert keys(CONFIGURATION, heading) == list(model.model_fields)


@pytest.mark.parametrize(
    ("key", "default"),
    [
        ("max_hits", Config().max_hits),
        ("timeout", f"{DownloadConfig().timeout:g}"),
        ("connect_timeout", f"{DownloadConfig().connect_timeout:g}"),
        ("max_size", DownloadConfig().max_size),
        ("retries", DownloadConfig().retries),
        ("max_shrink", f"{DownloadConfig().max_shrink:g}"),
        ("keep", DownloadConfig().keep),
        ("store", f'"{DecisionsConfig().store}"'),
        ("strong_score", f"{RiskConfig().strong_score:g}"),
        ("weak_alias_cap", f'"{RiskConfig().weak_alias_cap}"'),
        ("basis", RiskConfig().basis),
        ("status_cap", RiskConfig().status_cap),
    ],
)
def test_the_defaults_in_the_page_are_those_of_the_model(key: str, default: object) -> None:
    if isinstance(default, dict):
        default = "{ " + ", ".join(f'{word} = "{level}"' for word, level in default.items()) + " }"
    assert f"| `{key}` | `{default}` |" in CONFIGURATION


@pytest.mark.parametrize("model", [Exclusion, Override])
def test_what_is_required_is_said(model: type[BaseModel]) -> None:
    heading = f"`[[{model.__name__.lower()}]]`"
    for key, field in model.model_fields.items():
        row = re.search(rf"^## {re.escape(heading)}.*?^\| `{key}` \| (.*?) \|", CONFIGURATION, re.MULTILINE | re.DOTALL)
        assert row
        assert (row[1] == "required") == field.is_required(), key


def test_the_limits_in_the_page_are_those_of_the_program() -> None:
    assert f"{MAX_ROWS:,} rows and {MAX_COLUMNS} columns" in FORMAT


@pytest.mark.parametrize("language", ["toml", "json", "csv"])
def test_the_examples_of_lists_are_read_without_a_finding(language: str) -> None:
    (example,) = blocks(FORMAT, language)
    watchlist = read_watchlist(example.encode())
    assert watchlist.entities
    assert validate_watchlist(watchlist) == ()


def test_the_json_example_is_json() -> None:
    (example,) = blocks(FORMAT, "json")
    assert list(json.loads(example)) == ["watchlist", "entity", "mentioned"]


def test_every_field_of_a_table_is_named() -> None:
    section = CONFIGURATION.partition("\n## `[columns]`\n")[2].partition("\n## ")[0].partition("```")[0]
    assert set(re.findall(r"`([a-z_]+)`", section)) == set(fields())


def test_the_examples_of_configurations_load(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "own_watchlist.csv").write_text("id,name\na,Alpha\nb,Beta\n")
    for example in blocks(CONFIGURATION, "toml"):
        (tmp_path / "screening.toml").write_text(example, encoding="utf-8")
        loaded = load_config(None, cwd=tmp_path, environ={}, weights=Policy, field_names=lambda: fields().keys())
        assert loaded.config != Config()
        assert "dprk" in {watchlist.name for watchlist in load_watchlists(loaded)}
