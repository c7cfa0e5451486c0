"""What the root element of an XML list is called, for recognising its format by the first bytes."""

from __future__ import annotations

import re

from screening.source_text import head_text

# After the declaration and comments, or named by a document type (which its reader then refuses with its own message).
_ROOT = re.compile(r"\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", re.DOTALL)


def root_name(head: bytes) -> str | None:
    """The name of the root element without its namespace; None where the bytes do not begin like XML."""
    found = _ROOT.match(head_text(head))
    return found[1] if found else None
