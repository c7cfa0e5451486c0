"""A list that is damaged: an error as ever, that holds what could be read for those who want to go on with it."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Entity, Watchlist
from screening.errors import ListError
from screening.list_reading import read_source
from screening.list_sources import ListSource
from screening.lists.gathering import is_partial
from screening.lists.registry import read_watchlist
from screening.source_text import Source

HERE = Path(__file__).parent / "excerpts"
OWN_TOML = b"".join(b'[[entity]]\nid = "%d"\nname = "Entry %d"\n\n' % (n, n) for n in range(20))
OWN_JSON = json.dumps(
    {"watchlist": {"title": "T"}, "entity": [{"id": str(n), "name": f"Entry {n}"} for n in range(20)]}
)
CSL_ENTRY = {
    "type": "Entity", "source": "Entity List (EL)", "alt_names": [], "source_list_url": "u", "addresses": [], "ids": [],
    "federal_register_notice": "", "programs": [],
}  # fmt: skip
CSL = [{"id": f"e{n}", "entity_number": str(n), "name": f"ENTRY {n} 북", **CSL_ENTRY} for n in range(20)]
CSL_JSON = json.dumps({"total": 20, "results": CSL}, ensure_ascii=False)


def excerpt(name: str) -> bytes:
    return (HERE / name).read_bytes()


WHOLE = {
    **{
        path.name: path.read_bytes()
        for path in sorted(HERE.glob("*_excerpt*.*"))
        if path.suffix != ".xlsx" and "legacy" not in path.name
    },
    "ofac_legacy": excerpt("ofac_legacy_excerpt_sdn.csv"),
    "own.toml": OWN_TOML,
    "own.json": OWN_JSON.encode(),
    "own_indented.json": json.dumps(json.loads(OWN_JSON), indent=1).encode(),
    "us_csl.json": CSL_JSON.encode(),
}
QUOTED = b"id,name\n" + b"".join(b'%d,"Entry %d"\n' % (n, n) for n in range(20))


@cache
def whole_list(name: str) -> Watchlist:
    return read_watchlist(WHOLE[name])


def names(entities: tuple[Entity, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(entity.id, tuple(name.text for name in entity.names)) for entity in entities]


def in_part(data: bytes) -> Watchlist:
    """The list as far as it can be read, of which the strict reading says the same error."""
    with pytest.raises(ListError) as error:
        read_watchlist(data)
    found = read_watchlist(data, allow_partial=True)
    assert is_partial(found)
    count = "1 entry was" if len(found.entities) == 1 else f"{len(found.entities):,} entries were"
    said = "the list is damaged, and was used as far as it can be read: "
    assert found.warnings[0].startswith(f"{said}{count} read, and what else it should hold is not known; ")
    assert str(error.value) in found.warnings[0]
    return found


def check_beginning(found: Watchlist, whole: Watchlist, *, by_names: bool = False) -> None:
    """The entries are the first ones of the list; where a row is a name (``by_names``), they may lack some."""
    for (own_id, own), (entity_id, texts) in zip(names(found.entities), names(whole.entities), strict=False):
        assert own_id == entity_id
        assert set(own) <= set(texts)
        assert by_names or own == texts


def is_read(data: bytes, *, allow_partial: bool) -> bool:
    try:
        read_watchlist(data, allow_partial=allow_partial)
    except ListError:
        return False
    return True


@pytest.mark.parametrize("name", WHOLE)
def test_a_list_that_was_cut_off_is_read_up_to_there(name: str) -> None:
    data, whole = WHOLE[name], whole_list(name)
    assert not is_partial(whole)
    beginnings = [data[: int(len(data) * share)].rstrip(b"\n") for share in (0.3, 0.5, 0.7, 0.9, 0.97)]
    # The strict reading may take a file for whole that ends with a line, or in its last cell.
    damaged = [data for data in beginnings if not is_read(data, allow_partial=False)]
    found = [in_part(data) for data in damaged if is_read(data, allow_partial=True)]
    for part in found:
        check_beginning(part, whole, by_names=name.endswith(".csv"))
    counts = [len(part.entities) for part in found]
    assert counts
    assert counts == sorted(counts)


@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1))
def test_wherever_a_list_is_cut_off_nothing_is_made_up(name: str, share: float) -> None:
    data = WHOLE[name][: int(len(WHOLE[name]) * share)]
    if is_read(data, allow_partial=True) and (found := read_watchlist(data, allow_partial=True)).entities:
        whole = whole_list(name)
        *ids, last = [e.id for e in found.entities]
        known = [e.id for e in whole.entities]
        assert ids == known[: len(ids)]
        assert any(id_.startswith(last) for id_ in known)  # the last cell of a table may be cut off inside of an id


@pytest.mark.parametrize("name", ["un_xml_excerpt.xml", "opensanctions_simple_excerpt.csv", "own.json"])
def test_a_gzip_file_that_was_cut_off_is_read_up_to_there(name: str) -> None:
    packed = gzip.compress(WHOLE[name])
    found = in_part(packed[: int(len(packed) * 0.9)])
    assert "the gzip file is damaged or cut off" in found.warnings[0]
    check_beginning(found, whole_list(name))


def test_a_gzip_file_that_lacks_its_check_alone_is_read_whole_with_the_warning() -> None:
    whole = read_watchlist(OWN_TOML)
    assert in_part(gzip.compress(OWN_TOML)[:-3]).entities == whole.entities


def test_a_gzip_file_whose_check_is_wrong_is_not_read() -> None:
    packed = bytearray(gzip.compress(OWN_TOML))
    packed[-6] ^= 1
    with pytest.raises(ListError, match="the gzip file is damaged") as error:
        read_watchlist(bytes(packed), allow_partial=True)
    assert error.value.partial is None


def test_a_table_of_ones_own_is_read_up_to_a_quote_that_does_not_end() -> None:
    found = in_part(QUOTED[:-3])
    assert [entity.id for entity in found.entities] == [str(n) for n in range(19)]


@pytest.mark.parametrize("name", ["uk_ofsi_excerpt.csv", "eu_fsf_csv_excerpt.csv", "au_dfat_excerpt.csv"])
def test_a_file_that_ends_in_zeros_is_read_up_to_there(name: str) -> None:
    data = WHOLE[name]
    found = in_part(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    assert "NUL character" in found.warnings[0]
    check_beginning(found, read_watchlist(data), by_names=True)


def test_a_list_cut_off_inside_of_a_letter_is_not_taken_for_another_encoding() -> None:
    data = WHOLE["uk_ofsi_excerpt.csv"]
    letter = next(place for place in range(len(data) // 2, len(data)) if data[place] >= 0xC0)
    found = in_part(data[: letter + 1])
    check_beginning(found, read_watchlist(data), by_names=True)


def legacy(**changed: bytes) -> bytes:
    """OFAC's files in one zip, some of them changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in ("sdn", "alt", "add", "comments"):
            archive.writestr(f"{part}.csv", changed.get(part, excerpt(f"ofac_legacy_excerpt_{part}.csv")))
    return packed.getvalue()


