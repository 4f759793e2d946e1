"""Likely duplicates in the administration: the list, and two accounts side by side."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.duplicates.compare import Line, lines_of, survivor_default
from accounts.duplicates.scoring import Reason
from accounts.duplicates.selectors import (
    may_merge,
    memberships_open,
    proposal_find,
    proposals_filter,
    proposals_visible,
)
from accounts.duplicates.services import proposal_dismiss
from accounts.enums import ProposalStatus
from accounts.http import request_user
from accounts.merge.declared import MERGED
from accounts.merge.services import accounts_merge
from accounts.models import DuplicateProposal, Organisation
from core.exceptions import LmsError, NotFoundError, PermissionRefusedError

PER_PAGE = 25
FIRST, SECOND = "first", "second"
VERY_LIKELY, LIKELY = 80, 65


class OrganisationField(forms.ModelChoiceField):
    """An institution of the tree."""

    def label_from_instance(self, obj: Any) -> str:
        """Indent by depth."""
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class FilterForm(forms.Form):
    """Which pairs."""

    q = forms.CharField(label=_("Name or login name"), required=False, max_length=100)
    organisation = OrganisationField(
        Organisation.objects.order_by("path"),
        label=_("Institution"),
        required=False,
        empty_label=_("All"),
    )
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("All")), *Reason.choices]
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=ProposalStatus.choices)


class MergeForm(forms.Form):
    """Which account stays, where each value comes from, and why."""

    survivor = forms.ChoiceField(
        label=_("Account that stays"), choices=[(FIRST, FIRST), (SECOND, SECOND)]
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For instance: same person, confirmed by telephone with the agency."),
    )
    confirm = forms.BooleanField(
        label=_("I have checked that both accounts belong to one person. This cannot be undone.")
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.is_choice:
                self.fields[line.name] = forms.ChoiceField(
                    label=line.label, choices=[(FIRST, FIRST), (SECOND, SECOND)]
                )


class DismissForm(forms.Form):
    """Why these are two people."""

    note = forms.CharField(
        label=_("Note (optional)"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def likely_words(score: int) -> str:
    """How likely, in words."""
    if score >= VERY_LIKELY:
        return gettext("Very likely")
    return gettext("Likely") if score >= LIKELY else gettext("Possible")


def duplicate_list(request: HttpRequest) -> HttpResponse:
    """The pairs to decide, most likely first. Administrators only."""
    user = request_user(request)
    if not may_merge(user):
        raise PermissionRefusedError
    form = FilterForm(request.GET)
    is_valid = form.is_valid()
    rows = proposals_filter(proposals_visible(user), form.cleaned_data)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    places = memberships_open([pk for row in page for pk in (row.first_id, row.second_id)])
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page_title": gettext("Likely duplicates"),
        "form": form,
        "page_obj": page,
        "rows": [_row(row, places) for row in page],
        "query": kept.urlencode(),
        "is_open": form.cleaned_data.get("status") in {"", None, ProposalStatus.OPEN},
    }
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "accounts/admin_duplicates.html", context, status=status)


def _row(row: DuplicateProposal, places: dict[int, Any]) -> dict[str, Any]:
    return {
        "proposal": row,
        "likely": likely_words(row.score),
        "reasons": reason_words(row),
        "people": [
            {"user": user, "place": places.get(user.pk)} for user in (row.first, row.second)
        ],
    }


def reason_words(row: DuplicateProposal) -> list[str]:
    """The reasons, in the reader's language."""
    labels = dict(Reason.choices)
    return [str(labels[code]) for code in row.reasons if code in labels]


def duplicate_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two accounts side by side; merge them, or say that they are two people."""
    user = request_user(request)
    if not may_merge(user):
        raise PermissionRefusedError
    row = proposal_find(user, pk)
    if row is None:
        raise NotFoundError
    lines = lines_of(row)
    data = request.POST or None
    is_dismissal = request.method == "POST" and request.POST.get("action") == "dismiss"
    initial = {"survivor": survivor_default(row)} | {
        line.name: line.default for line in lines if line.is_choice
    }
    form = MergeForm(None if is_dismissal else data, lines=lines, initial=initial)
    dismissal = DismissForm(data if is_dismissal else None)
    status = HTTPStatus.OK
    if request.method == "POST" and row.status == ProposalStatus.OPEN:
        try:
            if _decide(request, row, dismissal if is_dismissal else form, lines):
                return redirect("duplicate_list")
            status = HTTPStatus.BAD_REQUEST
        except LmsError as error:
            form.add_error(None, str(error))
            status = HTTPStatus(error.status)
    context = {
        "page_title": gettext("Two accounts, one person?"),
        "proposal": row,
        "people": [row.first, row.second],
        "likely": likely_words(row.score),
        "reasons": reason_words(row),
        "lines": _shown(lines, form),
        "form": form,
        "dismissal": dismissal,
        "survivor": form["survivor"].value(),
        "is_open": row.status == ProposalStatus.OPEN,
    }
    return render(request, "accounts/admin_duplicate.html", context, status=status)


def _shown(lines: list[Line], form: MergeForm) -> list[dict[str, Any]]:
    """Each line with the side that is chosen."""
    return [
        {"line": line, "chosen": form[line.name].value() if line.is_choice else ""}
        for line in lines
    ]


def _decide(
    request: HttpRequest, row: DuplicateProposal, form: forms.Form, lines: list[Line]
) -> bool:
    if not form.is_valid():
        return False
    by = request_user(request)
    if isinstance(form, DismissForm):
        proposal_dismiss(proposal=row, note=form.cleaned_data["note"], by=by)
        messages.success(request, gettext("Remembered: these are two people."))
        return True
    chosen = form.cleaned_data
    survivor, merged = row.first, row.second
    if chosen["survivor"] == SECOND:
        survivor, merged = merged, survivor
    other = SECOND if chosen["survivor"] == FIRST else FIRST
    accounts_merge(
        survivor=survivor,
        merged=merged,
        choices={
            line.name: MERGED for line in lines if line.is_choice and chosen[line.name] == other
        },
        reason=chosen["reason"],
        by=by,
    )
    messages.success(
        request,
        gettext("The two accounts are now one: %(name)s.") % {"name": survivor.display_name},
    )
    return True
