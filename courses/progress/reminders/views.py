"""What a learner decides about reminders: switches by kind, and the link of a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.http import request_user
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.forms import PreferencesForm
from courses.progress.reminders.services import (
    opt_outs_get,
    opt_outs_set,
    reminder_allow,
    reminder_stop,
)
from courses.progress.reminders.unsubscribe import stop_token_read


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """The person's own switches, one for each kind of reminder."""
    user = request_user(request)
    wanted = [kind for kind in ReminderKind.values if kind not in opt_outs_get(user)]
    form = PreferencesForm(request.POST or None, initial={"wanted": wanted})
    if request.method == "POST":
        # All switches off is a valid answer: an empty form is not an error.
        form = PreferencesForm(request.POST)
        if form.is_valid():
            chosen = set(form.cleaned_data["wanted"])
            opt_outs_set(user=user, unwanted=set(ReminderKind.values) - chosen)
            messages.success(request, _("Your choice is saved."))
            return redirect("courses:reminders")
    status = 400 if form.is_bound else 200
    return render(request, "courses/reminders.html", {"form": form}, status=status)


@csrf_exempt
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of reminder by the signed link of a mail, without login (RFC 8058).

    The token is what proves the right, not the session: another site gains nothing by it. Opening
    the link changes nothing, because mail scanners open links; the button, or the mail program's
    own POST, does.
    """
    user, kind = stop_token_read(token)
    if request.method == "POST":
        if request.POST.get("again"):
            reminder_allow(user=user, kind=kind)
        else:
            reminder_stop(user=user, kind=kind)
    context = {"kind": kind, "stopped": kind.value in opt_outs_get(user)}
    response = render(request, "courses/reminders_stop.html", context)
    # The address carries a key of one person.
    response["Referrer-Policy"] = "no-referrer"
    return response
