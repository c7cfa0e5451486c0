"""One name, checked on a page."""

from __future__ import annotations

from .conftest import Site


def test_the_form_is_empty_and_checks_nothing(site: Site) -> None:
    before = site.audited().count('"action": "check"')
    text = site.get("/check").text
    assert "Passport number" in text
    assert 'class="card' not in text
    assert site.post("/check/answer", name="  ").status_code == 200
    assert site.audited().count('"action": "check"') == before


def test_a_name_is_explained_and_stays_in_the_form(site: Site) -> None:
    text = site.post("/check/answer", name="Zemblan Harbuor Bank", country="KP", type="Company").text
    assert 'value="Zemblan Harbuor Bank"' in text
    assert "Field by field" in text
    assert "Zemblan Harbour Bank" in text
    assert '<option value="Company" selected>' in text
    assert "Zemblan Harbuor Bank" in site.audited()


def test_a_number_is_checked(site: Site) -> None:
    text = site.post("/check/answer", kind="bic", value="KDBKKPPY").text
    assert "Zemblan Harbour Bank" in text


def test_no_hit_clears_nobody(site: Site) -> None:
    text = site.post("/check/answer", name="Bakery Sunrise").text
    assert "No hit." in text
    assert "clears no party" in text


def test_a_name_without_letters_says_why_it_is_not_compared(site: Site) -> None:
    assert "no letters or digits" in site.post("/check/answer", name="???").text


def test_what_is_typed_stays_text(site: Site) -> None:
    text = site.post("/check/answer", name='"><script>alert(1)</script> Zemblan Harbour Bank').text
    assert "<script>alert" not in text


def test_what_is_too_long_is_refused_in_words(site: Site) -> None:
    answer = site.post("/check/answer", name="x" * 2001)
    assert answer.status_code == 422
    assert "name" in answer.text
    assert site.post("/check/answer", name="x", threshold="nought").status_code == 400
