"""The demonstration's likely duplicates: three pairs of plainly fictitious accounts."""

from dataclasses import dataclass

from accounts.duplicates.services import duplicates_search
from accounts.models import Organisation, User
from accounts.services import membership_move


@dataclass(frozen=True, kw_only=True)
class DemoDouble:
    """One account; names are given, family, in Latin, then in Arabic script."""

    username: str
    names: tuple[str, str, str, str]
    organisation: str
    contact_email: str = ""
    phone: str = ""
    gender: str = "M"
    language: str = "fr"


AGENCY_BOX = "agence-exemple@example.org"
DOUBLES = (
    # One shared mailbox; once in Latin, once in Arabic script.
    DemoDouble(
        username="m.modele",
        names=("Mohamed", "Modèle", "", ""),
        organisation="anapec-tanger",
        contact_email=AGENCY_BOX,
    ),
    DemoDouble(
        username="med.modele",
        names=("", "", "محمد", "موديل"),
        organisation="anapec-tanger",
        contact_email=AGENCY_BOX,
        language="ar",
    ),
    # A longer name and one telephone, written in two ways.
    DemoDouble(
        username="f.exemplaire",
        names=("Fatima", "Exemplaire", "فاطمة", "إكسمبلير"),
        organisation="justice",
        phone="06 00 00 00 10",
        gender="F",
    ),
    DemoDouble(
        username="fz.exemplaire",
        names=("Fatima Zahra", "Exemplaire", "", ""),
        organisation="justice",
        phone="+212 6 00 00 00 10",
        gender="F",
    ),
    # The same name, after a move to another agency.
    DemoDouble(
        username="n.echantillon",
        names=("Nadia", "Échantillon", "نادية", "عيّنة"),
        organisation="anapec-tanger",
        gender="F",
    ),
    DemoDouble(
        username="nadia.echantillon",
        names=("Nadia", "Echantillon", "", ""),
        organisation="anapec-agadir",
        gender="F",
    ),
)


def demo_duplicates_seed() -> None:
    """Open the accounts that are missing and search; idempotent, merged ones stay merged."""
    known = set(User.objects.values_list("username", flat=True))
    for double in DOUBLES:
        if double.username in known:
            continue
        given, family, given_ar, family_ar = double.names
        user = User.objects.create_user(
            double.username,
            None,
            given_name=given,
            family_name=family,
            given_name_ar=given_ar,
            family_name_ar=family_ar,
            contact_email=double.contact_email,
            phone=double.phone,
            gender=double.gender,
            language=double.language,
        )
        organisation = Organisation.objects.filter(code=double.organisation).first()
        membership_move(user=user, organisation=organisation)
    duplicates_search()
