from __future__ import annotations

import ast
import hashlib
import pickle
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

import screening.report
from screening.config import RiskLevel
from screening.entities import Basis, EntityType, NameQuality, Status
from screening.errors import UsageError
from screening.evidence import PartKind
from screening.matching import addresses
from screening.report import wording
from screening.report.field_by_field import Agreement
from screening.report.marks import Mark
from screening.report.model import Evidence, Outcome
from screening.texts import Texts, faults, load_texts, speaking, spoken

from .sample import sample_report

TEXTS = load_texts()
SOURCES = [path for folder in screening.report.__path__ for path in sorted(Path(folder).glob("*.py"))]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("outcome", get_args(Outcome)),
        ("risk", get_args(RiskLevel)),
        ("basis", get_args(Basis)),
        ("basis_meaning", get_args(Basis)),
        ("status", get_args(Status)),
        ("name_quality", get_args(NameQuality)),
        ("entity_type", get_args(EntityType)),
        (
            "agreement",
            ("absent_query", "absent_listed", *(word for word in get_args(Agreement) if word != "absent")),
        ),
        ("verdict", get_args(Evidence.model_fields["verdict"].annotation)),
        ("part", tuple(mark for mark in get_args(Mark) if mark != "plain")),
    ],
)
def test_every_code_of_the_report_has_a_word(table: str, codes: tuple[str, ...]) -> None:
    assert codes
    assert not [code for code in codes if f"{table}.{code}" not in TEXTS]


def test_every_field_of_a_table_has_a_word() -> None:
    headers = tomllib.loads((files("screening") / "data" / "headers.toml").read_text(encoding="utf-8"))
    assert not [field for field in headers["field"] if f"feature.{field}" not in TEXTS]


def test_every_text_that_the_code_names_is_there() -> None:
    named = re.compile(r"""(?:texts|count)\(\s*"([a-z_]+\.[a-z_.]+)\"""")
    keys = {key for path in SOURCES for key in named.findall(path.read_text(encoding="utf-8"))}
    assert len(keys) > 50
    assert not [key for key in keys - {"section.key"} if key not in TEXTS and f"{key}.one" not in TEXTS]


NO_WORDS = re.compile(r"""(?xs)
    (pill|card|hit|tile-|watchlist|node|edge|entry|note)\b.*                            # classes
    | noopener\ noreferrer | text/plain | 0\ 0\ .* | -1\ -1.* | M.* | <.*              # attributes and bare markup
    | width=device-width.* | light\ dark | default-src.* | ;\ script-src.*             # of the head
""")  # fmt: skip


PACKAGE = Path(screening.report.__file__).parents[1]
NO_REPORT = {
    "comparison_text.py",  # the terminal's words on a rescreening
    "write.py", "atomic.py", "json_reading.py", "shipped.py",  # messages of errors
    "schema.py", "xlsx_decision_data.py",  # marks of a format
}  # fmt: skip
WRITE_TEXTS = [
    path
    for pattern in (
        "report/*.py",
        "red_flags/*.py",
        "links/*.py",
        "decisions/evidence_*.py",
        "decision.py",
        "engine.py",
        "matching/*.py",
    )
    for path in sorted(PACKAGE.glob(pattern))
    if path.name not in NO_REPORT
]
NOT_READ = re.compile(r"Error$|^(_Trouble|compile|Literal|asserted|need|deque)$")
"""Calls whose texts no reader of a report sees: errors, patterns."""


