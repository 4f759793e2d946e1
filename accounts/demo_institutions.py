"""The demonstration's institutions: ANAPEC, its regional level, and agencies plainly fictitious."""

from dataclasses import dataclass

from django.utils import translation

from accounts.enums import OrganisationKind
from core.enums import Region


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


# Code, city in both languages, region.
_AGENCIES = (
    ("tanger", "Tanger", "طنجة", Region.TANGER),
    ("tetouan", "Tétouan", "تطوان", Region.TANGER),
    ("al-hoceima", "Al Hoceïma", "الحسيمة", Region.TANGER),
    ("oujda", "Oujda", "وجدة", Region.ORIENTAL),
    ("nador", "Nador", "الناظور", Region.ORIENTAL),
    ("fes", "Fès", "فاس", Region.FES),
    ("rabat", "Rabat", "الرباط", Region.RABAT),
    ("casablanca", "Casablanca", "الدار البيضاء", Region.CASABLANCA),
    ("marrakech", "Marrakech", "مراكش", Region.MARRAKECH),
    ("agadir", "Agadir", "أكادير", Region.SOUSS),
)


def _region_code(region: Region) -> str:
    return f"anapec-region-{region.value}"


def _region(region: Region) -> DemoOrganisation:
    with translation.override("fr"):
        name_fr = str(region.label)
    with translation.override("ar"):
        name_ar = str(region.label)
    return DemoOrganisation(
        code=_region_code(region),
        name_fr=f"ANAPEC, région {name_fr} (exemple)",
        name_ar=f"الوكالة، جهة {name_ar} (مثال)",
        kind=OrganisationKind.EMPLOYMENT_SERVICE,
        parent="anapec",
        region=region,
    )


def _agency(code: str, city_fr: str, city_ar: str, region: Region) -> DemoOrganisation:
    return DemoOrganisation(
        code=f"anapec-{code}",
        name_fr=f"ANAPEC, {city_fr} (exemple)",
        name_ar=f"الوكالة، {city_ar} (مثال)",
        kind=OrganisationKind.EMPLOYMENT_SERVICE,
        parent=_region_code(region),
        region=region,
        city=city_fr,
    )


def demo_organisations() -> list[DemoOrganisation]:
    """Return the institutions, each after the one above it."""
    return [
        DemoOrganisation(
            code="anapec",
            name_fr="ANAPEC",
            name_ar="الوكالة الوطنية لإنعاش التشغيل والكفاءات",
            kind=OrganisationKind.EMPLOYMENT_SERVICE,
        ),
        *(_region(region) for region in Region),
        *(_agency(*row) for row in _AGENCIES),
        # Typed twice, as it happens: proposed among the likely duplicates.
        DemoOrganisation(
            code="agence-anapec-tanger",
            name_fr="Agence ANAPEC de Tanger (exemple)",
            name_ar="وكالة طنجة (مثال)",
            kind=OrganisationKind.EMPLOYMENT_SERVICE,
            region=Region.TANGER,
            city="Tanger",
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
    ]
