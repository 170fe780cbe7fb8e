-- What the job that watches clocks may know: keys, dates, seats and people, no text of a case.
-- Everything that is open, stands not still and is due before a moment.
create or replace function cases_due_before(until timestamptz)
returns table (kind text, about uuid, detail text, file uuid, number text, model uuid, phase smallint,
  due_at timestamptz, organisation uuid, owner uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select d.kind, d.about, d.detail, c.id, c.number::text, c.model_id, c.phase, d.due_at,
    d.organisation, d.owner
  from (
    select 'clock' as kind, k.id as about, k.kind::text as detail, k.case_id, k.due_at,
      null::uuid as organisation, null::uuid as owner
    from cases_clock k where k.met_at is null and k.due_at < until
      and not exists (select 1 from cases_pause p where p.clock_id = k.id and p.ended_at is null)
    union all
    select 'action', a.id, '', a.case_id, a.due_at, a.organisation_id, a.owner_id
    from cases_action a where a.done_at is null and a.due_at < until
      and not exists (select 1 from cases_pause p where p.action_id = a.id and p.ended_at is null)
      and not exists (select 1 from cases_lapse l where l.action_id = a.id and l.since = a.due_at
        and l.answered_at is not null)
    union all
    select 'seat', s.id, s.role::text, s.case_id, s.due_at, s.organisation_id, s.holder_id
    from cases_seat s where s.ended_at is null and s.accepted_at is null and s.due_at < until
    union all
    select 'duty', d.id, 'inform', d.case_id, cases_duty_clock(d), null, null
    from cases_duty d where cases_duty_clock(d) < until
    union all
    select 'request', r.id, r.from_phase || '>' || r.to_phase, r.case_id, r.due_at, null,
      r.requested_by_id
    from cases_phaserequest r where r.decided_at is null and r.due_at < until
    union all
    select 'regime', r.id, r.to_regime, r.case_id, r.due_at, null, r.requested_by_id
    from cases_regimerequest r where r.decided_at is null and r.due_at < until
  ) d join cases_case c on c.id = d.case_id
  where c.closed_at is null and not c.practice and (select acting_job()) = 'cases.clocks'
  order by d.due_at, d.about
$$;

-- Requests of people about their own data (T8) and breaches (T9) on which nobody decided, due before
-- a moment: for whom the clock runs, and the privacy officers who hear it when it is over. A breach
-- is the officers' own clock.
create or replace function cases_due_privacy(until timestamptz)
returns table (kind text, about uuid, number text, due_at timestamptz, owners uuid[],
  officers uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with o as (select coalesce(array_agg(distinct a.user_id), '{}') as people
    from access_assignment a join access_user u on u.id = a.user_id and not u.practice
    where a.capacity = 'privacy_officer' and access_in_force(a))
  select d.kind, d.about, d.number, d.due_at, coalesce(d.owners, o.people), o.people from (
    select 'request' as kind, r.id as about, r.number::text as number, r.due_at,
      array[r.handler_id] as owners
    from cases_datarequest r where r.decided_at is null and r.due_at < until
    union all
    select 'breach', b.id, b.number::text, b.due_at, null
    from cases_breach b where b.told_authority is null and b.due_at < until
  ) d, o where (select acting_job()) = 'cases.clocks' order by d.due_at, d.about
$$;

-- Who sits where, on these files.
create or replace function cases_watched_seats(files uuid[])
returns table (file uuid, role text, holder uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.case_id, s.role::text, s.holder_id from cases_seat s
  where s.case_id = any(files) and s.ended_at is null and s.accepted_at is not null
    and s.holder_id is not null and (select acting_job()) = 'cases.clocks'
$$;

-- The stretches that stood still, of these clocks and actions.
create or replace function cases_watched_pauses(things uuid[])
returns table (about uuid, began timestamptz, ended timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(p.clock_id, p.action_id), p.began_at, p.ended_at from cases_pause p
  where coalesce(p.clock_id, p.action_id) = any(things) and p.ended_at is not null
    and (select acting_job()) = 'cases.clocks'
$$;

-- Partners that take part and of whom something is asked: since when nothing was heard. Only
-- signs count that the municipality sees: what was released to it, done, or accepted.
create or replace function cases_last_signs(quiet_since timestamptz)
returns table (file uuid, number text, model uuid, phase smallint, organisation uuid,
  heard timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with asked as (
    select a.case_id, a.organisation_id, min(a.created_at) as since from cases_action a
    where a.done_at is null group by 1, 2
  ), heard as (
    select p.case_id, p.organisation_id, greatest(p.valid_from,
      (select max(a.done_at) from cases_action a
        where a.case_id = p.case_id and a.organisation_id = p.organisation_id),
      (select max(r.released_at) from cases_release r join access_organisation o
        on o.id = r.organisation_id and o.kind = 'municipality'
        where r.case_id = p.case_id and r.owner_id = p.organisation_id),
      (select max(s.accepted_at) from cases_seat s
        where s.case_id = p.case_id and s.organisation_id = p.organisation_id),
      (select max(l.answered_at) from cases_lapse l
        where l.case_id = p.case_id and l.organisation_id = p.organisation_id), k.since) as at
    from cases_participation p
    join asked k on k.case_id = p.case_id and k.organisation_id = p.organisation_id
    where p.valid_until is null
  )
  select c.id, c.number::text, c.model_id, c.phase, h.organisation_id, h.at
  from heard h join cases_case c on c.id = h.case_id
    join access_organisation o on o.id = h.organisation_id and o.kind <> 'municipality'
  where c.closed_at is null and not c.practice and h.at < quiet_since
    and (select acting_job()) = 'cases.clocks'
  order by h.at
$$;

-- What was not done is done now, or its case is over: nothing is left to answer. Returns how many.
create or replace function cases_settle_lapses() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare gone integer;
begin
  if acting_job() is distinct from 'cases.clocks' then return 0; end if;
  update cases_lapse l set answered_at = now(), how = 'done'
  where l.answered_at is null and (
    exists (select 1 from cases_case c where c.id = l.case_id and c.closed_at is not null)
    or exists (select 1 from cases_action a where a.id = l.action_id and a.done_at is not null)
    or l.kind = 'silence' and (
      exists (select 1 from cases_action a where a.case_id = l.case_id
        and a.organisation_id = l.organisation_id and a.done_at > l.since)
      or exists (select 1 from cases_release r where r.case_id = l.case_id
        and r.owner_id = l.organisation_id and r.released_at > l.since)
      or exists (select 1 from cases_participation p where p.case_id = l.case_id
        and p.organisation_id = l.organisation_id having max(p.valid_until) is not null
          and count(*) filter (where p.valid_until is null) = 0)));
  get diagnostics gone = row_count;
  return gone;
end $$;

-- A date moves only after a pause, never back, and only by a manager: no policy can compare a row
-- with what it was.
create or replace function cases_date_moves() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Only the function that lets time pass in an exercise moves a date back.
  if current_user = 'baken_acting' and exists (select 1 from cases_case c
    where c.id = new.case_id and c.practice)
  then return new; end if;
  if new.due_at > old.due_at and acting_manages() and exists (select 1 from cases_pause p
    where (p.clock_id = new.id or p.action_id = new.id) and p.ended_at is not null)
  then return new; end if;
  raise exception 'a date moves only after a pause' using errcode = 'insufficient_privilege';
end $$;
create or replace trigger clock_date_moves before update on cases_clock for each row
  when (old.due_at is distinct from new.due_at
    and starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function cases_date_moves();
create or replace trigger action_date_moves before update on cases_action for each row
  when (old.due_at is distinct from new.due_at
    and starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function cases_date_moves();

alter function cases_due_before(timestamptz) owner to baken_acting;
alter function cases_due_privacy(timestamptz) owner to baken_acting;
alter function cases_watched_seats(uuid[]) owner to baken_acting;
alter function cases_watched_pauses(uuid[]) owner to baken_acting;
alter function cases_last_signs(timestamptz) owner to baken_acting;
alter function cases_settle_lapses() owner to baken_acting;
revoke execute on function cases_due_before(timestamptz), cases_due_privacy(timestamptz),
  cases_watched_seats(uuid[]),
  cases_watched_pauses(uuid[]), cases_last_signs(timestamptz), cases_settle_lapses(),
  cases_date_moves() from public;
grant execute on function cases_due_before(timestamptz), cases_due_privacy(timestamptz),
  cases_watched_seats(uuid[]),
  cases_watched_pauses(uuid[]), cases_last_signs(timestamptz), cases_settle_lapses(),
  cases_date_moves() to baken_app, baken_acting;
