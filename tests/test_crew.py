"""Processes that read and index lists together: the same index, and what goes wrong in them is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import ascii_lowercase

import pytest
from made_up_list import TEXT, write_list
from rows_for_workers import processes_of

from screening import crew, processes
from screening.config import ListConfig
from screening.crew import crew_of, worthwhile, worthwhile_for
from screening.entities import Entity, Name, Watchlist
from screening.errors import ListError, ScreeningError
from screening.list_index import ListIndex
from screening.list_reading import read_source
from screening.list_sources import ListSource
from screening.lists.registry import read_watchlist
from screening.matching import makers, vocabulary
from screening.matching.packing import packed
from screening.matching.policy import load_policy
from screening.matching.share import Spelling
from screening.matching.word_keys import Words, word_keys
from screening.screener import Screener
from screening.source_text import Source
from screening.texts import load_texts, speaking

POLICY = load_policy({})
SHORT, OTHERS = ("Zemblan", "Onhava", "Gryphon", "Bank", "조선", "Банк"), ("Works Ltd", "Oil Co.", "Shipping SA")


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    """Three files of lists, of which two name some of the same parties."""
    first = write_list(tmp_path)
    # so many that the other processes get some of them, too
    names = [f"{a} {b} {n}" for n in range(30) for a in SHORT for b in OTHERS]
    files = [first]
    for name, own in (("second", names), ("third", [*names[4:], "Orlando Quillon Vexley"])):
        entries = [
            f'[[entity]]\nid = "e{n}"\ntype = "{kind}"\nname = "{text}"\n'
            for n, (text, kind) in enumerate(zip(own, ("Company", "Vessel", "Person") * len(own), strict=False))
        ]
        files.append(tmp_path / f"{name}.toml")
        files[-1].write_text(f'[watchlist]\nname = "{name}"\n{"".join(entries)}', encoding="utf-8")
    return files


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that are started, which must have ended behind the test."""
    found = processes_of(monkeypatch)
    yield found
    assert [process.poll() for process in found].count(None) == 0


def made_by(count: int, files: list[Path]) -> bytes:
    with crew_of(count) as made:
        watchlists = [w for own in made.read([ListSource(f) for f in files], Source(), False) for w in own]
        return packed(ListIndex.of(watchlists, POLICY, made).columns())


def test_the_index_does_not_hang_on_processes_and_portions(
    lists: list[Path], monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    watchlists = [read_watchlist(file) for file in lists]
    told = packed(ListIndex.of([w.model_copy(update={"name": w.name}) for w in watchlists], POLICY).columns())
    for count, portion in ((1, 500), (1, 1), (2, 4), (3, 7)):
        monkeypatch.setattr(makers, "_PORTION", portion)
        monkeypatch.setattr(vocabulary, "_PORTION", portion)
        assert made_by(count, lists) == told, (count, portion)
    assert len(started) == 3


def test_a_list_with_an_error_is_that_error(lists: list[Path], started: list[subprocess.Popen[bytes]]) -> None:
    lists[1].write_text(TEXT.replace('id = "vexley"', 'id = "harbour"'), encoding="utf-8")
    said = []
    for count in (1, 2):
        with pytest.raises(ListError) as raised:
            made_by(count, lists)
        said.append((str(raised.value), raised.value.code))
    assert said[0] == said[1]
    assert "harbour" in said[0][0]
    assert len(started) == 1


def test_a_screener_of_new_lists_has_them_read_by_several(
    lists: list[Path], monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(crew, "_BYTES_A_PROCESS", 100)
    monkeypatch.setenv("SCREENING_CACHE", "off")
    by_one, by_two = (Screener.from_config(lists=[str(file) for file in lists], workers=count) for count in (1, 2))
    assert len(started) == 1
    assert by_one.lists == by_two.lists
    assert by_one.watchlists == by_two.watchlists


def test_what_is_said_of_a_list_is_in_the_language_asked_for(
    lists: list[Path], started: list[subprocess.Popen[bytes]]
) -> None:
    sources = [ListSource(file, config=ListConfig(name="-", exclude_groups=("ships",))) for file in lists[:1] * 2]
    with speaking(load_texts("de")), crew_of(2) as made:
        warnings = [w.warnings for own in made.read(sources, Source(), False) for w in own]
        told = [w.warnings for w in read_source(sources[0], text=Source(), allow_partial=False)]
    assert len(started) == 1
    assert warnings == told * 2
    assert told != [()]


def test_no_more_processes_than_pay_off_and_than_are_asked_for(lists: list[Path]) -> None:
    assert worthwhile([ListSource(file) for file in lists], 4) == 1
    entity = Entity(id="e", names=tuple(Name(text=f"name {n}") for n in range(20_000)))
    large = [Watchlist(name="large", entities=(entity,))]
    assert [worthwhile_for(large, most) for most in (1, 2, 3, 100)] == [1, 2, 3, 4]


def interrupted() -> None:
    with crew_of(3) as made:
        names = [Spelling(f"Zemblan Works {n}", is_person=False, is_vessel=False) for n in range(3000)]
        made.analyse(names, [1] * len(names))
        raise KeyboardInterrupt


def test_an_interruption_ends_the_processes(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(started) == 2
    assert all(process.returncode for process in started), "they were waited for"


def test_a_process_that_dies_is_one_error(lists: list[Path], started: list[subprocess.Popen[bytes]]) -> None:
    watchlists = [read_watchlist(file) for file in lists]

    def with_one_dead() -> None:
        with crew_of(3) as made:
            started[1].kill()
            ListIndex.of(watchlists, POLICY, made)

    with pytest.raises(ScreeningError, match="a worker process ended with status") as raised:
        with_one_dead()
    assert raised.value.code == "worker"
    assert "workers = 1" in str(raised.value)


def test_a_python_that_cannot_be_started_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no" / "python"))
    with pytest.raises(ScreeningError, match="could not be started") as raised, crew_of(2):
        pass
    assert raised.value.code == "worker"


def test_no_more_than_eight_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.processes.cores", lambda: 64)
    monkeypatch.setattr(crew, "_NAMES_A_PROCESS", 10)
    names = tuple(Name(text=f"name {n}") for n in range(200))
    large = [Watchlist(name="large", entities=(Entity(id="e", names=names),))]
    assert [worthwhile_for(large, most) for most in (None, 12, 100)] == [8, 12, 20]


def test_a_process_takes_in_work_while_its_answer_is_not_fetched(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(processes, "_PIPE", 1 << 12)
    words = Words([f"onhava{a}zembla{b}" for a in ascii_lowercase for b in ascii_lowercase], 0)
    process = processes.Process("crew", load_texts(), "hint")
    with ThreadPoolExecutor(1) as threads:
        try:
            for _ in range(3):  # more than a pipe holds, and so are the answers
                threads.submit(process.tell, ("keys", (words,))).result(timeout=60)
            answers = [process.answer() for _ in range(3)]
        finally:
            process.kill()
            process.end()
    assert [keys.sound.table for keys in answers] == [word_keys(words).sound.table] * 3


class _Unreadable:
    """What no process can take in."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("x",)


def test_a_process_that_cannot_take_in_a_message_is_one_error(started: list[subprocess.Popen[bytes]]) -> None:
    process = processes.Process("crew", load_texts(), "hint")
    with ThreadPoolExecutor(1) as threads:
        try:
            process.tell(("keys", (_Unreadable(),)))
            answer = threads.submit(process.answer)
            with pytest.raises(ScreeningError, match="a worker process ended with status"):
                answer.result(timeout=30)
        finally:
            process.kill()
            process.end()
