"""Indexes kept on disk: used when they are whole and of these very lists and settings, and missed by nobody."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_list import TEXT, write_list

from screening import index_cache, table_run
from screening.config import Config
from screening.entities import Counterparty, Watchlist
from screening.index_cache import cache_folder, kept, key_of, opened
from screening.list_index import ListIndex
from screening.matching.packing import packed, unpacked
from screening.matching.policy import Policy
from screening.screener import Screener

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ROWS = [
    Counterparty(name="Zemblan Harbuor Bank", country="KP"),
    Counterparty(name="Bakery Sunrise"),
    Counterparty.model_validate({"name": "Northern Star", "identifiers": {"imo": "9187332"}}),
    Counterparty(name="ZHB"),
    Counterparty(name="제믈란"),
    Counterparty(name="Crimson Kettle"),
]
Open = Callable[..., Screener]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for indexes that does not exist yet; the test runs in a folder with a list and a configuration."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.delenv("SCREENING_CONFIG", raising=False)
    monkeypatch.setenv("SCREENING_CACHE", str(tmp_path / "cache"))
    write_list(home)
    (home / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each time that lists were indexed, and not opened from where their index is kept."""
    times: list[int] = []
    of = ListIndex.of

    def counted(watchlists: Sequence[Watchlist], policy: Policy) -> ListIndex:
        times.append(len(watchlists))
        return of(watchlists, policy)

    monkeypatch.setattr(ListIndex, "of", counted)
    return times


def lists_with(name: str) -> set[str]:
    """The lists that hold a party of this name; one party on several of them is one hit that names them all."""
    hits = Screener.from_config().match(name)
    also = (other for hit in hits for other in hit.also_listed if other.score is not None)
    return {hit.watchlist for hit in hits} | {other.watchlist for other in also}


def files(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.is_dir() else []


def said(screener: Screener, **options: int) -> str:
    report = screener.screen(ROWS, now=NOW, **options)  # type: ignore[arg-type]
    timeless = report.screening.model_copy(update={"duration_s": 0.0})
    return report.model_copy(update={"screening": timeless}).model_dump_json()


# ------------------------------------------------------------------------------------------------- kept, and opened


def test_kept_and_opened_again_it_gives_equal_results(cache: Path, made: list[int]) -> None:
    first = Screener.from_config()
    (file,) = files(cache)
    before = file.read_bytes()
    second = Screener.from_config()
    assert made == [1]
    assert files(cache) == [file]
    assert file.read_bytes() == before
    assert said(second) == said(first)
    assert said(first).count('"potential_match"') >= 3
    assert second.lists == first.lists
    assert second.watchlists == first.watchlists
    assert second.identifier_kinds() == first.identifier_kinds()
    assert second.match("Zemblan Harbour Bank") == first.match("Zemblan Harbour Bank")
    assert said(Screener(first.watchlists)) == said(Screener(second.watchlists))


def test_lists_handed_over_are_not_kept(cache: Path, made: list[int]) -> None:
    Screener(Screener.from_config().watchlists)
    assert made == [1, 1]
    assert len(files(cache)) == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters()), max_size=5), st.lists(st.integers(-(2**31), 2**31), max_size=5))
def test_any_columns_come_back_from_their_file(tmp_path: Path, texts: list[str], numbers: list[int]) -> None:
    key = key_of([b"x"])
    assert kept(tmp_path, key, {"t": texts, "n": np.array(numbers, dtype=np.int64)}) is not None
    found = opened(tmp_path, key)
    assert found is not None
    assert found[1]["t"] == texts
    assert np.asarray(found[1]["n"]).tolist() == numbers


# -------------------------------------------------------------------------------------------- what is not an index


def _flipped(place: float) -> Callable[[bytes], bytes]:
    def harm(data: bytes) -> bytes:
        at = int(place * (len(data) - 1))
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    return harm


