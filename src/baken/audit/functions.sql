-- Makes the partitions of this month and the next two, of the trail and of the processing log;
-- called nightly and by `migrate`. Runs as the owner, for only the owner may make tables.
create or replace function audit_make_partitions() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  parent record;
  first timestamptz;
  made integer := 0;
  name text;
  stray boolean;
begin
  for parent in select * from (values ('audit_entry', 'at'), ('audit_processing', 'started_at'))
    as known (named, moment)
  loop
    for step in 0..2 loop
      first := date_trunc('month', current_date) + make_interval(months => step);
      name := parent.named || '_' || to_char(first, 'YYYY_MM');
      if to_regclass('public.' || name) is not null then continue; end if;
      execute format('select exists (select 1 from public.%I where %I >= $1 and %I < $2)',
        parent.named || '_rest', parent.moment, parent.moment)
        using first, first + interval '1 month' into stray;
      if stray then continue; end if;
      execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
        name, parent.named, first, first + interval '1 month');
      made := made + 1;
    end loop;
  end loop;
  return made;
end $$;
revoke execute on function audit_make_partitions() from public;
grant execute on function audit_make_partitions() to baken_app, baken_keeper;

-- Drops the entries of one month, oldest first, when it ended more than `keep` months ago and
-- every one of its entries is sealed. Its links stay. Returns the number of entries dropped, or
-- null when there is no such month (yet). Runs as the owner, for only the owner drops tables.
create or replace function audit_close_month(keep integer) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  found text;
  month date;
  waiting bigint;
  dropped bigint;
begin
  if acting_job() is distinct from 'audit.close' then
    raise exception 'only the job audit.close closes a month';
  end if;
  if keep < 12 then raise exception 'a month of the trail is kept for a year at least'; end if;
  select c.relname into found from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.audit_entry'::regclass and c.relname ~ '^audit_entry_\d{4}_\d\d$'
    order by c.relname limit 1;
  if found is null then return null; end if;
  month := to_date(right(found, 7), 'YYYY_MM');
  if month + make_interval(months => keep + 1) > current_date then return null; end if;
  execute format('select count(*) from public.%I e where not exists (
    select 1 from public.audit_seal s where s.month = $1 and e.id = any(s.entry_ids))', found)
    using month into waiting;
  if waiting > 0 then return null; end if;
  execute format('select count(*) from public.%I', found) into dropped;
  insert into audit_closed_month (month, entries) values (month, dropped);
  execute format('drop table public.%I', found);
  return dropped;
end $$;
revoke execute on function audit_close_month(integer) from public;
grant execute on function audit_close_month(integer) to baken_app;

-- Drops one month of the processing log, oldest first, that ended more than `keep` months ago.
-- Returns whether there was one. Runs as the owner, for only the owner drops tables.
create or replace function audit_close_processing(keep integer) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  found text;
begin
  if acting_job() is distinct from 'audit.close' then
    raise exception 'only the job audit.close closes a month';
  end if;
  if keep < 12 then raise exception 'the processing log is kept for a year at least'; end if;
  select c.relname into found from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.audit_processing'::regclass
    and c.relname ~ '^audit_processing_\d{4}_\d\d$'
    order by c.relname limit 1;
  if found is null or to_date(right(found, 7), 'YYYY_MM') + make_interval(months => keep + 1)
    > current_date then return false; end if;
  execute format('drop table public.%I', found);
  return true;
end $$;
revoke execute on function audit_close_processing(integer) from public;
grant execute on function audit_close_processing(integer) to baken_app;

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
