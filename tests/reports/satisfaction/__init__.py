"""Tests of the report on satisfaction."""
