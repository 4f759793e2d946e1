"""Uploading packages and watching their import."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.exceptions import NotFoundError, PermissionRefusedError
from core.middleware import wants_json
from h5p.enums import JobState
from h5p.forms import ActivityReplaceForm, ActivityUploadForm, PackageForm
from h5p.models import Activity, ImportJob
from h5p.permissions import activity_may, activity_policy, libraries_may_install
from h5p.rules import rule_message
from h5p.services.imports import import_repeat, import_start

PER_PAGE = 30


def activity_upload(request: HttpRequest) -> HttpResponse:
    """Upload a package as a new activity."""
    user = request_user(request)
    if not activity_policy.user_has_permission(user, "add"):
        raise PermissionRefusedError
    form = ActivityUploadForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _start(
            request,
            form,
            collection=form.cleaned_data["collection"],
            language=form.cleaned_data["language"],
        )
    return _form_page(request, form, _("Add an interactive activity"))


def activity_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a package as the new version of an activity."""
    user = request_user(request)
    activity = Activity.objects.filter(pk=pk).first()
    if activity is None:
        raise NotFoundError
    if not activity_may(user, "change", activity) or activity.locked:
        raise PermissionRefusedError
    form = ActivityReplaceForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _start(request, form, activity=activity)
    return _form_page(request, form, _("Replace by a new version"), activity=activity)


def library_upload(request: HttpRequest) -> HttpResponse:
    """Install or update libraries from a package."""
    user = request_user(request)
    if not libraries_may_install(user):
        raise PermissionRefusedError
    form = PackageForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _start(request, form, libraries_only=True, install=True)
    return _form_page(request, form, _("Install H5P libraries"))


def _form_page(request: HttpRequest, form: PackageForm, title: str, **more: Any) -> HttpResponse:
    context = {"page_title": title, "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, "h5p/upload.html", context, status=status)


def _start(request: HttpRequest, form: PackageForm, **options: Any) -> HttpResponse:
    file = form.cleaned_data["file"]
    options.setdefault("install", form.cleaned_data.get("install", False))
    job = import_start(
        file_name=file.name,
        chunks=file.chunks(),
        size=file.size,
        by=request_user(request),
        **options,
    )
    return redirect("h5p_import", uuid=job.uuid)


def _job_get(request: HttpRequest, uuid: UUID) -> ImportJob:
    """An import is seen by who started it and by those who care for the libraries."""
    user = request_user(request)
    jobs = ImportJob.objects.select_related("activity", "created_by")
    job = jobs.filter(uuid=uuid).first()
    if job is None or (job.created_by_id != user.pk and not libraries_may_install(user)):
        raise NotFoundError
    return job


def import_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far an import is, and what became of it; as JSON for the page's script."""
    job = _job_get(request, uuid)
    if wants_json(request):
        return JsonResponse(
            {"state": job.state, "progress": job.progress, "over": job.is_over},
            headers={"Cache-Control": "no-store"},
        )
    context = {
        "page_title": _("Import of a package"),
        "job": job,
        "refused": job.state in {JobState.REFUSED, JobState.FAILED},
        "reason": rule_message(job.code, job.details) if job.code else "",
        "notes": [rule_message(note["code"], note["details"]) for note in job.notes],
        "can_edit": job.activity and activity_may(request.user, "change", job.activity),
    }
    return render(request, "h5p/import.html", context)


def import_list(request: HttpRequest) -> HttpResponse:
    """The latest imports: one's own, or everybody's for those who care for the libraries."""
    user = request_user(request)
    if not activity_policy.user_has_any_permission(
        user, ["add", "change"]
    ) and not libraries_may_install(user):
        raise PermissionRefusedError
    jobs = ImportJob.objects.select_related("activity", "created_by")
    if not libraries_may_install(user):
        jobs = jobs.filter(created_by=user)
    page = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Imports of packages"), "page_obj": page}
    return render(request, "h5p/imports.html", context)


@require_POST
def import_repeat_view(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Run an interrupted import again."""
    job = _job_get(request, uuid)
    import_repeat(job=job)
    return redirect("h5p_import", uuid=job.uuid)
