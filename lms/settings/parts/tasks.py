"""Celery, its broker and the cache. REDIS_URL names a Redis or Valkey server."""

import hashlib
import tempfile
from pathlib import Path

from celery.schedules import crontab

from lms.settings.env import VAR_DIR, env

SOCKET_PATH_MAX = 100
# Without REDIS_URL the supervisor starts a Valkey from its wheel on this socket.
EMBEDDED_SOCKET = VAR_DIR / "valkey" / "valkey.sock"
if len(str(EMBEDDED_SOCKET)) > SOCKET_PATH_MAX:
    # The kernel refuses longer socket paths: a short one that is this folder's own.
    _digest = hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:16]
    EMBEDDED_SOCKET = Path(tempfile.gettempdir()) / f"lms-{_digest}.sock"
REDIS_URL: str = env.str("REDIS_URL", default="")

if REDIS_URL:
    # Celery calls a unix socket by another name than the cache does.
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "lms",
        }
    }
else:
    CELERY_BROKER_URL = f"redis+socket://{EMBEDDED_SOCKET}"
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{EMBEDDED_SOCKET}?db=1",
            "KEY_PREFIX": "lms",
        }
    }

CELERY_BROKER_TRANSPORT_OPTIONS = {
    # What a killed worker was doing comes back after so many seconds, not after an hour; what
    # cannot wait so long has a sweep of its own below.
    "visibility_timeout": 600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = "Africa/Casablanca"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "announcements-send-left": {
        "task": "courses.enrolment.tasks.announcements_send_left",
        "schedule": 60.0,
    },
    "attempts-close-overdue": {
        "task": "courses.assessments.tasks.attempts_close_overdue",
        "schedule": 60.0,
    },
    "certificates-issue-missing": {
        "task": "certificates.tasks.certificates_issue_missing",
        "schedule": 120.0,
    },
    "certificates-files-sweep": {
        "task": "certificates.tasks.files_sweep",
        "schedule": 300.0,
    },
    "certificates-expiry-look": {
        "task": "certificates.tasks.expiry_look",
        "schedule": crontab(hour="9", minute="10"),
    },
    "notices-deliver-due": {
        "task": "accounts.tasks.notices_deliver_due",
        "schedule": 60.0,
    },
    "reminders-run": {
        # Every hour: the quiet hours decide, whatever the clocks do at the ends of Ramadan.
        "task": "courses.progress.tasks.reminders_run",
        "schedule": crontab(minute="12"),
    },
    "h5p-imports-resume": {
        # The broker gives the job of a killed worker back only after `visibility_timeout`.
        "task": "h5p.tasks.imports_resume",
        "schedule": 60.0,
    },
    "h5p-packages-sweep": {
        "task": "h5p.tasks.packages_sweep",
        "schedule": crontab(minute="41"),
    },
    "enrolments-sweep": {
        "task": "courses.enrolment.tasks.enrolments_sweep",
        "schedule": 300.0,
    },
    "imports-sweep": {
        "task": "courses.enrolment.imports.tasks.imports_sweep_run",
        "schedule": 120.0,
    },
    "duplicates-search": {
        "task": "accounts.tasks.duplicates_search",
        "schedule": crontab(hour="2", minute="23"),
    },
    "institutions-merged-sweep": {
        "task": "accounts.tasks.institutions_merged_sweep",
        "schedule": 600.0,
    },
    "facts-catch-up": {
        "task": "reports.tasks.facts_follow",
        "schedule": 60.0,
    },
    "facts-rebuild": {
        # What bears no stamp (a change in the database by hand) is in the figures the next day.
        "task": "reports.tasks.facts_fill",
        "schedule": crontab(hour="2", minute="47"),
    },
    "sessions-clear-expired": {
        "task": "accounts.tasks.sessions_clear_expired",
        "schedule": crontab(hour="3", minute="17"),
    },
}
