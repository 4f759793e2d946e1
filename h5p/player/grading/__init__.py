"""Scores computed again on the server, from the recorded response and the package's own answers."""
