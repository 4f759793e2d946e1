"""The public pages that check a certificate."""

import json
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from certificates.check_code import CodeMalformedError, code_format
from certificates.credentials.keys import keys_good
from certificates.verification.facts import facts_find, file_judge, shared_find
from certificates.verification.forms import FILE_BYTES, FileForm, VerifyForm
from certificates.verification.machine import answer, schema
from core.ratelimit import rate_limit

UNSEEN = "noindex, nofollow, noarchive"


def _limit(request: HttpRequest) -> None:
    """One limit for all ways to check: a guesser gains nothing by changing the way."""
    rate_limit(request, scope="verify", limit=settings.LMS_VERIFY_PER_MINUTE, seconds=60)


def _form_page(
    request: HttpRequest, *, form: VerifyForm, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "file_form": FileForm(), "problem": problem}
    return render(request, "certificates/verify_form.html", context, status=status)


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; a well-formed code leads to its page."""
    form = VerifyForm(request.GET or None)
    if form.is_valid():
        # A code of slashes alone would leave no address: the dash is answered as malformed.
        code = form.cleaned_data["code"].replace("/", "") or "-"
        return redirect("certificates:verify", code=code)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return _form_page(request, form=form, status=status)


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say to anybody whether a certificate is genuine: for whom, what, when; nothing more."""
    _limit(request)
    try:
        facts = facts_find(code)
    except CodeMalformedError as error:
        form = VerifyForm(initial={"code": code[:40]})
        response = _form_page(request, form=form, problem=str(error), status=HTTPStatus.BAD_REQUEST)
    else:
        context = {"facts": facts, "code": code_format(code.upper()) if facts else ""}
        status = HTTPStatus.OK if facts else HTTPStatus.NOT_FOUND
        response = render(request, "certificates/verify.html", context, status=status)
    response["X-Robots-Tag"] = UNSEEN
    return response


# The form changes nothing, so that another site gains nothing by sending it; and the token would
# have Django read the whole body before its size is looked at.
@csrf_exempt
@never_cache
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """Judge an uploaded file. It stays in memory, and goes when the answer is given."""
    _limit(request)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    is_large = size > FILE_BYTES + 4096
    form = FileForm() if is_large else FileForm(request.POST, request.FILES)
    if is_large or not form.is_valid():
        context = {"form": VerifyForm(), "file_form": form, "is_large": is_large}
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_large else HTTPStatus.BAD_REQUEST
        return render(request, "certificates/verify_form.html", context, status=status)
    verdict = file_judge(form.cleaned_data["file"].read())
    context = {"verdict": verdict, "facts": verdict.facts, "code": ""}
    response = render(request, "certificates/verify_file.html", context)
    response["X-Robots-Tag"] = UNSEEN
    return response


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a holder switched on, until it is switched off."""
    _limit(request)
    context = {"facts": shared_find(token), "code": "", "is_shared": True}
    response = render(request, "certificates/verify.html", context)
    response["X-Robots-Tag"] = UNSEEN
    return response


@never_cache
@require_safe
def verify_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same for machines. A code that cannot be one is a 400, an unknown one an answer."""
    _limit(request)
    try:
        response = JsonResponse(answer(facts_find(code)))
    except CodeMalformedError as error:
        content = {"code": error.code, "message": str(error)}
        response = JsonResponse(content, status=HTTPStatus.BAD_REQUEST)
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{schema()["$id"]}>; rel="describedby"'
    response["X-Robots-Tag"] = UNSEEN
    return response


@require_safe
def verify_schema(request: HttpRequest) -> HttpResponse:
    """What the answer for machines looks like."""
    response = JsonResponse(schema(), json_dumps_params={"indent": 1})
    response["Content-Type"] = "application/schema+json"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """A page that checks the statement in a QR code on the phone itself, also without network."""
    keys = [{"id": key.id_bytes.hex(), "key": key.public_bytes.hex()} for key in keys_good()]
    response = render(request, "certificates/verify_offline.html", {"keys": json.dumps(keys)})
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker that keeps that page; its place gives it the addresses of codes."""
    language = (get_language() or "fr")[:2]
    script = "arabic" if language == "ar" else "latin"
    files = [
        static(name)
        for name in (
            "lms/css/tokens.css",
            "lms/css/site.css",
            "lms/js/site.js",
            "lms/js/offline-check.js",
            "lms/img/icons.svg",
            "lms/img/mark.svg",
            "noble-ed25519/index.js",
            f"fonts/readex-pro/readex-pro-{script}-wght-normal.woff2",
        )
    ]
    response = render(
        request,
        "certificates/offline_worker.js",
        {"files": json.dumps(files)},
        content_type="text/javascript",
    )
    response["Cache-Control"] = "no-cache"
    return response
