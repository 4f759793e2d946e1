"""Certificates per minute (issue and render, one process) and the size of a PDF."""

import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from certificates.rendering.page import certificate_page  # noqa: E402
from certificates.rendering.render import certificate_render  # noqa: E402
from certificates.services import certificates_evaluate  # noqa: E402
from courses.models import Course, Enrolment  # noqa: E402

COUNT = 200
course = Course.objects.create(code="bench-cert", title_fr="Banc", title_ar="اختبار", live_fr=True)
enrolments = [
    Enrolment.objects.create(
        user=user, course=course, status="completed", completed_at=timezone.now(), minutes_done=300
    )
    for user in User.objects.order_by("pk")[:COUNT]
]
start = time.perf_counter()
size = 0
for enrolment in enrolments:
    certificate = certificates_evaluate(enrolment_id=enrolment.pk)[0]
    size = len(certificate_render(certificate_page(certificate)))
seconds = time.perf_counter() - start
print(f"certificates: {len(enrolments) / seconds * 60:.0f} per minute, PDF {size / 1000:.0f} kB")
