# Two commands matter: `make demo` serves the platform, `make test` runs every test.
PYTHON ?= python3
PORT ?= 8000
VENV_PYTHON := .venv/bin/python
export PORT PYTHON

.PHONY: help demo demo-code setup test lint bench messages screenshots lock

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## Set up and serve the platform with its real courses (PORT=8000)
	@bash scripts/demo.sh

demo-code: ## The current second-factor code of the demonstration's staff
	@DJANGO_SETTINGS_MODULE=lms.settings.dev $(VENV_PYTHON) manage.py demo_code

setup: ## Install everything that tests and development need
	@$(PYTHON) scripts/setup.py --dev

test: setup ## Set up and pass every check and test
	@$(VENV_PYTHON) scripts/test.py

lint: setup ## The static checks only
	@$(VENV_PYTHON) scripts/test.py --lint

bench: setup ## Measure: requests per second, certificates per minute
	@$(VENV_PYTHON) bench/run.py

messages: setup ## Extract the strings and merge them into the catalogues
	@$(VENV_PYTHON) scripts/messages.py update

screenshots: setup ## Screenshots of the main pages into screenshots/ (ignored by git)
	@$(VENV_PYTHON) scripts/screenshots.py

lock: ## Write the lock files anew from pyproject.toml and package.json
	@bash scripts/lock.sh
