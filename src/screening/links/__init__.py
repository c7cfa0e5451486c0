"""Links inside a file: what rows have in common with rows that have a hit."""
