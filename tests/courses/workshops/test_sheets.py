"""The sheet: printed in both languages, signed, scanned, read by those who may."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from courses.models import Session, SheetScan
from courses.workshops.exceptions import FileRefusedError
from courses.workshops.services.sheets import sheet_attach
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.workshops import RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.LMS_STAFF_MFA_REQUIRED = False


@pytest.fixture
def session() -> Session:
    return SessionFactory(over=True)


def picture(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000)) -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telephone secret"
    Image.new("RGB", size, "white").save(buffer, kind, exif=exif)
    return buffer.getvalue()


def upload(content: bytes, name: str = "feuille.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_made_anew(session: Session, kind: str):
    scan = sheet_attach(session=session, upload=upload(picture(kind)), by=UserFactory())
    content = scan.file.read()
    shown = Image.open(io.BytesIO(content))
    assert (shown.format, shown.size, scan.content_type) == ("JPEG", (2400, 1600), "image/jpeg")
    assert b"secret" not in content
    assert "feuille" not in str(scan.file.name)


def test_the_same_file_again_is_the_same_sheet(session: Session):
    by = UserFactory()
    one = sheet_attach(session=session, upload=upload(b"%PDF-1.7\n%%EOF\n"), by=by)
    assert sheet_attach(session=session, upload=upload(b"%PDF-1.7\n%%EOF\n"), by=by) == one
    assert SheetScan.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><script>", b"%PDF-1.7 cut", b"GIF89a" + b"0" * 50, picture()[:300], b"\xff\xd8"],
)
def test_anything_else_is_refused(session: Session, content: bytes):
    with pytest.raises(FileRefusedError):
        sheet_attach(session=session, upload=upload(content), by=UserFactory())
    assert SheetScan.objects.count() == 0


def test_too_big_is_refused(session: Session):
    big = upload(b"%PDF-" + b"0" * (10 * 1024 * 1024) + b"%%EOF")
    with pytest.raises(FileRefusedError):
        sheet_attach(session=session, upload=big, by=UserFactory())


def test_only_who_runs_the_session_reads_a_sheet(client: Client):
    trainer = UserFactory()
    session = SessionFactory(over=True, trainer=trainer)
    client.force_login(trainer)
    base = f"/fr/sessions/run/{session.uuid}/sheets/"
    assert client.post(base, {"file": upload(b"%PDF-1.7\n%%EOF\n", "a.pdf")}).status_code == 302
    assert client.post(base, {}).status_code == 400
    path = f"{base}{SheetScan.objects.get().pk}/"
    response = client.get(path)
    assert b"".join(response.streaming_content) == b"%PDF-1.7\n%%EOF\n"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    other = SessionFactory(over=True, trainer=trainer)
    assert client.get(path.replace(str(session.uuid), str(other.uuid))).status_code == 404
    client.force_login(EnrolmentFactory(course=session.unit.course).user)
    assert client.get(path).status_code == 404


def test_the_printed_sheet_is_bilingual_with_empty_lines(client: Client):
    trainer = UserFactory()
    session = SessionFactory(trainer=trainer, unit__title_fr="Atelier", unit__title_ar="ورشة")
    place = RegistrationFactory(session=session)
    client.force_login(trainer)
    response = client.get(f"/ar/sessions/run/{session.uuid}/sheet.pdf")
    document = pypdfium2.PdfDocument(response.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    size = document[0].get_size()
    document.close()
    assert response["Content-Type"] == "application/pdf"
    assert (round(size[0]), round(size[1])) == (595, 842)
    for wanted in ("Feuille de présence", "Atelier", place.enrolment.user.family_name, "16"):
        assert wanted in text
