"""docs/red_flags.md and docs/configuration.md name every flag, key and kind of link."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from screening.config import Config
from screening.red_flag_rules import Rule, ShippedRule
from screening.red_flags.shipped import shipped_rules
from screening.report.model import LinkKind

DOCS = Path(__file__).parents[2] / "docs"
FLAGS = (DOCS / "red_flags.md").read_text(encoding="utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", [rule for rule in shipped_rules() if not rule.context], ids=lambda rule: rule.id)
def test_every_flag_is_documented(rule: ShippedRule) -> None:
    (line,) = [line for line in FLAGS.splitlines() if line.startswith(f"| `{rule.id}` |")]
    assert rule.title in line
    assert all(f"`{other}`" in line for other in rule.together_with)
    assert all(code in line for code in (*rule.tariff_codes, *rule.flag_states, *rule.countries))
    assert ("does not raise the risk" in line) is not rule.raises_risk


def test_no_flag_is_documented_that_does_not_exist() -> None:
    table = FLAGS.split("## The flags\n", 1)[1].split("\n## ", 1)[0]
    told = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert told == [rule.id for rule in shipped_rules() if not rule.context]


def test_contexts_and_kinds_of_links_are_documented() -> None:
    for rule in shipped_rules():
        assert not rule.context or f"`{rule.id}` stands for" in FLAGS
    assert not [kind for kind in get_args(LinkKind) if f"| `{kind}` |" not in FLAGS]


def test_the_keys_of_a_rule_are_documented() -> None:
    section = CONFIGURATION.split("## `[[red_flag]]`", 1)[1]
    assert not [key for key in Rule.model_fields if f"| `{key}` |" not in section]
    assert "| `off` |" in CONFIGURATION
    assert {"red_flag", "red_flags"} <= set(Config.model_fields)
