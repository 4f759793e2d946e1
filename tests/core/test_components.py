"""Shared components: what they promise to those who do not see the colours."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string


class SampleForm(forms.Form):
    """A field with help, an optional one, a choice and a consent."""

    name = forms.CharField(label="Nom", help_text="Aide")
    note = forms.CharField(label="Note", required=False)
    choice = forms.ChoiceField(label="Choix", choices=[("a", "A")], widget=forms.RadioSelect)
    consent = forms.BooleanField(label="Accord", help_text="Pourquoi")


def sprite() -> set[str]:
    text = Path(str(finders.find("lms/img/icons.svg"))).read_text(encoding="utf-8")
    return set(re.findall(r'<symbol id="([a-z-]+)"', text))


def test_a_form_ties_help_and_errors_to_their_widget():
    html = str(SampleForm({}))
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        for identifier in described.split():
            assert html.count(f'id="{identifier}"') == 1
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert html.count('class="field__optional"') == 1


def test_a_form_labels_every_widget():
    html = str(SampleForm())
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert labelled == {"id_name", "id_note", "id_choice_0", "id_consent"}


@pytest.mark.parametrize(
    ("state", "icon"), [("done", "check"), ("current", "play"), ("todo", "dot"), ("locked", "lock")]
)
def test_the_state_of_a_unit_is_an_icon_with_a_name(state, icon):
    html = render_to_string(
        "components/outline_item.html", {"title": "T", "state": state, "href": "/x/"}
    )
    assert f"#{icon}" in html
    assert re.search(r'role="img" aria-label="[^"]+"', html)
    assert ('href="/x/"' in html) == (state != "locked")
    assert ('aria-current="page"' in html) == (state == "current")


def test_an_icon_is_decorative_without_a_label():
    assert 'aria-hidden="true"' in render_to_string("components/icon.html", {"name": "check"})
    labelled = render_to_string("components/icon.html", {"name": "check", "label": "Fait"})
    assert 'role="img" aria-label="Fait"' in labelled


def test_a_ring_says_its_value():
    html = render_to_string("components/progress_ring.html", {"percent": 40, "label": "Parcours"})
    assert 'aria-label="Parcours: 40\u00a0%"' in html


def test_table_totals_stand_under_their_columns():
    html = render_to_string(
        "components/table.html",
        {
            "caption": "C",
            "columns": [{"label": "Nom"}, {"label": "Heures", "numeric": True}],
            "rows": [[{"value": "A"}, {"value": "3"}]],
            "totals": ["Total", "3"],
        },
    )
    assert '<td class="num" data-label="Heures">3</td></tr></tbody>' in html
    assert '<td class="num" data-label="Heures">3</td></tr></tfoot>' in html


ACTIVITIES = {
    "sort": {
        "buckets": [{"id": "a", "label": "Acte"}],
        "cards": [{"id": "1", "text": "<Carte>", "bucket": "a", "feedback": "F"}],
    },
    "choice": {
        "questions": [
            {
                "text": "Q",
                "multiple": False,
                "feedback": "F",
                "options": [
                    {"id": "1", "text": "<Carte>", "correct": True, "feedback": 'dit "oui"'}
                ],
            }
        ]
    },
    "true_false": {"statements": [{"text": "<Carte>", "answer": True, "feedback": "F"}]},
    "ordering": {"steps": [{"id": "1", "text": "<Carte>", "minutes": 5, "feedback": ""}]},
    "matching": {"pairs": [{"id": "1", "left": "<Carte>", "right": "R"}], "feedback": "F"},
    "decision": {
        "start": "n",
        "nodes": [
            {"id": "n", "text": "<Carte>", "choices": [{"text": "C", "next": "m", "good": True}]},
            {"id": "m", "text": "Fin", "choices": []},
        ],
    },
    "reflection": {"prompt": "<Carte>", "private": True},
}


@pytest.mark.parametrize("kind", ACTIVITIES)
def test_an_activity_is_readable_without_javascript_and_escapes_its_texts(kind):
    html = render_to_string(f"components/practice/{kind}.html", {"activity": ACTIVITIES[kind]})
    assert f'data-practice="{kind}"' in html
    assert "&lt;Carte&gt;" in html
    assert "<Carte>" not in html
    assert "data-source" in html
    assert not re.search(r'\sstyle="|\son[a-z]+="', html)


def test_every_icon_named_in_the_components_is_in_the_sprite():
    names = {"check", "check-circle", "warning", "up", "down"}  # those that practice.js draws
    for kind, activity in ACTIVITIES.items():
        html = render_to_string(f"components/practice/{kind}.html", {"activity": activity})
        names |= set(re.findall(r"icons[^\"#]*\.svg#([a-z-]+)", html))
    assert names - sprite() == set()
