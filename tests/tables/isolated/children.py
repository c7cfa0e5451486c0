"""A file, and children that read it as a test says."""

from __future__ import annotations

import os

import pytest

from screening.errors import InputError
from screening.tables.isolated import process
from screening.tables.limits import LIMITS, Limits
from screening.tables.registry import read_table

CSV = b'Name,Country\nWise Honest,KP\n\n"Pong, Su",\n'

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def reads_by(body: str, patch: pytest.MonkeyPatch) -> None:
    """Let the children run these statements in the place of the reader."""
    program = process._START.removesuffix("main()")
    lines = ["def read_bytes(data, request):", *(f"    {line}" for line in body.splitlines())]
    ready = ["import os, signal, socket, subprocess, time", "from screening.tables.isolated import child", *lines]
    patch.setattr(process, "_START", "\n".join([program, *ready, "child.read_bytes = read_bytes", "main()"]))


def error_of(limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        read_table(CSV, file_name="f.csv", limits=limits)
    assert caught.value.file == "f.csv"
    return caught.value
