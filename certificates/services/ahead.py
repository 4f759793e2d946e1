"""Signing ahead: a new certificate's PDF is made before somebody asks for it."""

import logging
from collections.abc import Sequence

from django.db import transaction
from kombu.exceptions import OperationalError

from certificates import tasks
from certificates.models import Certificate

logger = logging.getLogger(__name__)
PART = 50
# The last of the broker's four: a cohort's PDFs never hold up an issue or a message.
PRIORITY = 9


def documents_queue(certificates: Sequence[Certificate]) -> None:
    """Queue the signing of these certificates' PDFs, once the transaction is through."""
    ids = [row.pk for row in certificates]
    transaction.on_commit(lambda: _queue(ids))


def _queue(ids: list[int]) -> None:
    try:
        for start in range(0, len(ids), PART):
            tasks.documents_make.apply_async([ids[start : start + PART]], priority=PRIORITY)
    except OperationalError:
        logger.warning("no broker: PDFs are left to their first download")
