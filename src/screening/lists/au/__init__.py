"""Australia's list (DFAT)."""
