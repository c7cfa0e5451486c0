"""Hypothesis without deadlines: a slow moment of the machine is no failure. Speed lives in benchmarks/."""

from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.load_profile("default")
