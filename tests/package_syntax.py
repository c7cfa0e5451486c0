"""The syntax of the package's modules, for tests that hold rules against the code."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import screening

ROOT = Path(screening.__file__).parent


@cache
def trees() -> Mapping[str, ast.Module]:
    """The syntax of every module, by its dotted name below the package."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def room_of(module: str) -> str:
    """The module or folder of the package that a module stands in."""
    return module.split(".", maxsplit=1)[0]
