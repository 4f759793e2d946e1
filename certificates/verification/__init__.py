"""Checking a certificate: by code, by file, by machine. For anybody, and no more than is agreed."""
