"""From a raw string to an analysed name."""
