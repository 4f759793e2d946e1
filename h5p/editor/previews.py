"""The preview of what is being written: checked as a save is, played in the sandbox, not kept."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import LmsError, PermissionRefusedError
from h5p.editor.access import activity_get, add_require, translation_get
from h5p.editor.forms import ContentForm, TranslationForm
from h5p.exceptions import ContentIncompleteError
from h5p.models import ActivityVersion, ContentPreview, Library
from h5p.player.integration import frame_address
from h5p.player.policy import sandbox_tokens
from h5p.player.tokens import PlayClaims
from h5p.selectors import version_drafted
from h5p.services.previews import preview_make
from h5p.services.translations import translation_params, translation_texts

UNPROCESSABLE = 422


@require_POST
def preview_new(request: HttpRequest, library_pk: int, language: str) -> JsonResponse:
    """Preview of an activity that does not exist yet."""
    add_require(request)
    library = get_object_or_404(Library, pk=library_pk, runnable=True)
    return _content(request, library=library, language=language)


@require_POST
def preview_edit(request: HttpRequest, pk: int) -> JsonResponse:
    """Preview of what an activity would become."""
    activity = activity_get(request, pk)
    latest = version_drafted(activity)
    if latest is None:
        raise PermissionRefusedError
    return _content(
        request, library=latest.main_library, language=activity.language, media_of=latest
    )


def _content(
    request: HttpRequest,
    *,
    library: Library,
    language: str,
    media_of: ActivityVersion | None = None,
) -> JsonResponse:
    form = ContentForm(request.POST)
    if not form.is_valid():
        return _refusal([f"{field.label} : {error}" for field in form for error in field.errors])
    return _answer(
        request,
        stage=form.cleaned_data["stage"],
        title=form.cleaned_data["title"],
        language=language,
        main=library,
        params=form.cleaned_data["content"],
        media_of=media_of,
    )


@require_POST
def preview_translation(request: HttpRequest, pk: int) -> JsonResponse:
    """Preview of a translation as far as it goes; missing texts are empty."""
    translation = translation_get(request, pk)
    version = translation.source.version
    texts = translation_texts(translation.source, (get_language() or "fr")[:2])
    form = TranslationForm(request.POST, texts=texts, translation=translation)
    if version is None or not form.is_valid():
        return _refusal([_("Give the activity a title.")])
    return _answer(
        request,
        stage=translation.target.uuid,
        title=form.cleaned_data["title"],
        language=translation.target.language,
        main=version.main_library,
        params=translation_params(translation, form.translations()),
        media_of=version,
        is_whole=False,
    )


def _answer(request: HttpRequest, *, stage: UUID | None, **content: Any) -> JsonResponse:
    user = request_user(request)
    try:
        preview = preview_make(stage=stage or uuid4(), by=user, **content)
    except ContentIncompleteError as error:
        return _refusal([str(problem) for problem in error.problems])
    except LmsError as error:
        return _refusal([str(error)])
    return JsonResponse(
        {
            "frame": frame_address(request, _claims(user.pk, preview)),
            "sandbox": sandbox_tokens(),
            "title": preview.title,
            "direction": "rtl" if preview.language == "ar" else "ltr",
        }
    )


def _claims(user_id: int, preview: ContentPreview) -> PlayClaims:
    """No registration: nothing is recorded. No version either: there is none."""
    return PlayClaims(
        user_id=user_id,
        activity_id=0,
        version_id=0,
        language=preview.language,
        preview=str(preview.uuid),
    )


def _refusal(problems: list[str]) -> JsonResponse:
    return JsonResponse({"problems": problems}, status=UNPROCESSABLE)
