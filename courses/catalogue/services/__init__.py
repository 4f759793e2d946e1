"""Services of the catalogue."""

from courses.catalogue.services.outline import (
    outline_rebuild,
    outline_rebuild_later,
    outline_rebuilds_deferred,
)
from courses.catalogue.services.records import record_ensure

__all__ = ["outline_rebuild", "outline_rebuild_later", "outline_rebuilds_deferred", "record_ensure"]
