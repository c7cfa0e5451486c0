"""What is wrong with a configuration is said with its line and key, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.config import RiskConfig
from screening.configuration import load_config
from screening.errors import ConfigError

from .loading import OVERRIDE, load, refused

EXCLUSION = """
[[exclusion]]
counterparty = "Daesung"
entity = "korea-daesong-bank"
entry = "0123456789ab"
reason = "r"
by = "me"
on = "2026-01-02"
"""

BAD = [
    # the configuration, where it is wrong, and what is said
    ("thresold = 80", "line 1, thresold: unknown key (did you mean 'threshold'?)"),
    ("\n[[exclusions]]\na = 1", "line 2, exclusions: unknown key (did you mean 'exclusion'?)"),
    ('threshold = "high"', "line 1, threshold: must be a number"),
    ("threshold = 0", "line 1, threshold: must be above 0 and at most 100"),
    ("threshold = nan", "line 1, threshold: must be above 0 and at most 100"),
    ("threshold = true", "line 1, threshold: must be a number, not true or false"),
    ('encoding = "foo"', "line 1, encoding: there is no encoding 'foo' (for example utf-8, cp1252"),
    ('\nencoding = "cp125l"', "line 2, encoding: there is no encoding 'cp125l' (nearest: cp125"),
    ('encoding = "base64"', "line 1, encoding: there is no encoding 'base64'"),
    ("encoding = 1252", "line 1, encoding: must be text"),
    ("max_hits = 0", "line 1, max_hits: must be at least 1"),
    ("max_hits = 1001", "line 1, max_hits: must be at most 1000"),
    ("max_hits = 1.5", "line 1, max_hits: must be a whole number"),
    ("[weights]\ntype_bonus = 1\ncountry_penalti = 2", "line 3, weights.country_penalti: no weight of this name "
     "(did you mean 'country_penalty'?)"),
    ("[weights]\ntype_bonus = inf", "line 2, weights.type_bonus: must be a finite number"),
    ("[weights]\nlikeness = 2", "line 2, weights.likeness: must be at most 1"),
    ("[weights]\nlikeness = -1", "line 2, weights.likeness: must be at least 0"),
    ('[weights]\ntype_bonus = "x"', "line 2, weights.type_bonus: must be a number"),
    ("weights = 3", "line 1, weights: must be a table"),
    ('[columns]\nnmae = "Partner"', "line 2, columns.nmae: no field of this name (did you mean 'name'?)"),
    ('[columns]\nzzz = "Partner"', "line 2, columns.zzz: no field of this name (use one of: country, imo, name)"),
    ("[columns]\nname = 3", "line 2, columns.name: must be text or a list in square brackets"),
    ('[columns]\nname = ["a", 3]', "line 2, columns.name"),
    ("[[list]]\nexclude_groups = []", "line 1, list[0]: a [[list]] needs a name (of a shipped list or "
     "one in the catalogue) or a path"),
    ('[[list]]\nname = "x"\nurl = "https://a.example/x"\npath = "x.csv"', "line 1, list[0]: a [[list]] has a path (a "
     "file of your own) or a url (to download), not both"),
    ('[[list]]\nname = "../x"\nurl = "https://a.example/x"', "line 1, list[0]: the name of a list with a url is "
     "made of"),
    ('[[list]]\nname = "un"\nwhen_old = "refuse"', "line 1, list[0]: when_old says what to do about max_age"),
    ('[[list]]\nname = "un"\nmax_age = 0', 'line 3, list[0].max_age: must be a number of days above 0, as in 7 or "7'),
    ('[[list]]\nname = "un"\nmax_age = "a week"', "line 3, list[0].max_age: must be a number of days above 0"),
    ('[[list]]\nname = "un"\nmax_age = true', "line 3, list[0].max_age: must be a number of days above 0"),
    ('[[list]]\nname = "un"\npriority = 0', "line 3, list[0].priority: must be at least 1"),
    ('[[list]]\nname = "un"\npriority = true', "line 3, list[0].priority: must be a number, not true or false"),
    ('[[list]]\nname = "un"\nmin_entities = 0.5', "line 3, list[0].min_entities: must be a whole number"),
    ('[[list]]\nname = "un"\nmax_age = 7\nwhen_old = "refused"', "line 4, list[0].when_old: 'refused' is not one of "
     "'warn' or 'refuse' (did you mean 'refuse'?)"),
    ("[download]\ntimeout = 0", "line 2, download.timeout: must be more than 0"),
    ("[download]\nretries = true", "line 2, download.retries: must be a number, not true or false"),
    ("[download]\nmax_shrink = 101", "line 2, download.max_shrink: must be at most 100"),
    ("[download]\nkeep = 1", "line 2, download.keep: must be at least 2"),
    ("[download]\nproxi = 'x'", "line 2, download.proxi: unknown key (did you mean 'proxy'?)"),
    ('[[list]]\nname = "a"\nexclude_group = ["x"]', "line 3, list[0].exclude_group: unknown key "
     "(did you mean 'exclude_groups'?)"),
    ('[[list]]\nname = "a"\n[[list]]\nname = "a"', "line 4, list[1].name: list[0] is called 'a' too"),
    ('list = "dprk"', "line 1, list: must be a list in square brackets"),
    ("[risk]\nstrong_score = 101", "line 2, risk.strong_score: must be at most 100"),
    ('[risk.status_cap]\nsunken = "low"', "line 2, risk.status_cap.sunken: 'sunken' is not one of 'designated'"),
    ('[risk]\nstatus_cap = { sunk = "none" }', "line 2, risk.status_cap.sunk: 'none' is not one of 'low', 'medium' or "
     "'high'"),
    (EXCLUSION + 'expires = "soon"', "line 9, exclusion[0].expires: 'soon' is not a date: write 2017, 2017-04 or "
     "2017-04-23"),
    (EXCLUSION + "expires = 2025-12-31", "line 9, exclusion[0].expires: 2025-12-31 is before the day of the decision, "
     "2026-01-02"),
    (EXCLUSION + EXCLUSION + 'expires = "2026-02-30"', "line 17, exclusion[1].expires: there is no day 2026-02-30"),
    (EXCLUSION.replace("0123456789ab", "XY"), "line 5, exclusion[0].entry: 'XY' is not the twelve hexadecimal digits "
     "that the report shows as the hit's entry"),
    (EXCLUSION.replace("reason", "# reason"), "line 2, exclusion[0].reason: is missing"),
    (EXCLUSION.replace('"r"', '" "'), "line 6, exclusion[0].reason: must not be empty"),
    (EXCLUSION.replace("counterparty", "#"), "line 2, exclusion[0]: an [[exclusion]] needs counterparty (a name) or "
     "counterparty_id"),
    (OVERRIDE, "line 1, override[0]: changes nothing (say what to change: add_aliases"),
    (OVERRIDE + 'add_alias = ["x"]\nstatus = "sunk"', "line 4, override[0].add_alias: unknown key (did you mean "
     "'add_aliases'?)"),
    (OVERRIDE + 'status = "sunken"', "line 4, override[0].status: 'sunken' is not one of"),
    (OVERRIDE + "add_identifiers = { imo = 8905490 }", "line 4, override[0].add_identifiers.imo: must be text: write "
     'it in quotes, "8905490"'),
    ("max_hits = 1\nmax_hits = 2", "not valid TOML"),
    ("a = [", "line 1: not valid TOML at the end of the file"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD, ids=[said[:60] for _, said in BAD])
def test_what_is_wrong_is_said_with_line_and_key(text: str, said: str, tmp_path: Path) -> None:
    error = refused(text, tmp_path)
    assert str(error).startswith("screening.toml, line ")
    assert said in str(error)
    assert len(error.problems) <= 1
    assert "Input should" not in str(error)
    assert "pydantic" not in str(error)
    assert error.exit_status == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [("max_hits = 1".encode("utf-16"), "is UTF-16 text"), ("# é".encode("latin-1"), "byte 0xE9 is not UTF-8 text")],
)
def test_other_encodings_are_refused(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=said):
        load(tmp_path)


def test_every_problem_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "thresold = 1\nmax_hits = 0\n[weights]\nnone = 1\n[columns]\nnone = 'x'\n" + EXCLUSION.replace("me", "")
    error = refused(text, tmp_path)
    assert [problem.key for problem in error.problems] == [
        "thresold", "max_hits", "weights.none", "columns.none", "exclusion[0].by",
    ]  # fmt: skip
    assert str(error).splitlines()[:2] == [
        "screening.toml: 5 errors",
        "  line 1, thresold: unknown key (did you mean 'threshold'?)",
    ]


def test_the_lines_of_a_pyproject_are_those_of_its_table(tmp_path: Path) -> None:
    text = "[project]\nname = 'x'\nmax_hits = 3\n[tool.screening]\nmax_hits = 0\n[[tool.screening.list]]\nnme = 'x'"
    error = refused(text, tmp_path, "pyproject.toml")
    assert [(problem.line, problem.key) for problem in error.problems] == [(5, "max_hits"), (7, "list[0].nme")]


def test_names_of_weights_and_fields_are_checked_only_where_they_are_known(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text("[weights]\nany = 1\n[columns]\nany = ['x', 'y']")
    loaded = load_config(None, cwd=tmp_path, environ={})
    assert loaded.config.columns == {"any": ("x", "y")}


def test_a_table_of_risks_changes_the_words_that_it_names_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text('[risk]\nbasis = { alleged = "low" }\nstatus_cap = { sunk = "high" }')
    risk = load(tmp_path).config.risk
    assert risk.basis == {**RiskConfig().basis, "alleged": "low"}
    assert risk.status_cap == {**RiskConfig().status_cap, "sunk": "high"}
    assert len(risk.basis) == 4
