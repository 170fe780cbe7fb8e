-- Is this person told, or is telling them put off until a day that still comes?
create or replace function cases_duty_done(file uuid, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (select 1 from cases_duty d where d.case_id = file and d.person_id = person
    and (d.informed_on is not null or exists (
      select 1 from cases_postponement p where p.duty_id = d.id and p.granted
        and p.ended_at is null and p.recheck_on >= acting_today())))
  and file in (select acting_files())
$$;

-- Is that so for everybody on this case? Asked before anything goes to another organisation (AVG
-- art. 14 lid 3 onder c).
create or replace function cases_duty_settled(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select file in (select acting_files()) and not exists (
    select 1 from people_involvement i where i.file_id = file and i.person_id is not null
      and not cases_duty_done(file, i.person_id))
$$;

-- How many are left, for the managers who take a case on and close it.
create or replace function cases_duty_undone(file uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select count(distinct i.person_id) from people_involvement i
  where i.file_id = file and i.person_id is not null and not cases_duty_done(file, i.person_id)
    and file in (select acting_files()) and (select acting_manages())
$$;

-- The clock of telling somebody, or of looking again at why not; null when it is done.
create or replace function cases_duty_clock(duty cases_duty) returns timestamptz
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when duty.informed_on is null then coalesce((
    select (p.recheck_on + time '23:59:59') at time zone 'Europe/Amsterdam'
    from cases_postponement p where p.duty_id = duty.id and p.granted and p.ended_at is null),
    duty.due_at) end
$$;

-- Is this person on this file of mine?
create or replace function cases_duty_about(file uuid, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select acting_files()) and exists (select 1 from people_involvement i
  where i.file_id = file and i.person_id = person) $$;

-- Did my organisation bring this person into this file of mine?
create or replace function cases_duty_brought(file uuid, person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select acting_files()) and exists (select 1 from people_involvement i
  where i.file_id = file and i.person_id = person
    and i.organisation_id = (select acting_organisation())) $$;

-- Persons for whom named seats were chosen and of whom I hold none, in whatever case they are now:
-- bringing a shielded person into a second case opens nothing. `place` asks about the address.
create or replace function cases_duty_barred(place boolean) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.person_id from cases_shield s
  where s.ended_at is null
    and s.person_id in (select i.person_id from people_involvement i
      where i.file_id in (select acting_files()))
    and exists (select 1 from people_involvement j where j.file_id = s.case_id
      and j.person_id = s.person_id and (j.shielded_identity or place and j.shielded_address))
  group by s.person_id
  having not bool_or(s.case_id in (select acting_files())
    and exists (select 1 from cases_seat t where t.case_id = s.case_id
      and t.role = s.role and t.holder_id = (select acting_user())
      and t.organisation_id = (select acting_organisation())
      and t.accepted_at is not null and t.ended_at is null))
$$;

-- Persons for whom a seat of mine was named.
create or replace function cases_duty_opened() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.person_id from cases_shield s join cases_seat t
    on t.case_id = s.case_id and t.role = s.role
  where s.ended_at is null and t.holder_id = (select acting_user())
    and t.organisation_id = (select acting_organisation())
    and t.accepted_at is not null and t.ended_at is null
    and s.case_id in (select acting_files())
$$;

-- Who handles requests of people: the privacy officer, and the process managers.
create or replace function cases_duty_handles() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (select acting_is_municipality()) and ((select acting_purpose()) = 'privacy'
  or ((select acting_purpose()) = 'cases' and (select acting_capacity()) = 'process_manager')) $$;

-- The requests that this acting answers, and the ones about which it still may say something.
create or replace function cases_duty_mine() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select r.id from cases_datarequest r where r.handler_id = (select acting_user())
  and (select cases_duty_handles()) $$;

create or replace function cases_duty_runs(request uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_datarequest r where r.id = request
  and r.decided_at is null) $$;

-- Requests of which a part lies with my organisation, in a case of mine.
create or replace function cases_duty_parts() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select p.request_id from cases_datapart p
  where p.organisation_id = (select acting_organisation())
    and p.case_id in (select acting_files()) and (select acting_purpose()) = 'cases' $$;

-- Is this what was judged before? Ending a postponement judges nothing.
create or replace function cases_duty_same_judgement(wanted uuid, verdict boolean, judge uuid)
returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_postponement p where p.id = wanted
  and p.granted is not distinct from verdict and p.judged_by_id is not distinct from judge) $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'cases\_duty\_%'
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
