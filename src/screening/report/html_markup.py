"""HTML that is safe by its making: text becomes markup only through ``tag``, which escapes it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from screening.report.links import web_link
from screening.report.visible import shortened, visible

MAX_TEXT = 4_000
"""Characters of one text that a page shows; the workbook and the JSON report have the whole."""

_VOID = frozenset({"meta", "br", "hr"})
_SHAPES = frozenset({"rect", "line", "path"})  # of SVG, where an element without content closes itself


class Markup(str):
    """Text that is HTML already. Only this module makes it from other text."""

    __slots__ = ()


Child = str | Iterable[str] | None


def tag(name: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """An element. Children are escaped unless they are Markup; a child that is None is left out.

    An attribute's ``class_`` and ``for_`` lose their underscore, other underscores become hyphens; an attribute
    that is None is left out, one that is empty is written bare.
    """
    start = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items() if value is not None)}"
    if name in _VOID:
        return Markup(f"{start}>")
    if name in _SHAPES:
        return Markup(f"{start}/>")
    return Markup(f"{start}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Children one after another, escaped unless they are Markup."""
    return Markup("".join(_child(child) for child in children))


def text(value: str) -> Markup:
    """Text for reading: escaped, and characters that cannot be seen or would turn it around are shown as marks."""
    return Markup(escape(visible(shortened(value, MAX_TEXT))))


def anchor(reference: str, words: str | None = None) -> Markup:
    """A link if the reference is a safe web address; else its text. One with other words is ``named``: print it."""
    url = web_link(reference)
    if url is None:
        return text(words or reference)
    return tag("a", words or url, href=url, rel="noopener noreferrer", class_="named" if words else None)


def raw(markup: str) -> Markup:
    """Markup that a file of this package holds (the style sheet): never text from a list or a counterparty."""
    return Markup(markup)


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return text(child)
    return "".join(_child(part) for part in child)


def _attribute(key: str, value: str | float | None) -> str:
    key = key.rstrip("_").replace("_", "-")
    if value == "":
        return f" {key}"
    shown = value if isinstance(value, str) else f"{value:g}"
    return f' {key}="{escape(visible(shown))}"'
