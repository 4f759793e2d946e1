"""Merging two accounts of one person: rules per table, and the one service that runs them."""
