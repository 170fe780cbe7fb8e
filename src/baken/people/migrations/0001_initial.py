import baken.core.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', baken.core.fields.EncryptedTextField(editable=True)),
                ('kvk', models.CharField(blank=True, max_length=8)),
                ('created_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to='access.organisation')),
            ],
            options={
                'db_table': 'people_company',
                'constraints': [models.CheckConstraint(condition=models.Q(('kvk', ''), ('kvk__regex', '^[0-9]{8}$'), _connector='OR'), name='kvk_has_eight_digits')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to='access.organisation')),
            ],
            options={
                'db_table': 'people_person',
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_id', models.UUIDField()),
                ('role', models.CharField(choices=[('subject', 'om wie het gaat'), ('victim', 'slachtoffer'), ('household', 'huisgenoot'), ('guardian', 'ouder of verzorger'), ('contact', 'contactpersoon'), ('reporter', 'melder'), ('owner', 'eigenaar of verhuurder'), ('operator', 'ondernemer')], max_length=20)),
                ('shielded_identity', models.BooleanField(default=False)),
                ('shielded_address', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='people.company')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to='access.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='people.person')),
            ],
            options={
                'db_table': 'people_involvement',
                'indexes': [models.Index(fields=['file_id'], name='involvement_by_file'), models.Index(fields=['person'], name='involvement_by_person'), models.Index(fields=['company'], name='involvement_by_company')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('company', None), ('person__isnull', False)), models.Q(('company__isnull', False), ('person', None)), _connector='OR'), name='a_person_or_a_company')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', baken.core.fields.EncryptedTextField(editable=True)),
                ('born', baken.core.fields.EncryptedTextField(editable=True)),
                ('born_precision', models.CharField(blank=True, choices=[('day', 'dag bekend'), ('month', 'maand bekend'), ('year', 'jaar bekend')], max_length=6)),
                ('version', models.PositiveIntegerField(default=1)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, related_name='identity', to='people.person')),
            ],
            options={
                'db_table': 'people_identity',
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', baken.core.fields.EncryptedTextField(editable=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, related_name='address', to='people.person')),
            ],
            options={
                'db_table': 'people_address',
            },
        ),
    ]
