"""The command line as it is used: what it writes where, and how it ends."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO, Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import openpyxl
import pytest
from made_up_list import TEXT, write_list

from screening import console
from screening.cli import main
from screening.report.model import Result
from screening.screener import Screener

ROWS = """Ref,Name,Country,Born,IMO,Bank,Notes
C-1,Zemblan Harbour Bank,KP,,,,
C-2,Zemblan Harbuor Bank,,,,,
C-3,Orlando Quillon Vexley,,,,,
C-4,Gryphon Thimble Society,,,,Zemblan Harbour Bank,
C-5,Bakery Sunrise,DE,,,,
C-6,,,,,,
C-7,Northern Star,,,9187332,,
"""


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it wrote on the two streams."""

    status: int | str | None
    out: str
    err: str


Call = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run in, with a list and a table in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCREENING_CONFIG", raising=False)
    write_list(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(folder: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command in this process: quick, for everything that needs no process of its own."""

    def run(*arguments: object) -> Ran:
        status: int | str | None
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = exit_.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(status, out, err)

    return run


@pytest.fixture
def screen(call: Call, folder: Path) -> Callable[..., dict[str, Any]]:
    """Screen rows.csv against the made-up list and return the JSON report."""

    def run(*arguments: object, source: object = "rows.csv", lists: Sequence[str] = ("zembla.toml",)) -> dict[str, Any]:
        words = [word for name in lists for word in ("-w", name)]
        ran = call("screen", source, *words, "-o", "report.json", "-q", *arguments)
        assert (ran.status, ran.out, ran.err) == (0, "", "")
        report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return report

    return run


def start(
    *arguments: str | bytes,
    stdin: IO[bytes] | int | None = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.PIPE,
    text: bytes | None = None,
    environ: Mapping[str, str] | None = None,
    closed: bool = False,
) -> Ran:
    """Run the command in a process of its own, in the current folder."""
    command: list[str | bytes] = [sys.executable, "-m", "screening", *arguments]
    if closed:
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    done = subprocess.run(
        command, input=text, stdin=None if text is not None else stdin, stdout=stdout, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environ or {})}, check=False, timeout=300,
    )  # fmt: skip
    out, err = (done.stdout or b"").decode(), done.stderr.decode()
    for trace in ("Traceback", "Exception ignored", "Warning"):
        assert trace not in err
    return Ran(done.returncode, out, err)


def hits(report: Mapping[str, Any]) -> dict[int, list[str]]:
    """The entities hit, by the number of the row as in ``C-1``."""
    return {
        number: [hit["entity_id"] for hit in row["hits"]]
        for number, row in enumerate(report["counterparties"], start=1)
        if row["hits"]
    }


def without_times(report: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in report["screening"].items() if key not in {"started", "duration_s"}}
    return {**report, "screening": told}


# ----------------------------------------------------------------------------------------------------------- screen


def test_screen_reports_on_every_row(screen: Callable[..., dict[str, Any]]) -> None:
    report = screen()
    assert hits(report) == {
        1: ["harbour"],
        2: ["harbour"],
        3: ["vexley"],
        4: ["gryphon", "harbour"],
        7: ["corsair"],
    }
    rows = report["counterparties"]
    assert [row["row"] for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    assert rows[0]["input"] == {
        "Ref": "C-1", "Name": "Zemblan Harbour Bank", "Country": "KP", "Born": "", "IMO": "", "Bank": "", "Notes": "",
    }  # fmt: skip
    assert [row["outcome"] for row in rows[4:6]] == ["no_hit", "not_screened"]
    assert report["screening"]["input"]["file"] == "rows.csv"
    assert [row["file"] for row in rows] == ["rows.csv"] * 7


def test_without_an_output_a_summary_stands_on_standard_output(call: Call, folder: Path) -> None:
    before = sorted(folder.iterdir())
    ran = call("screen", "rows.csv", "-w", "zembla.toml")
    assert (ran.status, ran.err) == (0, "")
    assert "rows.csv" in ran.out
    assert "Zemblan Harbour Bank" in ran.out
    assert "Orlando Quillon Vexley" in ran.out
    assert "Bakery Sunrise" not in ran.out
    assert sorted(folder.iterdir()) == before


def test_several_outputs_each_in_the_format_of_its_suffix(call: Call, folder: Path) -> None:
    names = ["r.xlsx", "r.html", "r.json", "r.jsonl", "r.CSV"]
    ran = call("screen", "rows.csv", "-w", "zembla.toml", *(word for name in names for word in ("-o", name)))
    assert (ran.status, ran.out) == (0, "")
    assert "7 rows screened: 5 potential matches, 1 without a hit, 1 not screened" in ran.err
    assert all(name in ran.err for name in names)
    assert openpyxl.load_workbook(folder / "r.xlsx").sheetnames
    assert (folder / "r.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines[1:]] == report["counterparties"]
    rows = csv.DictReader((folder / "r.CSV").read_bytes().decode("utf-8-sig").splitlines())
    assert {row["row"] for row in rows} == {str(number) for number in range(2, 9)}


def test_quiet_leaves_the_results_alone(call: Call) -> None:
    loud, quiet = call("screen", "rows.csv", "-w", "zembla.toml"), call("screen", "rows.csv", "-w", "zembla.toml", "-q")
    assert quiet.err == ""
    assert quiet.out.splitlines()[1:] == loud.out.splitlines()[1:]  # the first line has the time
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-q", "-o", "r.csv")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_verbose_tells_what_was_odd_about_the_input(call: Call, folder: Path) -> None:
    (folder / "rows.csv").write_bytes("Name;Land\nMüller;DE\n".encode("cp1252"))
    notes = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "r.json", "-v").err.splitlines()
    told = json.loads((folder / "r.json").read_text(encoding="utf-8"))["screening"]["notes"]
    assert told
    assert notes[1:] == told


def test_verbose_shows_where_an_error_arose(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["screen", "none.csv", "-v"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_progress_is_told_on_a_terminal_alone(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: stream is sys.stderr)
    ran = call("screen", "rows.csv", "-w", "zembla.toml")
    assert "7 of 7 rows" in ran.err
    assert ran.err.endswith("\r\x1b[K")
    assert call("screen", "rows.csv", "-w", "zembla.toml", "-q").err == ""


def test_colours_are_for_terminals_that_want_them(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: stream is sys.stdout)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in call("screen", "rows.csv", "-w", "zembla.toml").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in call("screen", "rows.csv", "-w", "zembla.toml").out


def test_the_threshold_says_what_is_a_hit(screen: Callable[..., dict[str, Any]]) -> None:
    strict = screen("--threshold", "100")
    assert strict["screening"]["threshold"] == 100
    assert 2 not in hits(strict)
    assert 1 in hits(strict)
    assert set(hits(strict)) < set(hits(screen("--threshold", "60.5")))


def test_max_hits_keeps_the_best(screen: Callable[..., dict[str, Any]]) -> None:
    every, one = screen(), screen("--max-hits", "1")
    assert one["screening"]["max_hits"] == 1
    assert hits(one) == {number: ids[:1] for number, ids in hits(every).items()}


def test_a_field_can_be_read_from_a_named_column(screen: Callable[..., dict[str, Any]], folder: Path) -> None:
    (folder / "odd.csv").write_text("Wer,Zweiter\nBakery Sunrise,Zemblan Harbour Bank\n", encoding="utf-8")
    assert hits(screen("--column", "name=Zweiter", source="odd.csv")) == {1: ["harbour"]}
    report = screen("--column", "name=Wer", "--column", "bank = Zweiter", source="odd.csv")
    assert report["counterparties"][0]["name"] == "Bakery Sunrise"
    assert hits(report) == {1: ["harbour"]}
    assert report["screening"]["columns"] == {"Wer": "name", "Zweiter": "bank"}


def test_sheets_can_be_chosen(screen: Callable[..., dict[str, Any]], call: Call, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active or book.create_sheet())
    for title in ("Q1", "Q2", "Q3"):
        sheet = book.create_sheet(title)
        sheet.append(["Name"])
        sheet.append([f"Bakery {title}"])
    book.save(folder / "book.xlsx")
    names = [row["name"] for row in screen(source="book.xlsx")["counterparties"]]
    assert names == ["Bakery Q1", "Bakery Q2", "Bakery Q3"]
    chosen = screen("--sheet", "Q3", "--sheet", "Q1", source="book.xlsx")["counterparties"]
    assert sorted(row["sheet"] for row in chosen) == ["Q1", "Q3"]
    ran = call("screen", "book.xlsx", "--sheet", "Q9", "-w", "zembla.toml")
    assert ran.status == 3
    assert "Q9" in ran.err


def test_exhaustive_finds_the_same(screen: Callable[..., dict[str, Any]]) -> None:
    one, other = screen("--threshold", "50"), screen("--threshold", "50", "--exhaustive")
    assert other["screening"].pop("exhaustive") is True
    assert one["screening"].pop("exhaustive") is False
    assert without_times(one) == without_times(other)


def test_lists_come_from_files_and_by_name(screen: Callable[..., dict[str, Any]], folder: Path) -> None:
    (folder / "packed.toml.gz").write_bytes(gzip.compress(TEXT.encode()))
    (folder / "own.csv").write_text("id,name\nsunrise,Bakery Sunrise\n", encoding="utf-8")
    (folder / "screening.toml").write_text('[[list]]\nname = "mine"\npath = "own.csv"\n', encoding="utf-8")
    assert hits(screen(lists=["packed.toml.gz"])) == hits(screen(lists=["zembla.toml"]))
    assert hits(screen(lists=["mine"])) == {5: ["sunrise"]}
    assert hits(screen(lists=[])) == {5: ["sunrise"]}
    both = screen(lists=["zembla.toml", "mine"])
    assert [one["name"] for one in both["screening"]["watchlists"]] == ["zembla", "mine"]
    assert set(hits(both)) == {1, 2, 3, 4, 5, 7}
    shipped = screen(lists=["dprk"])["screening"]["watchlists"]
    assert [one["name"] for one in shipped] == ["dprk"]
    assert shipped[0]["entities"] > 20
    assert shipped[0]["names"] > 200


@pytest.mark.parametrize(
    ("rows", "level", "status"),
    [
        ("harbour", "low", 1),
        ("harbour", "medium", 1),
        ("harbour", "high", 1),
        ("vexley", "low", 1),
        ("vexley", "medium", 1),
        ("vexley", "high", 0),
        ("gryphon", "low", 1),
        ("gryphon", "medium", 0),
        ("gryphon", "high", 0),
        ("clean", "low", 0),
    ],
)
def test_fail_on_a_level_of_risk(call: Call, folder: Path, rows: str, level: str, status: int) -> None:
    names = {
        "harbour": "Zemblan Harbour Bank", "vexley": "Orlando Quillon Vexley", "gryphon": "Gryphon Thimble Society",
        "clean": "Bakery Sunrise",
    }  # fmt: skip
    (folder / "one.csv").write_text(f"Name\n{names[rows]}\n", encoding="utf-8")
    ran = call("screen", "one.csv", "-w", "zembla.toml", "--fail-on", level, "-o", "r.json")
    assert ran.status == status
    assert (folder / "r.json").exists()


# ------------------------------------------------------------------------------------------------- how it can go wrong

USAGE = [
    ([], "COMMAND"),
    (["scren"], "scren"),
    (["screen"], "INPUT"),
    (["screen", "rows.csv", "--threshold", "0"], "'0' is not a score"),
    (["screen", "rows.csv", "--threshold", "100.5"], "'100.5' is not a score"),
    (["screen", "rows.csv", "--threshold", "nan"], "'nan' is not a score"),
    (["screen", "rows.csv", "--threshold", "high"], "'high' is not a score"),
    (["screen", "rows.csv", "--max-hits", "0"], "'0' is not a count"),
    (["screen", "rows.csv", "--max-hits", "2.5"], "'2.5' is not a count"),
    (["screen", "rows.csv", "--column", "name"], "'name' is not of the form KEY=VALUE"),
    (["screen", "rows.csv", "--column", "name="], "'name=' is not of the form KEY=VALUE"),
    (["screen", "rows.csv", "--column", "nam=Name"], "no field 'nam' (there is name"),
    (["screen", "rows.csv", "--column", "name=Nmae"], "no column 'Nmae' (nearest: 'Name'"),
    (["screen", "rows.csv", "--fail-on", "severe"], "invalid choice: 'severe'"),
    (["screen", "rows.csv", "-q", "-v"], "not allowed with"),
    (["screen", "rows.csv", "-o", "report.pdf"], "report.pdf: the suffix '.pdf' names no report format (use one of"),
    (["screen", "rows.csv", "-o", "report"], "report: the file name has no suffix"),
    (["screen", "rows.csv", "-o", "rows.csv"], "rows.csv: is the input file"),
    (["screen", "rows.csv", "-w", "zemblo"], "no file and no watchlist is called 'zemblo'"),
    (["screen", "rows.csv", "-c", "none.toml"], "none.toml: no such file"),
    (
        ["screen", "rows.csv", "-c", "wrong.toml"],
        "wrong.toml, line 2, thresold: unknown key (did you mean 'threshold'?",
    ),
    (["screen", "rows.csv", "-c", "garbage.toml"], "garbage.toml, line 1: not valid TOML"),
    (["check"], "NAME"),
    (["check", "x", "--type", "Starship"], "--type: 'Starship' is not a type (use Person, Organization"),
    (["check", "x", "--id", "9187332"], "'9187332' is not of the form KEY=VALUE"),
    (["template", "table.pdf"], "table.pdf: the template cannot be written as .pdf (use one of .xlsx .csv)"),
    (["template"], "OUT.xlsx"),
    (["schema", "--threshold", "5"], "unrecognized arguments"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage_and_configuration_end_with_2(call: Call, folder: Path, arguments: list[str], said: str) -> None:
    (folder / "wrong.toml").write_text("# mine\nthresold = 80\n", encoding="utf-8")
    (folder / "garbage.toml").write_text("]][[", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ran = call(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


UNREADABLE = [
    (["none.xlsx"], "none.xlsx: there is no such file"),
    (["."], "this is a folder"),
    (["empty.csv"], "empty.csv: "),
    (["garbage.xlsx"], "garbage.xlsx: "),
    (["cut.xlsx"], "cut.xlsx: "),
    (["rows.csv", "-w", "none.toml"], "none.toml: no such file"),
    (["rows.csv", "-w", "garbage.xlsx"], "garbage.xlsx: "),
    (
        ["rows.csv", "-w", "broken.toml"],
        "broken.toml: 2 errors\n  line 1, entry 'a', name: is missing\n  line 3, entry 'a', nam: unknown key",
    ),
    (["rows.csv", "-w", "rows.csv"], "rows.csv"),
]


@pytest.mark.parametrize(("arguments", "said"), UNREADABLE)
def test_what_cannot_be_read_ends_with_3(call: Call, folder: Path, arguments: list[str], said: str) -> None:
    (folder / "empty.csv").write_bytes(b"")
    (folder / "garbage.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 \x00\x01\x02" * 40)
    book = openpyxl.Workbook()
    book.save(folder / "cut.xlsx")
    (folder / "cut.xlsx").write_bytes((folder / "cut.xlsx").read_bytes()[:2000])
    (folder / "broken.toml").write_text("[[entity]]\nid = 'a'\nnam = 'A'\n", encoding="utf-8")
    lists = [] if "-w" in arguments else ["-w", "zembla.toml"]
    ran = call("screen", *arguments, *lists, "-o", "report.json")
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("screening: ")
    assert said in ran.err
    assert not (folder / "report.json").exists()


@pytest.mark.parametrize("output", ["none/report.json", "taken.json", "rows.csv/report.json"])
def test_what_cannot_be_written_ends_with_4(call: Call, folder: Path, output: str) -> None:
    (folder / "taken.json").mkdir()
    (folder / "earlier.json").write_text("the earlier report", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", output)
    assert (ran.status, ran.out) == (4, "")
    assert output in ran.err.replace(os.sep, "/")
    assert sorted(folder.rglob("*")) == before
    assert (folder / "earlier.json").read_text(encoding="utf-8") == "the earlier report"


def test_an_earlier_report_stays_where_a_new_one_fails(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (folder / "report.json").write_text("the earlier report", encoding="utf-8")
    monkeypatch.setattr("screening.report.json_report.write_json", fail)
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "report.json")
    assert ran.status == 4
    assert "no space left" in ran.err.lower()
    assert (folder / "report.json").read_text(encoding="utf-8") == "the earlier report"


def test_a_template_that_cannot_be_written_ends_with_4(call: Call) -> None:
    ran = call("template", "none/table.xlsx")
    assert (ran.status, ran.out) == (4, "")
    assert "the folder does not exist" in ran.err


def test_an_error_of_the_program_is_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("nowhere")

    monkeypatch.setattr(Screener, "from_config", fail)
    ran = call("check", "Zemblan Harbour Bank")
    assert (ran.status, ran.out) == (70, "")
    assert ran.err == "screening: error in the program itself: LookupError: nowhere (run with -v and report it)\n"


def test_ctrl_c_is_no_error(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Screener, "screen", stop)
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "report.json")
    assert (ran.status, ran.out, ran.err) == (130, "", "screening: stopped\n")


# ------------------------------------------------------------------------------------------------------------ check


def test_check_explains_a_hit(call: Call) -> None:
    ran = call("check", "Onhava Gavan Kontora", "-w", "zembla.toml")
    assert (ran.status, ran.err) == (0, "")
    head, _, first, *rest = ran.out.splitlines()
    assert head == "Onhava Gavan Kontora: Potential match"
    assert "Zemblan Harbour Bank  [zembla: harbour]  High risk, Designated" in first
    assert "  Listed name: Onhava Gavan Kontora (Alias)" in rest
    assert "  Not to be confused with: Zemblan Harbour Museum: A museum." in rest
    assert "  https://example.org/harbour" in rest


def test_check_says_that_there_is_no_hit(call: Call) -> None:
    assert call("check", "Bakery Sunrise", "-w", "zembla.toml").out == "Bakery Sunrise: No hit\n"
    ran = call("check", "", "-w", "zembla.toml")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "-: Not screened")


def checked(call: Call, *arguments: str) -> Result:
    ran = call("check", *arguments, "-w", "zembla.toml", "--json")
    assert (ran.status, ran.err) == (0, "")
    return Result.model_validate_json(ran.out)


def test_check_json_is_one_result(call: Call) -> None:
    result = checked(call, "Zemblan Harbour Bank")
    assert result.outcome == "potential_match"
    assert [hit.entity_id for hit in result.hits] == ["harbour"]
    schema = json.loads(call("schema").out)
    one = json.loads(call("check", "Zemblan Harbour Bank", "-w", "zembla.toml", "--json").out)
    jsonschema.validate(one, {"$ref": "#/$defs/Result", "$defs": schema["$defs"]}, cls=jsonschema.Draft202012Validator)


def test_check_takes_an_identifier(call: Call) -> None:
    result = checked(call, "Northern Star", "--id", "imo=9187332", "--id", "bic=KDBKKPPY")
    assert {hit.entity_id for hit in result.hits} == {"corsair", "harbour"}
    assert checked(call, "Northern Star").hits == ()
    assert "9187331" in checked(call, "Northern Star", "--id", "imo=9187331").problems[0]


def test_check_weighs_country_birth_and_type(call: Call) -> None:
    def score(*arguments: str) -> float:
        return checked(call, "Orlando Quilon Vexley", "--threshold", "10", *arguments).hits[0].score

    bare = score()
    assert score("--country", "Cyprus") > bare > score("--country", "NO")
    assert score("--date-of-birth", "23 April 1969") > bare > score("--date-of-birth", "1931-01-02")
    assert score("--type", "Individual") == bare > score("--type", "Vessel")


def test_check_takes_limits_and_a_configuration(call: Call, folder: Path) -> None:
    (folder / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    (folder / "strict.toml").write_text('threshold = 100\n[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    typo = "Zemblan Harbuor Bank"
    assert "Potential match" in call("check", typo).out
    assert "No hit" in call("check", typo, "-c", "strict.toml").out
    assert "Potential match" in call("check", typo, "-c", "strict.toml", "--threshold", "70").out
    both = ("check", "Zemblan Harbour Bank", "--id", "imo=9187332", "--json")
    assert len(json.loads(call(*both).out)["hits"]) == 2
    assert len(json.loads(call(*both, "--max-hits", "1").out)["hits"]) == 1


# ------------------------------------------------------------------------------------- validate, template and schema


def test_validate_accepts_what_is_in_order(call: Call, folder: Path) -> None:
    ran = call("validate", "zembla.toml")
    assert (ran.status, ran.out, ran.err) == (0, "", "zembla.toml: 0 errors, 0 warnings\n")
    assert call("validate", "zembla.toml", "-q").err == ""
    ran = call("validate")
    assert ran.status == 0
    assert "dprk.toml" in ran.err
    (folder / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    assert "screening.toml" in call("validate").err


def test_validate_lists_what_is_wrong(call: Call, folder: Path) -> None:
    (folder / "bad.toml").write_text(TEXT.replace("9187332", "9187331"), encoding="utf-8")
    (folder / "screening.toml").write_text(
        '[[list]]\npath = "bad.toml"\nexclude_groups = ["shops"]\n', encoding="utf-8"
    )
    ran = call("validate", "zembla.toml", "bad.toml", "screening.toml", "none.toml")
    assert ran.status == 3
    lines = ran.out.splitlines()
    assert [line.split(",")[0].split(": ")[:2] for line in lines] == [
        ["error", "bad.toml"],
        ["error", "screening.toml"],
        ["error", "none.toml"],
    ]
    assert "entry 'corsair'" in lines[0]
    assert "9187331" in lines[0]
    assert "no group 'shops'" in lines[1]
    assert "did you mean 'ships'?" in lines[1]
    assert "3 errors, 0 warnings" in ran.err
    assert call("validate", "-q", "bad.toml").err == ""


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_filled_template_can_be_screened(
    call: Call, screen: Callable[..., dict[str, Any]], folder: Path, name: str
) -> None:
    ran = call("template", name)
    assert (ran.status, ran.out, ran.err) == (0, "", f"wrote {name}\n")
    empty = screen(source=name)
    assert [row["outcome"] for row in empty["counterparties"]] == ["no_hit", "no_hit"]
    headers = list(empty["counterparties"][0]["input"])
    assert set(empty["screening"]["columns"]) == set(headers)
    filled = {"Name": "Zemblan Harbour Bank", "IMO number": "9187332"}
    assert set(filled) <= set(headers)
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(folder / name)
        book.worksheets[0].append([filled.get(header) for header in headers])
        book.save(folder / name)
    else:
        with (folder / name).open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow([filled.get(header, "") for header in headers])
    assert {number: set(ids) for number, ids in hits(screen(source=name)).items()} == {3: {"harbour", "corsair"}}
    assert call("template", name, "-q").err == ""


def test_the_schema_accepts_a_written_report(call: Call, screen: Callable[..., dict[str, Any]]) -> None:
    ran = call("schema")
    assert (ran.status, ran.err) == (0, "")
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = screen()
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    report["counterparties"][0]["outcome"] = "match"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("command", ["screen", "check", "validate", "template", "schema"])
def test_every_command_has_help(call: Call, command: str) -> None:
    ran = call(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"usage: screening {command}" in ran.out
    assert "exit status:" in ran.out


# --------------------------------------------------------------------------------------------------- configuration


def test_the_first_configuration_found_is_used(
    screen: Callable[..., dict[str, Any]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def max_hits(*arguments: str) -> int:
        used: int = screen(*arguments)["screening"]["max_hits"]
        return used

    default = screen()["screening"]
    (folder / "pyproject.toml").write_text("[tool.screening]\nmax_hits = 1\n", encoding="utf-8")
    assert max_hits() == 1
    (folder / "screening.toml").write_text("max_hits = 2\n", encoding="utf-8")
    assert max_hits() == 2
    (folder / "env.toml").write_text("max_hits = 3\n", encoding="utf-8")
    monkeypatch.setenv("SCREENING_CONFIG", "env.toml")
    assert max_hits() == 3
    (folder / "given.toml").write_text("max_hits = 4\n", encoding="utf-8")
    assert max_hits("-c", "given.toml") == 4
    assert max_hits("-c", "given.toml", "--max-hits", "5") == 5
    assert screen()["screening"]["config_sha256"] != default["config_sha256"]


def test_a_missing_file_in_the_environment_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CONFIG", "gone.toml")
    ran = call("check", "x")
    assert ran.status == 2
    assert "gone.toml: no such file (the environment variable SCREENING_CONFIG names it)" in ran.err


def test_columns_and_exclusions_of_the_configuration_hold(call: Call, folder: Path) -> None:
    entry = json.loads(call("check", "Zemblan Harbour Bank", "-w", "zembla.toml", "--json").out)["hits"][0]["entry"]
    (folder / "screening.toml").write_text(
        '[[list]]\npath = "zembla.toml"\n[columns]\nname = "Wer"\n[[exclusion]]\n'
        f'counterparty = "zemblan  harbour bank"\nentity = "harbour"\nentry = "{entry}"\n'
        'reason = "Another bank."\nby = "A"\non = "2026-01-01"\n',
        encoding="utf-8",
    )
    (folder / "odd.csv").write_text("Wer\nZemblan Harbour Bank\n", encoding="utf-8")
    ran = call("screen", "odd.csv", "-o", "r.json", "--fail-on", "low")
    assert ran.status == 0
    (row,) = json.loads((folder / "r.json").read_text(encoding="utf-8"))["counterparties"]
    assert (row["outcome"], row["hits"], row["risk"]) == ("no_hit", [], "none")
    assert row["excluded_hits"][0]["excluded"]["reason"] == "Another bank."
    assert "Another bank." in call("check", "Zemblan Harbour Bank").out


# ------------------------------------------------------------------------------------- in a process of its own


def test_the_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="screening")
    assert command.load() is main


def test_the_main_job_in_a_folder_elsewhere(folder: Path) -> None:
    (folder / "rows.csv").write_text("Name\nKorea Daesong Bank\nBakery Sunrise\n", encoding="utf-8")
    ran = start("screen", "rows.csv", "-o", "risk.xlsx", "-o", "risk.json", "--fail-on", "high")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "2 rows screened: 1 potential matches, 1 without a hit, 0 not screened; wrote risk.xlsx, risk.json\n"
    )
    report = json.loads((folder / "risk.json").read_text(encoding="utf-8"))
    assert hits(report) == {1: ["korea-daesong-bank"]}
    assert sorted(path.name for path in folder.iterdir()) == ["risk.json", "risk.xlsx", "rows.csv", "zembla.toml"]


def test_a_dash_is_standard_input(folder: Path) -> None:
    ran = start(
        "screen", "-", "-w", "zembla.toml", "-o", "r.json", text="Name\r\nZemblan Harbour Bank\r\n대성\r\n".encode()
    )
    assert (ran.status, ran.out) == (0, "")
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert report["screening"]["input"]["file"] == "standard input"
    assert [row["name"] for row in report["counterparties"]] == ["Zemblan Harbour Bank", "대성"]
    assert hits(report) == {1: ["harbour"]}
    ran = start("screen", "-", "-w", "zembla.toml")
    assert (ran.status, ran.out) == (3, "")
    assert "standard input: " in ran.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["screen", "garbage.xlsx", "-w", "zembla.toml"], 3),
        (["screen", "rows.csv", "-w", "zembla.toml", "-o", "none/r.csv"], 4),
        (["screen", "rows.csv", "--threshold", "x"], 2),
    ],
)
def test_the_process_ends_with_the_status(folder: Path, arguments: list[str], status: int) -> None:
    (folder / "garbage.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    ran = start(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err


LIGHT = """
import sys
from screening.cli import main
for arguments in (["--version"], ["--help"], ["screen", "--help"], ["check", "--help"], ["screen"]):
    try:
        main(arguments)
    except SystemExit as exit_:
        assert exit_.code == (2 if arguments == ["screen"] else 0), arguments
heavy = {"pandas", "numpy", "pydantic", "openpyxl", "xlsxwriter", "rapidfuzz", "anyascii"}
print("loaded:", *sorted(heavy & set(sys.modules)))
"""


def test_help_and_version_load_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "loaded:"), done.stderr


@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["screen", "rows.csv", "-w", "zembla.toml"]])
@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise elsewhere")
def test_a_reader_that_has_gone_is_no_error(folder: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = start(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_behind_standard_output_ends_with_4(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = start("check", "x", "-w", "zembla.toml", stdout=full)
    assert ran.status == 4
    assert ran.err == "screening: standard output: could not be written: no space left on device\n"


@pytest.mark.skipif(os.name != "posix", reason="uses sh")
def test_a_closed_standard_output_ends_with_4(folder: Path) -> None:
    ran = start("check", "x", "-w", "zembla.toml", closed=True)
    assert ran.status == 4
    assert ran.err.startswith("screening: standard output: could not be written")


def test_an_encoding_without_the_letters_gets_escapes(folder: Path) -> None:
    name = "Zemblan Harbour Bank é 대성 𐀀"
    ran = start("check", name, "-w", "zembla.toml", "--json", environ={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert ran.status == 0
    assert json.loads(ran.out)["name"] == name


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes there alone")
def test_an_argument_that_is_no_text_is_no_crash(folder: Path) -> None:
    ran = start("check", b"Zemblan Harbour Bank \xff", "-w", "zembla.toml", "--json", environ={"PYTHONUTF8": "1"})
    assert ran.status == 0
    assert json.loads(ran.out)["name"] == "Zemblan Harbour Bank \udcff"
