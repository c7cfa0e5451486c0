"""Every reader of a list format, loaded: the program itself loads the one that a file is for."""

from __future__ import annotations

from screening.lists.formats import FORMATS

READERS = tuple(one.reader for one in FORMATS)
