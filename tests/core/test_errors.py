"""Bad input is answered with a clear message, in the right language, and nothing is written."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_name_of_ten_megabytes_is_refused(client: Client, language: str):
    user = UserFactory()
    client.force_login(user)
    response = client.post(f"/{language}/profile/", {"given_name": "x" * 10_000_000})
    assert response.status_code == 400
    words = {"fr": "Nous n'avons pas pu lire", "ar": "تعذرت قراءة"}
    assert words[language] in response.content.decode().replace("&#x27;", "'")
    user.refresh_from_db()
    assert user.given_name == "Amina"


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Nous n'avons pas trouvé"), ("ar", "لم نجد")]
)
def test_a_page_that_does_not_exist_is_explained(client: Client, language: str, words: str):
    response = client.get(f"/{language}/nulle-part/")
    assert response.status_code == 404
    assert words in response.content.decode().replace("&#x27;", "'")
