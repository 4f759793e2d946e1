"""What common H5P activities say, in French and Arabic, where their libraries do not know.

Keyed by the English default of `semantics.json`. Translations into Arabic are often missing
upstream; without these an Arabic activity would keep English buttons.
"""

from typing import Any

from django.utils.translation import gettext as _

WORDS: dict[str, tuple[str, str]] = {
    "Check": ("Vérifier", "تحقّق"),
    "Check the answers. The responses will be marked as correct, incorrect, or unanswered.": (
        "Vérifier les réponses. Elles seront marquées justes, fausses ou sans réponse.",
        "التحقق من الأجوبة. تُعلَّم صحيحة أو خاطئة أو دون جواب.",
    ),
    "Submit": ("Envoyer", "إرسال"),
    "Show solution": ("Voir la solution", "إظهار الحل"),
    "Show solutions": ("Voir les solutions", "إظهار الحلول"),
    "Show the solution. The task will be marked with its correct solution.": (
        "Voir la solution. L'exercice montrera les bonnes réponses.",
        "إظهار الحل. يُعلَّم التمرين بأجوبته الصحيحة.",
    ),
    "Retry": ("Recommencer", "إعادة المحاولة"),
    "Retry the task. Reset all responses and start the task over again.": (
        "Recommencer. Les réponses sont effacées et l'exercice reprend au début.",
        "إعادة التمرين. تُمحى الأجوبة ويبدأ التمرين من جديد.",
    ),
    "Try again": ("Essayer encore", "محاولة جديدة"),
    "Start": ("Commencer", "بدء"),
    "Next": ("Suivant", "التالي"),
    "Next question": ("Question suivante", "السؤال التالي"),
    "Previous": ("Précédent", "السابق"),
    "Previous question": ("Question précédente", "السؤال السابق"),
    "Finish": ("Terminer", "إنهاء"),
    "Proceed": ("Continuer", "متابعة"),
    "Continue": ("Continuer", "متابعة"),
    "Close": ("Fermer", "إغلاق"),
    "Cancel": ("Annuler", "إلغاء"),
    "Confirm": ("Confirmer", "تأكيد"),
    "Skip": ("Passer", "تجاوز"),
    "Correct": ("Juste", "صحيح"),
    "Correct!": ("Juste !", "صحيح!"),
    "Incorrect": ("Faux", "خطأ"),
    "Incorrect!": ("Faux !", "خطأ!"),
    "Wrong": ("Faux", "خطأ"),
    "True": ("Vrai", "صحيح"),
    "False": ("Faux", "خطأ"),
    "Correct answer": ("Bonne réponse", "الجواب الصحيح"),
    "Correct answers": ("Bonnes réponses", "الأجوبة الصحيحة"),
    "Wrong answer": ("Mauvaise réponse", "جواب خاطئ"),
    "Wrong answer!": ("Mauvaise réponse !", "جواب خاطئ!"),
    "Answered": ("Répondu", "تمت الإجابة"),
    "Unanswered": ("Sans réponse", "دون جواب"),
    "Should have been checked": ("Aurait dû être coché", "كان ينبغي اختياره"),
    "Should not have been checked": ("N'aurait pas dû être coché", "لم يكن ينبغي اختياره"),
    "Missing answer": ("Réponse manquante", "جواب ناقص"),
    "Please answer before viewing the solution": (
        "Répondez avant de voir la solution",
        "أجيبوا قبل الاطلاع على الحل",
    ),
    "Please fill in all blanks to view solution": (
        "Complétez tous les blancs pour voir la solution",
        "املأوا كل الفراغات للاطلاع على الحل",
    ),
    "You got @score of @total points": (
        "Vous avez obtenu @score points sur @total",
        "حصلتم على @score من @total نقطة",
    ),
    "You got :num out of :total points": (
        "Vous avez obtenu :num points sur :total",
        "حصلتم على :num من :total نقطة",
    ),
    "Score:": ("Score :", "النتيجة:"),
    "Your result:": ("Votre résultat :", "نتيجتكم:"),
    "Question": ("Question", "سؤال"),
    "Question @current of @total": ("Question @current sur @total", "السؤال @current من @total"),
    "Question: current of total": ("Question : current sur total", "السؤال: current من total"),
    "Feedback": ("Commentaire", "تعليق"),
    "Tip": ("Indice", "تلميح"),
    "Show tip": ("Voir l'indice", "إظهار التلميح"),
    "Hide tip": ("Masquer l'indice", "إخفاء التلميح"),
    "Drag the correct words": ("Déplacez les mots justes", "اسحبوا الكلمات الصحيحة"),
    "Drop zone": ("Zone de dépôt", "منطقة الإفلات"),
    "Play": ("Lire", "تشغيل"),
    "Pause": ("Pause", "إيقاف مؤقت"),
    "Mute": ("Couper le son", "كتم الصوت"),
    "Unmute": ("Rétablir le son", "إعادة الصوت"),
    "Fullscreen": ("Plein écran", "ملء الشاشة"),
    "Exit fullscreen": ("Quitter le plein écran", "الخروج من ملء الشاشة"),
    "Captions": ("Sous-titres", "تعليقات مكتوبة"),
    "Solution": ("Solution", "الحل"),
    "Summary": ("Résumé", "ملخص"),
    "Turn": ("Retourner", "قلب"),
    "Card @current of @total": ("Carte @current sur @total", "البطاقة @current من @total"),
    "':ans' is correct": ("« :ans » est juste", "«:ans» صحيح"),
    "':ans' is wrong": ("« :ans » est faux", "«:ans» خطأ"),
    ":score of :maxScore correct": (
        ":score réponses justes sur :maxScore",
        ":score إجابات صحيحة من :maxScore",
    ),
    "@finals of @totals correct": (
        "@finals réponses justes sur @totals",
        "@finals إجابات صحيحة من @totals",
    ),
    "@index of @count draggables.": ("Élément @index sur @count.", "العنصر @index من @count."),
    "Answered correctly": ("Réponse juste", "إجابة صحيحة"),
    "Answered incorrectly": ("Réponse fausse", "إجابة خاطئة"),
    "Are you sure you want to reset this drop zone?": (
        "Voulez-vous vider cette zone ?",
        "هل تريد إفراغ هذه الخانة؟",
    ),
    "Are you sure you wish to finish ?": ("Voulez-vous terminer ?", "هل تريد الإنهاء؟"),
    "Are you sure you wish to retry ?": ("Voulez-vous recommencer ?", "هل تريد إعادة المحاولة؟"),
    "Blank input @num of @total": ("Champ à remplir @num sur @total", "الفراغ @num من @total"),
    "Cancelled dragging.": ("Déplacement annulé.", "أُلغي النقل."),
    "Checking mode": ("Vérification", "وضع التحقق"),
    "Choose question to display": ("Choisir la question à afficher", "اختر السؤال المراد عرضه"),
    "Correct answer:": ("Bonne réponse :", "الجواب الصحيح:"),
    "Current question": ("Question en cours", "السؤال الحالي"),
    "Drag the words into the correct boxes": (
        "Placez chaque mot dans la bonne case",
        "ضع كل كلمة في خانتها الصحيحة",
    ),
    "Draggable is grabbed.": ("L'élément est pris.", "تم التقاط العنصر."),
    "Drop Zone @index contains draggable @draggable.": (
        "La zone @index contient @draggable.",
        "الخانة @index تحتوي على @draggable.",
    ),
    "Drop Zone @index is empty.": ("La zone @index est vide.", "الخانة @index فارغة."),
    "Drop Zone @index.": ("Zone @index.", "الخانة @index."),
    "Feedback available": ("Commentaire disponible", "يوجد تعليق"),
    "Fill in the missing words": ("Complétez les mots qui manquent", "أكمل الكلمات الناقصة"),
    "Finish ?": ("Terminer ?", "إنهاء؟"),
    "Finished": ("Terminé", "انتهى"),
    "Mute feedback sound": ("Couper le son", "كتم الصوت"),
    "Question %d of %total": ("Question %d sur %total", "السؤال %d من %total"),
    "Question :num": ("Question :num", "السؤال :num"),
    "Question: @current of @total questions": (
        "Question @current sur @total",
        "السؤال @current من @total",
    ),
    "Questions": ("Questions", "الأسئلة"),
    "Read feedback": ("Lire le commentaire", "قراءة التعليق"),
    "Reset drop": ("Vider la zone", "إفراغ الخانة"),
    "Results": ("Résultats", "النتائج"),
    "Retry ?": ("Recommencer ?", "إعادة المحاولة؟"),
    "Score": ("Score", "النتيجة"),
    "Should have been selected": ("Aurait dû être choisi", "كان ينبغي اختياره"),
    "Should not have been selected": ("N'aurait pas dû être choisi", "ما كان ينبغي اختياره"),
    "Show results": ("Voir les résultats", "عرض النتائج"),
    "Skip video": ("Passer la vidéo", "تخطي الفيديو"),
    "Slide :num of :total": ("Page :num sur :total", "الصفحة :num من :total"),
    "Solution list": ("Liste des solutions", "قائمة الحلول"),
    "Start Quiz": ("Commencer", "ابدأ"),
    "Tip available": ("Indice disponible", "يوجد تلميح"),
    "You got @finals out of @totals points": (
        "Vous avez @finals points sur @totals",
        "حصلت على @finals نقطة من @totals",
    ),
}
_LANGUAGES = ("fr", "ar")


