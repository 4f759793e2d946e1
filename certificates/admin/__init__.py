"""Certificates in the administration."""
