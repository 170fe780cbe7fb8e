-- The files of this acting that are not closed: content of a closed case is read-only.
create or replace function cases_open_files() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select c.id from cases_case c
  where c.id in (select acting_files()) and c.lifecycle <> 'closed'
$$;

-- Did my organisation bring this in, for this case? A policy on releases may not read the
-- contributions themselves: their policies read the releases.
create or replace function cases_is_ours(wanted uuid, file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_contribution c where c.id = wanted and c.case_id = file
  and c.organisation_id = (select acting_organisation())) $$;

-- Does this organisation take part in this case of mine now? (The municipality always does.)
create or replace function cases_takes_part(file uuid, party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_participation p where p.case_id = file
    and p.organisation_id = party and p.valid_until is null
    and p.case_id in (select acting_files()))
  or exists (select 1 from access_organisation o where o.id = party and o.kind = 'municipality') $$;

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

-- The next moment by which anything must happen; kept with the content so that lists can sort
-- by it. Computed here from all rows, so that it does not depend on who happened to act.
create or replace function cases_refresh_clock(file uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update cases_content set next_due = coalesce((
    select min(due_at) from (
      select due_at from cases_seat where case_id = file and ended_at is null
        and accepted_at is null
      union all select due_at from cases_action where case_id = file and done_at is null
      union all select due_at from cases_clock where case_id = file and met_at is null
      union all select cases_duty_clock(d) from cases_duty d where d.case_id = file
      union all select due_at from cases_phaserequest where case_id = file
        and decided_at is null) d),
    '9999-01-01')
  where case_id = file and exists (select 1 from cases_case where id = file and lifecycle <> 'closed')
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
alter function cases_seated_files() owner to baken_acting;
alter function cases_asked_files() owner to baken_acting;
alter function cases_refresh_clock(uuid) owner to baken_acting;

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
