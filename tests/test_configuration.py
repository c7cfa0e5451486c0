"""Where the configuration is found, what is wrong with it, and which watchlists it leads to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from screening.config import Config, ListConfig, RiskConfig
from screening.configuration import LoadedConfig, load_config, load_watchlists
from screening.errors import ConfigError, ListError, ScreeningError, UsageError

WEIGHTS = ("type_bonus", "country_penalty")
FIELDS = ("name", "imo", "country")


def load(folder: Path, path: Path | None = None, **environ: str) -> LoadedConfig:
    return load_config(path, cwd=folder, environ=environ, weight_names=WEIGHTS, field_names=lambda: FIELDS)


def refused(text: str, folder: Path, name: str = "screening.toml") -> ConfigError:
    (folder / name).write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value


def test_the_first_configuration_found_is_used(tmp_path: Path) -> None:
    def hits(path: Path | None = None, **environ: str) -> int:
        return load(tmp_path, path, **environ).config.max_hits

    assert load(tmp_path) == LoadedConfig(Config(), None, hashlib.sha256(b"").hexdigest())
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'")
    assert load(tmp_path).path is None
    (tmp_path / "pyproject.toml").write_text("[tool.screening]\nmax_hits = 1")
    assert hits() == 1
    (tmp_path / "screening.toml").write_text("max_hits = 2")
    assert hits() == 2
    (tmp_path / "env.toml").write_text("max_hits = 3")
    assert hits(SCREENING_CONFIG="env.toml") == 3
    assert hits(SCREENING_CONFIG="") == 2
    (tmp_path / "given.toml").write_text("max_hits = 4")
    assert hits(Path("given.toml"), SCREENING_CONFIG="env.toml") == 4
    assert hits(tmp_path / "pyproject.toml") == 1


def test_a_loaded_configuration_knows_its_file(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_bytes(b"\xef\xbb\xbfmax_hits = 2\r\n")
    loaded = load(tmp_path)
    assert (loaded.path, loaded.folder) == (tmp_path / "screening.toml", tmp_path)
    assert loaded.sha256 == hashlib.sha256(b"\xef\xbb\xbfmax_hits = 2\r\n").hexdigest()


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text("")
    assert load(tmp_path).config == Config()


def test_a_pyproject_of_somebody_else_is_not_our_business(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("this is [not toml")
    assert load(tmp_path).path is None
    error = refused("[tool.screening]\nmax_hits = = 2", tmp_path, "pyproject.toml")
    assert "pyproject.toml, line 2: not valid TOML at column 12" in str(error)


@pytest.mark.parametrize(
    ("path", "environ", "said"),
    [
        ("none.toml", "", "none.toml: no such file"),
        ("", "none.toml", "none.toml: no such file (the environment variable SCREENING_CONFIG names it)"),
        ("folder", "", "folder: is a folder, not a file"),
        ("pyproject.toml", "", "pyproject.toml: has no [tool.screening] (or name a screening.toml)"),
    ],
)
def test_a_named_file_must_be_a_configuration(path: str, environ: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.other]")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, Path(path) if path else None, SCREENING_CONFIG=environ)
    assert str(caught.value) == said


EXCLUSION = """
[[exclusion]]
counterparty = "Daesung"
entity = "korea-daesong-bank"
entry = "0123456789ab"
reason = "r"
by = "me"
on = "2026-01-02"
"""
OVERRIDE = '[[override]]\nentity = "knic"\nreason = "r"\n'

BAD = [
    # the configuration, where it is wrong, and what is said
    ("thresold = 80", "line 1, thresold: unknown key (did you mean 'threshold'?)"),
    ("\n[[exclusions]]\na = 1", "line 2, exclusions: unknown key (did you mean 'exclusion'?)"),
    ('threshold = "high"', "line 1, threshold: must be a number"),
    ("threshold = 0", "line 1, threshold: must be above 0 and at most 100"),
    ("threshold = nan", "line 1, threshold: must be above 0 and at most 100"),
    ("threshold = true", "line 1, threshold: must be a number, not true or false"),
    ("max_hits = 0", "line 1, max_hits: must be at least 1"),
    ("max_hits = 1001", "line 1, max_hits: must be at most 1000"),
    ("max_hits = 1.5", "line 1, max_hits: must be a whole number"),
    ("[weights]\ntype_bonus = 1\ncountry_penalti = 2", "line 3, weights.country_penalti: no weight of this name "
     "(did you mean 'country_penalty'?)"),
    ("[weights]\ntype_bonus = inf", "line 2, weights.type_bonus: must be a finite number"),
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


# ------------------------------------------------------------------------------------------------------------
# From the configuration to the watchlists


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a shipped list, a list of one's own and a folder of two more."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dprk.toml").write_text(
        '[watchlist]\nname = "dprk"\n'
        '[[entity]]\nid = "room-39"\nname = "Room 39"\nprogrammes = ["DPRK"]\n'
        '[[entity]]\nid = "hamas"\nname = "Hamas"\ngroup = "armed-groups"\n'
    )
    (tmp_path / "own.csv").write_text("id,name\na,Alpha\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.csv").write_text("id,name\nx,Xeno\n")
    (tmp_path / "more" / "y.csv").write_text("id,name\ny,Ypsilon\n")
    return tmp_path


def lists(folder: Path, text: str = "", *asked: str) -> dict[str, list[str]]:
    """The watchlists that a configuration in ``folder`` leads to: the ids of the entries by the name of the list."""
    (folder / "screening.toml").write_text(text)
    watchlists = load_watchlists(load(folder), asked, shipped={"dprk": folder / "dprk.toml"})
    return {watchlist.name: [entity.id for entity in watchlist.entities] for watchlist in watchlists}


def test_without_a_word_the_shipped_lists_are_used(folder: Path) -> None:
    assert lists(folder) == {"dprk": ["room-39", "hamas"]}


def test_the_lists_of_the_configuration_replace_the_shipped_ones(folder: Path) -> None:
    assert lists(folder, '[[list]]\npath = "own.csv"') == {"own": ["a"]}
    text = '[[list]]\nname = "dprk"\nexclude_groups = ["armed-groups"]\n[[list]]\npath = "more"\n'
    assert lists(folder, text) == {"dprk": ["room-39"], "x": ["x"], "y": ["y"]}
    assert lists(folder, f'[[list]]\nname = "mine"\npath = "{folder / "own.csv"}"') == {"mine": ["a"]}


def test_lists_can_be_asked_for_by_path_and_by_name(folder: Path) -> None:
    text = '[[list]]\nname = "mine"\npath = "own.csv"\n[[list]]\nname = "dprk"\nexclude_groups = ["armed-groups"]\n'
    assert lists(folder, text, "mine") == {"mine": ["a"]}
    assert lists(folder, text, "own.csv") == {"own": ["a"]}
    assert lists(folder, text, "dprk") == {"dprk": ["room-39"]}
    assert lists(folder, "", "dprk") == {"dprk": ["room-39", "hamas"]}
    assert lists(folder, "", "more", str(folder / "own.csv")) == {"x": ["x"], "y": ["y"], "own": ["a"]}
    assert lists(folder, '[[list]]\npath = "own.csv"', "own") == {"own": ["a"]}


def test_overrides_reach_the_lists_that_have_the_entry(folder: Path) -> None:
    text = '[[override]]\nentity = "room-39"\nadd_aliases = ["Bureau 39"]\nreason = "seen in a contract"\n'
    (folder / "screening.toml").write_text(text)
    (watchlist,) = load_watchlists(load(folder), shipped={"dprk": folder / "dprk.toml"})
    assert watchlist.entities[0].names[1].origin == "configuration: seen in a contract"
    assert watchlist.warnings == (
        "entry room-39 changed by configuration: alias 'Bureau 39' added (seen in a contract)",
    )
    assert lists(folder, text, "own.csv") == {"own": ["a"]}


@pytest.mark.parametrize(
    ("text", "asked", "kind", "said"),
    [
        ("", "drpk", UsageError, "no file and no watchlist is called 'drpk' (did you mean 'dprk'?)"),
        ("", "owm.csv", ListError, "owm.csv: no such file (use one of: dprk)"),
        (
            '[[list]]\npath = "own.csv"',
            "owns",
            UsageError,
            "no file and no watchlist is called 'owns' (did you mean 'own'?)",
        ),
        (
            '[[list]]\nname = "drpk"',
            None,
            ConfigError,
            "screening.toml, line 2, list[0].name: no watchlist 'drpk' comes with the program or stands in its "
            "catalogue, and no path or url is given (did you mean 'dprk'?)",
        ),
        (
            '[[list]]\npath = "owm.csv"',
            None,
            ConfigError,
            "screening.toml, line 2, list[0].path: no such file or folder: FOLDER/owm.csv (a path is relative to the "
            "folder of the configuration file)",
        ),
        (
            '[[list]]\nname = "x"\npath = "more"',
            None,
            ConfigError,
            "screening.toml, line 2, list[0].name: a folder's lists have names of their own (leave the name out, or "
            "give the path of one file)",
        ),
        (
            '[[list]]\nname = "dprk"\nexclude_groups = ["armd"]',
            None,
            ConfigError,
            "screening.toml, line 3, list[0].exclude_groups[0]: no group 'armd' in dprk "
            "(use one of: armed-groups)",
        ),
        (
            '[[list]]\npath = "own.csv"\n[[list]]\nname = "own"\npath = "more/x.csv"',
            None,
            ConfigError,
            "screening.toml: two watchlists are called 'own': FOLDER/own.csv and FOLDER/more/x.csv (give one of them "
            "another name in its [[list]])",
        ),
        (
            OVERRIDE + 'status = "sunk"',
            None,
            ConfigError,
            "screening.toml, line 2, override[0].entity: no entry 'knic' in the watchlist dprk",
        ),
    ],
)  # fmt: skip
def test_a_configuration_that_fits_no_list_is_an_error(
    text: str, asked: str | None, kind: type[ScreeningError], said: str, folder: Path
) -> None:
    with pytest.raises(kind) as caught:
        lists(folder, text, *([asked] if asked else []))
    assert str(caught.value) == said.replace("FOLDER", str(folder))


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ('[[list]]\nname = "un"', (), "FOLDER/store/un: the list 'un' has not been downloaded yet (run screening lists "
         "update un)"),
        ("", ("un",), "FOLDER/store/un: the list 'un' has not been downloaded yet (run screening lists update un)"),
        ('[[list]]\nname = "own"\nurl = "https://a.example/x"', ("own",), "FOLDER/store/own: the list 'own' has not "
         "been downloaded yet (run screening lists update own)"),
        ("", ("unn",), "no file and no watchlist is called 'unn' (did you mean 'un'?)"),
        ('[[list]]\nname = "dprk"\nmax_age = 3', (), "screening.toml, line 3, list[0].max_age: the list 'dprk' "
         "comes with the program (leave max_age out: a newer version of the program brings a newer list)"),
    ],
)  # fmt: skip
def test_a_list_that_was_never_downloaded_says_what_to_do(
    text: str, asked: tuple[str, ...], said: str, folder: Path
) -> None:
    (folder / "screening.toml").write_text(text)
    loaded = load(folder, SCREENING_LISTS=str(folder / "store"))
    with pytest.raises(ScreeningError) as caught:
        load_watchlists(loaded, asked, shipped={"dprk": folder / "dprk.toml"})
    assert str(caught.value) == said.replace("FOLDER", str(folder))


def test_without_a_folder_nothing_can_be_stored(folder: Path) -> None:
    (folder / "screening.toml").write_text('[[list]]\nname = "un"')
    with pytest.raises(ListError, match=r"there is no folder for downloaded lists .*SCREENING_LISTS"):
        load_watchlists(load(folder), shipped={})


def test_an_installation_without_lists_says_so() -> None:
    with pytest.raises(ListError, match="no watchlist came with this installation"):
        load_watchlists(LoadedConfig(), shipped={})


def test_a_configuration_made_in_python_needs_no_file(folder: Path) -> None:
    loaded = LoadedConfig(Config(list=(ListConfig(path="own.csv"),)))
    assert [watchlist.name for watchlist in load_watchlists(loaded)] == ["own"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read anything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "screening.toml").write_text("")
    (tmp_path / "screening.toml").chmod(0)
    with pytest.raises(ConfigError, match="cannot be opened: permission denied"):
        load(tmp_path)


def test_errors_of_an_own_list_are_said_and_do_not_hide_its_other_entries(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,type,imo\na,Lucky Tide,Vessel,8905491\nb,Other Tide,Vessel,\n", encoding="utf-8")
    (watchlist,) = load_watchlists(LoadedConfig(), [str(own)])
    assert [e.id for e in watchlist.entities] == ["a", "b"]
    assert any("entry a" in w and "8905491" in w for w in watchlist.warnings)


def test_lists_are_ranked_by_their_priority_and_their_place(tmp_path: Path) -> None:
    lists = [("a.csv", ""), ("b.csv", "priority = 2"), ("lists", "priority = 1"), ("d.csv", "")]
    (tmp_path / "lists").mkdir()
    for path in ("a.csv", "b.csv", "lists/c.csv", "d.csv", "e.csv"):
        (tmp_path / path).write_text(f"id,name\n{path},Zemblan Harbour\n")
    text = "".join(f'[[list]]\npath = "{path}"\n{priority}\n' for path, priority in lists)
    (tmp_path / "screening.toml").write_text(text)
    ranked = sorted(load_watchlists(load(tmp_path)), key=lambda w: w.rank)
    assert [watchlist.name for watchlist in ranked] == ["c", "b", "a", "d"]
    asked = load_watchlists(load(tmp_path), [str(tmp_path / "e.csv"), "d", "a"])
    assert [w.name for w in sorted(asked, key=lambda w: w.rank)] == ["a", "d", "e"]  # whatever the order of the words


def test_a_list_with_too_few_entries_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("id,name\na,Zemblan Harbour\nb,Krimson Kettle\n")
    (tmp_path / "screening.toml").write_text('[[list]]\npath = "own.csv"\nmin_entities = 2\n')
    (watchlist,) = load_watchlists(load(tmp_path))
    assert watchlist.warnings == ()
    (tmp_path / "screening.toml").write_text('[[list]]\npath = "own.csv"\nmin_entities = 3000\n')
    with pytest.raises(ListError) as caught:
        load_watchlists(load(tmp_path))
    message = "holds 2 entries, and min_entities is 3,000: it is incomplete, or another list"
    assert (caught.value.message, caught.value.code) == (message, "shrunk")
    (tmp_path / "screening.toml").write_text(
        'allow_partial = true\n[[list]]\npath = "own.csv"\nmin_entities = 3000\nexclude_entities = ["a"]\n'
    )
    (watchlist,) = load_watchlists(load(tmp_path))
    assert [entity.id for entity in watchlist.entities] == ["b"]
    assert message in watchlist.warnings[0]
