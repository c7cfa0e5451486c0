"""Entries of a list as they were published: the very bytes of the file that are one entry."""
