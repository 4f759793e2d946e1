"""Texts that the style page shows. Developer material: not part of the translated interface."""

from typing import Any

FRENCH: dict[str, Any] = {
    "intro": "Chaque composant, dans les deux directions, clair et sombre.",
    "crumbs": [
        {"label": "Accueil", "href": "#"},
        {"label": "Parcours", "href": "#"},
        {"label": "Comprendre la traite", "href": ""},
    ],
    "course": "Identifier, protéger, orienter : lutter contre la traite des êtres humains",
    "summary": "Un parcours par mises en situation pour reconnaître une situation possible de traite.",
    "theme": "Traite des êtres humains",
    "hours": "5 h 30",
    "languages": "français, arabe",
    "resume": "Reprendre",
    "save": "Enregistrer",
    "cancel": "Annuler",
    "delete": "Supprimer",
    "print": "Imprimer",
    "text": "Votre progression est conservée. Vous pouvez interrompre une leçon à tout moment.",
    "title": "Un titre de section",
    "modules": [
        {
            "title": "Module 1 · Comprendre la traite",
            "done": 1,
            "total": 4,
            "units": [
                {"title": "Acte, moyen, but : les trois éléments", "state": "done", "href": "#", "minutes": 20, "kind_label": "Leçon"},
                {"title": "La loi 27-14 et le cadre institutionnel marocain", "state": "current", "href": "#", "minutes": 20, "kind_label": "Leçon"},
                {"title": "Traite, trafic de migrants, fraude : ne pas confondre", "state": "todo", "href": "#", "minutes": 20, "kind_label": "Leçon", "optional": True},
                {"title": "Évaluation du module", "state": "locked", "href": "#", "minutes": 15, "kind_label": "Évaluation", "lock_reason": "après les leçons"},
            ],
        }
    ],
    "columns": [
        {"label": "Nom", "sort_url": "#", "sorted": "asc"},
        {"label": "Région"},
        {"label": "Heures", "numeric": True},
    ],
    "rows": [
        [{"value": "Démo Conseillère", "href": "#"}, {"value": "Rabat-Salé-Kénitra"}, {"value": "5,5"}],
        [{"value": "مستشار تجريبي", "lang": "ar", "dir": "rtl"}, {"value": "Souss-Massa"}, {"value": "12"}],
    ],
    "totals": ["Total", "", "17,5"],
    "steps": [
        {"title": "S'inscrire", "text": "23 novembre 2026", "state": "done"},
        {"title": "Étudier les quatre modules", "text": "2 sur 4", "state": "current"},
        {"title": "Recevoir l'attestation", "text": "", "state": "todo"},
    ],
    "tabs": [{"id": "panel-a", "label": "Contenu"}, {"id": "panel-b", "label": "Résultats"}],
    "empty": "Aucun parcours pour l'instant",
    "empty_text": "Choisissez un parcours : vous pourrez le suivre à votre rythme.",
    "empty_action": "Voir les parcours",
    "tile": "personnes formées",
    "tile_note": "dont 1 204 femmes",
    "form": {
        "name": "Nom et prénom",
        "name_help": "Comme ils doivent figurer sur l'attestation.",
        "email": "Adresse électronique",
        "region": "Région",
        "regions": [("", "Choisir"), ("1", "Souss-Massa"), ("2", "Oriental")],
        "gender": "Genre",
        "genders": [("f", "Femme"), ("m", "Homme"), ("n", "Je préfère ne pas répondre")],
        "note": "Remarque",
        "consent": "J'accepte que ces données servent à suivre ma formation.",
        "consent_help": "Vous pouvez demander leur effacement.",
    },
    "question": "Depuis mars 2023, quel dispositif organise l'orientation des victimes ?",
    "options": ["Le Mécanisme national de référencement", "Le Plan d'action de Rabat", "Une campagne d'information"],
    "saved": "Réponse enregistrée",
    "passed": "Vous avez réussi",
    "passed_text": "8 réponses sur 10. Deux questions méritent une relecture.",
    "right": "Juste",
    "wrong": "À revoir",
    "boxes": {
        "situation": "Une personne attend à l'accueil avec un homme qui répond à sa place.",
        "key": "Acte, moyen, but : trois éléments à chercher ensemble.",
        "do": "Proposer un temps individuel.",
        "dont": "Promettre une issue.",
        "say": "« Vous pouvez ne pas répondre. »",
        "term": "Orientation",
        "definition": "Mettre une personne en relation avec un service, avec son accord.",
        "quote": "« Aucun déplacement n'est nécessaire. »",
        "source": "Protocole de Palerme, art. 3",
        "remember": "Décrire des faits, ne pas qualifier.",
        "labels": ["Situation", "Points clés", "À faire", "À ne pas faire", "Des mots pour le dire", "À retenir"],
    },
    "sort": {
        "instruction": "Classez chaque carte.",
        "buckets": [{"id": "a", "label": "Acte"}, {"id": "m", "label": "Moyen"}, {"id": "b", "label": "But"}],
        "cards": [
            {"id": "1", "text": "Recruter par une annonce en ligne", "bucket": "a", "feedback": "Recruter est un acte."},
            {"id": "2", "text": "Promettre un contrat qui n'existe pas", "bucket": "m", "feedback": "Tromper est un moyen."},
            {"id": "3", "text": "Contraindre à la mendicité", "bucket": "b", "feedback": "C'est une exploitation."},
        ],
    },
    "choice": {
        "questions": [
            {
                "text": "Que garder sur soi ?",
                "multiple": True,
                "options": [
                    {"id": "1", "text": "Le passeport", "correct": True, "feedback": "Toujours."},
                    {"id": "2", "text": "Le contrat visé", "correct": True, "feedback": ""},
                    {"id": "3", "text": "Une caution", "correct": False, "feedback": "Aucune n'est due."},
                ],
                "feedback": "Les papiers restent à la personne.",
            }
        ]
    },
    "true_false": {
        "statements": [
            {"text": "La traite suppose un passage de frontière.", "answer": False, "feedback": "Aucun déplacement n'est nécessaire."},
        ]
    },
    "ordering": {
        "instruction": "Remettez dans l'ordre.",
        "steps": [
            {"id": "1", "text": "Accueillir", "minutes": 5, "feedback": ""},
            {"id": "2", "text": "Expliquer", "minutes": 10, "feedback": ""},
            {"id": "3", "text": "Proposer une orientation", "minutes": 15, "feedback": ""},
        ],
    },
    "matching": {
        "instruction": "Associez.",
        "pairs": [{"id": "1", "left": "Acte", "right": "Recruter"}, {"id": "2", "left": "But", "right": "Exploiter"}],
        "feedback": "Les trois éléments vont ensemble.",
    },
    "decision": {
        "start": "n1",
        "nodes": [
            {
                "id": "n1",
                "text": "Une jeune femme arrive accompagnée. Que faites-vous ?",
                "choices": [
                    {"text": "Expliquer qu'un temps individuel est prévu.", "next": "n2", "feedback": "Vous séparez sans accuser.", "good": True},
                    {"text": "L'interroger devant lui.", "next": "n3", "feedback": "Elle ne peut que nier.", "good": False},
                ],
            },
            {"id": "n2", "text": "Elle accepte de parler.", "choices": []},
            {"id": "n3", "text": "L'échange s'est refermé.", "choices": []},
        ],
    },
    "reflection": {"prompt": "Notez une ressource qui vous aide après un échange difficile.", "private": True},
}