def word_known(value: Any, language: str) -> Any:
    """Return what we know of a default, in a language; None where we know nothing."""
    if isinstance(value, str) and language in _LANGUAGES and value in WORDS:
        return WORDS[value][_LANGUAGES.index(language)]
    if isinstance(value, dict):
        said = {name: word_known(inner, language) for name, inner in value.items()}
        return {name: word for name, word in said.items() if word is not None} or None
    return None


def editor_words() -> dict[str, str]:
    """Return what the form in the browser says, by the keys of json-editor."""
    return {
        "error_notset": _("This value is missing."),
        "error_notempty": _("This value is missing."),
        "error_required": _("“{{0}}” is missing."),
        "error_minLength": _("This text is missing."),
        "error_maxLength": _("At most {{0}} characters."),
        "error_minItems": _("At least {{0}} entries."),
        "error_maxItems": _("At most {{0}} entries."),
        "error_minimum_incl": _("At least {{0}}."),
        "error_maximum_incl": _("At most {{0}}."),
        "error_type": _("This value is not of the right kind."),
        "error_enum": _("Choose one of the options."),
        "error_const": _("Choose one of the options."),
        "error_oneOf": _("Choose what stands here."),
        "error_anyOf": _("Choose what stands here."),
        "error_multipleOf": _("This should be a whole number."),
        "button_add": _("Add"),
        "button_cancel": _("Cancel"),
        "button_add_row_title": _("Add {{0}}"),
        "button_delete_row_title": _("Delete {{0}}"),
        "button_delete_row_title_short": _("Delete"),
        "button_copy_row_title": _("Copy {{0}}"),
        "button_copy_row_title_short": _("Copy"),
        "button_move_down_title": _("Move down"),
        "button_move_up_title": _("Move up"),
        "button_collapse": _("Collapse"),
        "button_expand": _("Expand"),
        "button_upload": _("Upload"),
        "button_delete_node_warning": _("Delete this entry?"),
        "default_array_item_title": _("entry"),
        "upload_max_size": _("The file is too large:"),
        "upload_wrong_file_format": _("Files of this type are not accepted here:"),
    }
