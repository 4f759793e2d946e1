"""Courses: one Django app of applets; others use its `api`, `models` and `signals` only."""
