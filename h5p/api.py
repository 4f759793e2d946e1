"""What the apps above use of activities."""

from h5p.editor.labels import content_defaults
from h5p.models import Activity, ActivityVersion, Library
from h5p.player.grading.answers import Answer, Outcome, Part
from h5p.player.integration import file_bases, frame_address
from h5p.player.policy import sandbox_tokens
from h5p.player.tokens import PlayClaims, record_token
from h5p.selectors import activity_problem
from h5p.services.editing import activity_rename, content_create, content_save
from h5p.services.own import own_libraries_install
from h5p.services.translations import translation_save, translation_start
from h5p.signals import play_ended

__all__ = [
    "Activity",
    "ActivityVersion",
    "Answer",
    "Library",
    "Outcome",
    "Part",
    "PlayClaims",
    "activity_problem",
    "activity_rename",
    "content_create",
    "content_defaults",
    "content_save",
    "file_bases",
    "frame_address",
    "own_libraries_install",
    "play_ended",
    "record_token",
    "sandbox_tokens",
    "translation_save",
    "translation_start",
]
