from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_follow_up"),
        # What the column said became a certificate rule.
        ("certificates", "0005_fold_settings"),
    ]

    operations = [migrations.RemoveField(model_name="course", name="certificate_kind")]
