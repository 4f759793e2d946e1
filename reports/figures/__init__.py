"""Figures: what may be asked (dimensions, selections, readers) and the tables that answer."""
