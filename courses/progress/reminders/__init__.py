"""Reminders: who is written to, why, at most once a day, never at night."""
