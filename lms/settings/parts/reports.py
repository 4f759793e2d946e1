"""Reports: how fresh, how small a group may be shown."""

from lms.settings.env import env

# Opening a report brings the facts up to date when they are older than so many seconds.
LMS_REPORTS_MAX_AGE: int = env.int("REPORTS_MAX_AGE", default=60)
# Whoever may not see names sees no group smaller than this.
LMS_SMALL_GROUP: int = env.int("SMALL_GROUP", default=5)
