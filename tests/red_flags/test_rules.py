"""Rules as a configuration writes them: what they find, and what is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rows_by_field import row

from screening.config import Config
from screening.configuration import load_config
from screening.errors import ConfigError
from screening.red_flag_rules import GROUPS, Rule
from screening.red_flags.flags import Flags, check_of
from screening.red_flags.shipped import read_rules, shipped_ids, shipped_rules
from screening.tables.headers import fields


def flags(*rules: Mapping[str, Any], off: tuple[str, ...] = ()) -> Flags:
    return Flags(Config.model_validate({"red_flag": rules, "red_flags": {"off": off}}))


FAR = "amber of a very new sort of blue"
NEAR = {"one": ["amber"], "other": ["blue"]}
RULES: list[tuple[dict[str, Any], dict[str, Any], tuple[str, str] | None]] = [
    # the signs of a rule, a row, and field and value that are shown
    ({"words": ["Zembla"]}, {"notes": "via ZEMBLA, then on"}, ("notes", "via ZEMBLA, then on")),
    ({"words": {"en": ["Zembla"], "zh": ["赞布拉"]}}, {"port": "贊布拉港"}, ("port", "贊布拉港")),
    ({"words": "Amber; Zembla"}, {"notes": "to Zembla"}, ("notes", "to Zembla")),
    ({"words": {"en": "Amber;\n# Zembla is elsewhere\nOpal;"}}, {"notes": "an opal"}, ("notes", "an opal")),
    ({"words": {"en": "Amber;\n# Zembla is elsewhere\nOpal;"}}, {"notes": "Zembla"}, None),
    ({"words": {"en": "  Amber;\n  # not Zembla\n"}}, {"notes": "it is not Zembla"}, None),
    ({"near": [{"one": "opal; amber", "other": "blue"}]}, {"notes": "blue amber"}, ("notes", "blue amber")),
    ({"words": ["Zembla"]}, {"name": "Zembla Trade"}, None),
    ({"words": ["Zembla"], "fields": ["names"]}, {"director": "Zembla"}, ("director", "Zembla")),
    ({"words": ["Zembla"], "fields": ["any"]}, {"address": "Zembla Street"}, ("address", "Zembla Street")),
    ({"words": ["Zembla"]}, {"notes": "Zemblan"}, None),
    ({"words": ["Zembla*"]}, {"notes": "Zemblan"}, ("notes", "Zemblan")),
    ({"words": ["blue amber"]}, {"notes": "blue-amber"}, ("notes", "blue-amber")),
    ({"words": ["blue amber"]}, {"notes": "blue and amber"}, None),
    ({"words": ["blue amber"], "unless": ["paint"]}, {"notes": "blue amber paint"}, None),
    ({"words": ["blue amber"], "unless": ["oil"]}, {"notes": "blue amber", "goods": "oil"}, ("notes", "blue amber")),
    ({"near": [NEAR]}, {"notes": "amber, it seems, is blue"}, ("notes", "amber, it seems, is blue")),
    ({"near": [NEAR]}, {"notes": "blue as amber"}, ("notes", "blue as amber")),
    ({"near": [NEAR]}, {"notes": "Amber arrived. Blue paint did not"}, None),
    ({"near": [NEAR]}, {"notes": FAR}, None),
    ({"near": [{**NEAR, "within": 9}]}, {"notes": FAR}, ("notes", FAR)),
    ({"near": [NEAR]}, {"notes": "amber", "goods": "blue"}, None),
    ({"near": [NEAR], "unless": ["paint"]}, {"notes": "amber and blue paint"}, None),
    ({"near": [{"one": ["琥珀"], "other": ["蓝色"], "within": 2}]}, {"notes": "琥珀是蓝色"}, ("notes", "琥珀是蓝色")),
    ({"near": [{"one": ["琥珀"], "other": ["蓝色"], "within": 2}]}, {"notes": "琥珀已经到港，蓝色油漆没有"}, None),
    ({"patterns": [r"ZX-\d{3}"]}, {"reference": "order zx-123"}, ("reference", "order zx-123")),
    ({"patterns": [r"ZX-\d{3}"], "fields": ["goods"]}, {"reference": "order zx-123"}, None),
    ({"countries": ["IR"]}, {"country": "Iran, Islamic Republic of"}, ("country", "Iran, Islamic Republic of")),
    ({"countries": ["IR"]}, {"country": "Iraq"}, None),
    ({"flag_states": ["TG"]}, {"type": "Vessel", "flag": "Togo"}, ("flag", "Togo")),
    ({"calling_codes": ["98"]}, {"phone": "0098 21 123"}, ("phone", "0098 21 123")),
    ({"calling_codes": ["98"]}, {"phone": "98 21 123"}, None),
    ({"domains": ["zembla.example"]}, {"email": "a@mail.zembla.example"}, ("email", "a@mail.zembla.example")),
    ({"domains": ["zembla.example"]}, {"email": "a@zembla.example.org"}, None),
    ({"bic_countries": ["IR"]}, {"ids": {"bic": "MELIIRTH"}}, ("bic", "MELIIRTH")),
    ({"identifier_kinds": ["mmsi"]}, {"ids": {"mmsi": "445123456"}}, ("mmsi", "445123456")),
    ({"tariff_codes": ["2701-2704"]}, {"goods": "HS code: 2703.00 peat"}, ("goods", "HS code: 2703.00 peat")),
    ({"tariff_codes": ["2701-2704"]}, {"goods": "27030000"}, ("goods", "27030000")),
    ({"tariff_codes": ["2701-2704"]}, {"goods": "2705"}, None),
    ({"tariff_codes": ["2701-2704"]}, {"goods": "2703 bags of rice"}, None),
    ({"tariff_codes": ["93"]}, {"goods": "9306.21"}, ("goods", "9306.21")),
    ({"words": ["amber"], "types": ["Vessel"]}, {"type": "Company", "notes": "amber"}, None),
    ({"words": ["amber"], "together_with": ["north-korea"]}, {"notes": "amber"}, None),
    ({"words": ["amber"], "together_with": ["north-korea"]}, {"notes": "amber", "country": "KP"}, ("notes", "amber")),
    (
        {"words": ["amber"], "together_with": ["north-korean-connection"]},
        {"notes": "amber", "port": "Nampo"},
        ("notes", "amber"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("signs", "fields", "shown"), RULES)
def test_a_rule_of_ones_own(signs: dict[str, Any], fields: dict[str, Any], shown: tuple[str, str] | None) -> None:
    found = [f for f in flags({"id": "own", "title": "Own", **signs}).of(row(fields), ()) if f.id == "own"]
    assert [(f.field, f.value) for f in found] == ([shown] if shown else [])


def test_rules_may_ask_for_each_other() -> None:
    amber = {"id": "amber", "title": "Amber", "words": ["amber"], "together_with": ["teal"]}
    teal = {"id": "teal", "title": "Teal", "words": ["teal"], "together_with": ["amber"]}
    assert [f.id for f in flags(amber, teal).of(row({"notes": "amber, teal"}), ())] == ["amber", "teal"]
    assert flags(amber, teal).of(row({"notes": "teal"}), ()) == ()


def test_a_long_text_is_shown_around_the_sign() -> None:
    (flag,) = flags({"id": "own", "title": "Own", "words": ["amber"]}).of(
        row({"notes": f"{'x ' * 200}amber {'y ' * 200}"}), ()
    )
    assert "amber" in flag.value
    assert len(flag.value) < 130


def test_a_shipped_flag_can_be_switched_off() -> None:
    told = row({"notes": "STS transfer"})
    assert [flag.id for flag in flags().of(told, ())] == ["ship-to-ship-transfer"]
    assert flags(off=("ship-to-ship-transfer",)).of(told, ()) == ()


REFUSED = [
    ("[red_flags]\noff = ['coals']", "line 2", "no shipped red flag is called 'coals' (did you mean 'coal'?)"),
    ("[red_flags]\nof = ['coal']", "red_flags.of", "unknown key (did you mean 'off'?)"),
    ("[[red_flag]]\nid = 'My Flag'\ntitle = 't'\nwords = ['a']", "line 2, red_flag[0].id", "is no id: use small"),
    ("[[red_flag]]\nid = 'coal'\ntitle = 't'\nwords = ['a']", "line 2, red_flag[0].id", "switch that one off"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'", "red_flag[0]", "has no sign: give one of words, near, patterns"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['ab*']", "line 4", "after 4 letters or more"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ' ; '", "red_flag[0]", "has no sign"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = 3", "line 4", ""),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['---']", "line 4", "'---' holds no letters or digits"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nnear = [{ one = ['a'] }]", "near[0].other", "is missing"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nnear = [{ one = [], other = ['a'] }]", "near[0].one", "not be an empty"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nnear = [{ one = ['a'], other = ['b'], within = 99 }]", "within", "20"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\npatterns = ['(a']", "line 4", "no regular expression"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\ntariff_codes = ['27-2704']", "line 4", "no range of tariff codes"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['a']\nfields = ['note']", "fields", "did you mean 'notes'?"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['a']\ntogether_with = ['goal']", "line 5", "no red flag 'goal'"),
    ("[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['a']\ncheck = 'imo_check_digit'", "check", "unknown key"),
    (
        "[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['a']\n[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = ['a']",
        "red_flag[1].id",
        "red_flag[0] has this id",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "message"), REFUSED)
def test_a_wrong_rule_is_refused_with_its_place(text: str, place: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(None, cwd=tmp_path, environ={}, flag_ids=shipped_ids)
    assert place in str(caught.value)
    assert message in str(caught.value)


def test_an_id_of_a_flag_that_is_off_may_be_used(tmp_path: Path) -> None:
    text = "[red_flags]\noff = ['coal']\n[[red_flag]]\nid = 'coal'\ntitle = 't'\nwords = ['coal']"
    (tmp_path / "screening.toml").write_text(text, encoding="utf-8")
    loaded = load_config(None, cwd=tmp_path, environ={}, flag_ids=shipped_ids)
    assert [flag.title for flag in Flags(loaded.config).of(row({"goods": "coal"}), ())] == ["t"]


def test_the_shipped_rules_are_whole() -> None:
    rules = shipped_rules()
    ids = [rule.id for rule in rules]
    assert len(ids) == len(set(ids))
    for rule in rules:
        assert {*rule.together_with, *rule.any_of} <= set(ids), rule.id
        assert rule.context or (rule.sources and all(source.title for source in rule.sources)), rule.id
        assert rule.reason.endswith("."), rule.id
        assert not check_of(rule) or not rule.words, rule.id


def test_the_fields_of_rules_are_those_of_tables() -> None:
    assert set(GROUPS["any"]) <= set(fields())
    assert Rule.model_fields["fields"].default == ("texts",)


def test_a_damaged_file_is_refused_with_its_line() -> None:
    text = "version = '1'\n[source]\n[[red_flag]]\nid = 'x'\ntitle = 't'\nwords = 3\n"
    with pytest.raises(ConfigError, match=r"line 6, red_flag\[0\].words"):
        read_rules(text.encode())
