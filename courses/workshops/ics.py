"""The calendar file of a session: the same UID for ever, a higher SEQUENCE at each change."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar, Event

from courses.workshops.models import Session

CALENDAR_TYPE = "text/calendar"


def session_ics(session: Session, language: str) -> bytes:
    """Return the file in a language: PUBLISH, or CANCEL for a cancelled session.

    Times are written in UTC, converted from Africa/Casablanca: right in Ramadan too, whatever the
    reader's calendar knows of it. The video link stays on the page of the session: the file may be
    passed on.
    """
    with translation.override(language):
        calendar = Calendar()
        calendar.add("prodid", "-//OIM Maroc//Formation//FR")
        calendar.add("version", "2.0")
        calendar.add("method", "CANCEL" if session.is_cancelled else "PUBLISH")
        calendar.add_component(session_event(session))
        return calendar.to_ical()


def session_event(session: Session) -> Event:
    """Return the session as an entry, in the active language."""
    event = Event()
    event.add("uid", f"{session.uuid}@sessions.oim-maroc-formation")
    event.add("sequence", session.sequence)
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    event.add("dtstart", session.starts_at.astimezone(dt.UTC))
    event.add("dtend", session.ends_at.astimezone(dt.UTC))
    event.add("summary", f"{session.unit.title} – {session.unit.course.title}")
    where = ", ".join(part for part in (session.place, session.city) if part)
    if where:
        event.add("location", where)
    address = f"{settings.SITE_URL}{reverse('courses:session', args=[session.uuid])}"
    event.add("url", address)
    event.add("description", "\n\n".join(filter(None, [session.practical, address])))
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    return event
