"""The frame and its files: by token only, inert outside, cached long, found by nobody else."""

import gzip
import json
import re
import time
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.exceptions import NotFoundError
from h5p.api import Activity, PlayClaims, frame_address
from h5p.player import stored
from h5p.player.tokens import (
    files_claims,
    files_token,
    libraries_token,
    record_claims,
    record_token,
)
from tests.factories.accounts import UserFactory
from tests.factories.h5p import activity_make
from tests.factories.h5p_play import question_library, set_make, set_parts

pytestmark = pytest.mark.django_db


def claims_make(activity: Activity, **changes: Any) -> PlayClaims:
    values: dict[str, Any] = {
        "user_id": UserFactory().pk,
        "activity_id": activity.pk,
        "version_id": activity.version_id,
        "registration": "00000000-0000-0000-0000-000000000007",
        "play": "00000000-0000-0000-0000-000000000008",
        **changes,
    }
    return PlayClaims(**values)


def integration_of(response: Any) -> dict[str, Any]:
    text = response.content.decode()
    found = re.search(r'<script id="h5p-integration"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def embed_get(client: Client, claims: PlayClaims) -> Any:
    return client.get(reverse("h5p:embed", args=[files_token(claims)]))


def test_the_frame_holds_all_that_it_needs(client: Client):
    activity = set_make("ar")
    response = embed_get(client, claims_make(activity))
    html = response.content.decode()
    content = integration_of(response)["contents"]["cid-1"]
    assert response.status_code == 200
    assert '<html lang="ar" dir="rtl"' in html
    assert content["library"] == "H5P.QuestionSet 1.21"
    assert content["contentUserData"] == {"0": {}}
    assert content["url"].endswith(f"/xapi/activities/h5p/{activity.uuid}")
    # What a library needs is loaded before it.
    assert [re.search(r"/(H5P\.[^/]+)/", url)[1] for url in content["scripts"]] == [  # type: ignore[index]
        "H5P.MultiChoice-1.17",
        "H5P.QuestionSet-1.21",
    ]
    # Labels are the library's own in the content's language.
    params = json.loads(content["jsonContent"])
    assert params["finishLabel"] == "إنهاء"
    assert params["questions"][0]["params"]["checkLabel"] == "تحقّق"
    # Nobody's name, address or session is in it.
    assert integration_of(response)["user"]["name"] == "learner"
    assert "Set-Cookie" not in response.headers
    assert response.cookies == {}


def test_the_policy_lets_nothing_out(client: Client):
    response = embed_get(client, claims_make(set_make()))
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["sandbox"] == "allow-scripts"
    assert policy["default-src"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "http://testserver"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert policy["connect-src"] == (
        "http://testserver/h5p/files/ http://testserver/h5p/libraries/"
    )
    assert "X-Frame-Options" not in response.headers


def test_eval_is_allowed_to_the_types_that_need_it_only(client: Client):
    parts = set_parts()
    older = question_library(minor=16)
    parts["libraries"][0].needs = [("H5P.MultiChoice", 1, 16)]
    parts["libraries"][1] = older
    text = json.dumps(parts["params"]).replace("MultiChoice 1.17", "MultiChoice 1.16")
    parts["params"] = json.loads(text)
    parts["manifest"]["preloadedDependencies"][1]["minorVersion"] = 16
    parts["libraries"][0].semantics[0]["field"]["options"] = ["H5P.MultiChoice 1.16"]
    response = embed_get(client, claims_make(activity_make(**parts)))
    assert "'unsafe-eval'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("more", [0, 6])
def test_the_frame_costs_the_same_whatever_the_number_of_libraries(client: Client, more: int):
    parts = set_parts()
    for number in range(more):
        name = f"H5P.Extra{number}"
        parts["libraries"].append(question_library(name=name))
        parts["libraries"][0].needs.append((name, 1, 17))
    claims = claims_make(activity_make(**parts))
    stored._VERSIONS.clear()
    with CaptureQueriesContext(connection) as captured:
        assert embed_get(client, claims).status_code == 200
    # version, libraries, dependencies, state
    assert len(captured) == 4


def test_tokens_open_what_they_say_and_nothing_else(client: Client):
    activity, other = set_make(), activity_make()
    claims = claims_make(activity)
    token = files_token(claims)
    assert client.get(f"/h5p/files/{token}/images/none.png").status_code == 404
    media = files_token(claims_make(other))
    assert client.get(f"/h5p/files/{media}/images/scene.png").status_code == 200
    assert client.get(f"/h5p/files/{token}/images/scene.png").status_code == 404
    for path in ("../images/scene.png", "/etc/passwd", "images/../images/scene.png", ""):
        assert client.get(f"/h5p/files/{media}/{path}").status_code == 404
    # The tokens of one door do not open the other.
    for wrong in (record_token(claims), libraries_token(claims), token[:-2], "x:y", f"{token}x"):
        assert client.get(f"/h5p/embed/{wrong}/").status_code == 404
        assert client.get(f"/h5p/files/{wrong}/images/scene.png").status_code == 404
    with pytest.raises(NotFoundError):
        record_claims(token)


def test_a_token_is_the_same_for_a_while_and_then_opens_nothing(monkeypatch: pytest.MonkeyPatch):
    claims = claims_make(set_make())
    period = django_settings.H5P_TOKEN_SECONDS
    now = 1_000 * period
    monkeypatch.setattr(time, "time", lambda: now + 1)
    token = files_token(claims)
    monkeypatch.setattr(time, "time", lambda: now + period - 1)
    assert files_token(claims) == token
    assert files_claims(token).version_id == claims.version_id
    monkeypatch.setattr(time, "time", lambda: now + 2 * period + 1)
    with pytest.raises(NotFoundError):
        files_claims(token)


def test_a_token_signed_for_something_else_is_worth_nothing(client: Client):
    forged = signing.Signer(salt="another").sign_object({"user_id": 1})
    assert client.get(f"/h5p/embed/{forged}/").status_code == 404
    odd = signing.Signer(salt="h5p.files").sign_object(["a list"])
    assert client.get(f"/h5p/embed/{odd}/").status_code == 404


def library_url(claims: PlayClaims, path: str) -> str:
    return f"/h5p/libraries/{libraries_token(claims)}/H5P.MultiChoice-1.17/{path}"


def test_files_are_inert_and_cached_with_strong_etags(client: Client):
    claims = claims_make(set_make())
    plain = client.get(library_url(claims, "sample.js?v=1"))
    assert plain.status_code == 200
    assert plain["Cache-Control"] == "private, max-age=31536000, immutable"
    assert plain["Content-Type"] == "text/javascript; charset=utf-8"
    assert plain["X-Content-Type-Options"] == "nosniff"
    assert plain["Access-Control-Allow-Origin"] == "*"
    assert "sandbox" in plain["Content-Security-Policy"]
    assert re.fullmatch(r'"[0-9a-f]{64}"', plain["ETag"])
    packed = client.get(library_url(claims, "sample.js?v=1"), headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"][:-1] + '-gzip"'
    again = client.get(library_url(claims, "sample.js"), headers={"if-none-match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, max-age=86400"


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, None),
        ("bytes=-5", 206, -5, None),
        ("bytes=0-999999", 206, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_ranges(client: Client, asked: str, status: int, start: int, end: int | None):
    claims = claims_make(set_make())
    whole = client.get(library_url(claims, "sample.js")).content
    part = client.get(
        library_url(claims, "sample.js"), headers={"range": asked, "accept-encoding": "gzip"}
    )
    assert part.status_code == status
    assert part.content == whole[start:end]
    assert int(part["Content-Length"]) == len(part.content)
    assert "Content-Encoding" not in part.headers


def test_a_range_beyond_the_end_is_refused_and_if_range_holds(client: Client):
    claims = claims_make(set_make())
    beyond = client.get(library_url(claims, "sample.js"), headers={"range": "bytes=999999-"})
    assert beyond.status_code == 416
    other = client.get(
        library_url(claims, "sample.js"), headers={"range": "bytes=0-4", "if-range": '"old"'}
    )
    assert other.status_code == 200


def test_files_cost_no_query_once_known(client: Client):
    claims = claims_make(set_make())
    client.get(library_url(claims, "sample.js"))
    with CaptureQueriesContext(connection) as captured:
        client.get(library_url(claims, "sample.js"))
    assert len(captured) == 0


def test_the_web_server_in_front_may_send_the_bytes(client: Client, settings: Any):
    settings.H5P_ACCEL_PREFIX = "/h5p-store/"
    claims = claims_make(activity_make())
    response = client.get(f"/h5p/files/{files_token(claims)}/images/scene.png")
    version = stored.version_get(claims.version_id)
    assert response["X-Accel-Redirect"] == f"/h5p-store/{version.prefix}/images/scene.png"
    assert response.content == b""
    assert response["Content-Type"] == "image/png"


def test_with_a_content_origin_packages_are_served_there_and_nothing_else(
    client: Client, settings: Any
):
    settings.H5P_CONTENT_ORIGIN = "http://contenu.example.org"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "contenu.example.org"]
    claims = claims_make(set_make())
    path = reverse("h5p:embed", args=[files_token(claims)])
    assert frame_address(RequestFactory().get("/"), claims) == f"http://contenu.example.org{path}"
    assert client.get(path).status_code == 404
    there = client.get(path, headers={"host": "contenu.example.org"})
    assert there.status_code == 200
    assert "sandbox allow-scripts allow-same-origin" in there["Content-Security-Policy"]
    assert f"frame-ancestors {settings.SITE_URL}" in there["Content-Security-Policy"]
    for other in ("/fr/", "/admin/", "/h5p/play/x/statements/"):
        assert client.get(other, headers={"host": "contenu.example.org"}).status_code == 404
