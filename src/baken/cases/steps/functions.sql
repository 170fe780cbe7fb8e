-- Are these one person: the same account, or two accounts with one e-mail address, written with
-- other capitals or with a '+word' before the @? Nobody decides for themselves with a second key.
create or replace function cases_address(email text) returns text
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$ select lower(regexp_replace(email, '\+[^@]*@', '@')) $$;

create or replace function cases_same_person(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select one = other or exists (select 1 from access_user a, access_user b
  where a.id = one and b.id = other and cases_address(a.email) = cases_address(b.email)) $$;

-- For each of these accounts the first account of the same person.
create or replace function cases_persons(accounts uuid[]) returns table (account uuid, person uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select a.id, (select b.id from access_user b
    where cases_address(b.email) = cases_address(a.email) order by b.id limit 1)
  from access_user a where a.id = any(accounts) $$;

-- The acute jump overtakes a request that waits: there is nothing left to decide.
create or replace function cases_overtake(file uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$ update cases_phaserequest set decided_at = now() where case_id = file
  and decided_at is null and (select acting_manages()) and file in (select cases_open_files()) $$;

-- A closed case runs again, by a process manager who may still read it. Says whether it did.
create or replace function cases_reopen(file uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  with again as (
    update cases_case set lifecycle = 'active', closed_at = null, version = version + 1
    where id = file and lifecycle = 'closed' and (select acting_is_municipality())
      and (select acting_purpose()) = 'cases' and (select acting_capacity()) = 'process_manager'
      and id in (select acting_files()) returning 1)
  select exists (select 1 from again)
$$;

-- Jumps that nobody ratified in time: marked once, with whom of the mayors to tell.
create or replace function cases_alarm() returns table (file uuid, number text, person uuid)
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  with late as (
    update cases_jump set alarmed_at = now() where ratified_at is null and alarmed_at is null
      and due_at < now() and (select acting_job()) = 'cases.alarm'
      and case_id in (select id from cases_case where not practice) returning case_id)
  select c.id, c.number::text, a.user_id from late l join cases_case c on c.id = l.case_id
  left join access_assignment a on a.capacity = 'mayor' and access_in_force(a)
    and a.user_id in (select id from access_user where not practice)
$$;

do $$
declare f text;
begin
  foreach f in array array['cases_address(text)', 'cases_same_person(uuid, uuid)',
    'cases_persons(uuid[])', 'cases_overtake(uuid)', 'cases_reopen(uuid)', 'cases_alarm()']
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
