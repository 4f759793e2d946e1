"""Addresses of the player: the frame and its files by token; the records by session and token."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.csrf import json_or_csrf_token
from core.exceptions import LmsError, NotFoundError
from core.ratelimit import rate_limit
from h5p.player.files import DAY, YEAR, file_response
from h5p.player.integration import frame_make
from h5p.player.policy import frame_policy, own_origin
from h5p.player.recording import statement_record
from h5p.player.state import state_get, state_save
from h5p.player.stored import library_get, played_file
from h5p.player.tokens import PlayClaims, files_claims, libraries_claims, record_claims
from xapi.reading import json_read

STATE_OVERHEAD = 4096
MINUTE = 60


def _content_host_require(request: HttpRequest) -> None:
    """With an origin of their own, packages are served from nowhere else."""
    wanted = settings.H5P_CONTENT_ORIGIN
    if wanted and own_origin(request) != wanted:
        raise NotFoundError


def _inert(error: LmsError) -> HttpResponse:
    """A refusal without page: no session, no cookie, nothing to learn."""
    response = HttpResponse(str(error.code), status=error.status, content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@never_cache
@xframe_options_exempt
def embed(request: HttpRequest, token: str) -> HttpResponse:
    """The frame's page. Its policy says who may frame it and where it may reach."""
    try:
        _content_host_require(request)
        frame = frame_make(request, claims=files_claims(token))
    except NotFoundError as error:
        return _inert(error)
    context = {
        "frame": frame,
        "parent": settings.SITE_URL if settings.H5P_CONTENT_ORIGIN else own_origin(request),
    }
    # Without the request: no session, no person, no message can get into this page.
    response = HttpResponse(render_to_string("h5p/frame.html", context))
    response["Content-Security-Policy"] = frame_policy(
        origin=own_origin(request), may_eval=bool(frame.evaluating)
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def content_file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A file of an activity's version, to whom its token was given."""
    try:
        _content_host_require(request)
        name, entry = played_file(files_claims(token), path)
        return file_response(
            request,
            name=name,
            entry=entry,
            max_age=YEAR,
            may_redirect=True,
        )
    except NotFoundError as error:
        return _inert(error)


@require_safe
def library_file(request: HttpRequest, token: str, folder: str, path: str) -> HttpResponseBase:
    """A file of an installed library, to whom a token was given."""
    try:
        _content_host_require(request)
        libraries_claims(token)
        library = library_get(folder)
        entry = library.files.get(path)
        if entry is None:
            return _inert(NotFoundError())
        return file_response(
            request,
            name=f"{library.prefix.rstrip('/')}/{path}",
            entry=entry,
            # Only stamped addresses change with an update of the library.
            max_age=YEAR if "v" in request.GET else DAY,
        )
    except NotFoundError as error:
        return _inert(error)


def _learner(request: HttpRequest, token: str) -> tuple[User, PlayClaims]:
    """The learner that the token was given to, logged in; anybody else gets 404."""
    claims = record_claims(token)
    user = request.user
    if not isinstance(user, User) or user.pk != claims.user_id or not claims.registration:
        raise NotFoundError
    return user, claims


@json_or_csrf_token
@require_POST
def statements(request: HttpRequest, token: str) -> HttpResponse:
    """Record one statement. JSON of our own pages only: other origins cannot send it."""
    user, claims = _learner(request, token)
    rate_limit(
        request,
        scope="h5p-statements",
        limit=settings.H5P_STATEMENTS_PER_MINUTE,
        seconds=MINUTE,
        person=claims.registration,
    )
    data = json_read(request.body, max_bytes=settings.H5P_STATEMENT_MAX_BYTES)
    with translation.override(claims.language):
        recorded = statement_record(claims=claims, actor_name=str(user.uuid), data=data)
    return JsonResponse(
        {"id": str(recorded.statement_id), "created": recorded.created, **recorded.answer}
    )


@json_or_csrf_token
@require_http_methods(["GET", "POST"])
@never_cache
def state(request: HttpRequest, token: str, data_type: str, sub_content_id: str) -> HttpResponse:
    """One piece of the learner's state, in the words of H5P's contract."""
    _user, claims = _learner(request, token)
    if request.method == "GET":
        found = state_get(claims=claims, data_type=data_type, sub_content_id=sub_content_id)
        return JsonResponse({"success": True, "data": False if found is None else found})
    limit = 2 * settings.H5P_STATE_MAX_BYTES + STATE_OVERHEAD
    sent: Any = json_read(request.body, max_bytes=limit, max_text=settings.H5P_STATE_MAX_BYTES)
    sent = sent if isinstance(sent, dict) else {}
    state_save(
        claims=claims,
        data_type=data_type,
        sub_content_id=sub_content_id,
        data=sent.get("data"),
        preload=bool(sent.get("preload", True)),
        invalidate=bool(sent.get("invalidate", True)),
    )
    return JsonResponse({"success": True}, status=HTTPStatus.OK)
