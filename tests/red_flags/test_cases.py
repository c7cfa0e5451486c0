"""Every shipped red flag against rows that raise it and rows that must not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rows_by_field import row

from screening.config import Config
from screening.red_flags.flags import Flags, check_of
from screening.red_flags.shipped import shipped_rules

CASES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
)
FLAGS = Flags(Config())


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(id_, fields, id=f"{id_}: {'; '.join(map(str, fields.values()))}")
        for id_, told in CASES.items()
        for fields in told[kind]
    ]


@pytest.mark.parametrize(("id_", "fields"), cases("fires"))
def test_a_flag_is_raised(id_: str, fields: Mapping[str, Any]) -> None:
    assert id_ in [flag.id for flag in FLAGS.of(row(fields), ())]


@pytest.mark.parametrize(("id_", "fields"), cases("quiet"))
def test_a_flag_is_not_raised(id_: str, fields: Mapping[str, Any]) -> None:
    assert id_ not in [flag.id for flag in FLAGS.of(row(fields), ())]


def test_every_flag_has_cases() -> None:
    flags = {rule.id for rule in shipped_rules() if not rule.context and check_of(rule) is None}
    assert flags == set(CASES)
    assert all(len(told["fires"]) > 1 and len(told["quiet"]) > 1 for told in CASES.values())


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Coal Harbour Dental Clinic", "country": "CA"},
        {"name": "Golden Dragon Restaurant", "goods": "catering"},
        {"name": "Embassy Suites Hotel", "address": "Embassy Row 1"},
        {"name": "Rajin Sharma", "type": "Person", "nationality": "India", "phone": "+91 850 555 0134"},
        {"name": "Ivory Homes", "goods": "houses, ivory white"},
        {"name": "Samsung Fire & Marine Insurance", "country": "KR", "goods": "reinsurance"},
        {"name": "Baltic Bulk", "type": "Vessel", "flag": "Panama", "goods": "steam coal", "port": "Gdansk"},
        {"name": "丹尼斯贸易有限公司", "address": "上海市浦东新区南浦大桥路12号", "goods": "煤炭"},
        {"name": "Kim Jong Trade", "country": "South Korea", "goods": "원산지 증명서"},
    ],
)
def test_an_ordinary_row_raises_nothing(fields: Mapping[str, Any]) -> None:
    assert FLAGS.of(row(fields), ()) == ()
