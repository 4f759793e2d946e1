"""Libraries, activities with their versions, imports."""

from h5p.models.activity import Activity, ActivityVersion
from h5p.models.hub import HubState
from h5p.models.job import ImportJob
from h5p.models.library import Library, LibraryDependency
from h5p.models.preview import ContentPreview
from h5p.models.state import ContentState
from h5p.models.translation import ActivityTranslation

__all__ = [
    "Activity",
    "ActivityTranslation",
    "ActivityVersion",
    "ContentPreview",
    "ContentState",
    "HubState",
    "ImportJob",
    "Library",
    "LibraryDependency",
]
