"""The Swiss list (SECO)."""
