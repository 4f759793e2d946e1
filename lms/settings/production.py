"""Production: everything comes from the environment; `check --deploy` refuses what is unsafe."""

from lms.settings.base import *
from lms.settings.env import env

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SITE_URL = env.str("SITE_URL", default="https://localhost")
WAGTAILADMIN_BASE_URL = SITE_URL
