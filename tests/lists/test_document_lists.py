"""Watchlists in TOML and JSON: what is read, and what is said of what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from screening.entities import Name
from screening.errors import ListError
from screening.lists.registry import read_watchlist

GOOD = """
# A list of one's own.
[watchlist]
name = "mine"
title = "My list"
issuer = "Me"
version = "3"
as_of = 2026-11-21

[[entity]]
id = "knic"
type = "company"
name = { text = "Korea National Insurance Corporation", origin = "EU" }
aliases = ["KNIC", { text = "조선민족보험총회사", language = "ko", script = "Hang" }]
weak_aliases = ["Foreign Insurance"]
former_names = ["Foreign Insurance Company of Korea"]
identifiers = [{ kind = "LEI", value = "5493001KJTIIGC8Y1R12" }]
dates = { founded = ["1947"] }
events = [{ what = "designated", date = 2015-07-03 }]

[[mentioned]]
name = "Somebody"
kind = "victim"
reason = "robbed"
"""


def read(text: str) -> ListError:
    with pytest.raises(ListError) as caught:
        read_watchlist(text.encode())
    return caught.value


def test_a_list_in_toml_is_read() -> None:
    watchlist = read_watchlist(GOOD.encode())
    assert (watchlist.name, watchlist.issuer, watchlist.version, watchlist.as_of) == ("mine", "Me", "3", "2026-11-21")
    (entity,) = watchlist.entities
    assert entity.type == "Company"
    assert entity.names == (
        Name(text="Korea National Insurance Corporation", quality="primary", origin="EU"),
        Name(text="KNIC", quality="alias"),
        Name(text="조선민족보험총회사", quality="alias", language="ko", script="Hang"),
        Name(text="Foreign Insurance", quality="weak"),
        Name(text="Foreign Insurance Company of Korea", quality="former"),
    )
    assert entity.identifiers[0].kind == "lei"
    assert entity.events[0].date == "2015-07-03"
    assert watchlist.mentioned[0].name == "Somebody"
    assert watchlist.warnings == ()


def test_json_has_the_same_structure() -> None:
    document = {"watchlist": {"name": "mine"}, "entity": [{"id": "a", "name": "A", "aliases": [{"text": "B"}]}]}
    (entity,) = read_watchlist(json.dumps(document).encode()).entities
    assert [name.text for name in entity.names] == ["A", "B"]


ENTRY = '[[entity]]\nid = "a"\nname = "A"\n'

BAD = [
    # what the file holds, where the error is, what it says
    (ENTRY + 'alias = ["B"]', "line 4, entry 'a', alias: unknown key (did you mean 'aliases'?)"),
    (ENTRY + 'names = ["B"]', "line 4, entry 'a', names: unknown key (did you mean 'name'?)"),
    (ENTRY + 'aliases = "B"', "line 4, entry 'a', aliases: must be a list in square brackets"),
    (ENTRY + 'aliases = ["B", ""]', "line 4, entry 'a', aliases[1]: must not be empty"),
    (ENTRY + 'aliases = [["B"]]', "line 4, entry 'a', aliases[0]: must be a text or a table"),
    (ENTRY + "aliases = [12]", "line 4, entry 'a', aliases[0]: must be text: write it in quotes, \"12\""),
    (ENTRY + "aliases = [true]", "line 4, entry 'a', aliases[0]: must be text"),
    (ENTRY + 'aliases = [{ language = "ko" }]', "line 4, entry 'a', aliases[0].text: is missing"),
    (
        ENTRY + 'aliases = [{ text = "B", lang = "ko" }]',
        "line 4, entry 'a', aliases[0].lang: unknown key (did you mean 'language'?)",
    ),
    (
        ENTRY + 'aliases = [{ text = "B", quality = "weak" }]',
        "line 4, entry 'a', aliases[0]: must not have a quality: name, aliases, weak_aliases, former_names say what a "
        "name is",
    ),
    (
        ENTRY + 'type = "Shp"',
        "line 4, entry 'a', type: unknown type 'Shp': use Person, Organization, Company, Vessel or Airplane "
        "(Individual, Entity, Ship, Aircraft are understood too)",
    ),
    (
        ENTRY + 'basis = "designate"',
        "line 4, entry 'a', basis: 'designate' is not one of 'designated', 'seized', 'reported' or 'alleged' "
        "(did you mean 'designated'?)",
    ),
    (
        ENTRY + 'dates = { birth = ["1.2.1970"] }',
        "line 4, entry 'a', dates.birth[0]: '1.2.1970' is not a date: write 2017, 2017-04 or 2017-04-23",
    ),
    (ENTRY + "relations = [3]", "line 4, entry 'a', relations[0]: must be a table"),
    (ENTRY + 'relations = [{ kind = "owned_by" }]', "line 4, entry 'a', relations[0].target: is missing"),
    (
        ENTRY + "identifiers = [\n  { kind = 'bic', value = 'X' },\n  { kind = 'imo', value = 8905490 },\n]",
        "line 4, entry 'a', identifiers[1].value: must be text: write it in quotes, \"8905490\"",
    ),
    (ENTRY + ENTRY, "line 5, entry 'a', id: stands twice, first on line 2"),
    ('[[entity]]\nname = "A"', "line 1, entry 'number 1', id: is missing"),
    ('[[entity]]\nid = "a"', "line 1, entry 'a', name: is missing"),
    ('[[entity]]\nid = "a"\nname = { text = " " }', "line 3, entry 'a', name.text: must not be empty"),
    (f'[[entity]]\nid = "{"a" * 201}"\nname = "A"', "id: is longer than 200 characters"),
    (ENTRY + '[[mentioned]]\nname = "B"\nkind = "victim"', "line 4, entry 'B', reason: is missing"),
    ('[watchlist]\ntitel = "x"', "line 2, watchlist.titel: unknown key (did you mean 'title'?)"),
    ('[watchlist]\nas_of = "soon"', "line 2, watchlist.as_of: 'soon' is not a date: write 2017, 2017-04 or 2017-04-23"),
    ('[watchlist]\nname = "x"\n[[entities]]\nid = "a"', "line 3, entities: unknown key (did you mean 'entity'?)"),
    ('[watchlist]\n[entity]\nid = "a"', "line 2, entity: must be a list of tables (in TOML, write [[entity]])"),
    ('[watchlist]\nname = "x"\n[[entity]\nid = "a"', "line 3: not valid TOML at column 9: expected ']]' at the end"),
    ("[watchlist]\nname = x", "line 2: not valid TOML at column 8: invalid value"),
    ('[watchlist]\nname = "x"\nname = "y"', "line 3: not valid TOML"),
    ('[watchlist]\nname = """x', "line 2: not valid TOML at the end of the file: unterminated string"),
    (f"[watchlist]\nname = {'[' * 100_000}", "is nested too deeply"),
    (f"[watchlist]\nname = {'1' * 5000}", "holds a number that is too long"),
    ('{"entity": [{"id": "a"}]}', "entry 'a', name: is missing"),
    ('{"entity": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}',
     "entry 'a', id: stands twice, first in entry number 1"),
    ('{"entity": {"id": "a"}}', "entity: must be a list of tables"),
    ('{"entity": [3]}', "entity[0]: must be a table"),
    ("{}", "holds none of watchlist, entity, mentioned"),
    ('[{"id": "a"}]', "holds none of watchlist, entity, mentioned"),
    ('{"entity": [\n{"id": "a",}]}', "line 2: not valid JSON at column 12: "),
    ('{"entity": NaN}', "NaN is not JSON"),
    ('{"entity": [{"id": "a", "name": "A", "name": "B"}]}', "entry 'a', name: the key stands twice"),
    ('{"entity": [{"id": "a", "name": "\\ud800"}]}', "holds half of a character"),
    (f'{{"entity": {"[" * 100_000}', "is nested too deeply"),
    (f'{{"entity": {"1" * 5000}}}', "holds a number that is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD, ids=[said[:60] for _, said in BAD])
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    error = read(text)
    assert str(error).startswith("watchlist")
    assert said in str(error)
    assert len(error.problems) <= 1


def test_all_errors_are_told_at_once_the_first_in_the_text() -> None:
    text = '[watchlist]\nname = "x"\n' + "".join(
        f'[[entity]]\nid = "e{n}"\nname = "E"\nalias = []\n' for n in range(25)
    )
    error = read(text)
    assert len(error.problems) == 25
    lines = str(error).splitlines()
    assert lines[0] == "watchlist: 25 errors"
    assert lines[1] == "  line 6, entry 'e0', alias: unknown key (did you mean 'aliases'?)"
    assert lines[-1] == "  and 15 more"
    assert [problem.line for problem in error.problems] == sorted(problem.line or 0 for problem in error.problems)


def test_a_single_error_keeps_its_place_as_attributes(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ENTRY + 'alias = ["B"]')
    with pytest.raises(ListError) as caught:
        read_watchlist(path)
    error = caught.value
    assert (error.file, error.line, error.entry, error.key) == (str(path), 4, "a", "alias")
    assert error.problems[0].key == "alias"


@pytest.mark.parametrize("text", [GOOD, '{"entity": [{"id": "a", "name": "A"}]}'])
def test_a_byte_order_mark_is_no_part_of_the_text(text: str) -> None:
    assert read_watchlist(text.encode("utf-8-sig")).entities == read_watchlist(text.encode()).entities


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
@pytest.mark.parametrize("text", [GOOD.replace("조선민족보험총회사", "é"), '{"entity": [{"id": "a", "name": "é"}]}'])
def test_other_encodings_are_refused_with_advice(text: str, encoding: str) -> None:
    with pytest.raises(ListError, match=r"UTF-16 text|is not UTF-8 text") as caught:
        read_watchlist(text.encode(encoding))
    assert caught.value.hint == "save it as UTF-8"


def test_long_names_are_no_error() -> None:
    text = ENTRY + f'aliases = ["{"x" * 1_000_000}"]'
    assert len(read_watchlist(text.encode()).entities[0].names[1].text) == 1_000_000
