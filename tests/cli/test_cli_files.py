"""Lists, configurations, templates and the schema on the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import openpyxl
import pytest
from made_up_list import TEXT

from .command import Call, hits


def test_validate_accepts_what_is_in_order(call: Call, folder: Path) -> None:
    ran = call("validate", "zembla.toml")
    assert (ran.status, ran.out, ran.err) == (0, "", "zembla.toml: 0 errors, 0 warnings\n")
    assert call("validate", "zembla.toml", "-q").err == ""
    ran = call("validate")
    assert ran.status == 0
    assert "dprk.toml" in ran.err
    (folder / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    assert "screening.toml" in call("validate").err


def test_validate_lists_what_is_wrong(call: Call, folder: Path) -> None:
    (folder / "bad.toml").write_text(TEXT.replace("9187332", "9187331"), encoding="utf-8")
    (folder / "screening.toml").write_text(
        '[[list]]\npath = "bad.toml"\nexclude_groups = ["shops"]\n', encoding="utf-8"
    )
    ran = call("validate", "zembla.toml", "bad.toml", "screening.toml", "none.toml")
    assert ran.status == 3
    lines = ran.out.splitlines()
    assert [line.split(",")[0].split(": ")[:2] for line in lines] == [
        ["error", "bad.toml"],
        ["error", "screening.toml"],
        ["error", "none.toml"],
    ]
    assert "entry 'corsair'" in lines[0]
    assert "9187331" in lines[0]
    assert "no group 'shops'" in lines[1]
    assert "did you mean 'ships'?" in lines[1]
    assert "3 errors, 0 warnings" in ran.err
    assert call("validate", "-q", "bad.toml").err == ""


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_filled_template_can_be_screened(
    call: Call, screen: Callable[..., dict[str, Any]], folder: Path, name: str
) -> None:
    ran = call("template", name)
    assert (ran.status, ran.out, ran.err) == (0, "", f"wrote {name}\n")
    empty = screen(source=name)
    assert [row["outcome"] for row in empty["counterparties"]] == ["no_hit", "no_hit"]
    headers = list(empty["counterparties"][0]["input"])
    assert set(empty["screening"]["columns"]) == set(headers)
    filled = {"Name": "Zemblan Harbour Bank", "IMO number": "9187332"}
    assert set(filled) <= set(headers)
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(folder / name)
        book.worksheets[0].append([filled.get(header) for header in headers])
        book.save(folder / name)
    else:
        with (folder / name).open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow([filled.get(header, "") for header in headers])
    assert {number: set(ids) for number, ids in hits(screen(source=name)).items()} == {3: {"harbour", "corsair"}}
    assert call("template", name, "-q").err == ""


def test_the_schema_accepts_a_written_report(call: Call, screen: Callable[..., dict[str, Any]]) -> None:
    ran = call("schema")
    assert (ran.status, ran.err) == (0, "")
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = screen()
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    report["counterparties"][0]["outcome"] = "match"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("command", ["screen", "check", "validate", "template", "schema"])
def test_every_command_has_help(call: Call, command: str) -> None:
    ran = call(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"usage: screening {command}" in ran.out
    assert "exit status:" in ran.out
