"""The project: settings, root URLs, Celery. It composes the apps; nobody imports it."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
