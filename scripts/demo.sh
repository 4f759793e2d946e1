#!/usr/bin/env bash
# Set the demonstration up (quickly when nothing changed) and serve it.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" scripts/setup.py
export DJANGO_SETTINGS_MODULE=lms.settings.dev LOG_LEVEL="${LOG_LEVEL:-WARNING}"
exec .venv/bin/python manage.py serve --demo
