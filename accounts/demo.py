"""The demonstration's people: plainly fictitious, one per role. Only where LMS_DEMO is on."""

from dataclasses import dataclass

from accounts.enums import Role
from core.enums import Region

PASSWORD = "demo-formation-2026"  # noqa: S105 (printed; the command refuses outside LMS_DEMO)
# A fixed secret, so that `manage.py demo_code` can print the current code of the second factor.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


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
    # Where the person worked before, until some months ago.
    moved_from: str = ""
    # Behind a mailbox that colleagues share: no address of one's own, a staff number instead.
    mailbox: str = ""
    staff_number: str = ""


PEOPLE = (
    DemoPerson(
        username="conseillere",
        names=("Démo", "Conseillère", "تجربة", "مستشارة"),
        gender="F",
        language="fr",
        organisation="anapec-tanger",
        region=Region.TANGER,
        roles=(Role.LEARNER,),
        moved_from="anapec-agadir",
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
        username="collegue.un",
        names=("Démo", "Collègue Un", "تجربة", "زميلة أولى"),
        gender="F",
        language="fr",
        organisation="anapec-agadir",
        region=Region.SOUSS,
        roles=(Role.LEARNER,),
        mailbox="agence.exemple@example.org",
        staff_number="EX-1001",
    ),
    DemoPerson(
        username="collegue.deux",
        names=("Démo", "Collègue Deux", "تجربة", "زميل ثان"),
        gender="M",
        language="ar",
        organisation="anapec-agadir",
        region=Region.SOUSS,
        roles=(Role.LEARNER,),
        mailbox="agence.exemple@example.org",
        staff_number="EX-1002",
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
