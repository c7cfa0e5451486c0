"""The web page and API: a thin face of the screener. It holds no matching, reading or reporting logic."""
