"""The data of the matrix: one institution with everything in it, and people of another one."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.test import Client

from accounts.enums import Role
from accounts.middleware import CHECKED
from accounts.models import (
    ConsentText,
    DuplicateProposal,
    ManagerGrant,
    Membership,
    Organisation,
    User,
)
from accounts.roles import roles_of
from certificates.models import Certificate
from core.audit import audit_write
from courses.api import outline_rebuild, outline_rebuilds_deferred
from courses.enrolment.announcements import AnnouncementText, announcement_write
from courses.models import (
    AnnouncementRecipient,
    Attempt,
    CatalogueIndexPage,
    Cohort,
    Course,
    CoursePage,
    DueDate,
    DueExtension,
    Enrolment,
    LessonPage,
    ModulePage,
    ProgrammeEnrolment,
    ReminderOptOut,
    ReminderRule,
    Submission,
    SurveyOffer,
    SurveyResponse,
    UnitCompletion,
)
from courses.progress.reminders.unsubscribe import stop_token
from pages.content_loader.reader import yaml_read
from pages.content_loader.site import SiteLoader
from pages.content_loader.writer import Writer
from pages.management.commands.content_load import CONTENT_DIR
from pages.models import HomePage, ReferralService, StandardPage
from tests.architecture.objects import enrolment_objects
from tests.architecture.rules import Actor
from tests.factories.accounts import (
    ConsentTextFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.assessments import AssessmentFactory
from tests.factories.catalogue import ProgrammeFactory, UnitFactory
from tests.factories.certificates import certificate_make
from tests.factories.enrolment import CohortFactory, EnrolmentFactory, UnitCompletionFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.workshops import SessionFactory

# What nobody without the right may read: in no other text of the platform.
MARKS = ("Lointaine-Xq", "بعيدةجدا", "zoubayda", "0600991177")


@dataclass
class World:
    """`values` fills the parameters of addresses; `theirs` must not change by others' hands."""

    stranger: User
    organisation: Organisation
    values: dict[str, Any] = field(default_factory=dict)
    theirs: list[QuerySet[Any]] = field(default_factory=list)
    before: list[list[Any]] = field(default_factory=list)
    users: dict[Actor, User] = field(default_factory=dict)
    sessions: dict[Actor, str] = field(default_factory=dict)

    def state(self) -> list[list[Any]]:
        """Return the other institution's records as they are now."""
        return [list(rows.order_by("pk").values_list()) for rows in self.theirs]


def world_make() -> World:
    """Write everything; about two seconds."""
    indexes = SiteLoader(yaml_read(CONTENT_DIR / "site.yaml"), Writer(overwrite=False)).load()
    ConsentText.objects.all().delete()
    here = OrganisationFactory(code="here")
    there = OrganisationFactory(code="there", parent=OrganisationFactory(code="there-region"))
    stranger = UserFactory(
        username="zoubayda-lx",
        given_name="Zoubayda",
        family_name="Lointaine-Xq",
        given_name_ar="زبيدة",
        family_name_ar="بعيدةجدا",
        phone="0600991177",
    )
    membership = MembershipFactory(user=stranger, organisation=there)
    world = World(stranger=stranger, organisation=there)
    world.values.update(membership=membership.pk, parent_organisation=there.get_parent().pk)
    _learning(world, _course_make(indexes["fr"]))
    _wagtail(world)
    for actor in Actor:
        if actor != Actor.ANONYMOUS:
            world.users[actor] = user = _person(Role(actor.value), here)
            world.sessions[actor] = _login(user)
            # Permissions and roles are read once, not at every address.
            user.get_all_permissions()
            roles_of(user)
    world.before = world.state()
    return world


def _course_make(index: CatalogueIndexPage) -> Course:
    """A published course of one module with a lesson, and a document to print."""
    with outline_rebuilds_deferred():
        kit = [("document", {"title": "Fiche", "body": [("rich_text", "<p>Texte</p>")]})]
        page = index.add_child(
            instance=CoursePage(title="Cours", slug="cours", summary="Résumé", kit=kit)
        )
        module = page.add_child(instance=ModulePage(title="Module", slug="module"))
        module.add_child(
            instance=LessonPage(title="Leçon", slug="lecon", body=[("rich_text", "<p>Texte</p>")])
        )
    course: Course = page.course
    outline_rebuild(course=course)
    return course


