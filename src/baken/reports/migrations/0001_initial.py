import baken.core.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('title_nl', models.CharField(max_length=80)),
                ('title_en', models.CharField(max_length=80)),
                ('example_nl', models.CharField(blank=True, max_length=160)),
                ('example_en', models.CharField(blank=True, max_length=160)),
                ('hint_nl', models.TextField(blank=True)),
                ('hint_en', models.TextField(blank=True)),
                ('icon', models.CharField(max_length=30)),
                ('careful', models.BooleanField(default=False)),
                ('read_within', models.CharField(max_length=10)),
                ('answer_within', models.CharField(max_length=10)),
                ('rules', models.CharField(max_length=10)),
                ('source', models.CharField(max_length=200)),
                ('valid_from', models.DateField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='children', to='reports.category')),
            ],
            options={
                'db_table': 'reports_category',
                'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='one_category_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=12, unique=True)),
                ('token_hash', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('received', 'te beoordelen'), ('reading', 'wordt gelezen'), ('working', 'in behandeling'), ('waiting_reporter', 'wacht op melder'), ('answered', 'beantwoord'), ('to_case', 'casus geworden'), ('withdrawn', 'ingetrokken')], default='received', max_length=20)),
                ('result', models.CharField(blank=True, choices=[('solved', 'Opgelost'), ('advice', 'Advies gegeven'), ('passed_on', 'Doorgegeven aan wie erover gaat'), ('known', 'Was al bekend, wij zijn ermee bezig'), ('nothing', 'Wij kunnen hier niets aan doen')], max_length=20)),
                ('wijk_code', models.CharField(blank=True, max_length=10)),
                ('buurt_code', models.CharField(blank=True, max_length=10)),
                ('received_at', models.DateTimeField()),
                ('read_due_at', models.DateTimeField()),
                ('answer_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('urgent', models.BooleanField(default=False)),
                ('contact_ways', models.CharField(blank=True, max_length=12)),
                ('source', models.CharField(choices=[('site', 'website'), ('phone', 'telefoon'), ('desk', 'balie')], default='site', max_length=10)),
                ('language', models.CharField(default='nl', max_length=5)),
                ('version', models.PositiveIntegerField(default=1)),
                ('assigned_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, to='reports.category')),
            ],
            options={
                'db_table': 'reports_report',
                'indexes': [models.Index(models.OrderBy(models.F('received_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='report_newest'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at', 'id'], name='report_by_clock'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['state', 'due_at', 'id'], name='report_open_by_clock'), models.Index(fields=['state', '-received_at'], name='report_by_state'), models.Index(fields=['wijk_code', 'category', '-received_at'], name='report_by_wijk_and_kind'), models.Index(fields=['assigned_to', 'state'], name='report_by_holder'), models.Index(fields=['token_hash'], name='report_by_token'), models.Index(fields=['closed_at'], name='report_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ('received', 'reading', 'working', 'waiting_reporter'))), models.Q(models.Q(('state__in', ('received', 'reading', 'working', 'waiting_reporter')), _negated=True), ('due_at', None)), _connector='OR'), name='an_open_report_has_a_clock'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('answered', 'withdrawn'))), models.Q(models.Q(('state__in', ('answered', 'withdrawn')), _negated=True), ('closed_at', None)), _connector='OR'), name='a_closed_report_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('result__in', ['solved', 'advice', 'passed_on', 'known', 'nothing']), ('state', 'answered')), models.Q(models.Q(('state', 'answered'), _negated=True), ('result', '')), _connector='OR'), name='an_answer_has_a_result'), models.CheckConstraint(condition=models.Q(('state__in', ['received', 'reading', 'working', 'waiting_reporter', 'answered', 'to_case', 'withdrawn'])), name='report_state_is_known'), models.CheckConstraint(condition=models.Q(('answer_due_at__gte', models.F('received_at'))), name='a_clock_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, serialize=False, to='reports.report')),
                ('name', baken.core.fields.EncryptedTextField(editable=True)),
                ('email', baken.core.fields.EncryptedTextField(editable=True)),
                ('phone', baken.core.fields.EncryptedTextField(editable=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'reports_contact',
                'indexes': [models.Index(fields=['closed_at'], name='contact_by_end')],
            },
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, serialize=False, to='reports.report')),
                ('text', models.TextField()),
                ('findable', models.CharField(blank=True, max_length=250)),
            ],
            options={
                'db_table': 'reports_content',
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, serialize=False, to='reports.report')),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('address', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'db_table': 'reports_place',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat', None), ('lon', None)), models.Q(('lat__range', (-90, 90)), ('lon__range', (-180, 180))), _connector='OR'), name='report_place_in_degrees')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('received', 'Ontvangen'), ('assigned', 'Toegewezen'), ('taken', 'In behandeling genomen'), ('category', 'Soort veranderd'), ('asked', 'Vraag aan de melder'), ('replied', 'Bericht van de melder'), ('answered', 'Antwoord aan de melder'), ('reopened', 'Opnieuw geopend'), ('made_case', 'Casus geworden'), ('withdrawn', 'Ingetrokken door de melder'), ('urgent', 'Spoed'), ('calm', 'Geen spoed meer'), ('revealed', 'Contactgegevens ingezien')], max_length=20)),
                ('old', models.CharField(blank=True, max_length=60)),
                ('new', models.CharField(blank=True, max_length=60)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.report')),
            ],
            options={
                'db_table': 'reports_event',
                'indexes': [models.Index(fields=['report', 'at'], name='event_of_report')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'assigned', 'taken', 'category', 'asked', 'replied', 'answered', 'reopened', 'made_case', 'withdrawn', 'urgent', 'calm', 'revealed'])), name='event_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='handovers', to='reports.report')),
            ],
            options={
                'db_table': 'reports_handover',
                'indexes': [models.Index(fields=['file_id'], name='handover_by_file')],
                'constraints': [models.UniqueConstraint(fields=('report', 'file_id'), name='once_to_a_file')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('from_resident', models.BooleanField()),
                ('text', models.TextField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='messages', to='reports.report')),
            ],
            options={
                'db_table': 'reports_message',
                'indexes': [models.Index(fields=['report', 'at'], name='message_of_report')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by', None), ('from_resident', True)), ('from_resident', False), _connector='OR'), name='a_resident_has_no_user')],
            },
        ),
        migrations.RunSQL(
            """
            alter table reports_content add column words tsvector
              generated always as (to_tsvector('dutch', text || ' ' || findable)) stored;
            create index content_by_words on reports_content using gin (words);
            """,
            "alter table reports_content drop column words",
        ),
    ]
