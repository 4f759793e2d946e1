"""What holds until somebody changes it in the administration: rules and texts."""

from dataclasses import dataclass

from courses.progress.reminders.enums import ReminderKind


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When one kind of reminder is due. `days` as in `ReminderRule`."""

    is_active: bool = True
    days: int
    repeat_days: int = 14
    max_times: int = 2


@dataclass(frozen=True, kw_only=True)
class Text:
    """Subject and text in both languages."""

    subject_fr: str
    text_fr: str
    subject_ar: str
    text_ar: str


DEFAULT_RULES: dict[str, Rule] = {
    ReminderKind.CERTIFICATE: Rule(days=0, max_times=1),
    ReminderKind.DEADLINE: Rule(days=3, max_times=1),
    ReminderKind.INACTIVE: Rule(days=10),
    ReminderKind.NOT_STARTED: Rule(days=7),
}
DEFAULT_TEXTS: dict[str, Text] = {
    ReminderKind.CERTIFICATE: Text(
        subject_fr="Votre attestation est prête",
        text_fr=(
            "Bonjour {nom},\n\n"
            "Votre attestation pour la formation « {formation} » est prête. "
            "Vous pouvez la télécharger quand vous voulez :\n{lien}\n\n"
            "Merci d'avoir suivi cette formation."
        ),
        subject_ar="شهادتكم جاهزة",
        text_ar=(
            "السلام عليكم {nom}،\n\n"
            "شهادتكم عن دورة «{formation}» جاهزة. يمكنكم تحميلها متى شئتم:\n{lien}\n\n"
            "شكرا على متابعتكم لهذه الدورة."
        ),
    ),
    ReminderKind.DEADLINE: Text(
        subject_fr="À terminer avant le {date}",
        text_fr=(
            "Bonjour {nom},\n\n"
            "Dans la formation « {formation} », l'unité « {unite} » est à terminer "
            "le {date} au plus tard (23 h 59, heure du Maroc).\n\n"
            "Reprendre où vous en étiez :\n{lien}\n\n"
            "Si ce délai est trop court, parlez-en à votre formateur.rice : "
            "une prolongation est possible."
        ),
        subject_ar="آخر أجل: {date}",
        text_ar=(
            "السلام عليكم {nom}،\n\n"
            "في دورة «{formation}»، آخر أجل لإتمام «{unite}» هو {date} "
            "(23:59 بتوقيت المغرب).\n\n"
            "للمتابعة من حيث توقفتم:\n{lien}\n\n"
            "إذا كان هذا الأجل قصيرا، فتحدثوا إلى المكوّن: يمكن تمديده."
        ),
    ),
    ReminderKind.INACTIVE: Text(
        subject_fr="Votre formation vous attend là où vous l'avez laissée",
        text_fr=(
            "Bonjour {nom},\n\n"
            "Votre dernière visite de la formation « {formation} » date de {jours} jours. "
            "Rien n'est perdu : une unité demande une quinzaine de minutes et vous reprenez "
            "exactement où vous en étiez.\n\n"
            "Continuer :\n{lien}"
        ),
        subject_ar="دورتكم في انتظاركم حيث توقفتم",
        text_ar=(
            "السلام عليكم {nom}،\n\n"
            "آخر زيارة لكم لدورة «{formation}» كانت قبل {jours} يوما. لم يضع شيء: تتطلب كل وحدة "
            "حوالي خمس عشرة دقيقة، وتتابعون من حيث توقفتم.\n\n"
            "للمتابعة:\n{lien}"
        ),
    ),
    ReminderKind.NOT_STARTED: Text(
        subject_fr="Votre formation est ouverte",
        text_fr=(
            "Bonjour {nom},\n\n"
            "Vous êtes inscrit.e à la formation « {formation} ». La première unité demande "
            "une quinzaine de minutes, sur ordinateur ou sur téléphone, et vous pouvez vous "
            "arrêter à tout moment.\n\n"
            "Commencer :\n{lien}"
        ),
        subject_ar="دورتكم مفتوحة",
        text_ar=(
            "السلام عليكم {nom}،\n\n"
            "أنتم مسجلون في دورة «{formation}». تتطلب الوحدة الأولى حوالي خمس عشرة دقيقة، على "
            "الحاسوب أو على الهاتف، ويمكنكم التوقف في أي وقت.\n\n"
            "للبدء:\n{lien}"
        ),
    ),
}
