"""The plan's agreement gets a name of its own; its table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_model_editor")]

    operations = [migrations.RenameModel("Agreement", "SafetyAgreement")]
