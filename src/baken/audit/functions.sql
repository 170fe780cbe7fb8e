-- Makes the partitions of this month and the next two; called nightly and by `migrate`.
-- Runs as the owner, for only the owner may make tables.
create or replace function audit_make_partitions() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  month date := date_trunc('month', current_date);
  made integer := 0;
  name text;
begin
  for step in 0..2 loop
    name := 'audit_entry_' || to_char(month + make_interval(months => step), 'YYYY_MM');
    if to_regclass('public.' || name) is null and not exists (
      select 1 from audit_entry_rest where at >= month + make_interval(months => step)
        and at < month + make_interval(months => step + 1))
    then
      execute format('create table public.%I partition of public.audit_entry
        for values from (%L) to (%L)', name,
        (month + make_interval(months => step))::timestamptz,
        (month + make_interval(months => step + 1))::timestamptz);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
revoke execute on function audit_make_partitions() from public;
grant execute on function audit_make_partitions() to baken_app, baken_keeper;

-- The text of an entry that is hashed: every column, in one fixed order and notation.
create or replace function audit_line(e audit_entry) returns text
language sql immutable parallel safe set search_path = pg_catalog, public, pg_temp
as $$ select concat_ws('|', e.id, extract(epoch from e.at), e.request_id, e.acting_kind,
  coalesce(e.user_id::text, '-'), coalesce(e.organisation_id::text, '-'), e.capacity, e.purpose,
  e.verb, e.object_kind, coalesce(e.object_id::text, '-'),
  coalesce(encode(e.subject, 'hex'), '-'), coalesce(encode(e.term, 'hex'), '-'),
  e.ground, e.outcome, coalesce(e.count::text, '-')) $$;
revoke execute on function audit_line(audit_entry) from public;
grant execute on function audit_line(audit_entry) to baken_app, baken_keeper;
