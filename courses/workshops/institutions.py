"""What a merge of institutions does to the workshops that facilitators ran."""

from django.utils.translation import gettext_lazy as _

from accounts.institutions.merging import merge_rule_register
from courses.workshops.models import WorkshopReport

merge_rule_register(WorkshopReport, "organisation", label=_("workshops with job seekers"))
