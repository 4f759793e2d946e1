"""The store: added once, never changed, at a constant cost."""

import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.xapi.samples import IRI, statement_make
from xapi.exceptions import StatementConflictError
from xapi.models import Statement, StatementReference, key_of
from xapi.parsing import statement_parse
from xapi.services import StoredStatement, statement_store

pytestmark = pytest.mark.django_db
REGISTRATION = uuid.UUID(int=7)


def store(statement: dict[str, Any], **changes: Any) -> StoredStatement:
    values: dict[str, Any] = {
        "actor_name": "learner",
        "registration": REGISTRATION,
        "language": "ar",
        **changes,
    }
    return statement_store(parsed=statement_parse(statement, activity_iri=IRI), **values)


def test_a_statement_gets_what_the_server_knows():
    sent = statement_make()
    stored = store(sent)
    row = Statement.objects.get()
    assert stored.created
    assert str(row.statement_id) == sent["id"]
    assert row.actor["account"] == {"homePage": settings.SITE_URL, "name": "learner"}
    assert row.authority["account"]["name"] == "platform"
    assert row.registration == REGISTRATION
    assert row.object_key == key_of(IRI)
    assert row.raw["context"]["registration"] == str(REGISTRATION)
    assert row.raw["context"]["language"] == "ar"
    assert row.raw["stored"] == row.stored.isoformat()
    assert row.result["score"] == {"min": 0, "max": 2, "raw": 2, "scaled": 1}
    reference = StatementReference.objects.get()
    assert (reference.role, reference.is_agent) == ("category", False)
    assert reference.key == key_of("http://h5p.org/libraries/H5P.MultiChoice-1.16")


def test_sent_twice_it_is_stored_once():
    sent = statement_make()
    done: list[int] = []
    assert store(sent, then=lambda: done.append(1)).created
    assert not store(sent, then=lambda: done.append(2)).created
    assert done == [1]
    assert Statement.objects.count() == 1


def test_another_statement_with_a_known_id_is_a_conflict():
    sent = statement_make()
    store(sent)
    with pytest.raises(StatementConflictError):
        store({**sent, "result": {"completion": True}})
    with pytest.raises(StatementConflictError):
        store(sent, actor_name="somebody else")
    assert Statement.objects.get().raw["result"]["response"] == "0[,]2"


def test_what_fails_afterwards_leaves_no_statement():
    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store(statement_make(), then=fail)
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("known", [1, 30])
def test_a_statement_costs_two_queries_whatever_is_stored(known: int):
    for _number in range(known):
        store(statement_make())
    with CaptureQueriesContext(connection) as captured:
        store(statement_make())
    written = [q for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(written) == 2


def test_statements_are_append_only():
    store(statement_make())
    row = Statement.objects.get()
    with pytest.raises(TypeError):
        Statement.objects.update(voided=True)
    with pytest.raises(TypeError):
        Statement.objects.all().delete()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(TypeError):
        row.save()
