"""Enrolment in the administration."""
