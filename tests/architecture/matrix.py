"""Ask one address as one person and say what is wrong with the answer."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import RequestFactory, override_settings
from django.urls import reverse
from pypdf import PdfReader

from tests.architecture.addresses import Address
from tests.architecture.rules import Actor, Rule
from tests.architecture.world import MARKS, World

REFUSALS = {401, 403, 404, 405, 410}
WRITES = ("INSERT", "UPDATE", "DELETE")
# Keeping a session is no record.
NO_RECORD = ('"django_session"',)
DEFAULTS = {"int": 1, "language": "fr", "uuid": uuid.UUID(int=1)}


def address_url(address: Address, rule: Rule, world: World) -> str:
    """Return the address with its parameters: the rule's, the world's, or something harmless."""
    if address.name.startswith("route:"):
        return "/" + address.route.replace("^.*/$", "nothing/").removeprefix("/")
    values = {name: _argument(name, sort, rule, world) for name, sort in address.converters.items()}
    if not values and "(" in address.route:
        # A pattern whose parameters have no names.
        return reverse(address.name, args=[_value(key, world) for key in rule.args.values()])
    return reverse(address.name, kwargs=values)


def _argument(name: str, sort: str, rule: Rule, world: World) -> Any:
    key = rule.args.get(name, name)
    if name not in rule.args and key not in world.values:
        return DEFAULTS.get(sort, "1")
    return _value(key, world)


def _value(key: str, world: World) -> Any:
    """A literal after "=", else one of the world's values."""
    return key[1:] if key.startswith("=") else world.values[key]


@dataclass(kw_only=True)
class Answer:
    """What came back, and what it wrote before everything was undone."""

    url: str
    error: str = ""
    status: int = 0
    location: str = ""
    text: str = ""
    writes: list[str] = field(default_factory=list)
    changed: bool = False

    @property
    def refused(self) -> bool:
        """Refused: a status that says so, or sent to the login, or back to the administration.

        A missing address without a language is looked for under one: that is a 404 too.
        """
        path = self.location.partition("?")[0]
        missing = self.url != "/" and path.rstrip("/") == f"/fr{self.url.rstrip('/')}"
        sent_away = path.endswith(("/accounts/login/", "/admin/login/")) or path == "/admin/"
        sent_away = sent_away or missing
        return self.status in REFUSALS or (self.status == HTTPStatus.FOUND and sent_away)


def problems_of(
    *, address: Address, rule: Rule, world: World, actor: Actor, exact: bool
) -> list[str]:
    """Return what is wrong with the answers to GET and POST, as sentences."""
    url = address_url(address, rule, world)
    found: list[str] = []
    for method in ("GET", "POST"):
        answer = _answer_get(method, url, rule, world, actor)
        where = f"{actor} {method} {address.name} ({url})"
        sentences = [
            *_access_problems(answer, rule, allowed=actor in rule.allowed(method), exact=exact),
            *_data_problems(answer, rule, actor),
        ]
        found += [f"{where}: {sentence}" for sentence in sentences]
    return found


def _access_problems(answer: Answer, rule: Rule, *, allowed: bool, exact: bool) -> Iterator[str]:
    told = f"{answer.status} {answer.location}".strip()
    if answer.error:
        if not (allowed and rule.fails and answer.error.startswith(rule.fails)):
            yield f"raises {answer.error}"
    elif allowed:
        if exact and answer.refused and answer.status != HTTPStatus.METHOD_NOT_ALLOWED:
            yield f"must be answered, but is refused ({told})"
    elif not answer.refused:
        yield f"must be refused, but is answered ({told})"
    elif answer.writes:
        yield f"is refused but writes: {answer.writes[0][:160]}"


def _data_problems(answer: Answer, rule: Rule, actor: Actor) -> Iterator[str]:
    marks = [mark for mark in MARKS if mark in answer.text]
    if marks and actor not in rule.names:
        yield f"must not name the other institution's person, but holds {marks}"
    if answer.changed and actor not in rule.changes:
        yield "must not change the other institution's records, but does"


def _answer_get(method: str, url: str, rule: Rule, world: World, actor: Actor) -> Answer:
    answer = Answer(url=url)
    with transaction.atomic():
        with _writes_seen(answer.writes):
            try:
                response = _request(method, url, rule, world, actor)
                answer.text = _text_of(response)
            except Exception as error:  # noqa: BLE001 (any error of a view is a finding)
                answer.error = f"{type(error).__name__}: {str(error)[:200]}"
            else:
                answer.status = response.status_code
                answer.location = response.headers.get("Location", "")
        # The connection refuses queries after an error inside the block.
        if answer.writes and not answer.error:
            answer.changed = world.state() != world.before
        transaction.set_rollback(True)
    return answer


@lru_cache(maxsize=1)
def _handler() -> BaseHandler:
    """The whole middleware, loaded once; the test client's own bookkeeping would cost a third."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request(method: str, url: str, rule: Rule, world: World, actor: Actor) -> HttpResponseBase:
    """Ask with a session of the actor's own, whatever earlier requests did to it."""
    if method == "GET":
        request = RequestFactory().get(f"{url}{rule.query}")
    else:
        data = {name: _value(key, world) for name, key in rule.data.items()}
        request = RequestFactory().post(url, data)
    if actor in world.sessions:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = world.sessions[actor]
        request._cached_user = copy(world.users[actor])
    request._dont_enforce_csrf_checks = True
    with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=True):
        return _handler().get_response(request)


def _text_of(response: Any) -> str:
    """Return what can be read in an answer, also in a workbook or a PDF."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return str(content.decode("utf-8", errors="replace"))


@contextmanager
def _writes_seen(seen: list[str]) -> Iterator[None]:
    """Collect the statements that write records."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES) and not any(table in sql for table in NO_RECORD):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