ARABIC: dict[str, Any] = {
    "intro": "كل المكونات، في الاتجاهين، بالفاتح والداكن.",
    "crumbs": [
        {"label": "الرئيسية", "href": "#"},
        {"label": "المسارات", "href": "#"},
        {"label": "فهم الاتجار بالبشر", "href": ""},
    ],
    "course": "التعرّف والحماية والإحالة: مكافحة الاتجار بالبشر",
    "summary": "مسار قائم على وضعيات واقعية للتعرّف على حالات الاتجار بالبشر المحتملة.",
    "theme": "الاتجار بالبشر",
    "hours": "5 ساعات ونصف",
    "languages": "العربية، الفرنسية",
    "resume": "استئناف",
    "save": "حفظ",
    "cancel": "إلغاء",
    "delete": "حذف",
    "print": "طباعة",
    "text": "تقدّمكم محفوظ. يمكنكم التوقف عن أي درس في أي وقت.",
    "title": "عنوان فقرة",
    "modules": [
        {
            "title": "الوحدة 1 · فهم الاتجار بالبشر",
            "done": 1,
            "total": 4,
            "units": [
                {"title": "الفعل والوسيلة والغرض: العناصر الثلاثة", "state": "done", "href": "#", "minutes": 20, "kind_label": "درس"},
                {"title": "القانون 27.14 والإطار المؤسساتي المغربي", "state": "current", "href": "#", "minutes": 20, "kind_label": "درس"},
                {"title": "الاتجار والتهريب والاحتيال: تجنّب الخلط", "state": "todo", "href": "#", "minutes": 20, "kind_label": "درس", "optional": True},
                {"title": "تقييم الوحدة", "state": "locked", "href": "#", "minutes": 15, "kind_label": "تقييم", "lock_reason": "بعد الدروس"},
            ],
        }
    ],
    "columns": [
        {"label": "الاسم", "sort_url": "#", "sorted": "asc"},
        {"label": "الجهة"},
        {"label": "الساعات", "numeric": True},
    ],
    "rows": [
        [{"value": "مستشارة تجريبية", "href": "#"}, {"value": "الرباط سلا القنيطرة"}, {"value": "5,5"}],
        [{"value": "Démo Conseiller", "lang": "fr", "dir": "ltr"}, {"value": "سوس ماسة"}, {"value": "12"}],
    ],
    "totals": ["المجموع", "", "17,5"],
    "steps": [
        {"title": "التسجيل", "text": "23 نونبر 2026", "state": "done"},
        {"title": "دراسة الوحدات الأربع", "text": "2 من 4", "state": "current"},
        {"title": "الحصول على الشهادة", "text": "", "state": "todo"},
    ],
    "tabs": [{"id": "panel-a", "label": "المحتوى"}, {"id": "panel-b", "label": "النتائج"}],
    "empty": "لا يوجد أي مسار حاليا",
    "empty_text": "اختاروا مسارا لمتابعته حسب إيقاعكم.",
    "empty_action": "الاطلاع على المسارات",
    "tile": "أشخاص استفادوا من التكوين",
    "tile_note": "منهم 1 204 نساء",
    "form": {
        "name": "الاسم الكامل",
        "name_help": "كما ينبغي أن يظهر في الشهادة.",
        "email": "البريد الإلكتروني",
        "region": "الجهة",
        "regions": [("", "اختيار"), ("1", "سوس ماسة"), ("2", "الشرق")],
        "gender": "الجنس",
        "genders": [("f", "امرأة"), ("m", "رجل"), ("n", "أفضل عدم الإجابة")],
        "note": "ملاحظة",
        "consent": "أوافق على استعمال هذه المعطيات لتتبع تكويني.",
        "consent_help": "يمكنكم طلب محوها.",
    },
    "question": "منذ مارس 2023، أي جهاز ينظم إحالة الضحايا بالمغرب؟",
    "options": ["آلية الإحالة الوطنية", "خطة عمل الرباط", "حملة إخبارية"],
    "saved": "تم حفظ الجواب",
    "passed": "لقد نجحتم",
    "passed_text": "8 أجوبة صحيحة من 10. سؤالان يستحقان المراجعة.",
    "right": "صحيح",
    "wrong": "للمراجعة",
    "boxes": {
        "situation": "شخص ينتظر في الاستقبال برفقة رجل يجيب بدلا منه.",
        "key": "الفعل والوسيلة والغرض: ثلاثة عناصر تُبحث مجتمعة.",
        "do": "اقتراح لقاء فردي.",
        "dont": "تقديم وعود.",
        "say": "«لكم ألّا تجيبوا.»",
        "term": "الإحالة",
        "definition": "ربط الشخص بمصلحة مختصة بموافقته.",
        "quote": "«لا يُشترط التنقل.»",
        "source": "بروتوكول باليرمو، المادة 3",
        "remember": "وصف الوقائع دون تكييفها.",
        "labels": ["وضعية", "نقاط أساسية", "ينبغي", "لا ينبغي", "عبارات تقال", "للتذكر"],
    },
    "sort": {
        "instruction": "صنّفوا كل بطاقة.",
        "buckets": [{"id": "a", "label": "الفعل"}, {"id": "m", "label": "الوسيلة"}, {"id": "b", "label": "الغرض"}],
        "cards": [
            {"id": "1", "text": "التجنيد عبر إعلان على الإنترنت", "bucket": "a", "feedback": "التجنيد فعل."},
            {"id": "2", "text": "الوعد بعقد لا وجود له", "bucket": "m", "feedback": "الخداع وسيلة."},
            {"id": "3", "text": "الإكراه على التسول", "bucket": "b", "feedback": "هذا استغلال."},
        ],
    },
    "choice": {
        "questions": [
            {
                "text": "بماذا ينبغي الاحتفاظ؟",
                "multiple": True,
                "options": [
                    {"id": "1", "text": "جواز السفر", "correct": True, "feedback": "دائما."},
                    {"id": "2", "text": "العقد المؤشر عليه", "correct": True, "feedback": ""},
                    {"id": "3", "text": "ضمانة مالية", "correct": False, "feedback": "لا تُطلب أي ضمانة."},
                ],
                "feedback": "تبقى الوثائق لدى صاحبها.",
            }
        ]
    },
    "true_false": {
        "statements": [
            {"text": "يفترض الاتجار عبور الحدود.", "answer": False, "feedback": "لا يُشترط التنقل."},
        ]
    },
    "ordering": {
        "instruction": "أعيدوا الترتيب.",
        "steps": [
            {"id": "1", "text": "الاستقبال", "minutes": 5, "feedback": ""},
            {"id": "2", "text": "الشرح", "minutes": 10, "feedback": ""},
            {"id": "3", "text": "اقتراح الإحالة", "minutes": 15, "feedback": ""},
        ],
    },
    "matching": {
        "instruction": "اربطوا بين العناصر.",
        "pairs": [{"id": "1", "left": "الفعل", "right": "التجنيد"}, {"id": "2", "left": "الغرض", "right": "الاستغلال"}],
        "feedback": "تُقرأ العناصر الثلاثة مجتمعة.",
    },
    "decision": {
        "start": "n1",
        "nodes": [
            {
                "id": "n1",
                "text": "تصل شابة برفقة شخص. ماذا تفعلون؟",
                "choices": [
                    {"text": "توضيح أن المسطرة تنص على لقاء فردي.", "next": "n2", "feedback": "فصلتم بينهما دون اتهام.", "good": True},
                    {"text": "سؤالها أمامه.", "next": "n3", "feedback": "لن تملك إلا النفي.", "good": False},
                ],
            },
            {"id": "n2", "text": "تقبل الحديث.", "choices": []},
            {"id": "n3", "text": "انغلق باب الحديث.", "choices": []},
        ],
    },
    "reflection": {"prompt": "دوّنوا موردا يساعدكم بعد حديث صعب.", "private": True},
}

SAMPLES: dict[str, dict[str, Any]] = {"fr": FRENCH, "ar": ARABIC}
