"""A link that opens LinkedIn's own form, filled in. A plain link: no script, no request before."""

from urllib.parse import urlencode

from certificates.models import Certificate

ADDRESS = "https://www.linkedin.com/profile/add"


def linkedin_url(certificate: Certificate, *, shared_url: str, language: str) -> str:
    """Return the address of LinkedIn's form for this certificate and its public page."""
    data = certificate.data
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": data.get(f"course_{language}") or data["course_fr"],
        "organizationName": data[f"issuer_{language}"],
        "issueYear": data["issued_on"][:4],
        "issueMonth": int(data["issued_on"][5:7]),
        "certId": certificate.serial,
        "certUrl": shared_url,
    }
    if certificate.expires_at is not None:
        fields["expirationYear"] = certificate.expires_at.year
        fields["expirationMonth"] = certificate.expires_at.month
    return f"{ADDRESS}?{urlencode(fields)}"
