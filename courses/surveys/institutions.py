"""What a merge of institutions does to what people answered there."""

from django.utils.translation import gettext_lazy as _

from accounts.institutions.merging import merge_rule_register
from courses.surveys.models import SurveyResponse

merge_rule_register(SurveyResponse, "organisation", label=_("answers to questionnaires"))
