"""Hypothesis without deadlines: a slow moment of the machine is no failure. Speed lives in benchmarks/.

Continuous integration (``CI`` set) tries the same examples every time, so that it fails for a change and not by chance;
a developer's runs go on looking for new ones.
"""

import os

from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
