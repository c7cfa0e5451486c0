"""The Python API in one minute: screen a spreadsheet, look at the alerts, write reports, check single names."""

from pathlib import Path

import screening

HERE = Path(__file__).parent

screener = screening.Screener.from_config(HERE / "screening.toml")  # Screener() alone uses the shipped watchlist
report = screener.screen(HERE / "counterparties.xlsx")

print(f"{report.summary.counterparties} rows screened, {len(report.alerts)} alerts. The first five:")
for alert in report.alerts[:5]:
    best = alert.hits[0]
    print(f"  {alert.risk:<6} {alert.sheet}, row {alert.row}: {best.matched_value!r} ({best.matched_field})")
    print(f"         may be {best.entity_name} ({best.status}), score {best.score:.0f}, by {best.matched_name!r}")

report.write("risk.xlsx")  # for the reviewer: the suffix picks the format
report.write("risk.html")  # for the printer
print("written: risk.xlsx, risk.html")

for hit in screener.match("Korea Daesung Bank"):
    print(f"Korea Daesung Bank: {hit.entity_name}, score {hit.score:.0f}, risk {hit.risk}")

imo = screening.Identifier(kind="imo", value="8905490")
ship = screening.Counterparty(name="Eastern Promise", type="Vessel", identifiers=(imo,))
for hit in screener.match(ship):
    print(f"Eastern Promise: {hit.entity_name}, by {hit.matched_field}, risk {hit.risk}")
    for evidence in hit.evidence:
        print(f"  {evidence.feature}: {evidence.detail}")
