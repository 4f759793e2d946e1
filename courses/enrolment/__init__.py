"""Applet of courses."""
