"""Tests: fast hashing, files in memory, the same middleware and policies as production."""

from lms.settings.base import *
from lms.settings.env import env

SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
LMS_STYLEGUIDE = True
PDF_SIGNER = "demonstration"
CREDENTIAL_KEYS_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "h5p": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A worker that a test starts shares the test's folder.
if env.str("LMS_TEST_H5P", default=""):
    STORAGES["h5p"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("LMS_TEST_H5P"), "base_url": None},
    }
# A cache of its own for each parallel run: tests clear it, and must not clear the broker.
_worker = int(env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw"))
_local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
_shared = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": f"{REDIS_URL}?db={_worker + 1}",
}
CACHES = {"default": _shared if REDIS_URL else _local}
if not REDIS_URL:
    CELERY_BROKER_URL = "memory://"
if "DATABASE_URL" not in env.ENVIRON:
    DATABASES["default"]["NAME"] = ":memory:"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Colleagues and parallel runs each keep a database file of their own.
    _file = env.str("LMS_TEST_DB", default="")
    DATABASES["default"]["TEST"] = {"NAME": _file or None}
