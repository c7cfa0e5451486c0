"""A screening's result as data, and a writer for every format."""
