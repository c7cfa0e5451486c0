"""OFAC's lists (US Treasury) in their five formats."""
