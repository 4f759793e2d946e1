"""Closed lists about assessments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """How a question is answered. Each has a grader in `courses.assessments.grading`."""

    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "true_false", _("True or false")
    MATCHING = "matching", _("Matching")
    ORDERING = "ordering", _("Ordering")
    SHORT = "short", _("Short answer")


class Purpose(models.TextChoices):
    """What an assessment is for. Only a graded one has a pass mark."""

    GRADED = "graded", _("Graded")
    PRETEST = "pretest", _("Pre-test (not graded)")
    POSTTEST = "posttest", _("Post-test (not graded)")


class Reveal(models.TextChoices):
    """When right answers and feedback are shown."""

    NEVER = "never", _("Never: only the score")
    AFTER_SUBMIT = "after_submit", _("After each attempt")
    AFTER_PASS = "after_pass", _("After passing or the last attempt")


class AttemptStatus(models.TextChoices):
    """Where an attempt stands."""

    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted")
    EXPIRED = "expired", _("Closed by the time limit")
