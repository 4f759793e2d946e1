"""The demonstration's certificates: plainly fictitious people, templates, partners and reasons."""

import io

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

from accounts.models import User
from certificates.defaults import DETAILS, INTRO, ISSUER, SIGNATORY, TEMPLATES
from certificates.models import (
    Certificate,
    CertificateRule,
    CertificateTemplate,
    CorrectionRequest,
    TemplateLogo,
    TemplateSignatory,
)
from certificates.services import (
    certificate_correct,
    certificate_issue_by_hand,
    certificate_revoke,
    certificates_evaluate,
    correction_ask,
    programme_certificates_evaluate,
    template_default,
)
from courses.api import CompletionSource, EnrolmentStatus, unit_complete
from courses.models import Course, Enrolment, ProgrammeEnrolment

GRADUATE, GRADUATE_AR, TRAINER, ADMIN = "laureate", "laureat", "formateur", "admin"
TRAFFICKING, RECRUITMENT, MEDIA = "traite", "recrutement-ethique", "gmma"
BLUE, BROWN = (0, 51, 160, 255), (176, 70, 26, 255)


def _picture(title: str, draw_on: str) -> object:
    """Return a drawn image: a partner's mark, or a signature. Nobody's real one."""
    image = Image.new("RGBA", (600, 220), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    if draw_on == "logo":
        pen.rounded_rectangle((6, 6, 594, 214), 36, outline=BLUE, width=10)
        for number in range(3):
            pen.ellipse((50 + number * 60, 60, 150 + number * 60, 160), outline=BROWN, width=10)
        pen.text((330, 70), "EXEMPLE", fill=BLUE, font_size=56)
    else:
        heights = (120, 60, 150, 90, 130, 40, 160, 100, 120, 80, 140, 110)
        points = [(30 + number * 45, height) for number, height in enumerate(heights)]
        pen.line(points, fill=BLUE, width=7, joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)
    file = ImageFile(buffer, name=f"demo-{draw_on}.png")
    return get_image_model().objects.create(title=title, file=file)


@transaction.atomic
def templates_seed() -> bool:
    """Give the courses templates of their own, once; return whether any were made."""
    name = "Attestation de réussite, journalistes (exemple)"
    if CertificateTemplate.objects.filter(name=name).exists():
        return False
    logo, signature = _picture("Logo (exemple)", "logo"), _picture("Signature (exemple)", "sign")
    success = template_default("success")
    success.logos = [
        TemplateLogo(image=logo, name_fr="Partenaire (exemple)", name_ar="شريك (مثال)")
    ]
    success.signatories = [
        TemplateSignatory(image=signature, **SIGNATORY),
        TemplateSignatory(
            name_fr="Institution partenaire (exemple)",
            name_ar="مؤسسة شريكة (مثال)",
            function_fr="Coordination de la formation",
            function_ar="تنسيق التكوين",
        ),
    ]
    success.save_revision().publish()
    media = CertificateTemplate(
        kind="success",
        **{**TEMPLATES["success"], **DETAILS, "name": name, "design": "frame"},
        **ISSUER,
        **INTRO,
        skills_fr="Vérifier chiffres et images\nMener un entretien sensible\nProposer un sujet",
        skills_ar="التحقق من الأرقام والصور\nإجراء مقابلة حساسة\nاقتراح موضوع",
    )
    media.signatories = [TemplateSignatory(image=signature, **SIGNATORY)]
    media.save()
    media.save_revision().publish()
    CertificateRule.objects.filter(course__code=MEDIA).update(template=media)
    CertificateRule.objects.filter(course__code=TRAFFICKING).update(valid_months=36)
    return True


def _completed(user: User, course: Course) -> Enrolment:
    """Return the person's enrolment, completed as staff record it, unit by unit."""
    enrolment, _created = Enrolment.objects.get_or_create(
        user=user, course=course, defaults={"language": user.language}
    )
    if enrolment.status != EnrolmentStatus.COMPLETED:
        for unit in course.units.filter(is_active=True).order_by("position"):
            unit_complete(
                enrolment_id=enrolment.pk,
                unit=unit,
                source=CompletionSource.STAFF,
                language=user.language,
            )
    return enrolment


@transaction.atomic
def certificates_seed() -> int:
    """Issue a few: valid, corrected, revoked, by hand, of a programme. Once; return how many."""
    names = (GRADUATE, GRADUATE_AR, TRAINER, ADMIN)
    people = {user.username: user for user in User.objects.filter(username__in=names)}
    courses = {course.code: course for course in Course.objects.select_related("programme")}
    is_ready = len(people) == len(names) and {TRAFFICKING, RECRUITMENT, MEDIA} <= set(courses)
    if not is_ready or Certificate.objects.filter(user=people[GRADUATE]).exists():
        return 0
    graduate, admin = people[GRADUATE], people[ADMIN]
    for code in (TRAFFICKING, RECRUITMENT, MEDIA):
        certificates_evaluate(enrolment_id=_completed(graduate, courses[code]).pk)
    _path_certify(graduate, courses[TRAFFICKING])
    certificate_correct(
        certificate=Certificate.objects.get(user=graduate, course=courses[RECRUITMENT]),
        name_latin="Démo Lauréate-Exemple",
        name_arabic=graduate.name_arabic,
        reason="Exemple : nom complet d'après la carte d'identité",
        by=admin,
    )
    other = people[GRADUATE_AR]
    for code in (TRAFFICKING, MEDIA):
        certificates_evaluate(enrolment_id=_completed(other, courses[code]).pk)
    certificate_revoke(
        certificate=Certificate.objects.get(user=other, course=courses[MEDIA]),
        reason="Exemple : attestation délivrée par erreur",
        by=admin,
    )
    certificate_issue_by_hand(
        user=people[TRAINER],
        subject=courses[RECRUITMENT],
        template=template_default("trainer"),
        reason="Exemple : a animé l'atelier",
        by=admin,
    )
    _correction_ask(Certificate.objects.get(user=other, course=courses[TRAFFICKING]))
    return Certificate.objects.filter(user__in=people.values()).count()


def _path_certify(user: User, course: Course) -> None:
    """The programme's certificate: it has this one course, which the person has completed."""
    if course.programme is None:
        return
    path, _created = ProgrammeEnrolment.objects.get_or_create(
        user=user,
        programme=course.programme,
        defaults={"status": EnrolmentStatus.COMPLETED, "completed_at": timezone.now()},
    )
    programme_certificates_evaluate(programme_enrolment_id=path.pk)


def _correction_ask(certificate: Certificate) -> CorrectionRequest:
    return correction_ask(
        certificate=certificate,
        names={
            "given_name": "Démo",
            "family_name": "Lauréat-Exemple",
            "given_name_ar": "تجربة",
            "family_name_ar": "متخرج مثال",
        },
        message="(مثال) اسمي العائلي ناقص في الشهادة.",
    )