def test_of_ofacs_legacy_files_any_may_be_cut_off() -> None:
    whole = read_watchlist(legacy())
    aliases = in_part(legacy(alt=excerpt("ofac_legacy_excerpt_alt.csv")[:300]))
    assert [entity.id for entity in aliases.entities] == [entity.id for entity in whole.entities]
    check_beginning(aliases, whole, by_names=True)
    assert "ends in the middle of a line" in aliases.warnings[0]
    parties = in_part(legacy(sdn=b"".join(excerpt("ofac_legacy_excerpt_sdn.csv").splitlines(keepends=True)[:4])))
    check_beginning(parties, whole)
    assert len(parties.entities) == 4
    assert "which sdn.csv does not have" in parties.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<html>", b"<sdnList>", b'{"entity": [', b"[[entity]]\nid = ", excerpt("un_xml_excerpt.xml")[:1000],
        excerpt("uk_ofsi_excerpt.xlsx")[:8000], gzip.compress(OWN_TOML, mtime=0)[:30], b'id,name\n1,"A',
    ],
)  # fmt: skip
def test_where_no_entry_can_be_read_it_stays_an_error(data: bytes) -> None:
    with pytest.raises(ListError) as error:
        read_watchlist(data, allow_partial=True)
    assert error.value.partial is None


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "screening", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def test_what_is_left_of_a_list_can_be_counted_and_screened_against(tmp_path: Path) -> None:
    data = excerpt("ofac_advanced_excerpt.xml")  # which tells the programmes at its end
    (tmp_path / "list.xml").write_bytes(data[: data.index(b"<SanctionsEntries")])
    config = 'allow_partial = true\ncache = "off"\n[[list]]\npath = "list.xml"\nprogrammes = ["*DPRK*"]\n'
    (tmp_path / "screening.toml").write_text(config)
    (tmp_path / "in.csv").write_text("name\nNobody\n")

    assert run("lists", "show", "list.xml", folder=tmp_path).returncode == 3
    shown = run("lists", "show", "list.xml", "--allow-partial", "--json", folder=tmp_path)
    found = json.loads(shown.stdout)
    assert found["entities"] > 0
    assert found["warnings"][0].startswith("the list is damaged")

    done = run("screen", "in.csv", "-o", "out.json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (told,) = json.loads((tmp_path / "out.json").read_text())["screening"]["watchlists"]
    assert told["entities"] == found["entities"]  # entries whose programme is not known stay
    assert any("the list is damaged" in warning for warning in told["warnings"])
    assert any("no programme '*DPRK*' in list" in warning for warning in told["warnings"])


def test_a_published_list_of_nobody_is_a_damaged_one(tmp_path: Path) -> None:
    published, own = tmp_path / "published.xml", tmp_path / "own.csv"
    published.write_text("<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>", encoding="utf-8")
    own.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(ListError, match="holds no entries") as error:
        read_source(ListSource(published), text=Source(), allow_partial=False)
    assert error.value.code == "empty"
    (left_out,) = read_source(ListSource(published), text=Source(), allow_partial=True)
    assert left_out.warnings[0].startswith("NOT SCREENED AGAINST")
    (own_list,) = read_source(ListSource(own), text=Source(), allow_partial=False)
    assert own_list.warnings == ("the list holds no entries",)  # who begins a list has none yet
