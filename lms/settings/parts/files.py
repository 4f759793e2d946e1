"""Static files (whitenoise) and media (local folder or S3-compatible storage)."""

from typing import Any

from lms.settings.env import BASE_DIR, VAR_DIR, env

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "lms" / "static",
    ("fonts/readex-pro", NODE_MODULES / "@fontsource-variable" / "readex-pro" / "files"),
    ("noble-ed25519", NODE_MODULES / "@noble" / "ed25519"),
    # The form of the H5P editor, in the administration only.
    ("vendor/json-editor", NODE_MODULES / "@json-editor" / "json-editor" / "dist"),
    ("vendor/jodit", NODE_MODULES / "jodit" / "es2021"),
    ("h5p-standalone", NODE_MODULES / "h5p-standalone" / "dist"),
]
CERTIFICATE_FONT_DIRS = [
    NODE_MODULES / "@expo-google-fonts" / "readex-pro",
    NODE_MODULES / "@expo-google-fonts" / "amiri",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # H5P packages: outside MEDIA_ROOT and without address, given out by our own views only.
    "h5p": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "h5p", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.str("S3_BUCKET", default=""):
    from boto3.s3.transfer import TransferConfig

    _s3: dict[str, Any] = {
        "bucket_name": env.str("S3_BUCKET"),
        "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
        "region_name": env.str("S3_REGION", default=None),
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "default_acl": "private",
        "querystring_auth": True,
    }
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3}
    STORAGES["h5p"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "bucket_name": env.str("H5P_S3_BUCKET", default=_s3["bucket_name"])}
        # An import tells how far it is while it writes: in its own thread, on its own connection.
        | {"location": "h5p", "transfer_config": TransferConfig(use_threads=False)},
    }
