"""Files that are taken for lists: one sentence says what they are, and which file to take instead."""

from __future__ import annotations

import gzip
import json
import tomllib
from importlib.resources import files

import pytest

from screening.errors import ListError
from screening.lists.registry import read_watchlist

RESOURCES = [{"name": "entities.ftm.json", "url": "https://lists.example.com/entities.ftm.json"}]
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made today -->\n'

MISTAKES: list[tuple[str | bytes, str, str]] = [
    # the file, what it is, what to take instead
    ("<!DOCTYPE html>\n<html><body>Moved</body></html>", "is a web page and no list", "save the list's own file"),
    ("\ufeff\n<HTML lang='en'>", "is a web page and no list", "save the list's own file"),
    (json.dumps({"issue_count": 0, "index_url": "u", "resources": RESOURCES}), "is OpenSanctions' index of a data set",
     "entities.ftm.json"),
    (json.dumps({"name": "sanctions", "resources": RESOURCES, "target_count": 7}, indent=2),
     "is OpenSanctions' index of a data set", "targets.nested.json"),
    (json.dumps({"versions": {"2024": "https://lists.example.com/2024/entities.delta.json"}}),
     "is OpenSanctions' index of its deltas", "download entities.ftm.json"),
    (json.dumps({"datasets": [{"name": "un"}], "run_time": "2024"}), "is OpenSanctions' catalogue of data sets",
     "targets.simple.csv of one of them"),
    ("canonical_id,entity_id,prop,prop_type,schema,value\n", "is OpenSanctions' table of statements", "entities.ftm"),
    (f"{XML}<ArrayOfFinancialSanctionsTarget/>", "is OFSI's list in XML", "as CSV or as a workbook"),
    (f'{XML}<WHOLE Date="2016-01-01"/>', "is the EU's list in a format of before 2017", "XML 1.1"),
    (f'{XML}<xs:schema xmlns:xs="u"/>', "is the schema of an XML format", "the list itself"),
    (json.dumps({"$schema": "u", "properties": {}}), "is the schema of a JSON format", "the list itself"),
    (f"{XML}<rss version='2.0'/>", "is a news feed", "the list that it tells of"),
    (f"{XML}<Error><Code>AccessDenied</Code></Error>", "is an answer of a server that refuses", "open the address"),
    ('{"message": "Forbidden"}', "is an answer of a server that refuses", "open the address"),
    (f'{XML}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "is a workbook in Excel's XML", ".xlsx"),
    (json.dumps({"type": "FeatureCollection", "features": []}), "is a map (GeoJSON)", "the list itself"),
    (b"%PDF-1.7\n%\xe2\xe3", "is a PDF document", "as XML or CSV"),
    (b"Rar!\x1a\x07", "is an archive that is not read here", "unpack it first"),
    (b"\xfd7zXZ\x00", "is an archive that is not read here", "unpack it first"),
    (f"{XML}<catalog/>", "is XML with the root element <catalog>, which no list", "usual formats"),
    ("{}", "holds none of watchlist, entity, mentioned, as a list in JSON does", ""),
    ('[{"name": "A"}]', "holds none of watchlist, entity, mentioned, as a list in JSON does", ""),
]  # fmt: skip


@pytest.mark.parametrize(("content", "what", "instead"), MISTAKES)
def test_a_file_that_is_no_list_is_told_what_it_is(content: str | bytes, what: str, instead: str) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    for packed in (data, gzip.compress(data)):
        with pytest.raises(ListError) as caught:
            read_watchlist(packed)
        assert caught.value.message.startswith(what)
        assert instead in (caught.value.hint or "")
        assert (caught.value.code, caught.value.problems) == ("unrecognised", ())
        assert "\n" not in str(caught.value)


def test_every_kind_of_file_is_tried() -> None:
    table = tomllib.loads((files("screening") / "data" / "mistaken_files.toml").read_text(encoding="utf-8"))
    assert [kind["what"] for kind in table["file"] if not any(kind["what"].startswith(m[1]) for m in MISTAKES)] == []


def test_a_list_that_speaks_of_such_files_is_a_list() -> None:
    entry = {"id": "a", "name": "A", "references": ["<html>", "https://lists.example.com/entities.delta.json"]}
    found = read_watchlist(
        json.dumps({"watchlist": {"title": '"resources": "index_url":'}, "entity": [entry]}).encode()
    )
    assert [entity.name for entity in found.entities] == ["A"]
    assert read_watchlist(b"id,name\na,<html>\n").entities[0].name == "<html>"
