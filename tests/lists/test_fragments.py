"""Entries as their lists publish them: cut out of the file byte by byte, each with nothing of its neighbours."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from screening.lists.formats import FORMATS
from screening.lists.fragments.find import published
from screening.lists.fragments.places import places
from screening.lists.registry import contents_of, read_watchlist

HERE = Path(__file__).parent / "excerpts"
EXCERPTS = sorted(HERE.glob("*_excerpt.*"))
LEGACY = {f"{part}.csv": HERE / f"ofac_legacy_excerpt_{part}.csv" for part in ("sdn", "alt", "add")}


def test_every_format_has_its_place() -> None:
    assert places().keys() == {one.name for one in FORMATS}


@pytest.mark.parametrize("path", [*EXCERPTS, HERE / "ofac_legacy_excerpt_sdn.csv"], ids=lambda path: path.name)
def test_every_entry_is_cut_out_of_the_file(path: Path) -> None:
    watchlist = read_watchlist(path)
    found = published(contents_of(path)[1], [entity.id for entity in watchlist.entities])
    assert found.keys() == {entity.id for entity in watchlist.entities}
    whole = b"".join(path.read_bytes().split())
    for entity in watchlist.entities:
        part = found[entity.id]
        assert any(word.encode() in part for name in entity.names[:1] for word in name.text.split()), entity.id
        if path.suffix != ".xlsx":
            assert all(b"".join(line.split()) in whole for line in part.splitlines()), entity.id
    numbers = [b"%d" % len(part) for part in found.values()]
    assert len(set(numbers)) > 1 or len(numbers) < 3  # not the whole file for each


@pytest.mark.parametrize(
    ("name", "entity_id", "begins", "holds", "holds_not"),
    [
        ("ofac_sdn_excerpt.xml", "ofac-9584", b"<sdnEntry>", b"<uid>9028</uid>", b"<uid>12209</uid>"),
        ("ofac_advanced_excerpt.xml", "ofac-9639", b'<DistinctParty FixedRef="9639">', b"<SanctionsEntry ", b'"9640"'),
        ("un_xml_excerpt.xml", "un-CDi.003", b"<INDIVIDUAL>", b"IYAMUREMYE", b"CDi.001"),
        ("eu_fsf_xml_excerpt.xml", "eu-13", b"<sanctionEntity ", b"Saddam", b'logicalId="547"'),
        ("uk_ofsi_2014_excerpt.csv", "ofsi-12871", b"Last Updated,02/04/2014", b"2ND ACADEMY", b"10657"),
        ("au_dfat_excerpt.csv", "dfat-43", b"Reference,Name of", b"\n43a,", b"\n44,"),
        ("opensanctions_ftm_excerpt.json", "opensanctions-NK-daesong-bank", b'{"id":', b"NK-daesong-bank", b"Pak Mun"),
    ],
)  # fmt: skip
def test_an_entry_has_nothing_of_its_neighbours(
    name: str, entity_id: str, begins: bytes, holds: bytes, holds_not: bytes
) -> None:
    part = published({name: (HERE / name).read_bytes()}, [entity_id])[entity_id]
    assert part.startswith(begins)
    assert holds in part
    assert holds_not not in part


def test_an_element_of_another_namespace_and_one_inside_of_another() -> None:
    xml = (
        b'<x:sanctionsData xmlns:x="https://ofac.treas.gov/ENHANCED_XML" xmlns="b"><x:entities>'
        b'<x:entity id="1"><x:a><x:entity id="2">kept</x:entity></x:a></x:entity><x:entity id="3"/>'
        b"</x:entities></x:sanctionsData>"
    )
    found = published({"a.xml": xml}, ["ofac-1", "ofac-2", "ofac-3"])
    assert found["ofac-1"] == b'<x:entity id="1"><x:a><x:entity id="2">kept</x:entity></x:a></x:entity>\n'
    assert found["ofac-3"] == b'<x:entity id="3"/>\n'
    assert "ofac-2" not in found


def test_records_that_nobody_numbers_are_told_by_their_order() -> None:
    twice = "<record><Country>Zembla</Country><Entity>{}</Entity><Schedule>1</Schedule><Item>7</Item></record>"
    xml = f"<data-set>{twice.format('Alpha')}<!-- {twice.format('No')} -->{twice.format('Beta')}</data-set>".encode()
    found = published({"ca.xml": xml}, ["ca-zembla-1-7", "ca-zembla-1-7-beta"])
    assert {key: b"Alpha" in part for key, part in found.items()} == {
        "ca-zembla-1-7": True, "ca-zembla-1-7-beta": False,
    }  # fmt: skip
    assert b"No" not in b"".join(found.values())


def test_files_that_are_one_list_are_told_apart(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, path in LEGACY.items():
            archive.writestr(name, path.read_bytes())
    (tmp_path / "list.zip").write_bytes(data.getvalue())
    digest, files = contents_of(tmp_path / "list.zip")
    assert digest == read_watchlist(tmp_path / "list.zip").sha256
    part = published(files, ["ofac-12209"])["ofac-12209"].decode()
    assert [line for line in part.splitlines() if line.startswith("#")] == ["# sdn.csv", "# alt.csv", "# add.csv"]
    assert all(line.startswith(("#", "12209,")) for line in part.splitlines())


def test_a_folder_and_a_packed_file_have_the_hash_that_the_report_tells(tmp_path: Path) -> None:
    for name, path in LEGACY.items():
        (tmp_path / "ofac" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "ofac" / name).write_bytes(path.read_bytes())
    assert contents_of(tmp_path / "ofac")[0] == read_watchlist(tmp_path / "ofac").sha256
    packed = tmp_path / "un.xml.gz"
    packed.write_bytes(gzip.compress((HERE / "un_xml_excerpt.xml").read_bytes()))
    digest, files = contents_of(packed)
    assert digest == read_watchlist(packed).sha256
    assert "un-CDi.003" in published(files, ["un-CDi.003"])


def test_lists_of_ones_own() -> None:
    csv = b'id,name\na-1,"Alpha, of\nZembla"\nb-2,Beta\n'
    assert published({"own.csv": csv}, ["a-1", "c-3"]) == {"a-1": b'id,name\na-1,"Alpha, of\nZembla"\n'}
    toml = b'[watchlist]\nname = "x"\n\n# why it is here\n[[entity]]\nid = "a"\nname = "A"\n[[mentioned]]\nname = "M"\n'
    assert published({"own.toml": toml}, ["a"]) == {"a": b'# why it is here\n[[entity]]\nid = "a"\nname = "A"\n'}
    json = b'{"watchlist": {"name": "x"}, "entity": [{"id": "a", "name": "A"}, {"id": "b", "name": "B {"}]}'
    assert published({"own.json": json}, ["b"]) == {"b": b'{"id": "b", "name": "B {"}\n'}