def _learning(world: World, course: Course) -> None:
    """The stranger's cohort, enrolments, attempt, submission and certificate."""
    their = {"user": world.stranger, "organisation": world.organisation}
    trainer = UserFactory(role=Role.TRAINER)
    cohort = CohortFactory(course=course, organisation=world.organisation)
    cohort.trainers.add(trainer)
    enrolment = EnrolmentFactory(course=course, cohort=cohort, **their)
    unit = course.units.order_by("position").first()
    assert unit is not None
    assert unit.module is not None
    UnitCompletionFactory(enrolment=enrolment, unit=unit)
    assessment = AssessmentFactory(unit__course=course, unit__module=unit.module, pool_size=2)
    pool = assessment.draws.get().pool
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        assessment=assessment,
        number=1,
        draw=[],
        language="fr",
        started_at=enrolment.enrolled_at,
    )
    audit_write(
        action="courses.enrolment",
        instance=enrolment,
        by=trainer,
        person=world.stranger,
        after="present",
    )
    due = UnitFactory(course=course, module=unit.module)
    DueDate.objects.create(cohort=cohort, unit=due, basis="enrolment", days=10)
    text = AnnouncementText(title_fr="Annonce", text_fr="Texte")
    announcement = announcement_write(cohort=cohort, text=text, by=trainer)
    submission = Submission.objects.create(enrolment=enrolment, unit=unit, language="fr")
    certificate = certificate_make(**their)
    survey = SurveyFactory(course=course)
    offer = SurveyOffer.objects.create(enrolment=enrolment, offered_on=dt.date(2026, 11, 2))
    workshop = UnitFactory(course=course, module=unit.module, kind="workshop")
    session = SessionFactory(unit=workshop, cohort=cohort, trainer=trainer)
    programme = ProgrammeFactory()
    Course.objects.filter(pk=course.pk).update(programme=programme)
    path = ProgrammeEnrolment.objects.create(user=world.stranger, programme=programme)
    twin = UserFactory(given_name="Zoubayda", family_name="Jumelle")
    duplicate = DuplicateProposal.objects.create(
        first=world.stranger, second=twin, score=90, reasons=["name_same"]
    )
    world.values.update(
        duplicate=duplicate.pk,
        user=world.stranger.pk,
        organisation=world.organisation.pk,
        consenttext=ConsentTextFactory().pk,
        programme=programme.pk,
        programme_code=programme.code,
        course=course.pk,
        course_code=course.code,
        module_code=unit.module.code,
        unit=unit.pk,
        unit_code=unit.code,
        session=session.pk,
        session_uuid=session.uuid,
        enrolment_id=enrolment.pk,
        cohort=cohort.pk,
        cohort_code=cohort.code,
        user_uuid=world.stranger.uuid,
        announcement_uuid=announcement.uuid,
        due_unit=due.pk,
        stop_token=stop_token(str(world.stranger.uuid), "inactive"),
        reminder_kind="inactive",
        reminderrule=ReminderRule.objects.create(kind="inactive", cohort=cohort, days=5).pk,
        enrolment=enrolment.pk,
        enrolment_uuid=enrolment.uuid,
        survey=survey.pk,
        offer_uuid=offer.uuid,
        path_uuid=path.uuid,
        assessment=assessment.pk,
        question=pool.questions.first().pk,
        questionpool=pool.pk,
        attempt_uuid=attempt.uuid,
        submission_uuid=submission.uuid,
        certificate=certificate.pk,
        certificate_uuid=certificate.uuid,
        certificate_code=certificate.check_code,
    )
    world.values.update(
        enrolment_objects(stranger=world.stranger, trainer=trainer, organisation=world.organisation)
    )
    enrolments = {"enrolment__user": world.stranger}
    world.theirs += [
        User.objects.filter(pk=world.stranger.pk),
        Membership.objects.filter(user=world.stranger),
        Enrolment.objects.filter(user=world.stranger),
        ProgrammeEnrolment.objects.filter(user=world.stranger),
        Cohort.objects.filter(pk=cohort.pk),
        UnitCompletion.objects.filter(**enrolments),
        Attempt.objects.filter(**enrolments),
        Submission.objects.filter(**enrolments),
        Certificate.objects.filter(**enrolments),
        Organisation.objects.filter(path__startswith=world.organisation.path[:4]),
        Course.objects.filter(pk=course.pk),
        DueDate.objects.filter(cohort=cohort),
        DueExtension.objects.filter(enrolment=enrolment),
        AnnouncementRecipient.objects.filter(announcement=announcement),
        DuplicateProposal.objects.filter(pk=duplicate.pk),
        ReminderOptOut.objects.filter(user=world.stranger),
        SurveyOffer.objects.filter(**enrolments),
        SurveyResponse.objects.filter(course=course),
    ]


def _wagtail(world: World) -> None:
    """What Wagtail's own addresses take: a page, and people wherever a model is named."""
    home = HomePage.objects.order_by("pk").first()
    page = StandardPage.objects.order_by("pk").first()
    assert home is not None
    assert page is not None
    world.values.update(
        page_id=page.pk,
        page_to_move_id=page.pk,
        parent_page_id=home.pk,
        destination_id=home.pk,
        content_type_app_name="pages",
        content_type_model_name="standardpage",
        app_label="accounts",
        app_name="accounts",
        model_name="user",
        object_id=world.stranger.pk,
        referralservice=ReferralService.objects.values_list("pk", flat=True).first(),
    )


def _person(role: Role, organisation: Organisation) -> User:
    """A person of this role, with all that the role is given, in their own institution."""
    user = UserFactory(role=role)
    MembershipFactory(user=user, organisation=organisation)
    own = EnrolmentFactory(organisation=organisation)
    if role == Role.INSTITUTION_MANAGER:
        ManagerGrant.objects.create(user=user, organisation=organisation)
    if role == Role.TRAINER:
        cohort = CohortFactory(course=own.course, organisation=organisation)
        cohort.trainers.add(user)
        Enrolment.objects.filter(pk=own.pk).update(cohort=cohort)
    return user


def _login(user: User) -> str:
    """Return the key of a session with the second factor passed."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[CHECKED] = True
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
