"""Tests of the report writers; a package, so that its modules can share the sample report."""
