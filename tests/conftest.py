"""Hypothesis without deadlines: a slow moment of the machine is no failure. Speed lives in benchmarks/.

Continuous integration (``CI`` set) tries the same examples every time, so that it fails for a change and not by chance;
a developer's runs go on looking for new ones.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from screening.tables import registry
from screening.tables.from_bytes import read_bytes

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Indexes and downloaded lists are kept in folders of the test run, which its subprocesses use as well.

    No terminal tells its width: processes of pytest-xdist are given one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        patch.setenv("SCREENING_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("SCREENING_LISTS", str(tmp_path_factory.mktemp("lists")))
        yield


@pytest.fixture(autouse=True, scope="module")
def read_here() -> Iterator[None]:
    """Tables are read in this process: a new one for each takes a tenth of a second. Tests of that process have a
    fixture of this name that does nothing, and so do subprocesses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "read_isolated", lambda pieces, request: read_bytes(b"".join(pieces), request))
        yield