HARM: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "its magic alone": lambda data: data[:16],
    "its magic and sizes": lambda data: data[:32],
    "half": lambda data: data[: len(data) // 2],
    "the last byte gone": lambda data: data[:-1],
    "a byte more": lambda data: data + b"\x00",
    "zeros at the end": lambda data: data[:-512] + bytes(512),
    "all zeros": lambda data: bytes(len(data)),
    "another program's": lambda data: b"SQLite format 3\x00" * 100,
    "a pickle": lambda data: pickle.dumps({"names": ["x"]}),
    "a text": lambda data: TEXT.encode(),
    "another version's": lambda data: b"SCREENING-INDEX\x00" + data[16:],
    "its header is said to be shorter": lambda data: (
        data[:16] + (int.from_bytes(data[16:24], "little") - 1).to_bytes(8, "little") + data[24:]
    ),
    "a whole one with nothing in it": lambda data: packed({}),
    "a whole one of something else": lambda data: packed({"names.texts": ["x"], "a": np.arange(3)}),
    **{f"a bit turned at {place:.0%}": _flipped(place) for place in (0, 0.0005, 0.01, 0.3, 0.7, 1)},
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_or_foreign_file_is_not_used_and_is_written_anew(cache: Path, made: list[int], harm: str) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    whole = file.read_bytes()
    harmed = HARM[harm](whole)
    assert harmed != whole
    file.write_bytes(harmed)
    assert said(Screener.from_config()) == told
    assert made == [1, 1]
    assert files(cache) == [file]
    assert file.read_bytes() == whole
    Screener.from_config()
    assert made == [1, 1]


def test_the_index_of_other_lists_under_this_name_is_not_used(cache: Path, made: list[int]) -> None:
    Path("other.toml").write_text(TEXT.replace("Harbour", "Quagmire"), encoding="utf-8")
    told = said(Screener.from_config())
    (file,) = files(cache)
    Screener.from_config(lists=["other.toml"])
    (other,) = set(files(cache)) - {file}
    shutil.copy(other, file)
    assert said(Screener.from_config()) == told


def test_a_folder_where_the_file_would_be_costs_nothing_but_time(cache: Path, made: list[int]) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    file.unlink()
    (file / "inside").mkdir(parents=True)
    assert said(Screener.from_config()) == told
    assert said(Screener.from_config(), workers=2) == told
    assert made == [1, 1, 1]
    assert files(cache) == [file]  # and no draft of it


def test_nothing_in_a_file_is_a_pickle(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = said(Screener.from_config())
    (file,) = files(cache)
    data = file.read_bytes()
    assert data.startswith(b"SCREENING-INDEX")
    for column in unpacked(memoryview(data)).values():
        if isinstance(column, np.ndarray):
            assert column.dtype.kind in "biuf"
        else:
            assert all(type(text) is str for text in column)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    assert said(Screener.from_config()) == told


# --------------------------------------------------------------------------------------- what makes another index


def change_list() -> None:
    Path("zembla.toml").write_text(TEXT.replace("Crimson Kettle", "Purple Kettle"), encoding="utf-8")


def configure(text: str) -> Callable[[], None]:
    def write() -> None:
        Path("screening.toml").write_text(f'{text}\n[[list]]\npath = "zembla.toml"\n', encoding="utf-8")

    return write


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


# ------------------------------------------------------------------------------------------------- where it is kept


@pytest.mark.parametrize("off", ["off", "OFF", " off "])
def test_off_keeps_nothing(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch, off: str) -> None:
    monkeypatch.setenv("SCREENING_CACHE", off)
    monkeypatch.setenv("HOME", str(cache))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("LOCALAPPDATA", str(cache))
    before = sorted(Path().iterdir())
    assert said(Screener.from_config()) == said(Screener.from_config(), workers=2)
    assert made == [1, 1]
    assert files(cache) == []
    assert sorted(Path().iterdir()) == before


def test_the_configuration_turns_it_off_or_names_a_folder_beside_itself(
    cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SCREENING_CACHE")
    monkeypatch.setenv("HOME", str(cache))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("LOCALAPPDATA", str(cache))
    configure('cache = "off"')()
    before = sorted(Path().iterdir())
    Screener.from_config()
    Screener.from_config()
    assert made == [1, 1]
    assert (files(cache), sorted(Path().iterdir())) == ([], before)
    configure('cache = "kept"')()
    home = Path.cwd()
    monkeypatch.chdir(tmp_path)
    Screener.from_config(home / "screening.toml")
    Screener.from_config(home / "screening.toml")
    assert made == [1, 1, 1]
    assert len(files(home / "kept")) == 1
    assert files(cache) == []


def test_the_environment_overrules_the_configuration(cache: Path, made: list[int]) -> None:
    configure('cache = "off"')()
    Screener.from_config()
    Screener.from_config()
    assert made == [1]
    assert len(files(cache)) == 1


FOLDERS = [
    ({"SCREENING_CACHE": "off", "HOME": "/h"}, "kept", None),
    ({"SCREENING_CACHE": "/e", "HOME": "/h"}, "off", Path("/e")),
    ({"SCREENING_CACHE": "", "HOME": "/h"}, "off", None),
    ({"HOME": "/h"}, "kept", Path("/conf/kept")),
    ({"HOME": "/h"}, "/kept", Path("/kept")),
    ({}, "Off", None),
    ({}, None, None),
]


@pytest.mark.parametrize(("environ", "configured", "folder"), FOLDERS)
def test_folders(
    environ: dict[str, str], configured: str | None, folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder(environ, configured, beside=Path("/conf")) == folder


def test_the_user_s_folder_for_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"HOME": "/h", "XDG_CACHE_HOME": "/x", "LOCALAPPDATA": "/l"}
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder(told) == Path("/x/screening")
    assert cache_folder({"HOME": "/h"}) == Path("/h/.cache/screening")
    monkeypatch.setattr("sys.platform", "win32")
    assert cache_folder(told) == Path("/l/screening")
    assert cache_folder({"HOME": "/h"}) is None


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(
    cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(Screener.from_config())
    shutil.rmtree(cache)
    cache.write_text("a file, and no folder", encoding="utf-8")
    assert said(Screener.from_config()) == told
    assert said(Screener.from_config(), workers=2) == told
    assert made == [1, 1, 1]
    assert cache.read_text(encoding="utf-8") == "a file, and no folder"
    monkeypatch.setenv("SCREENING_CACHE", str(cache / "below"))
    assert said(Screener.from_config()) == told


def test_a_full_disk_costs_nothing_but_time(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        told = said(Screener.from_config())
    assert files(cache) == []
    assert said(Screener.from_config()) == told
    assert made == [1, 1]


# ------------------------------------------------------------------------------------------------------ what is kept


def test_only_so_many_files_are_kept_those_used_last(tmp_path: Path) -> None:
    keys = [key_of([bytes([i])]) for i in range(20)]
    for age, key in enumerate(keys):
        path = kept(tmp_path, key, {"x": [key]})
        assert path is not None
        os.utime(path, ns=(age * 10**9, age * 10**9))
        if age >= 1:
            assert opened(tmp_path, keys[0]) is not None  # used again and again
    found = files(tmp_path)
    assert 2 < len(found) < 20
    assert opened(tmp_path, keys[0]) is not None
    assert opened(tmp_path, keys[-1]) is not None
    assert opened(tmp_path, keys[1]) is None
    assert all(opened(tmp_path, key) for key in keys[-len(found) + 1 :])


def test_what_others_keep_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for i in range(20):
        kept(tmp_path, key_of([bytes([i])]), {"x": ["y"]})
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not [path for path in files(tmp_path) if path.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt", reason="a file in use can't be deleted there")
def test_deleting_it_during_use_does_no_harm(cache: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    told = said(Screener.from_config())
    monkeypatch.setattr(table_run, "_CHUNK", 2)
    users = [Screener.from_config(), Screener.from_config()]
    shutil.rmtree(cache)
    for screener in users:
        assert said(screener) == told
        assert said(pickle.loads(pickle.dumps(screener))) == told
    assert said(users[0], workers=2) == told
    assert users[0].watchlists == users[1].watchlists
    assert files(cache) == []
    assert said(Screener.from_config()) == told
    assert len(files(cache)) == 1
    assert made == [1, 1]
