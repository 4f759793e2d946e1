"""Issuing to a cohort in the background, with its progress."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.http import request_user
from certificates.admin.access import ADD, needs
from certificates.forms import BulkForm
from certificates.models import IssueJob
from certificates.selectors import job_progress
from certificates.services import issue_job_create, issue_job_queue

JOBS_SHOWN = 30


@needs(ADD)
def issue_jobs(request: HttpRequest) -> HttpResponse:
    """Start a job; the latest ones and how far they are."""
    form = BulkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        issue_job_create(by=request_user(request), **form.cleaned_data)
        messages.success(request, gettext("The certificates are being issued in the background."))
        return redirect("certificate_jobs")
    jobs = list(job_progress(IssueJob.objects.all())[:JOBS_SHOWN])
    context = {
        "page_title": gettext("Issue in bulk"),
        "form": form,
        "jobs": jobs,
        "is_running": any(job.parts_done < job.parts for job in jobs),  # type: ignore[attr-defined]
    }
    return render(request, "certificates/admin/jobs.html", context)


@needs(ADD)
@require_POST
def issue_job_resume(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Queue again what is left of a job."""
    issue_job_queue(job=get_object_or_404(IssueJob, uuid=uuid))
    messages.success(request, gettext("What is left was queued again."))
    return redirect("certificate_jobs")
