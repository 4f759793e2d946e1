"""Reading of the environment: one `env` object and the project's base folder."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything the running platform writes (database, media, broker, mail) lives under one folder,
# so that a backup or a reset has one place to look at.
VAR_DIR = Path(env.str("LMS_VAR_DIR", default=str(BASE_DIR / "var")))
