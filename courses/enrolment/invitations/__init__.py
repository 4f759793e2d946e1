"""Invitations: a personal link that opens an account or a place."""
