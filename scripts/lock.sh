#!/usr/bin/env bash
# Lock the Python packages with hashes and without any registry address.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/pip" install -q --disable-pip-version-check uv
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
  --no-emit-find-links --custom-compile-command "make lock")
"$tools/bin/uv" pip compile "${options[@]}" pyproject.toml -o requirements/base.txt
"$tools/bin/uv" pip compile "${options[@]}" --extra dev -c requirements/base.txt pyproject.toml \
  -o requirements/dev.txt
npm install --package-lock-only --no-audit --no-fund --loglevel=error
