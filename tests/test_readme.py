"""The README shows what the commands print, and its Python runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_output_shown_is_what_the_commands_print() -> None:
    check = subprocess.run([sys.executable, ROOT / "tools" / "fill_readme.py", "--check"], check=False)
    assert check.returncode == 0, "run python tools/fill_readme.py"


def test_the_python_example_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Korea Daesong Bank" in run.stdout
    assert (tmp_path / "risk.xlsx").stat().st_size > 0


def test_two_commands_do_all_the_set_up() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert "screening screen examples/counterparties.xlsx -o risk.xlsx -o risk.html" in commands[0]
    assert "-m pytest" in commands[1]


def test_every_page_that_is_linked_is_there() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in link:
            assert (ROOT / link).is_file(), link
