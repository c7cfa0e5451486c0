"""What the extra `web` brings: the packages that are declared, and of the package's own code nothing at the start."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires

from packaging.requirements import Requirement

DECLARED = {"fastapi", "jinja2", "python-multipart", "uvicorn"}


def test_the_extra_brings_what_is_declared() -> None:
    told = [Requirement(line) for line in requires("screening") or []]
    mine = {r.name for r in told if r.marker is not None and r.marker.evaluate({"extra": "web"})}
    assert mine == DECLARED


def test_the_command_line_loads_none_of_it_but_to_serve() -> None:
    code = "import sys, screening.cli, screening.cli_serve; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert not set(ran.stdout.split()) & {"fastapi", "starlette", "uvicorn", "jinja2", "screening.web.app"}
