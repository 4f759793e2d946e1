"""What the apps above use of activities."""

from h5p.models import Activity, ActivityVersion
from h5p.player.grading.answers import Answer, Outcome, Part
from h5p.player.integration import file_bases, frame_address
from h5p.player.policy import sandbox_tokens
from h5p.player.tokens import PlayClaims, record_token
from h5p.signals import play_ended

__all__ = [
    "Activity",
    "ActivityVersion",
    "Answer",
    "Outcome",
    "Part",
    "PlayClaims",
    "file_bases",
    "frame_address",
    "play_ended",
    "record_token",
    "sandbox_tokens",
]
