from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="document",
            name="original_address",
            field=models.CharField(blank=True, max_length=64, default=""),
            preserve_default=False,
        )
    ]
