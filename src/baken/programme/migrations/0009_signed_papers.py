import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0008_review_and_decision'),
    ]

    operations = [
        migrations.AddField(
            model_name='cell',
            name='commitment',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nonce', models.BinaryField()),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.cell')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.tallyrun')),
            ],
            options={
                'db_table': 'programme_opening',
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('public', models.CharField(max_length=64, unique=True)),
                ('since', models.DateTimeField()),
            ],
            options={
                'db_table': 'programme_signingkey',
                'ordering': ['-since'],
            },
        ),
    ]
