"""``python -m screening`` is the ``screening`` command."""

import sys

from screening.cli import main

sys.exit(main())
