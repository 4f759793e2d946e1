"""What courses announce. Senders send after commit; receivers must be idempotent."""

from django.dispatch import Signal

# Provides: enrolment_id. Sent once the enrolment is completed and committed.
course_completed = Signal()

# Provides: course_id. Sent once the outline of a course was rebuilt and committed.
outline_changed = Signal()

# Provides: attempt_id, enrolment_id, unit_id, passed. Sent once an attempt is graded and committed.
attempt_graded = Signal()
