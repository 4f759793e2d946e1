"""Which rule holds: the cohort's, else the course's, else everybody's, else the default."""

from dataclasses import dataclass

from courses.progress.reminders.defaults import DEFAULT_RULES, Rule
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.models import ReminderRule


@dataclass(frozen=True, kw_only=True)
class Rules:
    """All rules, read once per plan."""

    by_scope: dict[tuple[str, int | None, int | None], Rule]

    def get(self, kind: str, *, course_id: int, cohort_id: int | None) -> Rule:
        """Return the rule of a kind for an enrolment in this course and cohort."""
        scopes: list[tuple[str, int | None, int | None]] = [
            (kind, course_id, None),
            (kind, None, None),
        ]
        if cohort_id:
            scopes.insert(0, (kind, None, cohort_id))
        for scope in scopes:
            if scope in self.by_scope:
                return self.by_scope[scope]
        return DEFAULT_RULES[kind]

    def shortest(self, kind: str) -> int | None:
        """Return the smallest number of days of an active rule; None when none is active."""
        found = [rule for (one, *_scope), rule in self.by_scope.items() if one == kind]
        if (kind, None, None) not in self.by_scope:
            found.append(DEFAULT_RULES[kind])
        days = [rule.days for rule in found if rule.is_active]
        return min(days) if days else None


def rules_get() -> Rules:
    """Return the rules in force. One query."""
    return Rules(
        by_scope={
            (row.kind, row.course_id, row.cohort_id): Rule(
                is_active=row.is_active,
                days=row.days,
                repeat_days=row.repeat_days,
                max_times=row.max_times,
            )
            for row in ReminderRule.objects.all()
        }
    )


def stuck_days(rules: Rules, *, course_id: int, cohort_id: int | None) -> int:
    """Days without activity after which a member counts as stuck: those of the reminder."""
    return rules.get(ReminderKind.INACTIVE, course_id=course_id, cohort_id=cohort_id).days
