"""What enrolment says about institutions: what a merge moves, who counts as enrolled."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.institutions.merging import merge_rule_register
from accounts.institutions.selectors import count_register
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.models import Cohort, Enrolment


def people_enrolled() -> QuerySet[Any]:
    """Return the ids of those who are enrolled in a course or completed one."""
    rows = Enrolment.objects.exclude(status=EnrolmentStatus.WITHDRAWN)
    return rows.order_by().values("user_id")


count_register("enrolled", people_enrolled)
merge_rule_register(Cohort, "organisation", label=_("cohorts"))
merge_rule_register(Enrolment, "organisation", label=_("enrolments"))
merge_rule_register(ImportRun, "organisation", label=_("imported lists"))
