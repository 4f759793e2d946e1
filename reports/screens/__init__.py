"""The reports on screen, in the administration."""
