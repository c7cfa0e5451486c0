"""The head of a page that fetches nothing: its own style sheet, and at most one own script, are all that it may use."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from screening.report.html_markup import Markup, join, raw, tag


def page_start(language: str) -> Markup:
    """The first lines of a page, up to its head, in a language: a code that may come from a user's file of texts."""
    return join(raw('<!DOCTYPE html>\n<html lang="'), language, raw('">'))


def page_head(title: str, script: str | None = None) -> Markup:
    """The head of a page with the report's style sheet in it, and a policy that allows nothing else.

    ``script`` is the text of the one script that the page may run beside; it stands in the page by `script_tag`.
    """
    style = package_file("report.css")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    if script is not None:
        policy += f"; script-src '{_hash(script)}'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", raw(style)),
    )


def package_file(name: str) -> str:
    """A style sheet or script of the package."""
    return (files("screening") / "data" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A text as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
