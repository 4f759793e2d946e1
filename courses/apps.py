"""The one Django app in which the applets of courses live."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Catalogue, enrolment, assessments, workshops, submissions, progress."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Register what applets add to others (kinds, scope, merges); connect their receivers."""
        # ruff: noqa: PLC0415
        import courses.activities.kind
        import courses.activities.publication
        import courses.activities.receivers
        import courses.assessments.kind
        import courses.catalogue.kind_lesson
        import courses.catalogue.receivers
        import courses.enrolment.institutions
        import courses.enrolment.receivers
        import courses.progress.receivers
        import courses.submissions.kind
        import courses.surveys.institutions
        import courses.surveys.receivers
        import courses.workshops.institutions
        import courses.workshops.kind
        import courses.workshops.receivers  # noqa: F401
        from accounts.enums import Scope
        from accounts.scope import scope_register
        from courses.enrolment.selectors import people_trained
        from courses.merging import facts_declare, rules_declare

        scope_register(Scope.TRAINED, people_trained)
        rules_declare()
        facts_declare()
