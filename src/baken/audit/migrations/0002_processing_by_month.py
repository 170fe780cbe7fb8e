"""The processing log by month, so that whole months can go when their term is over."""

from django.db import migrations

FORWARD = """
alter table audit_processing no force row level security;
alter table audit_processing rename to audit_processing_before;
alter index audit_processing_pkey rename to audit_processing_before_pkey;
create table audit_processing (
  operation_id bytea not null,
  trace_id uuid not null,
  name varchar(60) not null,
  status varchar(10) not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  activity_id varchar(120) not null,
  data_subject_id bytea not null,
  primary key (operation_id, started_at)
) partition by range (started_at);
create table audit_processing_rest partition of audit_processing default;
do $$
declare month timestamp;
begin
  for month in select distinct date_trunc('month', started_at at time zone 'UTC')
    from audit_processing_before
  loop
    execute format('create table %I partition of audit_processing for values from (%L) to (%L)',
      'audit_processing_' || to_char(month, 'YYYY_MM'), month at time zone 'UTC',
      (month + interval '1 month') at time zone 'UTC');
  end loop;
end $$;
insert into audit_processing select * from audit_processing_before;
drop table audit_processing_before;
create trigger append_only before update or delete on audit_processing
  for each row execute function trail_refuse();
create trigger no_truncate before truncate on audit_processing execute function trail_refuse();
"""

BACKWARD = """
alter table audit_processing no force row level security;
create table audit_processing_before as select * from audit_processing;
drop table audit_processing;
alter table audit_processing_before rename to audit_processing;
alter table audit_processing add primary key (operation_id);
create trigger append_only before update or delete on audit_processing
  for each row execute function trail_refuse();
create trigger no_truncate before truncate on audit_processing execute function trail_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
