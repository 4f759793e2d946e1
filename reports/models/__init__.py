"""Facts that reports count, targets, and views that people saved."""

from reports.models.fact import Fact, FactState
from reports.models.saved import SavedView
from reports.models.target import Target

__all__ = ["Fact", "FactState", "SavedView", "Target"]
