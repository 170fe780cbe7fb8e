import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ChartImage',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('svg', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='CouncilPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('status', models.CharField(choices=[('draft', 'concept, alleen intern'), ('shared', 'concept, openbaar en niet vastgesteld'), ('adopted', 'vastgesteld')], default='draft', max_length=10)),
                ('text', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('origin', models.CharField(max_length=10)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('raw', models.BinaryField()),
                ('retrieved_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TallyRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('counts', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('period', models.CharField(max_length=40)),
                ('taken_at', models.DateTimeField()),
                ('salt', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['name', 'period', '-taken_at'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('composed_at', models.DateTimeField()),
                ('pdf', models.BinaryField()),
                ('bundle', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='editions', to='programme.councilpaper')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'number'), name='edition_number')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(max_length=60)),
                ('measure', models.CharField(blank=True, max_length=40)),
                ('period', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('area', models.CharField(max_length=12)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ('scale', models.PositiveSmallIntegerField(default=0)),
                ('bound', models.CharField(blank=True, max_length=1)),
                ('missing', models.CharField(blank=True, max_length=80)),
                ('status', models.CharField(blank=True, max_length=12)),
                ('note', models.JSONField(default=dict)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('version', models.PositiveIntegerField(default=1)),
                ('current', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.snapshot')),
            ],
            options={
                'ordering': ['indicator', 'measure', 'starts_on', 'ends_on', 'area'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('indicator', 'measure', 'period', 'area'), name='observation_one_current'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', False), ('missing', '')), models.Q(('amount', None), ('bound', ''), models.Q(('missing', ''), _negated=True)), _connector='OR'), name='observation_amount_or_reason')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('plan', 'plan'), ('source', 'bron'), ('theme', 'thema'), ('overarching', 'overkoepelend onderwerp'), ('goal', 'doel'), ('action', 'actie'), ('fact', 'feit'), ('indicator', 'indicator'), ('decision', 'besluit'), ('motion', 'motie'), ('budget_line', 'begrotingsregel'), ('budget_condition', 'randvoorwaarde'), ('commitment', 'rapportageafspraak'), ('partner', 'partner'), ('channel', 'meldkanaal'), ('mandatory', 'verplichte indicator'), ('earlier_plan', 'eerder plan'), ('historic_target', 'eerder doel'), ('area', 'gebied')], max_length=20)),
                ('key', models.CharField(max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('current', models.BooleanField(default=True)),
                ('name', models.TextField()),
                ('parent', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveIntegerField(default=0)),
                ('details', models.JSONField(default=dict)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.snapshot')),
            ],
            options={
                'ordering': ['kind', 'position'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'version'), name='entry_version'), models.UniqueConstraint(condition=models.Q(('current', True)), fields=('kind', 'key'), name='entry_one_current'), models.CheckConstraint(condition=models.Q(models.Q(('current', True), ('ended_at', None)), models.Q(('current', False), ('ended_at__isnull', False)), _connector='OR'), name='entry_ended_when_not_current')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('dimensions', models.JSONField(default=dict)),
                ('amount', models.PositiveBigIntegerField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='tallies', to='programme.tallyrun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Binding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('expression', models.CharField(max_length=400)),
                ('printed', models.CharField(max_length=200)),
                ('citation', models.TextField()),
                ('evidence', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('retrieved_at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='bindings', to='programme.edition')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
    ]
