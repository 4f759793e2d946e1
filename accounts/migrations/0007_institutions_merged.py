"""Merged institutions stay as pointers; memberships no longer share the day of a move."""

import datetime as dt
from itertools import pairwise
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def overlaps_end(apps: Any, schema_editor: Any) -> None:
    """A row that ran into the next one ends the day before it; one of no day goes.

    Until now a move closed the former row on the day on which the new one began.
    """
    membership = apps.get_model("accounts", "Membership")
    alias = schema_editor.connection.alias
    rows = membership.objects.using(alias).order_by("user_id", "starts_on", "pk")
    for row, following in pairwise(list(rows)):
        if row.user_id != following.user_id:
            continue
        if row.ends_on is None or row.ends_on >= following.starts_on:
            row.ends_on = following.starts_on - dt.timedelta(days=1)
            if row.ends_on < row.starts_on:
                row.delete()
            else:
                row.save(update_fields=["ends_on"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_duplicates_and_merges")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="accounts.organisation",
                verbose_name="merged into",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("is_active", False), _connector="OR"),
                name="organisation_merged_is_inactive",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="accounts.organisation",
                verbose_name="institution",
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["user", "starts_on"], name="membership_user_start_idx"),
        ),
        migrations.RunPython(overlaps_end, migrations.RunPython.noop, elidable=True),
    ]
