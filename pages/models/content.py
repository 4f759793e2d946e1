"""What the content loader wrote, so that it can tell its own text from an editor's."""

from django.db import models


class ContentRecord(models.Model):
    """One loaded thing: a page in one language, or a question.

    `fingerprint` is the hash of the source it was written from. `state` is what was left in the
    database: the page's revision, or the hash of the question. When the present state differs, an
    editor has changed it and a later load leaves it alone.
    """

    key = models.CharField(max_length=200, unique=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
