#!/usr/bin/env bash
# Set the demonstration up (quickly when nothing changed) and serve it.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" scripts/setup.py
export DJANGO_SETTINGS_MODULE=lms.settings.dev LOG_LEVEL="${LOG_LEVEL:-WARNING}"
python=.venv/bin/python
"$python" manage.py migrate --verbosity 0
"$python" manage.py content_load
"$python" manage.py collectstatic --noinput --verbosity 0
"$python" manage.py demo_accounts
exec "$python" manage.py serve
