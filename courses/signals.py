"""What courses announce, and when. Receivers must be idempotent."""

from django.dispatch import Signal

# Provides: enrolment_id. Sent once the enrolment is completed and committed.
course_completed = Signal()

# Provides: programme_enrolment_id. Sent once the last course of a programme was completed by this
# person, and committed.
programme_completed = Signal()

# Provides: course_id. Sent once the outline of a course was rebuilt and committed.
outline_changed = Signal()

# Provides: attempt_id, enrolment_id, unit_id, passed (True for a test that is not graded).
# Sent inside the grading transaction: the completion commits with the grade or not at all.
attempt_graded = Signal()

# Provides: enrolment_id, unit_id. Sent inside the transaction that hands the submission in.
submission_handed_in = Signal()

# Provides: enrolment_id, unit_id, attended, recorded_by_id. Sent for each person inside the
# transaction that signs a session, and at a correction of a signed list.
attendance_decided = Signal()
