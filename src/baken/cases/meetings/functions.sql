-- The meetings that this acting may know of: those to which its organisation is invited, in its
-- cases, while it takes part; the municipality's people those of all their cases; a guest that one, until its day is
-- over, while the membership that was given for it lasts.
create or replace function cases_meetings_mine() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select m.id from cases_meeting m
  where (select acting_purpose()) = 'cases' and m.case_id in (select acting_files())
    and ((select acting_is_municipality())
      or (cases_takes_part(m.case_id, (select acting_organisation()))
        and exists (select 1 from cases_attendee a where a.meeting_id = m.id
          and a.organisation_id = (select acting_organisation()) and a.withdrawn_at is null)))
  union
  select m.id from cases_attendee a join cases_meeting m on m.id = a.meeting_id
  where (select acting_purpose()) = 'cases' and a.guest and a.withdrawn_at is null
    and a.user_id = (select acting_user()) and a.organisation_id = (select acting_organisation())
    and m.case_id in (select acting_invitations())
    and acting_today() <= (m.ends_at at time zone 'Europe/Amsterdam')::date
$$;

-- The ones that I lead, and the ones that I lead or take the notes of.
create or replace function cases_meetings_led() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select m.id from cases_meeting m where m.case_id in (select cases_open_files())
  and (select acting_purpose()) = 'cases'
  and m.chair_id = (select acting_user())
  and m.chair_organisation_id = (select acting_organisation()) $$;

create or replace function cases_meetings_in_hand() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select m.id from cases_meeting m where m.case_id in (select cases_open_files())
  and (select acting_purpose()) = 'cases'
  and ((m.chair_id = (select acting_user())
      and m.chair_organisation_id = (select acting_organisation()))
    or (m.notes_id = (select acting_user())
      and m.notes_organisation_id = (select acting_organisation()))) $$;

-- Is this a meeting of this open file of mine, in one of these states?
create or replace function cases_meetings_is(meeting uuid, file uuid, states text[])
returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select cases_open_files()) and meeting in (select cases_meetings_mine())
  and exists (select 1 from cases_meeting m where m.id = meeting and m.case_id = file
    and m.state = any (states)) $$;

-- May things still be put on its agenda by whoever comes?
create or replace function cases_meetings_plans(meeting uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_meeting m where m.id = meeting
  and m.state = 'planned' and now() <= m.freezes_at) $$;

-- Are these organisations all invited?
create or replace function cases_meetings_invites(meeting uuid, parties uuid[]) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select not exists (select 1 from unnest(parties) party where party is null
  or not exists (select 1 from cases_attendee a where a.meeting_id = meeting
    and a.organisation_id = party and a.withdrawn_at is null)) $$;

-- May this acting object now: somebody of its organisation was there, and the term runs.
create or replace function cases_meetings_objects(meeting uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_meeting m join cases_attendee a on a.meeting_id = m.id
  where m.id = meeting and m.state = 'proposed' and now() <= m.objections_until
    and a.organisation_id = (select acting_organisation()) and a.presence = 'present'
    and a.withdrawn_at is null) $$;

-- What was released for this meeting to every organisation that is there: only that may stand on a
-- screen which all of them see. Asked by who leads it or takes the notes.
create or replace function cases_meetings_for_all(meeting uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with room as (select distinct a.organisation_id as party from cases_attendee a
    where a.meeting_id = meeting and a.withdrawn_at is null and (a.presence = 'present'
      or (a.presence = '' and not exists (select 1 from cases_attendee b
        where b.meeting_id = meeting and b.presence <> '' and b.withdrawn_at is null))))
  select r.contribution_id from cases_meetingrelease r
  where r.meeting_id = meeting and meeting in (select cases_meetings_in_hand())
  group by r.contribution_id, r.owner_id
  having not exists (select 1 from room where party <> r.owner_id and not exists (
    select 1 from cases_meetingrelease o join cases_release g on g.id = o.release_id
    where o.meeting_id = meeting and o.contribution_id = r.contribution_id
      and o.organisation_id = party and g.withdrawn_at is null))
$$;

-- The minutes are adopted, or the meeting is off: what was released for it alone is withdrawn,
-- whoever released it. Returns keys for the trail.
create or replace function cases_meetings_end_releases(meeting uuid) returns setof uuid
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update cases_release r set withdrawn_at = now()
  where r.withdrawn_at is null and meeting in (select cases_meetings_mine())
    and exists (select 1 from cases_meeting m where m.id = meeting
      and m.state in ('adopted', 'cancelled') and m.case_id in (select cases_open_files()))
    and exists (select 1 from cases_meetingrelease t where t.meeting_id = meeting
      and t.release_id = r.id and not t.stays)
  returning r.contribution_id
$$;

-- May these read it now: nobody but the own organisation, or everybody on the case was told or
-- telling them is put off (AVG art. 14 lid 3 onder c)?
create or replace function cases_meetings_may_read(file uuid, readers uuid[]) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$ select readers <@ array[(select acting_organisation())] or cases_duty_settled(file) $$;

-- Does this change tell more than was told: a reader more, or other words?
create or replace function cases_meetings_tells_more(was jsonb, becomes jsonb) returns boolean
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$ select not (was->'released_to' @> (becomes->'released_to'))
  or (was->'title', was->'text') is distinct from (becomes->'title', becomes->'text') $$;

-- Who leads orders what others bring in, and who takes the notes words it; to whom it goes is its
-- owner's alone. No policy can compare a row with what it was.
create or replace function cases_meetings_turn() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if new.released_to is distinct from old.released_to
    and (old.organisation_id is distinct from acting_organisation()
      or not cases_meetings_invites(old.meeting_id, new.released_to))
  then
    raise exception 'only the owner releases, to who is invited'
      using errcode = 'insufficient_privilege';
  end if;
  if cases_meetings_tells_more(to_jsonb(old), to_jsonb(new))
    and not cases_meetings_may_read(old.case_id, old.organisation_id || new.released_to)
  then
    raise exception 'nothing is released before people are told'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger agendaitem_turn before update on cases_agendaitem for each row
  when (starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function cases_meetings_turn();
create or replace trigger minutesline_turn before update on cases_minutesline for each row
  when (starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function cases_meetings_turn();

-- On the agenda of others' items only their place is the chair's.
create or replace function cases_meetings_order() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old.organisation_id is distinct from acting_organisation()
    and (new.title, new.text, new.withdrawn_at)
      is distinct from (old.title, old.text, old.withdrawn_at)
  then
    raise exception 'only the owner words an item' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create or replace trigger agendaitem_order before update on cases_agendaitem for each row
  when (starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function cases_meetings_order();

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'cases\_meetings\_%'
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
