"""One document per certificate: signed once, the same for everybody, recognised for ever."""

import hashlib
import threading
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection, connections

from certificates.documents import certificate_pdf
from certificates.models import SignedDocument
from certificates.proof.models import DocumentKind
from tests.factories.certificates import certificate_make


@pytest.mark.django_db
def test_the_pdf_is_signed_once_and_kept():
    certificate = certificate_make()
    first = certificate_pdf(certificate)
    assert certificate_pdf(certificate) == first
    row = SignedDocument.objects.get()
    assert (row.kind, row.number, row.size) == (DocumentKind.PDF, 1, len(first))
    assert row.sha256 == hashlib.sha256(first).hexdigest()
    assert row.signed_by.startswith("DEMONSTRATION – NOT VALID (signature) · ")


@pytest.mark.django_db
@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_a_lost_or_changed_file_is_made_anew_and_the_earlier_hash_stays(damage: str):
    certificate = certificate_make()
    certificate_pdf(certificate)
    row = SignedDocument.objects.get()
    storage = storages["default"]
    with storage.open(row.file, "wb") as stream:
        stream.write(b"changed")
    if damage == "lost":
        storage.delete(row.file)
    again = certificate_pdf(certificate)
    assert again.startswith(b"%PDF-")
    rows = SignedDocument.objects.order_by("number")
    assert [one.number for one in rows] == [1, 2]
    assert rows[0].sha256 == row.sha256
    assert certificate_pdf(certificate) == again


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 3])
def test_serving_a_kept_pdf_costs_one_query(others: int, django_assert_num_queries: Any):
    certificate = certificate_make()
    certificate_pdf(certificate)
    for _number in range(others):
        certificate_pdf(certificate_make())
    with django_assert_num_queries(1):
        certificate_pdf(certificate)


@pytest.mark.django_db(transaction=True)
def test_callers_at_once_get_the_same_bytes():
    if connection.vendor != "postgresql":
        # SQLite has one writer at a time: the race is tried where it can happen.
        return
    certificate = certificate_make()
    barrier = threading.Barrier(4)
    got: list[Any] = []

    def call() -> None:
        barrier.wait()
        try:
            got.append(certificate_pdf(certificate))
        except Exception as error:  # noqa: BLE001 (reported below)
            got.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=call) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    assert SignedDocument.objects.count() == 1
