"""A file of OFAC that is damaged, dangerous or odd is no list, or is told."""

from __future__ import annotations

import gc

import pytest

from screening.errors import ListError
from screening.lists.registry import read_watchlist

from .sdn_made import BOMB, DATA, OUTSIDE, made, one


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    good = "<uid>7</uid><lastName>GOOD</lastName>"
    watchlist = read_watchlist(made("<uid>5</uid>", good, "<lastName>NAMELESS NUMBER</lastName>"))
    assert [entity.id for entity in watchlist.entities] == ["ofac-7"]
    first, second = watchlist.warnings
    assert first == "entry 5 (without a name) was left out: names[0].text must not be empty"
    assert second == "entry number 3 (NAMELESS NUMBER) was left out: id must not be empty"


def test_an_alias_without_a_name_costs_nothing() -> None:
    assert len(one("<akaList><aka><uid>3</uid><type>a.k.a.</type></aka></akaList>").names) == 1


@pytest.mark.parametrize("end", [len(DATA) - 2, len(DATA) // 2, DATA.rindex(b"<sdnEntry>"), 700])
def test_a_file_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged: not well-formed XML") as caught:
        read_watchlist(DATA[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")
    assert caught.value.line


def test_a_file_with_another_number_of_entries_than_it_says_is_no_list() -> None:
    start = DATA.rindex(b"  <sdnEntry>")
    with pytest.raises(ListError) as caught:
        read_watchlist(DATA[:start] + b"</sdnList>")
    assert caught.value.message == "holds 12 entries where its header says 13: it is incomplete or damaged"
    assert str(caught.value) == f"watchlist: {caught.value.message} (download it again from its publisher)"


@pytest.mark.parametrize(
    "count", ["", "<Record_Count>many</Record_Count>", f"<Record_Count>{'1' * 5000}</Record_Count>"]
)
def test_a_file_that_does_not_say_its_number_of_entries_is_read_with_a_warning(count: str) -> None:
    header = f"<Publish_Date>13/07/2024</Publish_Date>{count}"
    watchlist = read_watchlist(made("<uid>1</uid><lastName>A</lastName>", header=header))
    assert len(watchlist.entities) == 1
    assert watchlist.warnings == (
        "the file does not say how many entries it has (Record_Count): it may be incomplete",
        "the day of publication (Publish_Date) is missing or cannot be read",
    )
    assert (watchlist.as_of, watchlist.version) == ("", watchlist.sha256[:12])


def test_what_is_beside_the_entries_is_told() -> None:
    data = made("<uid>1</uid><lastName>A</lastName>").replace(b"</sdnList>", b"<notes><n>1</n></notes></sdnList>")
    assert read_watchlist(data).warnings == ("the element <notes> is not known and was not read",)


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE sdnList>"])
def test_a_document_type_is_refused(doctype: str) -> None:
    data = made("<uid>1</uid><lastName>&b;</lastName>", declaration=f'<?xml version="1.0"?>{doctype}')
    with pytest.raises(ListError, match="declares a document type") as caught:
        read_watchlist(data)
    assert caught.value.code == "unsafe"


def test_an_encoding_that_python_would_have_to_decode_is_refused() -> None:
    data = made("<uid>1</uid><lastName>A</lastName>", declaration='<?xml version="1.0" encoding="cp1252"?>')
    with pytest.raises(ListError, match="is XML in the encoding 'cp1252', and must be UTF-8"):
        read_watchlist(data)


def test_deep_nesting_is_read_without_recursion() -> None:
    deep = "<x>" * 50_000 + "end" + "</x>" * 50_000
    assert one(f"<toolList><tool>{deep}</tool></toolList>").remarks == "tool: end"


def test_the_garbage_collector_is_as_it_was() -> None:
    read_watchlist(DATA)
    assert gc.isenabled()
    with pytest.raises(ListError):
        read_watchlist(DATA[:-5])
    assert gc.isenabled()
    gc.disable()
    try:
        read_watchlist(DATA)
        assert not gc.isenabled()
    finally:
        gc.enable()
