"""The database refuses two memberships of one person on the same day, whoever writes them.

PostgreSQL has exclusion constraints (on ranges, which need no extension); SQLite has triggers,
which it drops when Django rebuilds the table: both are ensured after every `migrate`.
"""

from django.db import connections

NAME = "membership_no_overlap"
TABLE = "accounts_membership"

_POSTGRESQL = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
)
"""
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name}_{verb} BEFORE {verb} ON {table}
BEGIN
    SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
        SELECT 1 FROM {table} AS other
        WHERE other.user_id = NEW.user_id AND other.id IS NOT NEW.id
            AND other.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')
            AND COALESCE(other.ends_on, '9999-12-31') >= NEW.starts_on
    );
END
"""


def overlap_guard_ensure(using: str) -> None:
    """Put the constraint or the triggers in place where they are missing; idempotent."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(_POSTGRESQL)
        else:
            for verb in ("INSERT", "UPDATE"):
                cursor.execute(_SQLITE.format(name=NAME, table=TABLE, verb=verb))
