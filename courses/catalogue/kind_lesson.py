"""Lessons: the learner reads, practises, and says at the end that it is done."""

from django.utils.translation import gettext_lazy as _

from courses.catalogue.kinds import UnitKind, kind_register
from courses.catalogue.models import LessonPage

kind_register(
    UnitKind(
        code="lesson",
        label=_("Lesson"),
        icon="lesson",
        page_model=LessonPage,
        template="courses/unit_lesson.html",
        completes_hint=_("Completed when you confirm it at the end of the lesson."),
        learner_completes=True,
    )
)
