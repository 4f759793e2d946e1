"""Texts that the style page shows, in Arabic. Developer material, not the translated interface."""

from typing import Any

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
                {
                    "title": "الفعل والوسيلة والغرض: العناصر الثلاثة",
                    "state": "done",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "درس",
                },
                {
                    "title": "القانون 27.14 والإطار المؤسساتي المغربي",
                    "state": "current",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "درس",
                },
                {
                    "title": "الاتجار والتهريب والاحتيال: تجنّب الخلط",
                    "state": "todo",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "درس",
                    "optional": True,
                },
                {
                    "title": "تقييم الوحدة",
                    "state": "locked",
                    "href": "#",
                    "minutes": 15,
                    "kind_label": "تقييم",
                    "lock_reason": "بعد الدروس",
                },
            ],
        }
    ],
    "columns": [
        {"label": "الاسم", "sort_url": "#", "sorted": "asc"},
        {"label": "الجهة"},
        {"label": "الساعات", "numeric": True},
    ],
    "rows": [
        [
            {"value": "مستشارة تجريبية", "href": "#"},
            {"value": "الرباط سلا القنيطرة"},
            {"value": "5,5"},
        ],
        [
            {"value": "Démo Conseiller", "lang": "fr", "dir": "ltr"},
            {"value": "سوس ماسة"},
            {"value": "12"},
        ],
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
        "buckets": [
            {"id": "a", "label": "الفعل"},
            {"id": "m", "label": "الوسيلة"},
            {"id": "b", "label": "الغرض"},
        ],
        "cards": [
            {
                "id": "1",
                "text": "التجنيد عبر إعلان على الإنترنت",
                "bucket": "a",
                "feedback": "التجنيد فعل.",
            },
            {
                "id": "2",
                "text": "الوعد بعقد لا وجود له",
                "bucket": "m",
                "feedback": "الخداع وسيلة.",
            },
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
                    {
                        "id": "3",
                        "text": "ضمانة مالية",
                        "correct": False,
                        "feedback": "لا تُطلب أي ضمانة.",
                    },
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
        "pairs": [
            {"id": "1", "left": "الفعل", "right": "التجنيد"},
            {"id": "2", "left": "الغرض", "right": "الاستغلال"},
        ],
        "feedback": "تُقرأ العناصر الثلاثة مجتمعة.",
    },
    "decision": {
        "start": "n1",
        "nodes": [
            {
                "id": "n1",
                "text": "تصل شابة برفقة شخص. ماذا تفعلون؟",
                "choices": [
                    {
                        "text": "توضيح أن المسطرة تنص على لقاء فردي.",
                        "next": "n2",
                        "feedback": "فصلتم بينهما دون اتهام.",
                        "good": True,
                    },
                    {
                        "text": "سؤالها أمامه.",
                        "next": "n3",
                        "feedback": "لن تملك إلا النفي.",
                        "good": False,
                    },
                ],
            },
            {"id": "n2", "text": "تقبل الحديث.", "choices": []},
            {"id": "n3", "text": "انغلق باب الحديث.", "choices": []},
        ],
    },
    "reflection": {"prompt": "دوّنوا موردا يساعدكم بعد حديث صعب.", "private": True},
}
