"""Installed libraries."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.exceptions import NotFoundError, PermissionRefusedError
from h5p.exceptions import LibraryInUseError
from h5p.models import Library
from h5p.services.libraries import library_delete

PER_PAGE = 50


def library_list(request: HttpRequest) -> HttpResponse:
    """What is installed, and by how many activities and libraries it is needed."""
    if not request.user.has_perm("h5p.view_library"):
        raise PermissionRefusedError
    words = request.GET.get("q", "")[:100]
    rows = (
        Library.objects.defer("semantics", "metadata", "files")
        .annotate(
            activities=Count("versions__activity", distinct=True),
            needed_by=Count("dependants__library", distinct=True),
        )
        .order_by("machine_name", "-major", "-minor")
    )
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(machine_name__icontains=word))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_title": capfirst(_("H5P libraries")), "page_obj": page, "q": words}
    return render(request, "h5p/libraries.html", context)


def library_delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a library that nothing needs, after a question."""
    if not request.user.has_perm("h5p.delete_library"):
        raise PermissionRefusedError
    library = Library.objects.filter(pk=pk).first()
    if library is None:
        raise NotFoundError
    problem = ""
    if request.method == "POST":
        try:
            library_delete(library=library, by=request_user(request))
        except LibraryInUseError as error:
            problem = str(error)
        else:
            messages.success(request, _("The library is deleted."))
            return redirect("h5p_libraries")
    context = {
        "page_title": _("Delete an H5P library"),
        "library": library,
        "problem": problem,
    }
    return render(
        request,
        "h5p/library_delete.html",
        context,
        status=LibraryInUseError.status if problem else 200,
    )
