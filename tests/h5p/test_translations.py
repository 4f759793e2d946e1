"""An activity in the other language: words from the library, texts side by side, media shared."""

import copy
from typing import Any

import pytest

from h5p import store
from h5p.exceptions import AlreadyTranslatedError
from h5p.models import ActivityTranslation
from h5p.services.editing import content_save
from h5p.services.translations import translation_save, translation_start, translation_texts
from tests.factories.h5p import activity_make
from tests.factories.own_content import CASE, SORT, own_activity

pytestmark = pytest.mark.django_db
ARABIC = {
    "Classez chaque carte.": "صنّفوا كل بطاقة.",
    "Alerte": "تنبيه",
    "Bon signe": "علامة جيدة",
    "Paiement demandé": "طلب أداء",
    "L'employeur paie.": "المشغّل يدفع.",
    "Contrat écrit": "عقد مكتوب",
    "On peut le lire.": "يمكن قراءته.",
}


def save(translation: ActivityTranslation, texts: dict[str, str]) -> ActivityTranslation:
    return translation_save(translation=translation, title="عرض", texts=texts, by=None)


def test_the_texts_are_those_of_the_author_with_their_place():
    activity = own_activity("IOM.IndicatorSort")
    texts = translation_texts(activity, "fr")
    assert [text.value for text in texts] == list(ARABIC)
    assert texts[3].label == "Cartes 1 › Ce qui est sur la carte"
    assert [text.is_html for text in translation_texts(own_activity(), "fr")][:2] == [True, False]


def test_the_counterpart_speaks_the_other_language_and_waits_for_its_texts():
    translation = translation_start(activity=own_activity("IOM.IndicatorSort"), by=None)
    target = translation.target
    target.refresh_from_db()
    assert target.version is not None
    assert (target.language, translation.missing, translation.is_complete) == ("ar", 7, False)
    assert target.version.params["l10n"]["retry"] == "إعادة البدء"
    assert target.version.params["cards"][0] == {"text": "", "category": 1, "feedback": ""}
    assert target.live is False


def test_translated_texts_stand_in_their_places_and_complete_it():
    source = own_activity("IOM.IndicatorSort")
    translation = save(translation_start(activity=source, by=None), ARABIC)
    target = translation.target
    target.refresh_from_db()
    assert target.version is not None
    assert (translation.missing, translation.is_complete, target.title) == (0, True, "عرض")
    assert target.version.params["categories"] == ["تنبيه", "علامة جيدة"]
    assert target.version.params["cards"][1]["feedback"] == "يمكن قراءته."
    number = target.version.number
    again = save(translation, ARABIC)
    again.target.refresh_from_db()
    assert again.target.version is not None
    assert again.target.version.number == number


def test_a_translation_is_published_with_its_last_text_and_stays_so_meanwhile():
    source = own_activity("IOM.IndicatorSort")
    translation = translation_start(activity=source, by=None)
    target = translation.target
    saved = save(translation, {**ARABIC, "Alerte": ""})
    target.refresh_from_db()
    assert (saved.missing, target.live, target.title) == (1, False, "Une offre")
    assert target.get_latest_revision_as_object().title == "عرض"
    save(translation, ARABIC)
    target.refresh_from_db()
    published = target.version
    assert (target.live, target.has_unpublished_changes, target.title) == (True, False, "عرض")
    # The source says something new: readers keep the translation that was whole.
    assert source.version is not None
    params = {**SORT, "instruction": "Rangez chaque carte."}
    content_save(activity=source, main=source.version.main_library, params=params)
    saved = save(ActivityTranslation.objects.get(), {})
    target.refresh_from_db()
    assert (saved.missing, target.live, target.version) == (1, True, published)
    assert target.has_unpublished_changes is True
    save(saved, {"Rangez chaque carte.": "رتّبوا كل بطاقة."})
    target.refresh_from_db()
    assert target.version is not None
    assert target.version.params["instruction"] == "رتّبوا كل بطاقة."
    assert target.has_unpublished_changes is False


def test_a_new_version_of_the_source_keeps_what_was_translated():
    source = own_activity("IOM.IndicatorSort")
    translation = save(translation_start(activity=source, by=None), ARABIC)
    params = copy.deepcopy(SORT)
    params["cards"].insert(0, {"text": "Passeport retenu", "category": 1, "feedback": ""})
    assert source.version is not None
    content_save(activity=source, main=source.version.main_library, params=params)
    translation = ActivityTranslation.objects.get(pk=translation.pk)
    assert translation.is_complete is False
    translation = save(translation, {})
    assert (translation.missing, translation.texts["Alerte"]) == (1, "تنبيه")
    translation = save(translation, {"Passeport retenu": "حجز الجواز"})
    target = translation.target
    target.refresh_from_db()
    assert target.version is not None
    assert [card["text"] for card in target.version.params["cards"]] == [
        "حجز الجواز",
        "طلب أداء",
        "عقد مكتوب",
    ]
    assert translation.is_complete is True


def test_code_in_a_translation_is_taken_out():
    translation = translation_start(activity=own_activity(), by=None)
    text = "<p>Une offre demande un paiement.</p>"
    saved = save(translation, {text: "<p onclick='x()'>عرض<script>1</script></p>"})
    assert saved.texts[text] == "<p>عرض</p>"


def test_there_is_one_counterpart():
    source = own_activity()
    translation = translation_start(activity=source, by=None)
    for activity in (source, translation.target):
        with pytest.raises(AlreadyTranslatedError):
            translation_start(activity=activity, by=None)


def test_media_are_shared_and_outlive_the_source(django_capture_on_commit_callbacks: Any):
    source = activity_make()
    translation = translation_start(activity=source, by=None)
    target = translation.target
    target.refresh_from_db()
    assert source.version is not None
    assert target.version is not None
    assert target.version.prefix == source.version.prefix
    picture = f"{source.version.prefix}/images/scene.png"
    with django_capture_on_commit_callbacks(execute=True):
        source.delete()
    assert store.exists(picture)
    with django_capture_on_commit_callbacks(execute=True):
        target.delete()
    assert not store.exists(picture)


def test_a_case_keeps_the_names_of_its_steps():
    translation = translation_start(activity=own_activity(), by=None)
    target = translation.target
    target.refresh_from_db()
    assert target.version is not None
    names = [step["subContentId"] for step in target.version.params["steps"]]
    assert names == [step["subContentId"] for step in CASE["steps"]]
