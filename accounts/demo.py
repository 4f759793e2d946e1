"""The demonstration's people: plainly fictitious, one per role. Only where LMS_DEMO is on."""

from dataclasses import dataclass

from accounts.enums import OrganisationKind, Role
from core.enums import Region

PASSWORD = "demo-formation-2026"  # noqa: S105 (printed; the command refuses outside LMS_DEMO)
# A fixed secret, so that `manage.py demo_code` can print the current code of the second factor.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class DemoOrganisation:
    """An institution; `parent` is the code of the one above."""

    code: str
    name_fr: str
    name_ar: str
    kind: OrganisationKind
    parent: str = ""
    region: str = ""
    city: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """An account."""

    username: str
    names: tuple[str, str, str, str]
    gender: str
    language: str
    organisation: str
    region: str
    roles: tuple[Role, ...] = ()


ORGANISATIONS = (
    DemoOrganisation(
        code="anapec",
        name_fr="ANAPEC",
        name_ar="الوكالة الوطنية لإنعاش التشغيل والكفاءات",
        kind=OrganisationKind.EMPLOYMENT_SERVICE,
    ),
    DemoOrganisation(
        code="anapec-tanger",
        name_fr="ANAPEC, Tanger (exemple)",
        name_ar="الوكالة، طنجة (مثال)",
        kind=OrganisationKind.EMPLOYMENT_SERVICE,
        parent="anapec",
        region=Region.TANGER,
        city="Tanger",
    ),
    DemoOrganisation(
        code="anapec-agadir",
        name_fr="ANAPEC, Agadir (exemple)",
        name_ar="الوكالة، أكادير (مثال)",
        kind=OrganisationKind.EMPLOYMENT_SERVICE,
        parent="anapec",
        region=Region.SOUSS,
        city="Agadir",
    ),
    DemoOrganisation(
        code="justice",
        name_fr="Ministère de la Justice",
        name_ar="وزارة العدل",
        kind=OrganisationKind.JUSTICE,
        region=Region.RABAT,
        city="Rabat",
    ),
    DemoOrganisation(
        code="isic",
        name_fr="ISIC",
        name_ar="المعهد العالي للإعلام والاتصال",
        kind=OrganisationKind.HIGHER_EDUCATION,
        region=Region.RABAT,
        city="Rabat",
    ),
    DemoOrganisation(
        code="association-exemple",
        name_fr="Association partenaire (exemple)",
        name_ar="جمعية شريكة (مثال)",
        kind=OrganisationKind.CIVIL_SOCIETY,
        region=Region.ORIENTAL,
        city="Oujda",
    ),
)

PEOPLE = (
    DemoPerson(
        username="conseillere",
        names=("Démo", "Conseillère", "تجربة", "مستشارة"),
        gender="F",
        language="fr",
        organisation="anapec-tanger",
        region=Region.TANGER,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="animatrice",
        names=("Démo", "Animatrice", "تجربة", "منشطة"),
        gender="F",
        language="fr",
        organisation="anapec-tanger",
        region=Region.TANGER,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="etudiant",
        names=("Démo", "Étudiant", "تجربة", "طالب"),
        gender="M",
        language="ar",
        organisation="isic",
        region=Region.RABAT,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="assistante",
        names=("Démo", "Assistante sociale", "تجربة", "مساعدة اجتماعية"),
        gender="F",
        language="ar",
        organisation="justice",
        region=Region.RABAT,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="diplomee",
        names=("Démo", "Diplômée", "تجربة", "خريجة"),
        gender="F",
        language="fr",
        organisation="association-exemple",
        region=Region.ORIENTAL,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="laureate",
        names=("Démo", "Lauréate", "تجربة", "متخرجة"),
        gender="F",
        language="fr",
        organisation="anapec-agadir",
        region=Region.SOUSS,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="laureat",
        names=("Démo", "Lauréat", "تجربة", "متخرج"),
        gender="M",
        language="ar",
        organisation="isic",
        region=Region.RABAT,
        roles=(Role.LEARNER,),
    ),
    DemoPerson(
        username="formateur",
        names=("Démo", "Formateur", "تجربة", "مكوّن"),
        gender="M",
        language="fr",
        organisation="",
        region=Region.RABAT,
        roles=(Role.TRAINER,),
    ),
    DemoPerson(
        username="responsable",
        names=("Démo", "Responsable", "تجربة", "مسؤولة"),
        gender="F",
        language="fr",
        organisation="anapec",
        region=Region.CASABLANCA,
        roles=(Role.INSTITUTION_MANAGER,),
    ),
    DemoPerson(
        username="jury",
        names=("Démo", "Jury", "تجربة", "لجنة"),
        gender="X",
        language="ar",
        organisation="isic",
        region=Region.RABAT,
        roles=(Role.JURY,),
    ),
    DemoPerson(
        username="auteure",
        names=("Démo", "Auteure", "تجربة", "مؤلفة"),
        gender="F",
        language="fr",
        organisation="",
        region=Region.RABAT,
        roles=(Role.AUTHOR,),
    ),
    DemoPerson(
        username="traducteur",
        names=("Démo", "Traducteur", "تجربة", "مترجم"),
        gender="M",
        language="ar",
        organisation="",
        region=Region.RABAT,
        roles=(Role.TRANSLATOR,),
    ),
    DemoPerson(
        username="suivi",
        names=("Démo", "Suivi-évaluation", "تجربة", "تتبع"),
        gender="F",
        language="fr",
        organisation="",
        region=Region.RABAT,
        roles=(Role.MONITORING,),
    ),
    DemoPerson(
        username="admin",
        names=("Démo", "Administratrice", "تجربة", "مديرة"),
        gender="F",
        language="fr",
        organisation="",
        region=Region.RABAT,
        roles=(Role.ADMINISTRATOR,),
    ),
)
