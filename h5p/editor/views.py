"""Writing and translating activities in the administration."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import LmsError, PermissionRefusedError
from h5p.editor.access import activity_get, add_require, translation_get
from h5p.editor.filling import content_filled
from h5p.editor.forms import ContentForm, TranslationForm, TypeForm
from h5p.editor.labels import content_defaults
from h5p.editor.schema import SchemaBuilder
from h5p.editor.words import editor_words
from h5p.exceptions import ContentIncompleteError
from h5p.models import Activity, ActivityTranslation, Library
from h5p.permissions import activity_policy
from h5p.selectors import version_drafted
from h5p.services.editing import activity_rename, content_create, content_save, library_named
from h5p.services.media import media_stage
from h5p.services.translations import translation_save, translation_start, translation_texts


def activity_new(request: HttpRequest) -> HttpResponse:
    """Choose the type and the language of a new activity."""
    add_require(request)
    form = TypeForm(request.GET if "library" in request.GET else None)
    if form.is_valid():
        language, library = form.cleaned_data["language"], form.cleaned_data["library"]
        return redirect(reverse("h5p_content_new", args=[library.pk, language]))
    context = {"form": form, "has_types": form.fields["library"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "h5p/editor/new.html", context)


def content_new(request: HttpRequest, library_pk: int, language: str) -> HttpResponse:
    """Write the content of a new activity."""
    add_require(request)
    library = get_object_or_404(Library, pk=library_pk, runnable=True)
    form = ContentForm(request.POST or None, initial={"stage": uuid4()})
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            activity = content_create(
                title=form.cleaned_data["title"],
                language=language,
                main=library,
                params=form.cleaned_data["content"],
                stage=form.cleaned_data["stage"],
                by=request_user(request),
            )
        except (ContentIncompleteError, LmsError) as error:
            problems = _problems(error)
        else:
            messages.success(request, _("The activity is saved."))
            return redirect("h5p_content_edit", activity.pk)
    return _editor(
        request,
        form=form,
        library=library,
        language=language,
        content=content_defaults(library, language),
        problems=problems,
    )


def content_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the texts, media and options of an activity."""
    activity = activity_get(request, pk)
    translation = ActivityTranslation.objects.filter(target=activity).first()
    if translation is not None:
        return redirect("h5p_translation_edit", translation.pk)
    latest = version_drafted(activity)
    if latest is None:
        raise PermissionRefusedError
    form = ContentForm(request.POST or None, initial={"title": activity.title, "stage": uuid4()})
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        user = request_user(request)
        try:
            content_save(
                activity=activity,
                main=latest.main_library,
                params=form.cleaned_data["content"],
                stage=form.cleaned_data["stage"],
                by=user,
            )
            activity_rename(activity=activity, title=form.cleaned_data["title"], by=user)
        except (ContentIncompleteError, LmsError) as error:
            problems = _problems(error)
        else:
            messages.success(request, _("The activity is saved."))
            return redirect("h5p_content_edit", activity.pk)
    return _editor(
        request,
        form=form,
        library=latest.main_library,
        language=activity.language,
        content=latest.params,
        problems=problems,
        activity=activity,
    )


def _problems(error: LmsError) -> list[Any]:
    if isinstance(error, ContentIncompleteError):
        return error.problems
    return [str(error)]


def _stage_of(form: ContentForm) -> UUID:
    given = form.cleaned_data.get("stage") if form.is_bound else form.initial["stage"]
    return given or uuid4()


def _editor(
    request: HttpRequest,
    *,
    form: ContentForm,
    library: Library,
    language: str,
    content: dict[str, Any],
    problems: list[Any],
    activity: Activity | None = None,
) -> HttpResponse:
    if form.is_bound and "content" in form.cleaned_data:
        # What was typed is not lost when it is refused.
        content = form.cleaned_data["content"]
    installed = Library.objects.order_by("machine_name", "-major", "-minor")
    schema = SchemaBuilder(installed, (get_language() or "fr")[:2]).build(library)
    context = {
        "form": form,
        "stage": _stage_of(form),
        "library": library,
        "activity": activity,
        "content_language": language,
        "schema": schema,
        "content": content_filled(content, library.semantics, library_named),
        "words": editor_words(),
        "preview_url": (
            reverse("h5p_preview_edit", args=[activity.pk])
            if activity
            else reverse("h5p_preview_new", args=[library.pk, language])
        ),
        "problems": problems,
        "translation": activity.translations.first() if activity else None,
    }
    status = 422 if problems or form.errors else 200
    return render(request, "h5p/editor/content.html", context, status=status)


@require_POST
def media_upload(request: HttpRequest, stage: UUID) -> HttpResponse:
    """Keep a file for a content that is being written; answers its path or why not."""
    if not activity_policy.user_has_any_permission(request_user(request), ["add", "change"]):
        raise PermissionRefusedError
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"message": _("Choose a file.")}, status=400)
    try:
        path = media_stage(stage=stage, kind=request.POST.get("kind", ""), upload=upload)
    except LmsError as error:
        return JsonResponse({"message": str(error), "code": error.code}, status=error.status)
    return JsonResponse({"path": path})


@require_POST
def translation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the counterpart in the other language, then translate it."""
    add_require(request)
    activity = activity_get(request, pk)
    translation = activity.translations.first()
    if translation is None:
        translation = translation_start(activity=activity, by=request_user(request))
    return redirect("h5p_translation_edit", translation.pk)


def translation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of an activity, side by side."""
    translation = translation_get(request, pk)
    texts = translation_texts(translation.source, (get_language() or "fr")[:2])
    form = TranslationForm(request.POST or None, texts=texts, translation=translation)
    if request.method == "POST":
        try:
            if form.is_valid():
                saved = translation_save(
                    translation=translation,
                    title=form.cleaned_data["title"],
                    texts=form.translations(),
                    by=request_user(request),
                )
                _translation_tell(request, saved)
                return redirect("h5p_translation_edit", pk)
        except (LmsError, ValidationError) as error:
            messages.error(request, str(error))
    context = {
        "form": form,
        "translation": translation,
        "preview_url": reverse("h5p_preview_translation", args=[pk]),
    }
    return render(request, "h5p/editor/translation.html", context)


def _translation_tell(request: HttpRequest, translation: ActivityTranslation) -> None:
    if translation.missing:
        text = _("Saved. Texts still without translation: %(count)s.")
        messages.warning(request, text % {"count": translation.missing})
    else:
        messages.success(request, _("Saved: every text has its translation."))
