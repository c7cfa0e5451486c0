"""A process that stores decisions, for tests of several at once and of one that is ended in the middle.

``python writer.py ADDRESS NAME COUNT``: COUNT decisions one by one. With a fourth argument, N: both decisions of one
call are stored together, and the process kills itself before its statement number N that changes anything.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import Engine, event

from decisions.made import decision
from screening.decisions.ledger import Ledger


def main(address: str, name: str, count: int, killed_before: int | None) -> None:
    made = [decision(reviewer=name, comment=f"Decision {number}.") for number in range(count)]
    pairs = [(one, one.origin(one.decided, "")) for one in made]
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    if killed_before is not None:
        kill_before(killed_before)
        Ledger(address).add(pairs, now)
        return
    for pair in pairs:
        Ledger(address).add([pair], now)


def kill_before(number: int) -> None:
    changes = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def _before(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        nonlocal changes
        changes += not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN", "SET"))
        if changes == number:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "commit")
    def _commit(_: Any) -> None:
        nonlocal changes
        changes += 1
        if changes == number:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(arguments[0], arguments[1], int(arguments[2]), int(arguments[3]) if len(arguments) > 3 else None)
