"""The comparison of two versions of a list as one page: no scripts, nothing from elsewhere, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable

from screening.list_changes.difference_text import counts_line, field_words, version_words
from screening.lists.difference import Change, Difference, Entry
from screening.lists.head import ListHead
from screening.report.html_head import page_head, page_start
from screening.report.html_markup import Markup, join, raw, tag

_ENTRY_HEADS = ("Id", "Name", "Type", "Programmes")
_CHANGE_HEADS = ("Id", "Name", "Field", "Before", "Now")


def difference_page(found: Difference) -> bytes:
    """The page, UTF-8: the two versions, the counts, and a table each of entries added, removed and changed."""
    title = f"{found.new.title or found.new.name}: what has changed"
    main = tag(
        "main",
        _versions(found),
        _warnings(found.warnings),
        _table("Added", _ENTRY_HEADS, [_entry(entry) for entry in found.added]),
        _table("Removed", _ENTRY_HEADS, [_entry(entry) for entry in found.removed]),
        _table("Changed", _CHANGE_HEADS, [row for change in found.changed for row in _change(change)]),
        id="main",
    )
    body = tag("body", tag("header", tag("h1", title), tag("p", counts_line(found))), main)
    return join(page_start("en"), page_head(title), body, raw("</html>\n")).encode()


def _versions(found: Difference) -> Markup:
    def row(which: str, version: ListHead) -> Markup:
        return tag("tr", _cells((which, version_words(version), version.issuer, version.path, version.sha256)))

    heads = ("", "List", "Issuer", "File", "SHA-256")
    return _rows(heads, [row("Old", found.old), row("New", found.new)])


def _warnings(warnings: Iterable[str]) -> Markup | None:
    told = [tag("li", warning) for warning in warnings]
    return tag("section", tag("h2", "Warnings"), tag("ul", told)) if told else None


def _table(title: str, heads: tuple[str, ...], rows: list[Markup]) -> Markup:
    return tag("section", tag("h2", title), _rows(heads, rows) if rows else tag("p", "None."))


def _rows(heads: tuple[str, ...], rows: list[Markup]) -> Markup:
    head = tag("thead", tag("tr", [tag("th", text, scope="col") for text in heads]))
    return tag("table", head, tag("tbody", rows), class_="wide")


def _entry(entry: Entry) -> Markup:
    return tag("tr", _cells((entry.id, entry.name, entry.type, ", ".join(entry.programmes))))


def _change(change: Change) -> list[Markup]:
    """One row for each field; only the first says whose it is."""
    return [
        tag(
            "tr",
            _cells((change.id, change.name) if not place else ("", "")),
            tag("td", field_words(field)),
            tag("td", [tag("div", value) for value in field.removed]),
            tag("td", [tag("div", value) for value in field.added]),
        )
        for place, field in enumerate(change.fields)
    ]


def _cells(texts: Iterable[str]) -> list[Markup]:
    return [tag("td", text) for text in texts]
