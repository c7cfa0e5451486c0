"""The same input gives the same report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from made_up_list import made_up_list

from screening.report.model import Report
from screening.screener import Screener

from .reports import GAPS


def steady(report: Report) -> Report:
    told = report.screening.model_copy(update={"started": "", "duration_s": 0.0})
    return report.model_copy(update={"screening": told})


def test_the_same_input_gives_the_same_report(small: Screener, tmp_path: Path) -> None:
    first = small.screen(GAPS.encode())
    again = small.screen(GAPS.encode())
    anew = Screener([made_up_list(tmp_path)]).screen(GAPS.encode())
    assert steady(first) == steady(again) == steady(anew)
    assert steady(first) != steady(small.screen(GAPS.encode(), threshold=50))


SEEDED = """
import json, sys, screening
report = screening.Screener().screen(sys.argv[1], threshold=60).to_dict()
report["screening"]["started"] = report["screening"]["duration_s"] = None
report["heavy"] = sorted({"pandas", "openpyxl", "xlsxwriter"} & set(sys.modules))
print(json.dumps(report))
"""


def test_hash_seeds_change_nothing_and_pandas_stays_out() -> None:
    examples = Path(__file__).parents[2] / "examples" / "counterparties.xlsx"
    outs = [
        subprocess.run(
            [sys.executable, "-c", SEEDED, str(examples)], capture_output=True, check=True, timeout=300,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert outs[0] == outs[1]
    report = json.loads(outs[0])
    assert report["summary"]["hits"] > 20
    assert report["heavy"] == []
