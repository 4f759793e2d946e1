"""Texts that the style page shows, in French. Developer material, not the translated interface."""

from typing import Any

FRENCH: dict[str, Any] = {
    "intro": "Chaque composant, dans les deux directions, clair et sombre.",
    "crumbs": [
        {"label": "Accueil", "href": "#"},
        {"label": "Parcours", "href": "#"},
        {"label": "Comprendre la traite", "href": ""},
    ],
    "course": "Identifier, protéger, orienter : lutter contre la traite des êtres humains",
    "summary": "Un parcours par mises en situation pour reconnaître une situation de traite.",
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
                {
                    "title": "Acte, moyen, but : les trois éléments",
                    "state": "done",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "Leçon",
                },
                {
                    "title": "La loi 27-14 et le cadre institutionnel marocain",
                    "state": "current",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "Leçon",
                },
                {
                    "title": "Traite, trafic de migrants, fraude : ne pas confondre",
                    "state": "todo",
                    "href": "#",
                    "minutes": 20,
                    "kind_label": "Leçon",
                    "optional": True,
                },
                {
                    "title": "Évaluation du module",
                    "state": "locked",
                    "href": "#",
                    "minutes": 15,
                    "kind_label": "Évaluation",
                    "lock_reason": "après les leçons",
                },
            ],
        }
    ],
    "columns": [
        {"label": "Nom", "sort_url": "#", "sorted": "asc"},
        {"label": "Région"},
        {"label": "Heures", "numeric": True},
    ],
    "rows": [
        [
            {"value": "Démo Conseillère", "href": "#"},
            {"value": "Rabat-Salé-Kénitra"},
            {"value": "5,5"},
        ],
        [
            {"value": "مستشار تجريبي", "lang": "ar", "dir": "rtl"},
            {"value": "Souss-Massa"},
            {"value": "12"},
        ],
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
    "options": [
        "Le Mécanisme national de référencement",
        "Le Plan d'action de Rabat",
        "Une campagne d'information",
    ],
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
        "labels": [
            "Situation",
            "Points clés",
            "À faire",
            "À ne pas faire",
            "Des mots pour le dire",
            "À retenir",
        ],
    },
    "sort": {
        "instruction": "Classez chaque carte.",
        "buckets": [
            {"id": "a", "label": "Acte"},
            {"id": "m", "label": "Moyen"},
            {"id": "b", "label": "But"},
        ],
        "cards": [
            {
                "id": "1",
                "text": "Recruter par une annonce en ligne",
                "bucket": "a",
                "feedback": "Recruter est un acte.",
            },
            {
                "id": "2",
                "text": "Promettre un contrat qui n'existe pas",
                "bucket": "m",
                "feedback": "Tromper est un moyen.",
            },
            {
                "id": "3",
                "text": "Contraindre à la mendicité",
                "bucket": "b",
                "feedback": "C'est une exploitation.",
            },
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
                    {
                        "id": "3",
                        "text": "Une caution",
                        "correct": False,
                        "feedback": "Aucune n'est due.",
                    },
                ],
                "feedback": "Les papiers restent à la personne.",
            }
        ]
    },
    "true_false": {
        "statements": [
            {
                "text": "La traite suppose un passage de frontière.",
                "answer": False,
                "feedback": "Aucun déplacement n'est nécessaire.",
            },
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
        "pairs": [
            {"id": "1", "left": "Acte", "right": "Recruter"},
            {"id": "2", "left": "But", "right": "Exploiter"},
        ],
        "feedback": "Les trois éléments vont ensemble.",
    },
    "decision": {
        "start": "n1",
        "nodes": [
            {
                "id": "n1",
                "text": "Une jeune femme arrive accompagnée. Que faites-vous ?",
                "choices": [
                    {
                        "text": "Expliquer qu'un temps individuel est prévu.",
                        "next": "n2",
                        "feedback": "Vous séparez sans accuser.",
                        "good": True,
                    },
                    {
                        "text": "L'interroger devant lui.",
                        "next": "n3",
                        "feedback": "Elle ne peut que nier.",
                        "good": False,
                    },
                ],
            },
            {"id": "n2", "text": "Elle accepte de parler.", "choices": []},
            {"id": "n3", "text": "L'échange s'est refermé.", "choices": []},
        ],
    },
    "reflection": {
        "prompt": "Notez une ressource qui vous aide après un échange difficile.",
        "private": True,
    },
}
