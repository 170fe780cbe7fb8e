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

-- Whose actions are open on a case that I am on: who decides on a step without working on cases sees
-- no actions, and may still leave none behind.
create or replace function cases_action_owners(file uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select owner_id from cases_action where case_id = file and done_at is null
  and file in (select acting_files()) $$;

-- The acute jump overtakes a request that waits: there is nothing left to decide.
create or replace function cases_overtake(file uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$ update cases_phaserequest set decided_at = now() where case_id = file
  and decided_at is null and (select acting_manages()) and file in (select cases_open_files()) $$;

-- The cases that this acting took down just now, by a decision that still stands.
create or replace function cases_stepped_down() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select d.case_id from cases_phasedecision d join cases_case c on c.id = d.case_id
  where d.decided_by_id = (select acting_user()) and d.granted and d.to_phase < d.from_phase
    and c.phase = d.to_phase and c.closed_at is null and d.case_id in (select acting_files())
    and d.decided_at > now() - interval '1 minute'
$$;

-- After a step down: seats that the lower phase does not need end, and whoever has nothing left to
-- do there leaves the file. Who decided may hold such a seat, and then leaves too: last of all.
create or replace function cases_end_seats(file uuid, needed text[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare gone cases_seat[];
begin
  if file not in (select cases_stepped_down()) then return 0; end if;
  select coalesce(array_agg(s), '{}') into gone from cases_seat s
    where s.case_id = file and s.ended_at is null and not s.role::text = any(needed);
  update cases_seat set ended_at = now(), ended_why = 'lower'
    where id in (select g.id from unnest(gone) g);
  update access_membership m set valid_until = now()
  from unnest(gone) g
  where m.file_id = file and m.user_id = g.holder_id and m.organisation_id = g.organisation_id
    and (m.valid_until is null or m.valid_until > now())
    and not exists (select 1 from cases_seat s where s.case_id = file
      and s.holder_id = m.user_id and s.organisation_id = m.organisation_id and s.ended_at is null)
    and not exists (select 1 from cases_action a where a.case_id = file
      and a.owner_id = m.user_id and a.organisation_id = m.organisation_id and a.done_at is null)
    and not exists (select 1 from cases_participation p where p.case_id = file
      and p.organisation_id = m.organisation_id and p.valid_until is null);
  return cardinality(gone);
end $$;

-- Who is on call in an emergency and not on the case, but opened it with a reason: on the file until
-- the emergency access ends, to take the case up. False when the model knows no jump from here.
create or replace function cases_come_on_call(file uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare til timestamptz;
begin
  select max(g.until) into til from cases_glass g join cases_case c on c.id = g.case_id
    join cases_avemodel v on v.id = c.model_id
  where g.case_id = file and file in (select acting_opened())
    and g.user_id = (select acting_user()) and g.organisation_id = (select acting_organisation())
    and g.ended_at is null and g.until > now() and c.lifecycle in ('active', 'aftercare')
    and v.body->'acute'->'capacities' ? (select acting_capacity())
    and v.body->'acute'->'from' @> to_jsonb(c.phase);
  if til is null then return false; end if;
  insert into access_membership (id, file_id, user_id, organisation_id, invited, valid_from,
      valid_until)
    values (gen_random_uuid(), file, acting_user(), acting_organisation(), false, now(), til)
    on conflict (file_id, user_id, organisation_id) do update
      set invited = false, valid_until = excluded.valid_until;
  return true;
end $$;

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
    'cases_persons(uuid[])', 'cases_action_owners(uuid)',
    'cases_overtake(uuid)', 'cases_reopen(uuid)', 'cases_alarm()',
    'cases_stepped_down()', 'cases_end_seats(uuid, text[])', 'cases_come_on_call(uuid)']
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
