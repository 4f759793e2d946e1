"""Cohorts in the administration."""
