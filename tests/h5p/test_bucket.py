"""Packages in S3-compatible storage: imported, played, exported, handed out by signed address."""

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer

from accounts.models import User
from h5p import store
from h5p.models import Activity, ActivityVersion
from h5p.player.tokens import PlayClaims, files_token, libraries_token
from h5p.services.editing import content_save
from h5p.services.exporting import export_chunks
from h5p.services.media import media_stage
from tests.factories.accounts import UserFactory
from tests.factories.h5p import PARAMS, PNG, SCRIPT, activity_make, import_make
from tests.factories.zips import Raw
from tests.h5p.hostile import with_entry

pytestmark = pytest.mark.django_db
BUCKET = "lms-test"
KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-west-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3 of our own on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(endpoint: str, settings: Any, store_folder: Any) -> Any:
    """The bucket where packages are; empty at the start of each test."""
    resource = boto3.resource(
        "s3",
        endpoint_url=endpoint,
        region_name=KEYS["region_name"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    made = resource.create_bucket(
        Bucket=f"{BUCKET}-{uuid4().hex[:8]}",
        CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]},
    )
    settings.STORAGES = {
        **settings.STORAGES,
        "h5p": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                **KEYS,
                "bucket_name": made.name,
                "endpoint_url": endpoint,
                "default_acl": "private",
                "querystring_auth": True,
                "location": "h5p",
                "transfer_config": TransferConfig(use_threads=False),
            },
        },
    }
    return made


def keys(bucket: Any) -> list[str]:
    return sorted(row.key for row in bucket.objects.all())


def claims_of(user: User, activity: Activity) -> PlayClaims:
    return PlayClaims(user_id=user.pk, activity_id=activity.pk, version_id=activity.version_id or 0)


def test_a_package_is_imported_played_and_exported(bucket: Any, client: Client):
    activity = activity_make()
    version = ActivityVersion.objects.get(activity=activity)
    assert f"h5p/{version.prefix}/images/scene.png" in keys(bucket)
    claims = claims_of(UserFactory(), activity)
    base = reverse("h5p:files_base", args=[files_token(claims)])
    whole = client.get(f"{base}images/scene.png")
    assert (whole.status_code, b"".join(whole)) == (200, PNG)
    part = client.get(f"{base}images/scene.png", headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, b"PNG")
    scripts = reverse("h5p:libraries_base", args=[libraries_token(claims)])
    script = client.get(f"{scripts}H5P.LmsSample-1.0/sample.js")
    assert b"".join(script) == SCRIPT.encode()
    assert client.get(reverse("h5p:embed", args=[files_token(claims)])).status_code == 200
    again = import_make(b"".join(export_chunks(version)))
    assert again.state == "done"


def test_media_are_fetched_from_the_bucket_by_a_signed_address(
    bucket: Any, client: Client, settings: Any
):
    settings.H5P_REDIRECT = True
    activity = activity_make()
    base = reverse("h5p:files_base", args=[files_token(claims_of(UserFactory(), activity))])
    answer = client.get(f"{base}images/scene.png")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer["Location"]).query)
    assert {"Signature", "X-Amz-Signature"} & set(query)
    with urllib.request.urlopen(answer["Location"], timeout=10) as body:  # noqa: S310
        assert body.read() == PNG
    assert client.get(f"{base}images/nothing.png").status_code == 404


def test_a_refused_package_leaves_nothing(bucket: Any):
    job = import_make(with_entry(Raw(b"content/../evil.png", b"x")))
    assert (job.state, keys(bucket)) == ("refused", [])


def test_media_of_the_form_and_a_new_version_share_the_bucket(bucket: Any):
    activity = activity_make()
    former = ActivityVersion.objects.get(activity=activity)
    stage = uuid4()
    path = media_stage(
        stage=stage, kind="image", upload=SimpleUploadedFile("b.png", PNG, "image/png")
    )
    content = json.loads(json.dumps({**PARAMS, "image": {"path": path}}))
    version = content_save(activity=activity, main=former.main_library, params=content, stage=stage)
    with store.open(f"{version.prefix}/{path}") as file:
        assert file.read() == PNG
    store.folder_delete(version.prefix)
    assert not [key for key in keys(bucket) if version.prefix in key]
