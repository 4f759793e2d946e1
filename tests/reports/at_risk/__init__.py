"""Tests of the list of those who need help."""
