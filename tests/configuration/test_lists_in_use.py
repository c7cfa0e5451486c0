"""The lists that a configuration names, what it changes in them, and what does not fit them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from screening.config import Config, ListConfig
from screening.configuration import LoadedConfig, load_watchlists
from screening.errors import ConfigError, ListError, ScreeningError, UsageError

from .loading import OVERRIDE, load


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
