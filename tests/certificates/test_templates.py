"""Templates: known placeholders only, frozen when published, previewed as they are."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from accounts.enums import Role
from certificates.documents import certificate_pdf
from certificates.models import (
    CertificateTemplate,
    FrozenImage,
    TemplateLogo,
    TemplateSignatory,
    TemplateVersion,
)
from certificates.placeholders import line_fill, lines_fill, text_problem
from certificates.preview import LONG_ARABIC, LONG_LATIN
from certificates.services import version_freeze
from certificates.services.templates import template_default
from tests.certificates.test_admin import staff_login
from tests.certificates.test_rendering import text_of
from tests.factories.certificates import certificate_make


def test_unknown_placeholders_are_named():
    assert text_problem("Durée : {hours}") == ""
    assert "{heures}, {nom}" in text_problem("{nom} {heures} {course}")
    assert "{course}" in text_problem("Accolade { seule")
    assert "{}" in text_problem("Vide {}")


def test_a_line_without_its_value_is_left_out():
    values = {"hours": "5 heures", "score": ""}
    assert line_fill("Durée : {hours}", values) == "Durée : 5 heures"
    assert lines_fill("Durée : {hours}\nScore : {score}\n\nFin", values) == [
        "Durée : 5 heures",
        "Fin",
    ]


@pytest.mark.django_db
def test_a_template_with_an_unknown_placeholder_is_refused_where_it_stands():
    template = template_default("success")
    template.details_ar = "{heures}"
    with pytest.raises(ValidationError) as refused:
        template.full_clean()
    assert list(refused.value.message_dict) == ["details_ar"]
    assert "{heures}" in refused.value.message_dict["details_ar"][0]


def picture(colour: str = "red", name: str = "logo.jpg") -> Any:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 500), colour).save(buffer, "JPEG", comment=b"hidden words")
    buffer.seek(0)
    return get_image_model().objects.create(title=name, file=ImageFile(buffer, name=name))


@pytest.mark.django_db
def test_a_certificate_keeps_the_texts_and_images_of_its_day():
    template = template_default("success")
    logo = TemplateLogo.objects.create(
        template=template, image=picture(), name_fr="Partenaire", name_ar="شريك"
    )
    first = version_freeze(template=template)
    assert version_freeze(template=template) == first
    certificate = certificate_make()
    assert certificate.version == first
    frozen = FrozenImage.objects.get()
    assert bytes(frozen.data).startswith(b"\x89PNG")
    assert b"hidden words" not in bytes(frozen.data)
    assert (frozen.width, frozen.height) == (624, 260)
    assert len(bytes(frozen.data)) < 5000

    template.title_fr = "Autre titre"
    template.save()
    logo.image = picture("blue")
    logo.save()
    second = version_freeze(template=template)
    assert (second.number, FrozenImage.objects.count()) == (first.number + 1, 2)
    certificate.refresh_from_db()
    assert certificate.version.content["fr"]["title"] == "Attestation de réussite"
    assert certificate.version.content["logos"][0]["image"] == frozen.digest
    pdf = certificate_pdf(certificate)
    assert "Attestation de réussite" in text_of(pdf)
    assert len(pdf) < 100_000
    assert "Autre titre" in text_of(certificate_pdf(certificate_make()))


@pytest.mark.django_db
def test_publishing_freezes_a_version_and_saving_a_draft_none():
    template = template_default("success")
    before = TemplateVersion.objects.count()
    template.title_fr = "Brouillon"
    revision = template.save_revision()
    assert TemplateVersion.objects.count() == before
    revision.publish()
    version = TemplateVersion.objects.order_by("-pk").first()
    assert version is not None
    assert (version.number, version.content["fr"]["title"]) == (2, "Brouillon")


def form_values(template: CertificateTemplate) -> dict[str, Any]:
    """What the editor's form sends."""
    values: dict[str, Any] = {
        field.name: getattr(template, field.name) or ""
        for field in CertificateTemplate._meta.concrete_fields
        if field.name.endswith(("_fr", "_ar"))
    }
    return values | {
        "name": template.name,
        "kind": template.kind,
        "design": template.design,
        "orientation": template.orientation,
        "language_mode": template.language_mode,
        "show_modules": "on",
        "is_default": "on",
        "logos-TOTAL_FORMS": 0,
        "logos-INITIAL_FORMS": 0,
        "signatories-TOTAL_FORMS": 0,
        "signatories-INITIAL_FORMS": 0,
    }


MODES = ["usual", "long", "latin", "arabic", "no_hours"]
URL = "/admin/snippets/certificates/certificatetemplate"


@pytest.mark.django_db
def test_an_author_previews_every_sample_and_cannot_publish(client: Client):
    staff_login(client, Role.AUTHOR)
    template = template_default("success")
    texts = {}
    client.post(f"{URL}/preview/{template.pk}/", form_values(template))
    for mode in MODES:
        response = client.get(f"{URL}/preview/{template.pk}/?mode={mode}")
        assert response["Content-Type"] == "application/pdf"
        texts[mode] = " ".join(text_of(response.content).split())
    panel = client.get(f"{URL}/preview/{template.pk}/?mode=long&in_preview_panel=true")
    assert "data:image/png;base64," in panel.content.decode()
    assert LONG_LATIN.split()[0] in texts["long"]
    assert (len(LONG_LATIN), len(LONG_ARABIC)) == (60, 60)
    assert texts["latin"].count("Amina Exemple") == 2
    assert texts["arabic"].count("أمينة مثال") == 2
    assert "Durée" in texts["usual"]
    assert "Durée" not in texts["no_hours"]
    page = client.get(f"{URL}/edit/{template.pk}/")
    assert page.status_code == 200
    html = page.content.decode()
    assert "{hours_in_person}" in html
    assert 'name="action-publish"' not in html


@pytest.mark.django_db
def test_an_administrator_edits_both_languages_and_publishes(client: Client):
    staff_login(client, Role.ADMINISTRATOR)
    template = template_default("success")
    values = form_values(template) | {
        "design": "frame",
        "orientation": "portrait",
        "language_mode": "ar",
        "action-publish": "1",
    }
    refused = client.post(f"{URL}/edit/{template.pk}/", {**values, "title_fr": "{nom}"})
    assert "Champ inconnu : {nom}" in refused.content.decode()
    response = client.post(f"{URL}/edit/{template.pk}/", {**values, "title_fr": "Nouveau titre"})
    assert response.status_code == 302, response.context["form"].errors
    version = template.versions.first()
    assert version is not None
    assert version.content["fr"]["title"] == "Nouveau titre"
    assert (version.content["design"], version.content["mode"]) == ("frame", "ar")
    assert version.created_by is not None
    assert TemplateSignatory.objects.filter(template=template).count() == 1
