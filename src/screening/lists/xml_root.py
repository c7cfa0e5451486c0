"""What the root element of an XML file is called: published lists are recognised by it."""

from __future__ import annotations

import re

from screening.source_text import head_text

# After the declaration and comments, or named by a document type (which is then refused with its own message).
_ROOT = re.compile(r"\s*(?>(?:<\?.*?\?>|<!--.*?-->)\s*)*<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)(?=[\s>/])", re.DOTALL)


def root_name(head: bytes) -> str:
    """The local name of the root element of the XML that begins with ``head``, without its namespace; "" for others."""
    found = _ROOT.match(head_text(head))
    return found[1] if found else ""
