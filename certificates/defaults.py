"""The texts that a new installation's templates start with; authors change them in the editor."""

from certificates.enums import CertificateKind

ISSUER = {
    "issuer_fr": "Organisation internationale pour les migrations, Maroc",
    "issuer_ar": "المنظمة الدولية للهجرة، المغرب",
}
SIGNATORY = {
    "name_fr": "La direction de la mission",
    "name_ar": "إدارة البعثة",
    "function_fr": "OIM Maroc",
    "function_ar": "المنظمة الدولية للهجرة بالمغرب",
}
INTRO = {
    "intro_fr": "L'Organisation internationale pour les migrations au Maroc certifie que",
    "intro_ar": "تشهد المنظمة الدولية للهجرة بالمغرب بأن",
}
DETAILS = {
    "details_fr": (
        "Durée nominale validée : {hours}\n"
        "dont {hours_in_person} en présentiel\n"
        "Terminée le {completed_on}\n"
        "Valable jusqu'au {expires_on}"
    ),
    "details_ar": (
        "المدة الاسمية المستكملة: {hours}\n"
        "منها {hours_in_person} حضوريا\n"
        "تاريخ الإتمام: {completed_on}\n"
        "صالحة إلى غاية {expires_on}"
    ),
}
TEMPLATES: dict[str, dict[str, str]] = {
    CertificateKind.SUCCESS: {
        "name": "Attestation de réussite",
        "design": "horizon",
        "title_fr": "Attestation de réussite",
        "title_ar": "شهادة النجاح",
        "statement_fr": "a suivi et réussi la formation",
        "statement_ar": "قد استكمل(ت) بنجاح تكوين",
        **DETAILS,
    },
    CertificateKind.PARTICIPATION: {
        "name": "Attestation de formation",
        "design": "ribbon",
        "title_fr": "Attestation de formation",
        "title_ar": "شهادة التكوين",
        "statement_fr": "a suivi la formation",
        "statement_ar": "قد تابع(ت) تكوين",
        **DETAILS,
    },
    CertificateKind.TRAINER: {
        "name": "Attestation de formatrice ou formateur",
        "design": "frame",
        "title_fr": "Attestation d'animation",
        "title_ar": "شهادة التأطير",
        "statement_fr": "a animé, comme formatrice ou formateur, la formation",
        "statement_ar": "قد أطّر(ت)، بصفة مكوّن(ة)، تكوين",
        "details_fr": "Durée : {hours}\nDélivrée le {issued_on}",
        "details_ar": "المدة: {hours}\nسُلّمت بتاريخ {issued_on}",
    },
    CertificateKind.PROGRAMME: {
        "name": "Attestation de programme",
        "design": "zellige",
        "title_fr": "Attestation de fin de programme",
        "title_ar": "شهادة إتمام البرنامج",
        "statement_fr": "a achevé toutes les formations du programme",
        "statement_ar": "قد استكمل(ت) جميع تكوينات برنامج",
        **DETAILS,
    },
}
