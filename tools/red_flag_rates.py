"""How often each red flag is raised on rows without fault: a Markdown table.

    python tools/red_flag_rates.py clean_companies.csv clean_people.csv ...

Give it tables of counterparties that are known to be harmless. Hits are not looked for, so that flags which compare
with hits are not counted; flags that compare the rows of a file are.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from screening.config import Config
from screening.links.book import Book
from screening.links.ships import contradictions
from screening.red_flag_rules import FILE_CHECKS, ShippedRule
from screening.red_flags.flags import Flags
from screening.tables.counterparties import read_counterparties


def rates(path: Path, flags: Flags) -> tuple[int, Counter[str]]:
    """The rows of a table, and in how many of them each flag is raised."""
    parties = read_counterparties(path).counterparties
    raised = Counter(flag.id for party in parties for flag in flags.of(party, ()))
    rules = flags.rules_for(FILE_CHECKS)
    seen = {(place, rules[check].id) for place, check, _ in contradictions(Book.of(parties).ships)}
    return len(parties), raised + Counter(id_ for _, id_ in seen)


def main(paths: Sequence[str]) -> int:
    """Print the table; 1 where a flag is raised in more than 0.5 % of the rows of a file."""
    flags = Flags(Config())
    found = [(Path(path).name, *rates(Path(path), flags)) for path in paths]
    print(f"| red flag | {' | '.join(f'{name} ({rows:,} rows)' for name, rows, _ in found)} |")
    print("|---|" + "---|" * len(found))
    ids = sorted({id_ for _, _, raised in found for id_ in raised})
    for id_ in ids:
        print(f"| `{id_}` | {' | '.join(f'{raised[id_]} ({raised[id_] / rows:.2%})' for _, rows, raised in found)} |")
    others = {rule.id for rule in flags.rules if not (isinstance(rule, ShippedRule) and rule.context)} - set(ids)
    print(f"\nThe other {len(others)} flags are raised in no row.")
    return int(any(raised[id_] > 0.005 * rows for _, rows, raised in found for id_ in raised))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
