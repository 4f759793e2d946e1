"""Verbs about sessions, attendance and facilitators' workshops."""
