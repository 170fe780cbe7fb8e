from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_opinion")]

    operations = [
        migrations.AddIndex(
            "report",
            models.Index(
                fields=["buurt_code", "category", "-received_at"], name="report_by_buurt_and_kind"
            ),
        ),
    ]
