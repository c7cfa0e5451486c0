"""Watchlists: one file per format, each ``bytes -> Watchlist``, and what is done to the lists read."""
