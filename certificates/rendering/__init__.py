"""Rendering of certificates by typst."""

from certificates.rendering.render import certificate_render

__all__ = ["certificate_render"]
