"""The head of a page that fetches nothing and runs nothing: its style sheet is the only thing that it may use."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from screening.report.html_markup import Markup, raw, tag


def page_head(title: str) -> Markup:
    """The head of a page with the report's style sheet in it, and a policy that allows nothing else."""
    style = (files("screening") / "data" / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
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
