"""Certificates rendered, signed and stored a minute by one process, credentials, and the sizes."""

import time

import django

django.setup()

from certificates.documents import certificate_credential, certificate_pdf  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from certificates.rendering.page import certificate_page  # noqa: E402
from certificates.rendering.render import certificate_render  # noqa: E402
from certificates.signing.pdf import pdf_sign  # noqa: E402

COUNT = 150
rows = list(Certificate.objects.select_related("version").order_by("-pk")[:COUNT])
plain = certificate_render(certificate_page(rows[0]))
pdf_sign(plain)  # the signer is loaded once in each process

start = time.perf_counter()
for _row in rows:
    pdf_sign(plain)
signed = len(rows) / (time.perf_counter() - start) * 60
start = time.perf_counter()
sizes = [len(certificate_pdf(row)) for row in rows]
whole = len(rows) / (time.perf_counter() - start) * 60
start = time.perf_counter()
badges = [len(certificate_credential(row)) for row in rows]
credentials = len(rows) / (time.perf_counter() - start) * 60
print(
    f"proof, one process: {signed:.0f} PDFs signed a minute; {whole:.0f} rendered, signed and"
    f" stored; {credentials:.0f} credentials; PDF {max(sizes) / 1000:.0f} kB,"
    f" credential {max(badges) / 1000:.1f} kB"
)
