"""The H5P Hub, spoken with a server of our own; off unless switched on."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import NotFoundError
from h5p.exceptions import HubError, HubOffError
from h5p.models import HubState, ImportJob, Library
from h5p.services.hub import hub_install, hub_offers, hub_refresh
from h5p.services.imports import import_run
from tests.factories.accounts import UserFactory
from tests.factories.h5p import LibraryFiles, library_make, package_build

pytestmark = pytest.mark.django_db
UUID = "0123-4567"


class Hub:
    """A hub that offers the sample library; what it was asked is in `asked`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.package = package_build(libraries=[LibraryFiles(patch=4)])
        self.rows: Any = [
            {
                "id": "H5P.LmsSample",
                "version": {"major": 1, "minor": 0, "patch": 4},
                "coreApiVersionNeeded": {"major": 1, "minor": 24},
                "title": "Exemple",
                "summary": "An example.",
            },
            {
                "id": "H5P.Future",
                "version": {"major": 9, "minor": 0, "patch": 0},
                "coreApiVersionNeeded": {"major": 1, "minor": 99},
                "title": "Future",
            },
            {"id": "../../evil", "version": {}, "coreApiVersionNeeded": {}},
        ]

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, bytes]:
        """What to say."""
        self.asked.append((path, form))
        if path == "/v1/sites":
            return 200, json.dumps({"uuid": UUID}).encode()
        if path == "/v1/content-types/":
            return 200, json.dumps({"contentTypes": self.rows}).encode()
        if path == "/v1/content-types/H5P.LmsSample":
            return 200, self.package
        return 404, b""


@pytest.fixture
def hub(settings: Any) -> Iterator[Hub]:
    """A running hub, and a platform that may ask it."""
    told = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
            self.reply(*told.answer(self.path, form))

        def do_GET(self) -> None:
            self.reply(*told.answer(self.path, {}))

        def reply(self, status: int, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.H5P_HUB = {"enabled": True, "address": f"http://127.0.0.1:{server.server_port}/v1"}
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_by_default_nothing_leaves_the_machine(client, settings):
    assert settings.H5P_HUB["enabled"] is False
    with pytest.raises(HubOffError):
        hub_refresh()
    with pytest.raises(HubOffError):
        hub_install(name="H5P.LmsSample")
    settings.LMS_STAFF_MFA_REQUIRED = False
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(reverse("h5p_hub")).status_code == 403
    assert client.post(reverse("h5p_hub_refresh")).status_code == 403
    with pytest.raises(CommandError):
        call_command("h5p_hub")


def test_the_site_registers_once_and_tells_nothing_about_people(hub):
    hub_refresh()
    hub_refresh()
    assert [path for path, _form in hub.asked] == [
        "/v1/sites",
        "/v1/content-types/",
        "/v1/content-types/",
    ]
    form = hub.asked[1][1]
    assert form["uuid"] == [UUID]
    assert set(form) == {
        *("uuid", "platform_name", "platform_version", "h5p_version", "disabled"),
        *("local_id", "type", "core_api_version"),
    }
    assert HubState.objects.count() == 1
    offers = {row["name"]: (row["version_text"], row["fits"], row["newer"]) for row in hub_offers()}
    assert offers == {
        "H5P.LmsSample": ("1.0.4", True, True),
        "H5P.Future": ("9.0.0", False, True),
    }


def test_a_content_type_is_installed_and_updated(hub):
    library_make(LibraryFiles(patch=1))
    hub_refresh()
    job = hub_install(name="H5P.LmsSample")
    assert import_run(job_id=job.pk) == "done"
    assert Library.objects.get().patch == 4
    row = next(row for row in hub_offers() if row["name"] == "H5P.LmsSample")
    assert (row["installed"], row["newer"]) == ("1.0.4", False)


@pytest.mark.parametrize("name", ["H5P.Future", "H5P.Unlisted", "../../evil"])
def test_only_what_is_listed_and_fits_can_be_installed(hub, name):
    hub_refresh()
    with pytest.raises(NotFoundError):
        hub_install(name=name)
    assert ImportJob.objects.count() == 0


def test_a_hostile_package_of_the_hub_is_refused_like_any(hub, stored):
    hub.package = b"<html>" * 99
    hub_refresh()
    job = hub_install(name="H5P.LmsSample")
    assert import_run(job_id=job.pk) == "refused"
    assert stored() <= {"uploads"}


def test_a_hub_that_is_silent_can_be_asked_again(hub, stored, settings):
    hub_refresh()
    job = hub_install(name="H5P.LmsSample")
    address = settings.H5P_HUB
    settings.H5P_HUB = {**address, "address": "http://127.0.0.1:9/v1"}
    assert import_run(job_id=job.pk) == "failed"
    job.refresh_from_db()
    assert (job.code, job.entry) == ("hub_unreachable", "H5P.LmsSample")
    with pytest.raises(HubError):
        hub_refresh()


@pytest.mark.parametrize("rows", [None, "x", {"a": 1}])
def test_nonsense_from_the_hub_is_an_error_not_a_fault(hub, rows):
    hub.rows = rows
    with pytest.raises(HubError):
        hub_refresh()


@pytest.mark.parametrize("address", ["http://example.org/v1", "file:///etc/passwd", "ftp://x/"])
def test_only_https_leaves_the_machine(settings, address):
    settings.H5P_HUB = {"enabled": True, "address": address}
    with pytest.raises(HubError):
        hub_refresh()


def test_the_page_lists_and_installs_for_administrators_only(hub, client, settings):
    settings.LMS_STAFF_MFA_REQUIRED = False
    client.force_login(UserFactory(role=Role.AUTHOR))
    for name, arguments in {"h5p_hub_refresh": [], "h5p_hub_install": ["H5P.LmsSample"]}.items():
        assert client.post(reverse(name, args=arguments)).status_code == 403
    assert client.get(reverse("h5p_hub")).status_code == 403
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(reverse("h5p_hub_refresh")).status_code == 405
    client.post(reverse("h5p_hub_refresh"))
    page = client.get(reverse("h5p_hub")).content.decode()
    assert reverse("h5p_hub_install", args=["H5P.LmsSample"]) in page
    assert reverse("h5p_hub_install", args=["H5P.Future"]) not in page
    client.post(reverse("h5p_hub_install", args=["H5P.LmsSample"]))
    assert import_run(job_id=ImportJob.objects.get().pk) == "done"


def test_the_command_installs_and_updates(hub, capsys):
    call_command("h5p_hub")
    assert "H5P.LmsSample 1.0.4 (-)" in capsys.readouterr().out
    call_command("h5p_hub", "H5P.LmsSample")
    assert Library.objects.get().patch == 4
    call_command("h5p_hub", "--update")
    assert ImportJob.objects.count() == 1
