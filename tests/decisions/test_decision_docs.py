"""docs/decisions.md and docs/command-line.md: what they say is there, and all that is there is said."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import get_args

import pytest

from screening import cli
from screening.config import DecisionsConfig, Disposition
from screening.decisions import rules, tables
from screening.decisions.desk import DecisionDesk
from screening.report.model import Identity
from screening.report.xlsx_decision_data import FILLED
from screening.texts import load_texts

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "decisions.md").read_text(encoding="utf-8")
COMMANDS = (DOCS / "command-line.md").read_text(encoding="utf-8")


def inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (choices,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices)


@pytest.mark.parametrize("name", ["apply", "decide", "audit verify", "audit log", "evidence"])
def test_every_command_is_on_both_pages_with_its_options(name: str) -> None:
    parser = cli._parser()
    for word in name.split():
        parser = inner(parser)[word]
    assert f"screening {name}" in PAGE
    section = COMMANDS.split(f"### `screening {name.split(maxsplit=1)[0]}", 1)[1].split("\n#", 1)[0]
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert not [o for o in options if o not in {"--help", "--quiet", "--verbose", "--config"} and o not in section]


def test_words_columns_and_keys_are_on_the_page() -> None:
    columns = (load_texts()(f"column.{key}") for key in FILLED)
    words = [*get_args(Disposition), *columns, *DecisionsConfig.model_fields]
    assert not [word for word in words if not re.search(rf"`?{word}\b", PAGE)]
    assert set(FILLED) == set(rules.Filled.__dataclass_fields__)


def test_everything_that_identifies_a_counterparty_is_on_the_page() -> None:
    section = PAGE.split("- **the counterparty**", 1)[1].split("\n- **", 1)[0]
    shown = {"id": "`id`", "other_names": "further names", "date_of_birth": "date of birth"}
    assert not [field for field in Identity.model_fields if shown.get(field, field) not in section]


def test_tables_and_files_are_on_the_page() -> None:
    assert not [name for name in tables.METADATA.tables if f"`{name}`" not in PAGE]
    names = [
        "alert.html",
        "configuration.toml",
        "decisions.json",
        "report.json",
        "index.html",
        "manifest.json",
        "entries/*.json",
        "entries/*.published.txt",
    ]
    assert not [name for name in names if f"| `{name}` |" not in PAGE]


def test_what_is_called_from_python_is_there() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for name in re.findall(r"desk\.(\w+)\(", example):
        assert hasattr(DecisionDesk, name)
    compile(example, "decisions.md", "exec")
