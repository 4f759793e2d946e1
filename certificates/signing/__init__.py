"""Signing of PDFs: the organisation's certificate, PAdES, and the checks of its configuration."""
