-- The files of this acting that are not closed: content of a closed case is read-only.
create or replace function cases_open_files() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select c.id from cases_case c
  where c.id in (select acting_files()) and c.closed_at is null
    and c.id not in (select acting_opened())
$$;

-- Did my organisation bring this in, for this case? A policy on releases may not read the
-- contributions themselves: their policies read the releases.
create or replace function cases_is_ours(wanted uuid, file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_contribution c where c.id = wanted and c.case_id = file
  and c.organisation_id = (select acting_organisation())) $$;

-- The regime of a case: the newest version that is in force.
create or replace function cases_regime_of(file uuid) returns cases_regime
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select r.* from cases_regime r join cases_case c on c.regime = r.code
  where c.id = file and r.valid_from <= acting_today() order by r.version desc limit 1 $$;

-- May this organisation be on this case at all? The municipality, and the kinds that the regime
-- names; any other gets what a decided disclosure hands it, and no more.
create or replace function cases_admits(file uuid, party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from access_organisation o where o.id = party
  and (o.kind = 'municipality' or coalesce((cases_regime_of(file)).kinds ? o.kind::text, false))) $$;

-- Does this organisation take part in this case of mine now: not ended, its term not over, and of
-- a kind that the regime admits? (The municipality always does.)
create or replace function cases_takes_part(file uuid, party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_participation p where p.case_id = file
    and p.organisation_id = party and p.valid_until is null
    and (p.ends_at is null or p.ends_at > now()) and cases_admits(file, party)
    and p.case_id in (select acting_files()))
  or exists (select 1 from access_organisation o where o.id = party and o.kind = 'municipality') $$;

-- What this acting's organisation may learn, per case and category: as its live participation says,
-- within the regime; the municipality all that the regime knows.
create or replace function cases_covered() returns table (file uuid, kind text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select c.id, k.kind from cases_case c
    join (select distinct on (code) code, kinds, categories from cases_regime
      where valid_from <= acting_today() order by code, version desc) r on r.code = c.regime
    cross join lateral jsonb_array_elements_text(r.categories) k(kind)
  where c.id in (select acting_files()) and (
    (select acting_is_municipality()) or exists (select 1 from cases_participation p
      join access_organisation o on o.id = p.organisation_id
      where p.case_id = c.id and p.organisation_id = (select acting_organisation())
        and p.valid_until is null and (p.ends_at is null or p.ends_at > now())
        and p.categories ? k.kind and r.kinds ? o.kind::text))
$$;

-- May this contribution be released to this party: does it take part for that category?
create or replace function cases_may_release(wanted uuid, file uuid, party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (select cases_takes_part(file, party)) and exists (
  select 1 from cases_contribution c where c.id = wanted and c.case_id = file
    and (cases_regime_of(file)).categories ? c.category::text
    and (exists (select 1 from access_organisation o where o.id = party and o.kind = 'municipality')
      or exists (select 1 from cases_participation p where p.case_id = file
        and p.organisation_id = party and p.valid_until is null
        and (p.ends_at is null or p.ends_at > now()) and p.categories ? c.category::text))) $$;

-- Is this a category that the regime of this case knows?
create or replace function cases_fits(file uuid, category text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select coalesce((cases_regime_of(file)).categories ? category, false) $$;

-- May this acting decide on this case's phase or steer it: someone who holds one of its seats.
create or replace function cases_seated_files() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.case_id from cases_seat s
  where s.holder_id = (select acting_user()) and s.organisation_id = (select acting_organisation())
    and s.accepted_at is not null and s.ended_at is null
    and s.case_id in (select acting_files())
$$;

-- The files to which this acting is invited *and* for which a seat is asked of them now: who
-- declined, or was passed over for another, sees the head no more.
create or replace function cases_asked_files() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.case_id from cases_seat s
  where s.holder_id = (select acting_user()) and s.organisation_id = (select acting_organisation())
    and s.ended_at is null and s.case_id in (select acting_invitations())
$$;

-- The next moment by which anything must happen in this case.
create or replace function cases_next_due(file uuid) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((
    select min(due_at) from (
      select due_at from cases_seat where case_id = file and ended_at is null
        and accepted_at is null
      union all select due_at from cases_action a where case_id = file and done_at is null
        and not exists (select 1 from cases_pause p where p.action_id = a.id and p.ended_at is null)
      union all select due_at from cases_clock k where case_id = file and met_at is null
        and not exists (select 1 from cases_pause p where p.clock_id = k.id and p.ended_at is null)
      union all select cases_duty_clock(d) from cases_duty d where d.case_id = file
      union all select due_at from cases_phaserequest where case_id = file
        and decided_at is null
      union all select due_at from cases_regimerequest where case_id = file
        and decided_at is null) d),
    '9999-01-01')
$$;

-- Kept with the content so that lists can sort by it. Computed here from all rows, so that it does
-- not depend on who happened to act.
create or replace function cases_refresh_clock(file uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update cases_content set next_due = cases_next_due(file)
  where case_id = file and exists (select 1 from cases_case where id = file and closed_at is null)
    and file in (select acting_files() union select acting_invitations())
$$;

-- A partner left: what was released to it in this case is withdrawn, whoever released it. The
-- manager who lets it go does not see others' releases; their keys are for the trail alone.
create or replace function cases_withdraw_from(file uuid, party uuid) returns setof uuid
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update cases_release r set withdrawn_at = now()
  where r.case_id = file and r.organisation_id = party and r.withdrawn_at is null
    and file in (select cases_open_files()) and (select acting_manages())
    and not (select cases_takes_part(file, party))
  returning r.contribution_id
$$;

-- Is this the key of a case? Asked of a first member, who does not see the case yet.
create or replace function cases_is_case(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_case where id = file) $$;

alter function cases_is_case(uuid) owner to baken_acting;
alter function cases_withdraw_from(uuid, uuid) owner to baken_acting;
alter function cases_open_files() owner to baken_acting;
alter function cases_is_ours(uuid, uuid) owner to baken_acting;
alter function cases_takes_part(uuid, uuid) owner to baken_acting;
alter function cases_regime_of(uuid) owner to baken_acting;
alter function cases_admits(uuid, uuid) owner to baken_acting;
alter function cases_covered() owner to baken_acting;
alter function cases_may_release(uuid, uuid, uuid) owner to baken_acting;
alter function cases_fits(uuid, text) owner to baken_acting;
alter function cases_seated_files() owner to baken_acting;
alter function cases_asked_files() owner to baken_acting;
alter function cases_refresh_clock(uuid) owner to baken_acting;
alter function cases_next_due(uuid) owner to baken_acting;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'cases\_%'
  loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
-- Asked within functions alone: it would tell a date of a case to who is not on it.
revoke execute on function cases_next_due(uuid) from baken_app;
