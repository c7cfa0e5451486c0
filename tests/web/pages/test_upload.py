"""The page that takes files."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from screening.tables.description import describe
from screening.web.pages.assets import address_of

from .conftest import ROWS, Site


def test_the_form_tells_what_names_are_compared_with_and_what_is_kept(site: Site) -> None:
    text = site.get("/").text
    assert "zembla" in text
    assert "stay on this server for 7 days" in text
    assert "Up to 1 MiB at once" in text


def test_sample_and_template_are_tables_that_are_understood(site: Site) -> None:
    sample = site.get(address_of("sample.csv")).content
    (table,) = describe(sample, file_name="sample.csv").tables
    assert {"name", "type", "imo", "date_of_birth", "notes"} <= {column.field for column in table.columns}
    template = load_workbook(io.BytesIO(site.get("/template.xlsx").content))
    assert template.sheetnames[0] == "Counterparties"


def test_a_file_to_look_at_leads_to_its_columns(site: Site) -> None:
    answer = site.upload(("one.csv", ROWS))
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("/columns")
    assert site.run(answer.headers["location"])["state"] == "held"


def test_several_files_are_looked_at_one_after_the_other(site: Site) -> None:
    first = site.upload(("one.csv", ROWS), ("two.csv", ROWS)).headers["location"]
    address, _, query = first.partition("?")
    later = query.removeprefix("later=")
    assert "1 more file waits" in site.get(first).text
    second = site.post(address, later=later, do="screen").headers["location"]
    assert second == f"/runs/{later}/columns"
    site.post(f"/runs/{later}/cancel")
    site.post(address.removesuffix("/columns") + "/cancel")


@pytest.mark.parametrize("threshold", ["0", "101", "high", "nan", "inf"])
def test_a_threshold_that_is_none_is_refused(site: Site, threshold: str) -> None:
    answer = site.upload(("one.csv", ROWS), threshold=threshold)
    assert answer.status_code == 400
    assert "is not a score" in answer.text


def test_no_file_is_told(site: Site) -> None:
    answer = site.upload(("", b""))
    assert answer.status_code in (400, 422)
    assert "<h1>" in answer.text


def test_a_file_that_is_too_large_keeps_back_no_other(site: Site) -> None:
    answer = site.upload(("large.csv", b"name\n" + b"x" * (1 << 20)), ("small.csv", ROWS))
    assert answer.status_code == 422
    assert "larger than 1 MiB" in answer.text
    assert "small.csv" in answer.text


def test_the_upload_is_in_the_log(site: Site, screened: str) -> None:
    assert screened
    assert '"action": "upload"' in site.audited()
