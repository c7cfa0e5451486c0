"""Bringing downloaded lists up to date: what to download, whether it may be used, and what came of it."""
