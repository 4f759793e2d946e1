"""Importing from the command line."""

import pytest
from django.core.management import CommandError, call_command

from h5p.models import Activity, Library
from tests.factories.h5p import package_build

pytestmark = pytest.mark.django_db


def test_files_are_imported_with_their_libraries(tmp_path, capsys):
    path = tmp_path / "a.h5p"
    path.write_bytes(package_build())
    call_command("h5p_import", str(path), str(path))
    assert Activity.objects.count() == 2
    assert Library.objects.count() == 1
    assert "Offre suspecte" in capsys.readouterr().out


def test_a_refusal_names_the_rule_and_the_others_are_imported(tmp_path, capsys):
    good, bad = tmp_path / "a.h5p", tmp_path / "b.h5p"
    good.write_bytes(package_build())
    bad.write_bytes(b"no zip")
    with pytest.raises(CommandError, match="2 of 3 refused"):
        call_command("h5p_import", str(bad), str(tmp_path / "none.h5p"), str(good))
    assert "[not_a_zip]" in capsys.readouterr().err
    assert Activity.objects.count() == 1


def test_installed_libraries_can_be_insisted_on(tmp_path):
    path = tmp_path / "a.h5p"
    path.write_bytes(package_build())
    with pytest.raises(CommandError):
        call_command("h5p_import", "--use-installed", str(path))
    call_command("h5p_import", "--libraries-only", str(path))
    assert Activity.objects.count() == 0
    call_command("h5p_import", "--use-installed", "--language", "ar", str(path))
    assert Activity.objects.get().language == "ar"