def strings_of(path: Path) -> list[str]:
    """The texts in the code that are neither docstrings nor parts of errors, patterns and types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert):
            apart += [one for one in ast.walk(node) if isinstance(one, ast.Constant)]
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if NOT_READ.search(name):
                apart += [one for one in ast.walk(node) if isinstance(one, ast.Constant)]
    ids = {id(one) for one in apart}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in ids)
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", WRITE_TEXTS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_no_words_of_a_report_stand_in_the_code(path: Path) -> None:
    words = "[A-Za-z]{2,} [A-Za-z]|[a-z]{3,}: $"
    if path.name.startswith(("html_", "evidence_")):
        words += "|^[A-Z][a-z]+$"  # elsewhere a code may be one: Person
    assert not [s for s in strings_of(path) if re.search(words, s) and not NO_WORDS.fullmatch(s)]


ERRORS_ALONE = {
    "description.py",  # the terminal's words on how a table is read
    "encrypted.py", "formats.py", "grid.py", "model.py", "ods_encrypted.py", "package.py", "sources.py",
}  # fmt: skip
"""Modules of the readers with sentences that no report holds: errors are English, and told on the terminal."""


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((PACKAGE / "tables").glob("*.py")) if path.name not in ERRORS_ALONE],
    ids=lambda path: path.stem,
)
def test_what_readers_note_stands_in_the_texts(path: Path) -> None:
    header = "across the top"  # of a column that a table does not have: a name, as those of its columns are
    assert not [s for s in strings_of(path) if re.search("[A-Za-z]{2,} [A-Za-z]|[a-z]{3,}: $", s) and s != header]


def test_every_sentence_of_the_matching_is_said_somewhere() -> None:
    said = {s for path in sorted((PACKAGE / "matching").glob("*.py")) for s in strings_of(path)}
    said |= {
        *get_args(PartKind),
        *(f"{how}_address" for how in get_args(addresses.Agreement)),
        *(s.removeprefix("compared.") for s in said),
    }
    keys = {key.removeprefix("compared.") for key in TEXTS.keys if key.startswith("compared.")}
    assert len(keys) > 30
    assert not keys - said


def test_no_words_of_the_page_stand_in_the_script() -> None:
    script = (files("screening") / "data" / "report.js").read_text(encoding="utf-8")
    code = "\n".join(line.split("//")[0] for line in script.splitlines())
    strings = re.findall(r'"([^"\n]*)"', code)
    assert not [s for s in strings if re.search("[a-z]{2,} [a-z]{2,}|^[A-Z][a-z]", s) and s not in SELECTORS | KEYS]
    named = set(re.findall(r"\bwords\.(\w+)|\bsay\(\"(\w+)\"", code))
    assert named
    assert not [key for pair in named for key in pair if key and f"tool.{key}" not in TEXTS]


SELECTORS = {"tbody tr", "#rows table", "#rows > .left-out", "use strict"}
KEYS = {"Escape", "Esc"}


def test_a_later_text_may_have_the_same_gaps_and_no_others() -> None:
    told = {
        "report.title": "Titel",
        "report.subtitle": "{when}: {file}, {file}",
        "position.row": "Zeile {zeile}",
        "html.alert": "Alert {number}",
        "html.rows": "{rows}",
        "date.month": "{month.__class__} {year}",
        "month.1": "{",
        "month.2": "{{Februar}}",
        "month.3": "{!r}",
        "month.4": 4,
        "html.titel": "x",
        "country.DE": "Deutschland",
    }
    assert dict(faults(told, {"country.DE"})) == {
        "position.row": "must have the gaps of the English text: {row}",
        "html.alert": "must have the gaps of the English text: {number} {total}",
        "html.rows": "must have the gaps of the English text: no gaps",
        "date.month": "must have the gaps of the English text: {month} {year}",
        "month.1": "has a brace without its other: double one that is to be seen",
        "month.3": "has a brace without its other: double one that is to be seen",
        "month.4": "must be text",
        "html.titel": "no text of the reports has this key",
    }


def test_texts_are_laid_over_those_of_a_language_and_these_over_english() -> None:
    texts = pickle.loads(pickle.dumps(Texts("de", {"report.title": "T"})))
    assert (texts("report.title"), texts("html.rows"), texts.language) == ("T", "Alle Zeilen", "de")
    assert texts.keys[: len(TEXTS.keys)] == TEXTS.keys
    assert texts.known("country.DE", "Germany") == "Deutschland"
    assert TEXTS.known("country.DE", "Germany") == "Germany"


def test_what_is_said_deep_inside_is_said_in_the_texts_in_force() -> None:
    german = load_texts("de")
    assert spoken() is TEXTS
    with speaking(german):
        assert spoken() is german
        with ThreadPoolExecutor(1) as pool:  # another thread may speak for another screener
            assert pool.submit(spoken).result() is TEXTS
    assert spoken() is TEXTS


def test_an_unknown_language_is_a_usage_error() -> None:
    for language in ("xx", "../../etc/passwd", ""):
        with pytest.raises(UsageError, match="no report texts"):
            load_texts(language)


def test_the_texts_never_say_that_a_party_is_a_match() -> None:
    source = (files("screening") / "data" / "report_texts.toml").read_text(encoding="utf-8")
    assert not re.search(r"\b(is|are) (a|the) match\b|\bconfirmed match\b|\bguilty\b|\bcriminal\b", source)


def test_numbers() -> None:
    assert TEXTS.integer(1234567) == "1,234,567"
    assert TEXTS.decimal(96.44) == "96.4"
    assert TEXTS.decimal(-4, signed=True) == "−4.0"
    assert TEXTS.count("count.alert", 1) == "1 alert"
    assert TEXTS.count("count.alert", 2000) == "2,000 alerts"
    assert TEXTS.word("feature", "port_of_loading") == "port of loading"


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2010-11-18", "18 November 2010"),
        ("2017-04", "April 2017"),
        ("2017", "2017"),
        ("2017-13", "2017-13"),
        ("about 2017", "about 2017"),
        ("", ""),
    ],
)
def test_dates(iso: str, words: str) -> None:
    assert wording.date(TEXTS, iso) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-11-21T14:03:22+00:00", "21 November 2026, 14:03 UTC"),
        ("2026-11-21T14:03:22+09:00", "21 November 2026, 14:03 UTC+09:00"),
        ("2026-11-21T14:03:22", "21 November 2026, 14:03"),
        ("yesterday", "yesterday"),
    ],
)
def test_moments(iso: str, words: str) -> None:
    assert wording.moment(TEXTS, iso) == words


@pytest.mark.parametrize(
    ("weight", "verdict", "words"),
    [
        (1.0, "supports", "+1.0 points"),
        (2.5, "supports", "+2.5 points"),
        (-4.0, "contradicts", "−4.0 points"),
        (4.0, "contradicts", "−4.0 points"),
        (0.0, "neutral", "no effect on the score"),
    ],
)
def test_what_a_fact_did_to_the_score(weight: float, verdict: str, words: str) -> None:
    evidence = Evidence.model_validate(
        {
            "feature": "country",
            "score": 50,
            "weight": weight,
            "query": "a",
            "listed": "b",
            "detail": "",
            "verdict": verdict,
        }
    )
    assert wording.effect(TEXTS, evidence, [evidence]) == words


@pytest.mark.parametrize(
    ("bases", "settled"),
    [
        ([("imo", 100.0)], True),
        ([("name", 90.0), ("imo", 100.0)], True),
        ([("registration_number", 95.0)], True),
        ([("name", 98.0), ("registration_number", 95.0)], False),  # without the country, the name would score more
        ([("name", 100.0)], False),
    ],
)
def test_points_do_nothing_where_an_identifier_settles_the_score(bases: list[tuple[str, float]], settled: bool) -> None:
    same = [Evidence(feature=f, score=s, weight=1, query="a", listed="a", detail="") for f, s in bases]
    country = Evidence(feature="country", score=0, weight=-4, query="a", listed="b", detail="", verdict="contradicts")
    words = "no effect on the score, the same identifier settles it" if settled else "−4.0 points"
    evidence = [*same, country]
    assert wording.effect(TEXTS, country, evidence) == words
    assert words in list(wording.facts(TEXTS, evidence))[-1]
    assert wording.effect(TEXTS, same[0], evidence) == "basis of the score"


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_text_has_enough_contrast_in_every_theme(theme: int) -> None:
    style = (files("screening") / "data" / "report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, flags=re.S)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[theme]))
    plain = [
        "ink",
        "muted",
        "accent",
        "link",
        "high",
        "medium",
        "low",
        "equal",
        "similar",
        "different",
        "missing",
        "extra",
    ]
    pairs = [(text, ground) for text in plain for ground in ("paper", "ground")]
    pairs += [(name, f"{name}-soft") for name in ("high", "medium", "low", "equal", "similar", "different")]
    pairs += [
        ("ink", "high-soft"),
        ("muted", "high-soft"),
        ("ink", "low-soft"),
        ("muted", "low-soft"),
    ]  # boxes of pictures
    shapes = [
        (shape, ground)
        for shape in ("high", "bar-medium", "bar-low", "control", "accent")
        for ground in ("paper", "ground")
    ]
    for text, ground in (*pairs, *shapes):
        least = 3 if (text, ground) in shapes and (text, ground) not in pairs else 4.5  # WCAG 1.4.3 and 1.4.11
        light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= least, (text, ground)


def fact(feature: str, score: float, weight: float) -> Evidence:
    return Evidence(feature=feature, score=score, weight=weight, query="a", listed="a", detail="", verdict="supports")


def test_a_fact_that_adds_one_point_is_no_basis_of_the_score() -> None:
    name, place = fact("name", 90.0, 1.0), fact("address", 100.0, 1.0)
    assert wording.effect(TEXTS, name, (name, place)) == TEXTS("effect.basis")
    assert wording.effect(TEXTS, place, (name, place)) == TEXTS("effect.points", points="+1.0")


def test_a_screening_without_a_configuration_says_so() -> None:
    screening = sample_report().screening
    assert wording.configuration(TEXTS, screening, digits=4) == screening.config_sha256[:4]
    none = screening.model_copy(update={"config_sha256": hashlib.sha256(b"").hexdigest()})
    assert wording.configuration(TEXTS, none) == "none, all defaults"
