"""Learning reports."""
