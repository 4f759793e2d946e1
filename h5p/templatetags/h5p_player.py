"""The player in the administration: a preview, in the same sandbox, that records nothing."""

from typing import Any

from django import template

from h5p.api import PlayClaims, frame_address, sandbox_tokens
from h5p.models import Activity
from h5p.player.policy import eval_libraries

register = template.Library()


@register.inclusion_tag("h5p/_preview_frame.html", takes_context=True)
def activity_preview(context: dict[str, Any], activity: Activity) -> dict[str, Any]:
    """The activity as its author may try it, with what they must know of its types."""
    request, version = context["request"], activity.version
    if version is None or not request.user.is_authenticated:
        return {"activity": activity, "frame": ""}
    claims = PlayClaims(
        user_id=request.user.pk,
        activity_id=activity.pk,
        version_id=version.pk,
        language=activity.language,
    )
    return {
        "activity": activity,
        "frame": frame_address(request, claims),
        "sandbox": sandbox_tokens(),
        "evaluating": eval_libraries(list(version.libraries.all())),
    }
