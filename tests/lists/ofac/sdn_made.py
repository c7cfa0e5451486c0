"""OFAC's SDN XML for tests: an excerpt of the list of 7 May 2024 (public domain, entries unchanged), and more."""

from __future__ import annotations

from pathlib import Path

from list_entries import only_entry

from screening.entities import Entity

EXCERPT = Path(__file__).parents[1] / "excerpts" / "ofac_sdn_excerpt.xml"
DATA = EXCERPT.read_bytes()
NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
BOMB = '<!DOCTYPE sdnList [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE sdnList SYSTEM "file:///etc/passwd">'


def made(*entries: str, header: str = "", declaration: str = '<?xml version="1.0" standalone="yes"?>') -> bytes:
    """A list of the given entries (what stands inside of them), with the right count unless ``header`` is given."""
    header = header or f"<Publish_Date>05/07/2024</Publish_Date><Record_Count>{len(entries)}</Record_Count>"
    body = "".join(f"<sdnEntry>{inner}</sdnEntry>" for inner in entries)
    return (
        f'{declaration}<sdnList xmlns="{NAMESPACE}"><publshInformation>{header}</publshInformation>{body}</sdnList>'
    ).encode()


def one(inner: str) -> Entity:
    return only_entry(made(f"<uid>1</uid><lastName>ALPHA</lastName>{inner}"))


def ids(*pairs: tuple[str, str], more: str = "") -> str:
    items = "".join(f"<id><idType>{kind}</idType><idNumber>{value}</idNumber>{more}</id>" for kind, value in pairs)
    return f"<idList>{items}</idList>"
