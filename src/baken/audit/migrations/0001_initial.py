"""The trail: partitioned by month, append-only by grants and by triggers."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

FORWARD = """
create sequence audit_entry_id_seq as bigint;
create table audit_entry (
  id bigint not null default nextval('audit_entry_id_seq'),
  at timestamptz not null default clock_timestamp(),
  request_id uuid not null,
  acting_kind varchar(12) not null,
  user_id uuid,
  organisation_id uuid,
  capacity varchar(30) not null,
  purpose varchar(30) not null,
  verb varchar(60) not null,
  object_kind varchar(40) not null,
  object_id uuid,
  subject bytea,
  term bytea,
  ground varchar(120) not null,
  outcome varchar(20) not null,
  count integer,
  primary key (id, at)
) partition by range (at);
create table audit_entry_rest partition of audit_entry default;
create index audit_entry_by_object on audit_entry (object_id, at);
create index audit_entry_by_user on audit_entry (user_id, at);
create index audit_entry_by_subject on audit_entry (subject) where subject is not null;

-- Entries that no seal names yet. A late commit simply stands in the queue later.
create table audit_unsealed (entry_id bigint primary key, at timestamptz not null);
create table audit_seal (
  number bigint primary key,
  sealed_at timestamptz not null default clock_timestamp(),
  month date not null,
  entry_ids bigint[] not null,
  previous bytea not null,
  hash bytea not null
);
-- A month whose entries were dropped after their term. Its links, with their hashes, stay.
create table audit_closed_month (
  month date primary key,
  entries bigint not null,
  closed_at timestamptz not null default clock_timestamp()
);
create table audit_processing (
  operation_id bytea primary key,
  trace_id uuid not null,
  name varchar(60) not null,
  status varchar(10) not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  activity_id varchar(120) not null,
  data_subject_id bytea not null
);

create function trail_queue() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$ begin insert into audit_unsealed values (new.id, new.at); return null; end $$;
revoke execute on function trail_queue() from public;
create trigger queue_for_seal after insert on audit_entry
  for each row execute function trail_queue();

create function trail_refuse() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$ begin raise exception 'the trail is append-only: % on %', tg_op, tg_table_name; end $$;
revoke execute on function trail_refuse() from public;
create trigger append_only before update or delete on audit_entry
  for each row execute function trail_refuse();
create trigger append_only before update or delete on audit_seal
  for each row execute function trail_refuse();
create trigger append_only before update or delete on audit_processing
  for each row execute function trail_refuse();
create trigger append_only before update or delete on audit_closed_month
  for each row execute function trail_refuse();
create trigger no_truncate before truncate on audit_entry execute function trail_refuse();
create trigger no_truncate before truncate on audit_seal execute function trail_refuse();
create trigger no_truncate before truncate on audit_processing execute function trail_refuse();
create trigger no_truncate before truncate on audit_closed_month execute function trail_refuse();
create trigger no_truncate before truncate on audit_unsealed execute function trail_refuse();
"""

BACKWARD = """
drop table audit_processing, audit_closed_month, audit_seal, audit_unsealed, audit_entry;
drop sequence audit_entry_id_seq;
drop function trail_queue(), trail_refuse();
"""

STATE = [
    migrations.CreateModel(
        name="Entry",
        fields=[
            ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("request_id", models.UUIDField()),
            ("acting_kind", models.CharField(max_length=12)),
            ("user_id", models.UUIDField(null=True)),
            ("organisation_id", models.UUIDField(null=True)),
            ("capacity", models.CharField(max_length=30)),
            ("purpose", models.CharField(max_length=30)),
            ("verb", models.CharField(max_length=60)),
            ("object_kind", models.CharField(max_length=40)),
            ("object_id", models.UUIDField(null=True)),
            ("subject", models.BinaryField(null=True)),
            ("term", models.BinaryField(null=True)),
            ("ground", models.CharField(max_length=120)),
            ("outcome", models.CharField(max_length=20)),
            ("count", models.IntegerField(null=True)),
        ],
        options={"db_table": "audit_entry", "managed": False},
    ),
    migrations.CreateModel(
        name="Seal",
        fields=[
            ("number", models.BigIntegerField(primary_key=True, serialize=False)),
            ("sealed_at", models.DateTimeField()),
            ("month", models.DateField()),
            (
                "entry_ids",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), size=None
                ),
            ),
            ("previous", models.BinaryField()),
            ("hash", models.BinaryField()),
        ],
        options={"db_table": "audit_seal", "managed": False},
    ),
    migrations.CreateModel(
        name="Processing",
        fields=[
            ("operation_id", models.BinaryField(primary_key=True, serialize=False)),
            ("trace_id", models.UUIDField(default=uuid.uuid4)),
            ("name", models.CharField(max_length=60)),
            ("status", models.CharField(max_length=10)),
            ("started_at", models.DateTimeField()),
            ("ended_at", models.DateTimeField()),
            ("activity_id", models.CharField(max_length=120)),
            ("data_subject_id", models.BinaryField()),
        ],
        options={"db_table": "audit_processing", "managed": False},
    ),
]


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD, state_operations=STATE),
    ]
