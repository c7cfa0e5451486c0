"""Red flags: risk indicators other than names, found in a row by the rules of a file and of the configuration."""
