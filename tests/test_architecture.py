"""The architecture held against the code: who may import whom.

Reference: the table of rooms in the design. A room is a module or a folder of `src/screening`; what it may import is
written out with the reason, so that a new dependency is a decision and not an accident.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest
from package_syntax import room_of, trees


@dataclass(frozen=True)
class Room:
    """What a room may import of the package, and why it needs that; ``lazily`` inside of functions alone."""

    may_import: frozenset[str]
    why: str
    lazily: frozenset[str] = frozenset()


def room(may_import: str, why: str, *, lazily: str = "") -> Room:
    return Room(frozenset(may_import.split()), why, frozenset(lazily.split()))


# The rooms from the ground up: none imports one that stands below it in this table.
ROOMS: Mapping[str, Room] = {
    "_version": room("", "one string, for the cheapest answer of all: --version"),
    "check_digits": room("", "numbers that can be told from slips of the pen, for all who read or compare them"),
    "errors": room("", "everything may fail, so everything stands on it"),
    "texts": room("errors", "every text that a reader of a report sees, whoever says it: one file, one language"),
    "collector": room("", "holds the garbage collector while many objects are made"),
    "entity_types": room("", "the words for types of parties, for readers that load no models"),
    "unchecked": room("", "makes models of values that are right already; knows none of them"),
    "entities": room("entity_types", "the data models; they say what is wrong with pydantic's own errors"),
    "given": room("entities errors", "what callers hand over: wrong types are wrong use, wherever they come in"),
    "partial_dates": room("", "dates as text of any precision, for lists and configuration alike"),
    "recent": room("", "what was worked out of late and may be asked for again, in bounds"),
    "evidence": room("", "what the matching hands to the report, so that neither imports the other"),
    "names": room("recent", "from a raw string to an analysed name: knows no parties, lists or files"),
    "tables": room(
        "check_digits errors entities entity_types given names texts unchecked",
        "bytes to counterparties; knows names of countries, and no watchlists and no matching",
    ),
    "red_flag_rules": room("entities", "the models of a red flag's rule, for the shipped file and configuration alike"),
    "config": room(
        "entities errors red_flag_rules tables",
        "the models of screening.toml use the words of the entities (basis, status), and the limits and the encodings "
        "of tables",
    ),
    "processes": room("errors", "programs that work for this one, and the messages between them"),
    "workload": room("processes", "how many processes a table is worth, for who starts them early and late"),
    "problems": room("errors", "the wording of what is wrong with a user's data"),
    "source_text": room("errors", "a user's text file, and complaints about it by line"),
    "config_checks": room("partial_dates problems", "what the models of the configuration cannot see"),
    "lists": room(
        "check_digits collector errors entities config names partial_dates problems source_text tables texts",
        "bytes to entities; published lists name countries, filters and overrides use models of the configuration, and "
        "workbooks are read as those of counterparties are",
    ),
    "matching": room(
        "check_digits entities evidence names recent texts unchecked",
        "counterparties against entities: pure, no files, no configuration, no report",
    ),
    "report": room(
        "errors entities config evidence given names texts",
        "results as data and its writers; the risk levels are words of the configuration, countries have names",
    ),
    "red_flags": room(
        "config entities errors lists matching names problems red_flag_rules report source_text texts",
        "what in a row, other than a name, speaks for evasion: rules, their signs, what they do to the risk",
    ),
    "links": room(
        "entities matching names red_flag_rules red_flags report texts",
        "what rows of a file have in common with rows that have a hit",
    ),
    "decisions": room(
        "_version config entities errors evidence lists problems report tables texts",
        "what people decide on the hits of a report: taken in from its workbook, by the rules of the configuration; "
        "the evidence pack shows entries as their lists publish them",
    ),
    "store": room(
        "entities errors report", "versions of downloaded lists on disk, replaced whole as reports are"
    ),
    "download": room("_version errors", "one file over HTTPS, within bounds; knows nothing of lists"),
    "list_sources": room(
        "config entities errors lists problems source_text store",
        "where the lists of a configuration are, before any is read",
    ),
    "list_reading": room(
        "entities errors list_sources lists source_text store", "the lists as read, and what becomes of damaged ones"
    ),
    "list_notices": room("errors list_sources lists store texts", "the age of lists, which hangs on the day"),
    "update": room(
        "config download entities errors list_notices list_sources lists problems source_text store",
        "downloads of lists: what is downloaded is read before it takes the place of what is there",
    ),
    "list_changes": room("lists report", "what has changed in a list, written as the report writes"),
    "decision": room(
        "config decisions entities evidence matching report texts unchecked",
        "a match becomes a hit of the report by the table of the configuration",
    ),
    "config_texts": room(
        "config errors names problems source_text texts",
        "the texts that a configuration asks for; they may hold names of countries",
    ),
    "configuration": room(
        "errors entities config config_checks config_texts list_reading list_sources lists problems source_text store "
        "texts",
        "finds screening.toml and the lists it names",
    ),
    "validate": room(
        "errors entities configuration lists source_text",
        "checks any file of the user's; what a name is worth and which weights there are is passed in",
    ),
    "template": room("errors report tables", "the reader's headers, written as the report writes: whole or not at all"),
    "engine": room(
        "collector config decisions entities names matching decision red_flags report tables texts",
        "one counterparty's result, in whatever process: its numbers, matches and decision",
    ),
    "index_cache": room("_version matching", "files of indexes; what is in them is the matching's business"),
    "list_index": room(
        "entities links list_notices matching report",
        "lists and their index, with what a report says of them; what entries have in common with rows is kept with it",
    ),
    "workers": room(
        "collector config engine entities index_cache list_index matching processes report texts",
        "processes with an engine each, and what they are asked",
    ),
    "table_run": room(
        "config engine entities links list_index report workers workload",
        "the rows of a table, by one process or several, and the links between them",
    ),
    "crew": room(
        "collector entities errors list_reading list_sources matching source_text texts",
        "processes that read lists and make an index together, and what they are asked",
        lazily="processes",
    ),
    "frames": room("report texts", "results as columns of a DataFrame"),
    "kept_index": room(
        "collector configuration entities index_cache list_index list_notices list_sources matching report",
        "which kept index belongs to which lists, configuration and numbers; who makes one is loaded when needed",
        lazily="crew",
    ),
    "rescreening": room(
        "_version config decisions engine entities errors links list_index matching red_flag_rules report tables",
        "which rows of a report are screened again, and with what result",
    ),
    "old_lists": room(
        "configuration errors kept_index list_index lists matching report rescreening store",
        "finds the versions of lists that a report was made with",
    ),
    "screener": room(
        "_version collector entities config configuration decisions given problems matching red_flags report "
        "engine kept_index list_index list_notices texts",
        "the composition root: wires the rest, and loads what tables need where there is one",
        lazily="frames old_lists rescreening table_run tables",
    ),
    "web": room(
        "_version collector config configuration decisions entities entity_types errors evidence list_changes lists "
        "matching names report screener store tables template texts update",
        "the page and the API: a thin face of the screener; entries are told in the words of other programs, which the "
        "readers of such lists know",
    ),
    "console": room("errors", "the standard streams, and what can go wrong there"),
    "cli_options": room("", "the options that several commands have"),
    "cli_lists": room(
        "console errors cli_options",
        "the command about lists: as thin a face as the rest",
        lazily="configuration list_changes lists report store update",
    ),
    "cli_columns": room(
        "console cli_options",
        "the options about a table, and the command that shows how it is read",
        lazily="configuration tables",
    ),
    "cli_decisions": room(
        "console errors cli_options",
        "the commands about decisions: as thin a face",
        lazily="configuration decisions report screener",
    ),
    "cli_rescreen": room(
        "collector console errors cli_options", "the command that rescreens: as thin a face", lazily="report screener"
    ),
    "cli_screen": room(
        "collector console errors cli_columns cli_options",
        "the command that screens a table: as thin a face, but that it starts processes early",
        lazily="list_reading processes report screener table_run workload",
    ),
    "cli_serve": room(
        "console errors cli_options",
        "the command that serves: as thin a face",
        lazily="configuration screener web",
    ),
    "cli": room(
        "_version collector errors console cli_columns cli_decisions cli_lists cli_rescreen cli_screen cli_serve "
        "cli_options",
        "a thin face: starts without anything heavy and loads the library for the command at hand",
        lazily="entities names matching problems red_flags tables report screener template validate",
    ),
    "__init__": room("_version", "the front door: every other name is loaded when it is first used"),
    "__main__": room("cli", "python -m screening"),
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    """That a module imports from a room of the package; ``when`` it does: at once, lazily, or for types alone."""

    module: str
    room: str
    when: str


@cache
def imports() -> tuple[Import, ...]:
    return tuple(
        Import(module, target, when) for module, tree in trees().items() for target, when in _imports(tree, "at once")
    )


def _imports(node: ast.AST, when: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imports(child, "lazily")
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for statement in child.body:
                yield from _targets(statement, "for types")
        else:
            yield from _targets(child, when)
            yield from _imports(child, when)


def _targets(node: ast.AST, when: str) -> Iterator[tuple[str, str]]:
    names = []
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative imports hide the room"
        names = [
            f"{node.module}.{alias.name}" if node.module == "screening" else str(node.module) for alias in node.names
        ]
    elif isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    for name in dict.fromkeys(names):
        top, _, rest = name.partition(".")
        if top == "screening":
            yield room_of(rest) or "__init__", when


def test_every_room_is_in_the_table() -> None:
    rooms = {room_of(module) for module in trees()}
    assert rooms == set(ROOMS)
    assert all(known.why for known in ROOMS.values())


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_what_it_may(name: str) -> None:
    told = ROOMS[name]
    mine = [i for i in imports() if room_of(i.module) == name and i.room != name]
    forbidden = [
        i
        for i in mine
        if not (
            i.when == "for types"
            and name in {"__init__", "cli", "cli_decisions", "cli_lists", "cli_screen", "cli_serve", "screener"}
        )  # costs nothing when it runs
        and i.room not in told.may_import
        and not (i.when == "lazily" and i.room in told.lazily)
    ]
    assert not forbidden
    unused = (told.may_import | told.lazily) - {i.room for i in mine}
    assert not unused, "the table allows more than is used"


def test_no_room_imports_one_above_it() -> None:
    order = list(ROOMS)
    for name, told in ROOMS.items():
        above = {other for other in told.may_import | told.lazily if order.index(other) >= order.index(name)}
        assert not above, name


def test_the_modules_of_a_room_do_not_import_each_other_in_circles() -> None:
    graph: dict[str, set[str]] = {}
    for module, tree in trees().items():
        targets = (node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
        inner = {name.removeprefix("screening.") for name in targets if name.startswith("screening.")}
        graph[module] = {name for name in inner if room_of(name) == room_of(module)}
    # the report's model writes itself, and so knows its writers; it loads them when it is asked to
    graph["report.model"].discard("report.write")
    done: set[str] = set()
    while len(done) < len(graph):
        free = {module for module in set(graph) - done if not (graph[module] & set(graph)) - done}
        assert free, f"in circles: {sorted(set(graph) - done)}"
        done |= free
