"""Where the keys of a TOML text stand: the text alone tells, whatever is written between them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ConfigError
from screening.source_text import Source, decode, key_lines, parse_toml

TEXT = '''threshold = 80 # [not.a.table]
"quoted key" = """
[neither]
this = "either" \\"""
"""
literal = \'\'\'
[nor this]
\'\'\'
[[list]] # a comment
name = "dprk"
exclude_groups = [
  "[[x]]",
  "a = b",
  # name = "c"
]
[[list]]
path = "x#y"
[list.sub]
z = { name = "inline" }
[tool.screening]
risk.strong_score = 90
[[tool.screening.exclusion]]
  entity = "x"
'''

LINES = [
    ("threshold", 1),
    ("quoted key", 2),
    ("literal", 6),
    ("list", 9),
    ("list[0]", 9),
    ("list[0].name", 10),
    ("list[0].exclude_groups", 11),
    ("list[0].exclude_groups[1]", 11),
    ("list[1]", 16),
    ("list[1].path", 17),
    ("list[1].missing", 16),
    ("list[1].sub.z.name", 19),
    ("tool.screening.risk.strong_score", 21),
    ("tool.screening.exclusion[0].entity", 23),
    ("neither", None),
    ("this", None),
    ("nowhere", None),
    ("", None),
]


@pytest.mark.parametrize(("key", "line"), LINES)
def test_a_key_stands_on_the_line_of_the_nearest_key_around_it(key: str, line: int | None) -> None:
    tomllib.loads(TEXT)  # the case is valid
    assert Source("f", TEXT).line(key) == line


def test_a_prefix_says_which_table_holds_the_data() -> None:
    source = Source("f", TEXT, "tool.screening")
    assert source.line("exclusion[0].entity") == 23
    assert source.line("missing") == 20


words = st.text(st.sampled_from("ab[]={}#\"'\\\n ."), max_size=12)


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def multiline(text: str) -> str:
    return '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=6))
def test_no_string_and_no_comment_hides_a_key(rows: list[tuple[str, str, str]]) -> None:
    text, expected = "", {}
    for number, (one, two, comment) in enumerate(rows):
        expected[f"entity[{number}]"] = text.count("\n") + 1
        text += f"[[entity]] # {comment}".replace("\n", " ") + "\n"
        expected[f"entity[{number}].a"] = text.count("\n") + 1
        text += f"a = {multiline(one)}\n"
        expected[f"entity[{number}].b"] = text.count("\n") + 1
        text += f"b = [\n  {{ c = {basic(two)} }}, # {comment!r}\n  {multiline(one)},\n]\n"
        expected[f"entity[{number}].d"] = text.count("\n") + 1
        text += f"d = {basic(one)}\n"
    tomllib.loads(text)
    lines = key_lines(text)
    assert {key: lines.get(key) for key in expected} == expected


def test_what_is_not_utf8_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError) as caught:
        decode("a = 1\nb = 'é'".encode("latin-1"), Source("f.toml"))
    assert str(caught.value) == "f.toml, line 2: byte 0xE9 is not UTF-8 text (save it as UTF-8)"


def test_nul_characters_are_told_with_their_line() -> None:
    with pytest.raises(ConfigError, match=r"^f.toml, line 2: holds a NUL character"):
        decode(b"a = 1\nb\0", Source("f.toml"))


def test_dates_and_times_are_text() -> None:
    assert parse_toml(Source(text="a = [2026-11-21, 2026-11-21T10:00:00Z]\nb = { c = 10:00:00 }")) == {
        "a": ["2026-11-21", "2026-11-21"],
        "b": {"c": "10:00:00"},
    }
