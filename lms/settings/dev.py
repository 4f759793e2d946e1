"""Development and `make demo`: http on the own machine, readable errors off by default."""

from lms.settings.base import *
from lms.settings.env import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
# A demo key is no secret: production refuses to start with it (see core.checks).
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-not-a-secret-" + "0" * 40)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
WAGTAILADMIN_BASE_URL = SITE_URL
LMS_STYLEGUIDE = True
# The demo accounts are printed with a ready second factor code.
LMS_DEMO = True
PDF_SIGNER = env.str("PDF_SIGNER", default="demonstration")
CREDENTIAL_KEYS_DEMO = True
VAR_DIR.mkdir(parents=True, exist_ok=True)
