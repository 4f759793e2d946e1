"""The player of H5P activities: tokens, limits, and who sends the files."""

from lms.settings.env import env

# An origin of its own for what packages bring, e.g. https://contenu.example.org; else opaque.
H5P_CONTENT_ORIGIN: str = env.str("H5P_CONTENT_ORIGIN", default="").rstrip("/")
# Tokens live one to two of these periods; the page around the frame renews them.
H5P_TOKEN_SECONDS: int = env.int("H5P_TOKEN_SECONDS", default=2 * 60 * 60)
H5P_STATE_MAX_BYTES: int = env.int("H5P_STATE_MAX_BYTES", default=256 * 1024)
H5P_STATEMENT_MAX_BYTES: int = env.int("H5P_STATEMENT_MAX_BYTES", default=256 * 1024)
H5P_STATEMENTS_PER_MINUTE: int = env.int("H5P_STATEMENTS_PER_MINUTE", default=240)
# nginx sends the files: an `internal` location, e.g. /h5p-store/.
H5P_ACCEL_PREFIX: str = env.str("H5P_ACCEL_PREFIX", default="")
# The object storage sends the media; its origin is let into the frame's policy.
H5P_REDIRECT: bool = env.bool("H5P_REDIRECT", default=False)
H5P_STORAGE_ORIGIN: str = env.str("H5P_STORAGE_ORIGIN", default="").rstrip("/")
# Content types (machine names) that may compile code from texts, besides those known to need it.
H5P_EVAL_LIBRARIES: list[str] = env.list("H5P_EVAL_LIBRARIES", default=[])
