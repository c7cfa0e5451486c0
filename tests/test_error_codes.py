"""The codes of InputError: a stable word for each failure, in one table, and no others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import screening
from screening.config import InputConfig
from screening.errors import INPUT_CODES

PACKAGE = Path(screening.__file__).parent
DOCS = Path(__file__).parents[1] / "docs"


def codes_in_use() -> set[str]:
    """Of all calls that make an InputError; one without a code is ``None``."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "InputError":
                code = next((k.value for k in node.keywords if k.arg == "code"), ast.Constant(None))
                found.add(str(ast.literal_eval(code)) if isinstance(code, ast.Constant) else ast.unparse(code))
    return found


def test_every_error_has_a_code_of_the_table() -> None:
    passed_on = {"code"}  # of an error that another process has told
    assert codes_in_use() - passed_on == set(INPUT_CODES)


def test_every_code_is_documented_with_its_meaning() -> None:
    page = (DOCS / "robustness.md").read_text(encoding="utf-8").partition("\n## Errors\n")[2].partition("\n## ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE)) == dict(INPUT_CODES)


def test_every_key_of_input_is_documented_with_its_default() -> None:
    section = (DOCS / "configuration.md").read_text(encoding="utf-8").partition("\n## `[input]`\n")[2]
    told = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section.partition("\n## ")[0], re.MULTILINE))
    assert told.pop("max_seconds") == "by the size"
    assert told == {
        name: f"`{str(field.default).lower()}`"
        for name, field in InputConfig.model_fields.items()
        if name != "max_seconds"
    }
