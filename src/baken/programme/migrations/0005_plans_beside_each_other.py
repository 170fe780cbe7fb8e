from django.db import migrations, models

# Until now there was one plan, and all that its files said belongs to it.
NAME = """
alter table programme_entry no force row level security;
alter table programme_snapshot no force row level security;
update programme_snapshot s set plan = p.plan from (
  select (details -> 'gemeente' ->> 'code') || ':' || key as plan from programme_entry
  where kind = 'plan' order by current desc, version desc limit 1) p
where s.origin = 'plan' and p.plan is not null;
update programme_entry e set plan = s.plan from programme_snapshot s
where s.id = e.snapshot_id and s.origin = 'plan';
set constraints all immediate;
alter table programme_entry force row level security;
alter table programme_snapshot force row level security;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0004_release_ledger'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='entry', name='entry_version'),
        migrations.RemoveConstraint(model_name='entry', name='entry_one_current'),
        migrations.AddField(
            model_name='entry', name='plan', field=models.CharField(blank=True, default='', max_length=300), preserve_default=False,
        ),
        migrations.AddField(
            model_name='entry', name='because', field=models.TextField(blank=True, default=''), preserve_default=False,
        ),
        migrations.AddField(
            model_name='snapshot', name='plan', field=models.CharField(blank=True, default='', max_length=300), preserve_default=False,
        ),
        migrations.RunSQL(NAME, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('plan', 'kind', 'key', 'version'), name='entry_version'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('plan', 'kind', 'key'), name='entry_one_current'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(max_length=20, choices=[('plan', 'plan'), ('source', 'bron'), ('theme', 'thema'), ('overarching', 'overkoepelend onderwerp'), ('goal', 'doel'), ('action', 'actie'), ('fact', 'feit'), ('indicator', 'indicator'), ('decision', 'besluit'), ('motion', 'motie'), ('target', 'streefwaarde'), ('year_plan', 'uitvoeringsplan'), ('budget_line', 'begrotingsregel'), ('budget_condition', 'randvoorwaarde'), ('commitment', 'rapportageafspraak'), ('partner', 'partner'), ('channel', 'meldkanaal'), ('mandatory', 'verplichte indicator'), ('earlier_plan', 'eerder plan'), ('historic_target', 'eerder doel'), ('area', 'gebied')]),
        ),
    ]
