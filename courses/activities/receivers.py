"""What the player announces becomes a result of the course, in the same transaction."""

import uuid
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from core.templatetags.lms_tags import percent
from courses.activities.services import play_end
from h5p.api import Outcome, PlayClaims, play_ended
from xapi.parsing import ParsedStatement


@receiver(play_ended)
def play_is_recorded(
    sender: Any,
    claims: PlayClaims,
    statement: ParsedStatement,
    outcome: Outcome,
    **kwargs: Any,
) -> dict[str, Any]:
    """Record the end; tell the page around the activity what it came to, in words."""
    ended = play_end(
        play_uuid=uuid.UUID(claims.play),
        ended_at=statement.timestamp,
        outcome=outcome,
        language=claims.language,
    )
    play = ended.play
    if play.percent is None:
        message = _("Your answers are recorded.")
    else:
        message = _("Your result is recorded: %(percent)s") % {
            "percent": percent(float(play.percent))
        }
    return {
        "message": message,
        "percent": None if play.percent is None else float(play.percent),
        "passed": play.passed,
        "unit_completed": ended.completion is not None,
        "results": reverse("courses:play", args=[play.uuid]),
    }
