"""The evidence pack: what is in it, that its hashes hold, that it is the same each time, and what it says it lacks."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from made_up_list import TEXT

from screening.decisions.evidence_pack import EvidencePack
from screening.decisions.rules import Filled
from screening.errors import OutputError, UsageError
from screening.report.decision_basis import canonical, sha256
from screening.report.json_reading import read_report
from screening.report.schema import report_schema

from .folder import CONFIGURATION, desk, make, screened, screener


@pytest.fixture
def decided(folder: Path) -> Path:
    """The folder, three decisions stored, and screened again."""
    report, at = read_report(folder / "risk.json"), desk(folder)
    at.decide(report, 2, "harbour", Filled("escalated", "A. Okafor", "Ask <the> bank."))
    at.decide(report, 3, "vexley", Filled("escalated", "A. Okafor"))
    at.decide(report, 2, "harbour", Filled("false_positive", "J. Kim", "Register extract seen."))
    screened(folder)
    return folder


def pack(folder: Path, row: int = 2) -> EvidencePack:
    return screener(folder).evidence(folder / "risk.json", row)


def test_everything_about_the_alert_is_in_it(decided: Path) -> None:
    found = pack(decided)
    assert found.gaps == ()
    assert list(found.files) == [
        "alert.html", "configuration.toml", "decisions.json", "entries/01-zembla-harbour.json",
        "entries/01-zembla-harbour.published.txt", "index.html", "manifest.json", "report.json",
    ]  # fmt: skip
    report = json.loads(found.files["report.json"])
    Draft202012Validator(report_schema()).validate(report)
    (row,) = report["counterparties"]
    assert row["input"] == {"Id": "C-1", "Name": "Zemblan Harbor Bank", "Country": "US", "Notes": "goods, as agreed"}
    assert row["excluded_hits"][0]["evidence"]
    (watchlist,) = report["screening"]["watchlists"]
    assert watchlist["sha256"] == hashlib.sha256((decided / "zembla.toml").read_bytes()).hexdigest()
    entry = json.loads(found.files["entries/01-zembla-harbour.json"])
    assert entry["fingerprint"] == row["excluded_hits"][0]["entry"]
    assert [name["text"] for name in entry["entity"]["names"]] == [
        "Zemblan Harbour Bank",
        "Onhava Gavan Kontora",
        "Crimson Kettle",
    ]
    assert entry["list_sha256"] == watchlist["sha256"]
    assert entry["published"] == "01-zembla-harbour.published.txt"
    published = found.files["entries/01-zembla-harbour.published.txt"]
    assert published.strip() == ("[[entity]]" + TEXT.split("[[entity]]")[1]).strip().encode()
    assert found.files["configuration.toml"] == (decided / "screening.toml").read_bytes()
    assert hashlib.sha256(found.files["configuration.toml"]).hexdigest() == report["screening"]["config_sha256"]


def test_the_decisions_on_it_are_in_it_as_they_are_hashed(decided: Path) -> None:
    decisions = json.loads(pack(decided).files["decisions.json"])
    assert [(r["number"], r["disposition"]) for r in decisions["records"]] == [(1, "escalated"), (3, "false_positive")]
    for record in decisions["records"]:
        digest = record.pop("sha256")
        assert sha256(canonical(record)) == digest
    assert decisions["store"] == {"records": 3, "sha256": digest}


def test_the_page_tells_a_person(decided: Path) -> None:
    page = pack(decided).files["index.html"].decode()
    for words in ("Zemblan Harbor Bank", "rows.csv", "J. Kim", "Register extract seen.", "Nobody", "not-a-file"):
        assert (words in page) == (words != "not-a-file")
    assert "Ask &lt;the&gt; bank." in page
    assert "<script" not in page
    assert 'href="entries/01-zembla-harbour.json"' in page


def test_the_manifest_has_the_hash_of_every_file(decided: Path) -> None:
    files = dict(pack(decided).files)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest == {"sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}}


def test_the_same_gives_the_same_bytes_in_a_folder_and_an_archive(decided: Path) -> None:
    pack(decided).write(decided / "one.zip")
    pack(decided).write(decided / "two.zip")
    pack(decided).write(decided / "three")
    assert (decided / "one.zip").read_bytes() == (decided / "two.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO((decided / "one.zip").read_bytes())) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert (decided / "three" / name).read_bytes() == archive.read(name)
    assert not list(decided.glob(".draft-*"))


def test_what_is_not_at_hand_is_told(decided: Path) -> None:
    (decided / "zembla.toml").write_text(TEXT.replace("Onhava Gavan Kontora", "Onhava Gavan"), encoding="utf-8")
    (decided / "screening.toml").write_text(CONFIGURATION + "valid_for = 30\n", encoding="utf-8")
    found = pack(decided)
    assert [name for name in found.files if name.startswith(("entries", "configuration"))] == []
    unpublished, gone, changed = sorted(found.gaps, reverse=True)
    assert "the entry 'harbour' of 'zembla' has changed since" in gone
    assert changed.startswith("the configuration with the SHA-256 ")
    assert unpublished.startswith("the file of 'zembla' with the SHA-256 ")
    for gap in found.gaps:
        assert gap.replace("'", "&#x27;") in found.files["index.html"].decode().replace("&#39;", "&#x27;")


def test_the_list_of_then_can_be_named(decided: Path) -> None:
    then = decided / "then" / "zembla.toml"
    then.parent.mkdir()
    then.write_bytes((decided / "zembla.toml").read_bytes())
    (decided / "zembla.toml").write_text(TEXT.replace("harbour", "port"), encoding="utf-8")
    found = screener(decided).evidence(decided / "risk.json", 2, old=[then])
    assert found.gaps == ()
    assert "entries/01-zembla-harbour.json" in found.files
    assert b"Harbour" in found.files["entries/01-zembla-harbour.published.txt"]


def test_without_a_store_and_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, configuration='[[list]]\npath = "zembla.toml"\n[download]\nproxy = "http://kim:secret@proxy:8080"\n')
    screened(tmp_path)
    found = pack(tmp_path)
    assert [gap.split(":")[0] for gap in found.gaps] == [
        "no store of decisions is configured",
        "the configuration holds a password, and is left out",
    ]
    assert not any(b"secret" in data for data in found.files.values())


def test_a_store_that_is_gone_is_told(decided: Path) -> None:
    (decided / "decisions.sqlite").unlink()
    (gap,) = pack(decided).gaps
    assert gap.startswith("the store of decisions is not there, or holds no record")
    assert not (decided / "decisions.sqlite").exists()


def test_a_row_without_a_hit_has_its_pack_too(decided: Path) -> None:
    found = pack(decided, row=4)
    assert json.loads(found.files["decisions.json"])["records"] == []
    assert not [name for name in found.files if name.startswith("entries")]


def test_what_cannot_be_written_or_is_not_there(decided: Path) -> None:
    with pytest.raises(UsageError, match="row 9: is not in the report"):
        pack(decided, row=9)
    (decided / "there").mkdir()
    with pytest.raises(OutputError, match="is there already"):
        pack(decided).write(decided / "there")
    for name in ("none/pack", "none/pack.zip"):
        with pytest.raises(OutputError):
            pack(decided).write(decided / name)
