"""The EU's financial sanctions list in CSV: the rows of an entity say what its XML says.

The excerpt has the entities of the XML's excerpt, put into the columns that the publisher describes for version 1.1.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Entity, Name, Watchlist
from screening.errors import ListError
from screening.lists.eu import fsf_csv as eu_fsf_csv
from screening.lists.registry import read_watchlist

HERE = Path(__file__).parents[1] / "excerpts"
EXCERPT = HERE / "eu_fsf_csv_excerpt.csv"
DATA = EXCERPT.read_bytes()
HEADER = "fileGenerationDate;Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName"

VERSION_1_0 = """\
Date_file;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Leba_url;Programme;Entity_remark;\
Entity_logical_id;Naal_logical_id;Naal_leba_numtitle;Naal_leba_publication_date;Naal_lastname;Naal_firstname;\
Naal_wholename;Naal_gender;Naal_title;Naal_function;Naal_programme;Addr_number;Addr_street;Addr_city;Addr_country;\
Addr_other;Birt_date;Birt_plcae;Birt_country;Iden_number;Iden_country;Citi_country;EU_ref_num
13/05/2024;13;P;1210/2003 (OJ L169);2003-07-08;http://a.example;IRQ;UNSC RESOLUTION 1483;13;17;1210/2003 (OJ L169);\
2003-07-08;Hussein Al-Tikriti;Saddam;Saddam Hussein Al-Tikriti;M;;President;IRQ;;;;;;;;;;;;EU.27.28
13/05/2024;13;P;1210/2003 (OJ L169);2003-07-08;http://a.example;IRQ;UNSC RESOLUTION 1483;13;19;1210/2003 (OJ L169);\
2003-07-08;;;Abu Ali;;;;IRQ;;;;;;;;;;;;EU.27.28
13/05/2024;13;P;1210/2003 (OJ L169);2003-07-08;http://a.example;IRQ;UNSC RESOLUTION 1483;;;;;;;;;;;;12;High Street;\
Baghdad;IRQ;former;1937-04-28;al-Awja;IRQ;A123 (passport-National passport) (of 1990);IRQ;IRQ;EU.27.28
"""


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def read(*rows: str, header: str = HEADER) -> Watchlist:
    return read_watchlist("\n".join([header, *rows, ""]).encode())


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.issuer, excerpt.version, excerpt.as_of) == ("European Union", "2024-05-13", "2024-05-13")
    assert excerpt.warnings == ()


def test_entities_are_those_of_the_xml(excerpt: Watchlist) -> None:
    published = {entity.id: entity for entity in read_watchlist(HERE / "eu_fsf_xml_excerpt.xml").entities}
    assert [entity.id for entity in excerpt.entities] == [
        "eu-13", "eu-5815", "eu-108510", "eu-547", "eu-547-taqa", "eu-112309", "eu-146786",
    ]  # fmt: skip
    for entity in excerpt.entities:
        assert entity == published[entity.id]


def test_it_is_recognised_by_its_header_and_by_no_other_reader_before() -> None:
    for data in (DATA, VERSION_1_0.encode(), b"fileGenerationDate;2026-09-29\n" + DATA):
        assert next(reader for reader in READERS if reader.recognise(data)) is eu_fsf_csv
    for data in (b"name;type\n", b"Entity_LogicalId,NameAlias_WholeName\n", b"", b"Entity_LogicalId;name\n"):
        assert not eu_fsf_csv.recognise(data)


def test_version_1_0() -> None:
    watchlist = read_watchlist(VERSION_1_0.encode())
    assert (watchlist.as_of, watchlist.warnings) == ("2024-05-13", ())
    (entity,) = watchlist.entities
    assert (entity.id, entity.type, entity.gender, entity.countries) == ("eu-13", "Person", "male", ("IQ",))
    assert entity.names == (
        Name(text="Saddam Hussein Al-Tikriti", quality="primary", origin="1210/2003 (OJ L169)"),
        Name(text="Abu Ali", origin="1210/2003 (OJ L169)"),
    )
    assert entity.dates.birth == ("1937-04-28",)
    (address,) = entity.addresses
    assert (address.text, address.city, address.country, address.origin) == (
        "High Street, 12",
        "Baghdad",
        "IQ",
        "former",
    )
    (number,) = entity.identifiers
    assert (number.kind, number.value, number.country) == ("passport", "A123", "IQ")
    assert number.origin == "National passport; (passport-National passport) (of 1990)"
    assert entity.references == ("EU.27.28", "http://a.example")
    assert [(event.what, event.date, event.reference) for event in entity.events] == [
        ("listed", "2003-07-08", "1210/2003 (OJ L169)")
    ]
    assert entity.remarks == "Position: President; Place of birth: al-Awja, IRQ; Remark: UNSC RESOLUTION 1483"


def test_rows_of_an_entity_may_stand_apart_and_repeat() -> None:
    watchlist = read(
        "13/05/2024;1;person;Alpha", "13/05/2024;2;enterprise;Beta", "13/05/2024;1;person;Alpha", ";;;",
        "13/05/2024;1;person;A.",
    )  # fmt: skip
    assert {entity.id: [name.text for name in entity.names] for entity in watchlist.entities} == {
        "eu-1": ["Alpha", "A."], "eu-2": ["Beta"],
    }  # fmt: skip
    assert [entity.type for entity in watchlist.entities] == ["Organization", "Person"]  # as they are complete


def test_a_part_in_two_rows_is_one() -> None:
    header = "Entity_LogicalId;Entity_SubjectType;NameAlias_LogicalId;NameAlias_WholeName;NameAlias_Remark;Address_City"
    (entity,) = read("1;P;7;Alpha;low quality alias;Goma", "1;P;7;Alpha;nom de guerre;Rome", header=header).entities
    assert [(name.text, name.quality) for name in entity.names] == [("Alpha", "primary")]
    assert [address.city for address in entity.addresses] == ["Goma", "Rome"]
    assert entity.remarks == "Name: Alpha: low quality alias; Name: Alpha: nom de guerre"


def test_columns_that_are_not_known_are_kept() -> None:
    header = "Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName;Wallet;NameAlias_Suffix"
    (entity,) = read("1;P;Alpha;1abc;Jr", header=header).entities
    assert entity.remarks == "nameAlias suffix: Jr; sanctionEntity Wallet: 1abc"


def test_the_day_in_a_row_of_its_own() -> None:
    data = "fileGenerationDate;2026-09-29\n" + HEADER.partition(";")[2] + "\n1;P;Alpha\n"
    assert read_watchlist(data.encode()).as_of == "2026-09-29"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (["13/05/2024;1;person;Alpha", "13/05/2024;2"], 3),
        (["13/05/2024;1;person;Alpha;more"], 2),
        (["13/05/2024;1;person;Alpha", "", "13"], 4),
    ],
)
def test_a_ragged_row_is_an_error(rows: list[str], row: int) -> None:
    with pytest.raises(ListError, match="where the header has 4") as caught:
        read(*rows)
    assert (caught.value.row, caught.value.code) == (row, "corrupt")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_off_is_no_list(share: float) -> None:
    with pytest.raises(ListError, match="cut off or damaged"):
        read_watchlist(DATA[: DATA.index(b";", int(len(DATA) * share))])


def test_a_file_that_is_cut_off_in_its_last_cell_is_told() -> None:
    warnings = read_watchlist((HEADER + "\n13/05/2024;1;person;Alph").encode()).warnings
    assert warnings == ("the last line of the file has no end: if the publisher's file has one, this one was cut off",)


def test_broken_quotes_are_an_error() -> None:
    with pytest.raises(ListError, match="not valid CSV") as caught:
        read('13/05/2024;1;person;"Alpha', "13/05/2024;2;person;Beta")
    assert caught.value.code == "syntax"


def test_text_that_is_not_utf_8_is_an_error() -> None:
    with pytest.raises(ListError) as caught:
        read_watchlist(HEADER.encode() + "\n13/05/2024;1;person;Müller\n".encode("cp1252"))
    assert caught.value.code == "encoding"


def test_a_header_without_the_type_is_an_error() -> None:
    with pytest.raises(ListError, match="no column for the type"):
        read("1;Alpha", header="Entity_LogicalId;NameAlias_WholeName")


def test_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    watchlist = read("13/05/2024;1;person;", "13/05/2024;;person;Beta", "13/05/2024;3;person;Gamma")
    assert [entity.name for entity in watchlist.entities] == ["Gamma"]
    assert watchlist.warnings[0].startswith("entity 1 (without a name) was left out")
    assert watchlist.warnings[1] == "row 3 does not say which entity it is of, and was left out"


def test_a_header_alone_is_told() -> None:
    assert "the list holds no entries" in read().warnings


def test_names_keep_their_language() -> None:
    header = "Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName;NameAlias_NameLanguage"
    entity: Entity = read("1;P;Иван;BG", header=header).entities[0]
    assert entity.names == (Name(text="Иван", quality="primary", language="bg", script="Cyrl"),)
