-- The files that I opened in an emergency, while that lasts, and am not on otherwise. Time ends it
-- here, not a job. `acting_files()` adds them; nothing is written through them.
create or replace function acting_opened() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select g.case_id from cases_glass g, acting_assignment() a
  where g.user_id = a.user_id and g.organisation_id = a.organisation_id
    and a.purpose = 'cases' and a.capacity <> 'partner'
    and g.opened_at <= now() and g.until > now() and g.ended_at is null
    and not exists (select 1 from access_membership m where m.file_id = g.case_id
      and m.user_id = a.user_id and m.organisation_id = a.organisation_id and not m.invited
      and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
$$;

-- The ground that belongs to looking at something through the glass, for the trail.
create or replace function acting_ground(thing uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select case when exists (select 1 from acting_opened() o(file) where o.file = thing
      or exists (select 1 from cases_contribution c where c.id = thing and c.case_id = o.file)
      or exists (select 1 from cases_contribution c where c.document_id = thing
        and c.case_id = o.file)
      or exists (select 1 from people_involvement i where i.person_id = thing
        and i.file_id = o.file))
    then 'noodtoegang' else '' end
$$;

-- A professional of the municipality opens a case by its number, for eight hours, with a reason.
-- Null when there is no such case, when they are on it, or when its regime does not allow it.
create or replace function cases_break_glass(key uuid, wanted text, why text, due timestamptz)
returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare file uuid; earlier cases_glass;
begin
  if not acting_is_municipality() or acting_purpose() is distinct from 'cases'
    or length(trim(why)) < 10 or due not between now() and now() + interval '21 days' then
    return null;
  end if;
  select c.id into file from cases_case c where c.number = wanted and c.closed_at is null
    and (cases_regime_of(c.id)).glass;
  if file is null or file in (select acting_files() except select acting_opened()) then
    return null;
  end if;
  if file not in (select acting_opened()) then
    insert into cases_glass (id, case_id, user_id, organisation_id, reason, opened_at, until,
      review_due) values (key, file, acting_user(), acting_organisation(), why, now(),
      now() + interval '8 hours', due);
  end if;
  return file;
end $$;

-- Is this somebody else's glass, on this case?
create or replace function cases_glass_of_another(one uuid, file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_glass g where g.id = one and g.case_id = file
  and g.user_id <> (select acting_user())) $$;

-- Do I hold procesregie of this case?
create or replace function cases_steers(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select cases_seated_files()) and exists (select 1 from cases_seat s
  where s.case_id = file and s.role = 'procesregie' and s.holder_id = (select acting_user())
    and s.organisation_id = (select acting_organisation()) and s.accepted_at is not null
    and s.ended_at is null) $$;

alter function acting_opened() owner to baken_acting;
alter function acting_ground(uuid) owner to baken_acting;
alter function cases_break_glass(uuid, text, text, timestamptz) owner to baken_acting;
alter function cases_glass_of_another(uuid, uuid) owner to baken_acting;
alter function cases_steers(uuid) owner to baken_acting;
revoke execute on function cases_break_glass(uuid, text, text, timestamptz),
  cases_glass_of_another(uuid, uuid), cases_steers(uuid) from public;
grant execute on function cases_break_glass(uuid, text, text, timestamptz),
  cases_glass_of_another(uuid, uuid), cases_steers(uuid) to baken_app, baken_acting;
