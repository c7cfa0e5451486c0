"""``validate_file``: any file of the user's, told what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from screening.validate import validate_file

LIST = (
    '[watchlist]\nname = "mine"\n\n[[entity]]\nid = "a"\nname = "Alpha"\naliases = [\n  "AL",\n]\ncountries = ["kp"]\n'
)


class Weights(BaseModel):
    type_bonus: float = 0.0


def found(name: str, text: str | bytes, folder: Path) -> list[str]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (folder / "dprk.toml").write_text('[[entity]]\nid = "knic"\nname = "KNIC"\n')
    findings = validate_file(path, weights=Weights, shipped={"dprk": folder / "dprk.toml"})
    return [str(finding).replace(f"{folder}/", "") for finding in findings]


def test_findings_in_a_toml_list_have_lines(tmp_path: Path) -> None:
    assert found("mine.toml", LIST, tmp_path) == [
        "warning: mine.toml, line 7, entry 'a', aliases[0]: 'AL' is too short to be a strong name (move it to "
        "weak_aliases)",
        "warning: mine.toml, line 10, entry 'a', countries[0]: 'kp' is not a country code (write 'KP')",
    ]


OVERRIDE = '[[override]]\nentity = "knic"\nreason = "r"\nstatus = "sunk"\n'

CASES = [
    # file name, content, findings
    (
        "own.csv",
        "id,name,imo,type\na,Alpha,8905491,Ship\n",
        ["entry 'a', identifiers[0].value: '8905491' is no valid IMO: its check digit does not fit (compare it with "
         "the source)"],
    ),
    ("own.csv", "id,name\na,\n", ["entry 'a', row 2, column 'name': must not be empty"]),
    (
        "own.json",
        '{"entity": [\n{]}',
        ["line 2: not valid JSON at column 2: expecting property name enclosed in double quotes"],
    ),
    (
        "mine.toml",
        "[[entity]]\nid = 'a'\nnam = 'A'",
        ["line 1, entry 'a', name: is missing", "line 3, entry 'a', nam: unknown key (did you mean 'name'?)"],
    ),
    (
        "mine.toml",
        "[[entity]\n",
        ["line 1: not valid TOML at column 9: expected ']]' at the end of an array declaration"],
    ),
    ("screening.toml", "", []),
    ("screening.toml", OVERRIDE, []),
    (
        "screening.toml",
        OVERRIDE.replace("knic", "kinc"),
        ["line 2, override[0].entity: no entry 'kinc' in the watchlist dprk (did you mean 'knic'?)"],
    ),
    (
        "screening.toml",
        "[weights]\ntype_bonos = 1\n",
        ["line 2, weights.type_bonos: no weight of this name (did you mean 'type_bonus'?)"],
    ),
    ("pyproject.toml", "[tool.screening]\nmax_hits = 0\n", ["line 2, max_hits: must be at least 1"]),
    (
        "notes.txt",
        "hello",
        ["is no watchlist in a format known here (a TOML list has [watchlist] and [[entity]], a table a header row "
         "with a column 'name')"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), CASES)
def test_a_file_is_told_what_is_wrong_with_it(name: str, text: str, said: list[str], tmp_path: Path) -> None:
    separator = ": " if name == "notes.txt" else ", "
    assert found(name, text, tmp_path) == [f"error: {name}{separator}{what}" for what in said]


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    (missing,) = validate_file(tmp_path / "none.toml")
    assert missing.message == "no such file"
    (folder,) = validate_file(tmp_path)
    assert folder.message == "is a folder, not a file"


EXCLUSION = """[[exclusion]]
counterparty = "Acme"
entity = "knic"
watchlist = "dprk"
entry = "0123456789ab"
reason = "r"
by = "b"
on = "2026-01-02"
"""


def test_an_exclusion_that_can_exclude_nothing_is_a_warning(tmp_path: Path) -> None:
    assert found("screening.toml", EXCLUSION, tmp_path) == []
    wrong = EXCLUSION.replace('"knic"', '"kinc"') + EXCLUSION.replace('"dprk"', '"dprkk"')
    assert found("screening.toml", wrong, tmp_path) == [
        "warning: screening.toml, line 3, exclusion[0].entity: no entry 'kinc' in the watchlist dprk "
        "(did you mean 'knic'?)",
        "warning: screening.toml, line 12, exclusion[1].watchlist: no watchlist 'dprkk' (did you mean 'dprk'?)",
    ]
