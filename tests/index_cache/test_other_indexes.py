"""What makes another index: lists, configuration, the version of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_up_list import TEXT, write_list

from screening import index_cache
from screening.config import Config
from screening.index_cache import key_of
from screening.screener import Screener

from .indexes import configure, files, said


def lists_with(name: str) -> set[str]:
    """The lists that hold a party of this name; one party on several of them is one hit that names them all."""
    hits = Screener.from_config().match(name)
    also = (other for hit in hits for other in hit.also_listed if other.score is not None)
    return {hit.watchlist for hit in hits} | {other.watchlist for other in also}


def change_list() -> None:
    Path("zembla.toml").write_text(TEXT.replace("Crimson Kettle", "Purple Kettle"), encoding="utf-8")


def add(text: str) -> Callable[[], None]:
    def write() -> None:
        with Path("screening.toml").open("a", encoding="utf-8") as file:
            file.write(text)

    return write


CHANGES = {
    "the list": change_list,
    "a comment in the list": lambda: Path("zembla.toml").write_text(TEXT + "\n# checked\n", encoding="utf-8") and None,
    "a threshold": configure("threshold = 80"),
    "a policy number": configure("[weights]\nextra = 0.5"),
    "a group left out": add('exclude_groups = ["ships"]\n'),
    "an override": add('[[override]]\nentity = "harbour"\nadd_aliases = ["Quagmire Kontora"]\nreason = "seen"\n'),
    "another name": add('name = "other"\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_another_index_and_the_old_one_serves_the_old(cache: Path, made: list[int], change: str) -> None:
    before, config = said(Screener.from_config()), Path("screening.toml").read_text(encoding="utf-8")
    CHANGES[change]()
    after = said(Screener.from_config())
    assert made == [1, 1]
    assert len(files(cache)) == 2
    assert said(Screener.from_config()) == after != before
    Path("screening.toml").write_text(config, encoding="utf-8")
    write_list(Path())
    assert said(Screener.from_config()) == before
    assert made == [1, 1]


@pytest.mark.parametrize("told", [{"weights": {"extra": 0.5}}, {"threshold": 80.0}, {"workers": 2}])
def test_a_configuration_made_in_python_counts_like_one_in_a_file(
    cache: Path, made: list[int], told: dict[str, object]
) -> None:
    lists = {"list": [{"path": "zembla.toml"}]}
    Screener(config=Config.model_validate(lists))
    Screener(config=Config.model_validate({**lists, **told}))
    assert len(files(cache)) == len(made) == 2
    Screener(config=Config.model_validate({**lists, **told}))
    assert len(made) == 2


def test_an_updated_list_is_screened_against(cache: Path) -> None:
    assert [h.matched_name for h in Screener.from_config().match("Crimson Kettle")] == ["Crimson Kettle"]
    change_list()
    assert Screener.from_config().match("Crimson Kettle") == ()
    assert [h.matched_name for h in Screener.from_config().match("Purple Kettle")] == ["Purple Kettle"]


@pytest.mark.parametrize("what", ["version", "program"])
def test_another_version_of_the_program_makes_another_index(
    cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    Screener.from_config()
    index_cache._program.cache_clear()
    if what == "version":
        monkeypatch.setattr(index_cache, "__version__", "999.0")
    else:
        monkeypatch.setattr(index_cache, "_program", lambda: b"files of another program")
    Screener.from_config()
    monkeypatch.undo()
    index_cache._program.cache_clear()
    assert made == [1, 1]
    assert len(files(cache)) == 2


def test_keys_tell_parts_apart() -> None:
    keys = [key_of(parts) for parts in ([], [b""], [b"ab"], [b"a", b"b"], [b"", b"ab"], [b"b", b"a"], [b"ab", b""])]
    assert len(set(keys)) == len(keys)
    assert key_of([b"a", b"b"]) == key_of(iter([b"a", b"b"]))
    assert all(key.isalnum() and key.isascii() for key in keys)


def test_every_list_in_use_counts_two_files_of_one_name_among_them(cache: Path) -> None:
    """``a/list.toml`` and ``b/list.toml`` are two lists: a change of either must be noticed."""
    for folder, name in (("a", "first"), ("b", "second")):
        Path(folder).mkdir()
        text = TEXT.replace('"zembla"', f'"{name}"')
        Path(folder, "list.toml").write_text(text, encoding="utf-8")
    Path("screening.toml").write_text('[[list]]\npath = "a/list.toml"\n[[list]]\npath = "b/list.toml"\n', "utf-8")
    assert lists_with("Crimson Kettle") == {"first", "second"}
    for folder, left in (("a", {"second"}), ("b", set())):
        path = Path(folder, "list.toml")
        path.write_text(path.read_text(encoding="utf-8").replace("Crimson Kettle", "Purple Kettle"), encoding="utf-8")
        assert lists_with("Crimson Kettle") == left


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_something_of_the_list_s_name_in_this_folder_changes_nothing(cache: Path, kind: str) -> None:
    """The configuration's list is the one beside the configuration, whatever is called so where the program runs."""
    Path("conf", "own").mkdir(parents=True)
    listed = Path("conf", "own.toml") if kind == "file" else Path("conf", "own", "list.toml")
    listed.write_text(TEXT, encoding="utf-8")
    told = "own.toml" if kind == "file" else "own"
    Path("conf", "screening.toml").write_text(f'[[list]]\npath = "{told}"\n', encoding="utf-8")
    Path("own").mkdir()
    Path("own", "notes.txt").write_text("not a list", encoding="utf-8")
    assert Screener.from_config("conf/screening.toml").match("Crimson Kettle")
    listed.write_text(TEXT.replace("Crimson Kettle", "Purple Kettle"), encoding="utf-8")
    assert not Screener.from_config("conf/screening.toml").match("Crimson Kettle")


def test_a_file_more_in_a_folder_of_lists_is_noticed(cache: Path) -> None:
    Path("lists").mkdir()
    write_list(Path("lists"))
    Path("screening.toml").write_text('[[list]]\npath = "lists"\n', encoding="utf-8")
    assert len(Screener.from_config().lists) == 1
    more = TEXT.replace('"zembla"', '"more"').replace("Crimson", "Turquoise")
    Path("lists", "more.toml").write_text(more, encoding="utf-8")
    assert len(Screener.from_config().lists) == 2
    assert Screener.from_config().match("Turquoise Kettle")
    Path("lists", "more.toml").unlink()
    assert not Screener.from_config().match("Turquoise Kettle")
