"""Every command, option and exit status stands in docs/command-line.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from screening import cli, cli_screen, errors

PAGE = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli._parser()
    (choices,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices)


def test_every_command_and_option_is_documented() -> None:
    for name, parser in commands().items():
        assert f"`screening {name}" in PAGE
        for option in (o for action in parser._actions for o in action.option_strings):
            assert f"`{option}" in PAGE or f" {option}" in PAGE or f"(`{option}`)" in PAGE, f"{name} {option}"


def test_every_exit_status_is_documented() -> None:
    kinds: list[type[errors.ScreeningError]] = [errors.ScreeningError, *errors.ScreeningError.__subclasses__()]
    statuses = {0, cli_screen.FAIL_ON_REACHED, cli.BUG, cli.INTERRUPTED, *(kind.exit_status for kind in kinds)}
    for status in sorted(statuses):
        assert f"| {status} | " in PAGE


def test_every_option_of_the_commands_about_lists_is_documented() -> None:
    (choices,) = (a.choices for a in commands()["lists"]._actions if isinstance(a, argparse._SubParsersAction))
    for name, parser in dict(choices).items():
        (entry,) = (part for part in PAGE.split("\n- ") if part.startswith(f"`screening lists {name}"))
        for option in (o for action in parser._actions for o in action.option_strings if o.startswith("--")):
            general = {"--help", "--quiet", "--verbose", "--config"}
            assert option in general or option in entry, f"lists {name} {option}"
