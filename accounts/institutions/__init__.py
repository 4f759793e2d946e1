"""Institutions: the tree, its changes, duplicates and their merging."""
