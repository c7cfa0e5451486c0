"""The front door: what `import screening` offers, what it costs, and the tree of errors."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import screening
from screening import errors

HEAVY = ("pydantic", "numpy", "pandas", "openpyxl", "xlsxwriter", "rapidfuzz", "anyascii", "stdnum")


@pytest.mark.parametrize("name", screening.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(screening, name) is getattr(screening, name)
    assert name in dir(screening)


def test_the_names_are_those_of_the_documentation() -> None:
    assert sorted(screening.__all__) == screening.__all__
    assert {"Screener", "Counterparty", "Identifier", "Report", "ScreeningError"} <= set(screening.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", screening.__version__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'screening' has no attribute 'Scanner'"):
        _ = screening.Scanner
    assert not hasattr(screening, "Scanner")


def test_the_import_is_light() -> None:
    code = (
        "import sys, screening; from screening import ScreeningError; screening.__version__; dir(screening);"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout == "[]\n"


def test_every_error_is_a_screening_error_with_its_status() -> None:
    statuses = {
        name: value.exit_status
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.ScreeningError)
    }
    assert statuses == {
        "ScreeningError": 3, "UsageError": 2, "ConfigError": 2, "InputError": 3, "ListError": 3, "OutputError": 4,
    }  # fmt: skip
    assert all(issubclass(getattr(screening, name), screening.ScreeningError) for name in statuses)


def test_an_error_says_its_place_and_what_to_do() -> None:
    error = screening.InputError(
        "holds no date", file=Path("a.xlsx"), sheet="Q3", row=4, column="Born", hint="write one"
    )
    assert str(error) == "a.xlsx, sheet 'Q3', row 4, column 'Born': holds no date (write one)"
    assert (error.file, error.sheet, error.row, error.column) == ("a.xlsx", "Q3", 4, "Born")
    assert str(screening.UsageError("no")) == "no"


def test_the_models_are_frozen() -> None:
    party = screening.Counterparty(name="Zemblan Harbour Bank")
    with pytest.raises(ValueError, match="frozen"):
        party.name = "Another"
    with pytest.raises(ValueError, match="extra"):
        screening.Config.model_validate({"thresold": 80})


def test_the_package_is_typed() -> None:
    assert (Path(screening.__file__).parent / "py.typed").exists()
