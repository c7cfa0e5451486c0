"""Rules that hold for every module: how large it may be, who speaks, what nothing may hang on, what is declared."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping

import pytest
from package_syntax import ROOT, room_of, trees

LONGEST = 400
"""Lines of a module: the aim is about 250; where this one is reached, the module holds more than one idea."""

SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "tools",
    "lib",
    "core",
    "base",
    "shared",
    "stuff",
}


@pytest.mark.parametrize("module", trees())
def test_a_module_holds_one_idea(module: str) -> None:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert not set(module.split(".")) & SAY_NOTHING
    assert module.endswith("__init__") or ast.get_docstring(trees()[module])


@pytest.mark.parametrize("module", [module for module in trees() if module not in {"cli", "console"}])
def test_only_the_command_line_speaks(module: str) -> None:
    names = {ast.unparse(node.func) for node in ast.walk(trees()[module]) if isinstance(node, ast.Call)}
    assert not names & {"print", "input", "sys.stdout.write", "sys.stderr.write"}


CHANCE: Mapping[str, set[str]] = {
    "random": {"update.now"},
    "uuid": set(),
    "secrets": {"report.atomic", "web.callers", "web.guards", "web.runs.shelf", "web.settings"},
    "time": {
        "cli_screen",
        "screener",
        "tables.isolated.bounds",
        "update.now",
        "web.callers",
        "web.rates",
        "web.runs.child",
        "web.runs.queue",
    },
}
"""Modules that answer otherwise every time, and who may use them: for names of temporary files, durations, waits."""


@pytest.mark.parametrize("source", CHANCE)
def test_nothing_hangs_on_chance(source: str) -> None:
    users = {
        module
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and source in {alias.name for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module == source)
    }
    assert users == CHANCE[source]


def test_the_clock_is_read_at_the_ends_alone() -> None:
    reads = {"datetime.now", "date.today", "datetime.utcnow", "dt.date.today", "dt.datetime.now", "time.time"}
    users = {
        module
        for module, tree in trees().items()
        if reads & {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    }
    assert users == {
        "screener", "decisions.desk", "cli_lists", "update.now", "web.api.screenings", "web.audit", "web.list_updates",
        "web.pages.lists", "web.runs.queue",
    }  # fmt: skip


def test_the_middle_opens_no_files() -> None:
    opens = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    for module, tree in trees().items():
        if (
            room_of(module) not in {"matching", "decision", "evidence", "entities", "config"}
            or module == "matching.policy"
        ):
            continue  # the policy reads the table that is shipped with it
        calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        names = {func.attr if isinstance(func, ast.Attribute) else ast.unparse(func) for func in calls}
        assert not names & opens, module


def test_every_import_of_others_is_declared() -> None:
    """What the package imports from outside is the standard library or stands in pyproject.toml."""
    declared = {
        "anyascii", "defusedxml", "numpy", "openpyxl", "pandas", "phonenumbers", "pydantic", "pydantic_core", "stdnum",
        "rapidfuzz", "sqlalchemy", "xlsxwriter", "xlrd",
        "cryptography", "msoffcrypto", "pyarrow", "pyzipper", "fpdf", "fontTools",  # extras
        "fastapi", "jinja2", "markupsafe", "starlette", "uvicorn",  # of the server
    }  # fmt: skip
    found = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    typing_only = {"typing_extensions"}  # comes with pydantic
    assert found - set(sys.stdlib_module_names) - {"screening"} <= declared | typing_only
