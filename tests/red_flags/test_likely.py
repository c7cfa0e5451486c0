"""Many rows looked through at once have the flags that each has by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows_by_field import row

from screening.config import Config
from screening.red_flags.flags import Flags

CASES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
)
ROWS = [row(fields) for told in CASES.values() for kind in ("fires", "quiet") for fields in told[kind]]
OWN = {
    "words": ["Zembla", "amber opal*", "赞布拉"], "fields": ["any"], "patterns": ["^am", "x\x1fy|l$"],
    "calling_codes": ["999"], "domains": ["zz"], "countries": ["FR"], "flag_states": ["PA"],
    "tariff_codes": ["2701-2704"], "bic_countries": ["GR"],
}  # fmt: skip
RULE = {"id": "own", "title": "Own", "reason": "It is ours.", **OWN}
PARTS = [
    "Zembla",
    "amber",
    "opals",
    "\n",
    "\x1f",
    "赞布拉",
    "+999 12345",
    "www.who.zz",
    "x\x1fy",
    "2701",
    "é",
    " ",
    "FR",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=3).map(" ".join)
FIELDS = ["name", "address", "country", "nationality", "flag", "phone", "email", "goods", "notes", "vessel"]


@pytest.mark.parametrize("step", [1, 2, 7, len(ROWS)])
def test_rows_of_all_flags_together(step: int) -> None:
    flags = Flags(Config())
    together = [told for at in range(0, len(ROWS), step) for told in _of_all(flags, ROWS[at : at + step])]
    assert together == [flags.of(one, ()) for one in ROWS]


@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=4), st.sampled_from(["Vessel", "Person"])),
        max_size=5,
    )
)
def test_rows_of_any_texts(rows: list[tuple[dict[str, str], str]]) -> None:
    flags = Flags(Config.model_validate({"red_flag": [RULE]}))
    parties = [row({**{k: v for k, v in fields.items() if v.strip()}, "type": kind}) for fields, kind in rows]
    assert _of_all(flags, parties) == [flags.of(one, ()) for one in parties]


def _of_all(flags: Flags, parties: list[Any]) -> list[Any]:
    return flags.of_all(parties, [()] * len(parties))
