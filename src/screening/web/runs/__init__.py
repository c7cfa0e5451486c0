"""Screenings of uploads: what is known of each, where it lies, and the processes that do the work."""
