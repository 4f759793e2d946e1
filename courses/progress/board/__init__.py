"""The trainer's board: every member of a cohort at a glance, on a phone."""
