"""Downloading one file over HTTPS, within bounds of time and size. Nothing here knows of lists."""
