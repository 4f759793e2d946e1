"""Activities as units: completed by the server, by the rule on their page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.lms_tags import percent
from courses.activities.enums import CompletionRule
from courses.activities.models import ActivityPage
from courses.activities.selectors import plays_finished
from courses.catalogue.kinds import UnitKind, UnitVisit, kind_register


def rule_sentence(page: ActivityPage) -> str:
    """Say to the learner what completes the unit."""
    if page.rule == CompletionRule.OPENED:
        return _("This unit is completed when you open the activity.")
    if page.rule == CompletionRule.FINISHED:
        return _("This unit is completed when you finish the activity, whatever your score.")
    return _("This unit is completed when you reach %(percent)s. You may try again.") % {
        "percent": percent(page.pass_percent)
    }


def activity_context(request: HttpRequest, visit: UnitVisit) -> dict[str, Any]:
    """The learner's finished plays and the rule. One query."""
    plays = []
    if visit.enrolment is not None:
        plays = plays_finished(enrolment=visit.enrolment, unit_id=visit.unit.id)
    return {"plays": plays, "rule_sentence": rule_sentence(visit.page)}


kind_register(
    UnitKind(
        code="activity",
        label=gettext_lazy("Activity"),
        icon="compass",
        page_model=ActivityPage,
        template="courses/unit_activity.html",
        completes_hint=gettext_lazy("Completed by doing the activity."),
        context=activity_context,
    )
)
