"""Interactive activities as units and inside lessons: plays, results, completion."""
